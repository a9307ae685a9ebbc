"""Leaks, each naming its outsider. Row-level security is off here (the clock's role sees every row),
so that only `visible_to` stands between the outsider and the case.

The last test turns each `visible_to` into "everything" and demands that this file notices.
"""

from collections.abc import Iterator

import pytest

from cases.access import CaseQuerySet, OfCaseQuerySet
from cases.models import Case, Charge, Deadline, Defence, Fired, Material, Matter, Participant
from cases.moving import do
from detention.models import Detention, DetentionQuerySet
from detention.resource import DETENTION
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.actions import request
from sanctions.models import Sanction, SanctionQuerySet
from sanctions.resource import SANCTION
from tests.fixtures import HOUR, logged_in_as, tell_detention
from tests.telling import with_reasons

pytestmark = pytest.mark.django_db(transaction=True)

STRANGERS = ("investigator2", "prosecutor2", "judge2", "lawyer2", "registrar", "analyst", "clerk", "trial_judge")
INSIDERS = ("investigator", "head", "prosecutor", "chief")
OF_CASE = (Participant, Defence, Charge, Matter, Deadline, Material, Fired, Detention, Sanction)


@pytest.fixture
def held(posts) -> Iterator[Detention]:
    """A detention with a signed protocol and a petition before the prosecutor."""
    at = now() - 2 * HOUR
    detention = tell_detention(posts, held_at=at, at=at)
    by = posts["investigator"]
    with speaking(by):
        do(DETENTION, detention.pk, "draw_protocol", by=by, at=now(), protocol_at=at)
        petition = request(
            case_id=detention.case_id,
            by=by,
            at=now(),
            kind="arrest",
            participant_id=detention.participant_id,
            grounds="Подозреваемый скрывался от следствия, постоянного места жительства не имеет.",
        )
        with_reasons(petition, now())
        do(SANCTION, petition.pk, "submit", by=by, at=now())
    with logged_in_as("ecase_clock"):
        yield detention


def leaked(model, appointment, case_id) -> int:
    rows = model.objects.visible_to(appointment)
    return rows.filter(pk=case_id).count() if model is Case else rows.filter(case_id=case_id).count()


def strangers_see_nothing(posts, held) -> None:
    for name in STRANGERS:
        for model in (Case, *OF_CASE):
            assert leaked(model, posts[name], held.case_id) == 0, f"{model.__name__} leaked to {name}"


def nobody_sees_nothing(posts, held) -> None:
    for model in (Case, *OF_CASE):
        assert leaked(model, None, held.case_id) == 0, f"{model.__name__} leaked to nobody in particular"


def insiders_see_the_case(posts, held) -> None:
    for name in INSIDERS:
        assert leaked(Case, posts[name], held.case_id) == 1, f"{name} lost the case"
        assert leaked(Sanction, posts[name], held.case_id) == 1, f"{name} lost the sanction"


def the_lawyer_sees_what_is_open_to_the_parties(posts, held) -> None:
    lawyer = posts["lawyer"]
    assert leaked(Case, lawyer, held.case_id) == 1
    assert leaked(Detention, lawyer, held.case_id) == 1
    kinds = set(Material.objects.visible_to(lawyer).filter(case_id=held.case_id).values_list("kind", flat=True))
    assert kinds == {"detention_protocol"}, "the petition leaked to the lawyer before it left the prosecutor"
    assert leaked(Sanction, lawyer, held.case_id) == 0, "the request leaked to the lawyer before it left the prosecutor"


def the_facility_sees_the_detained_and_not_the_case(posts, held) -> None:
    custody = posts["custody"]
    assert leaked(Case, custody, held.case_id) == 0, "the case leaked to the place of detention"
    assert leaked(Detention, custody, held.case_id) == 1
    assert leaked(Sanction, custody, held.case_id) == 0, "the sanction leaked to the place of detention"
    for model in (Participant, Charge, Defence):
        assert leaked(model, custody, held.case_id) == 0, f"{model.__name__} leaked to the place of detention"
    assert set(Material.objects.visible_to(custody).values_list("kind", flat=True)) == {"detention_protocol"}


def another_facility_sees_nothing(posts, held) -> None:
    for name, post in posts.items():
        if post.role == "custody_head" and name != "custody":
            assert leaked(Detention, post, held.case_id) == 0, f"the detention leaked to {name}"
            assert leaked(Material, post, held.case_id) == 0, f"a document leaked to {name}"


CHECKS = (
    strangers_see_nothing,
    nobody_sees_nothing,
    insiders_see_the_case,
    the_lawyer_sees_what_is_open_to_the_parties,
    the_facility_sees_the_detained_and_not_the_case,
    another_facility_sees_nothing,
)


def test_every_outsider_stays_outside(posts, held):
    for check in CHECKS:
        check(posts, held)


def test_the_judge_sees_the_case_from_the_day_the_petition_reaches_the_court(posts, held):
    assert leaked(Case, posts["judge"], held.case_id) == 0


def test_an_open_door_is_noticed(posts, held, monkeypatch):
    for queryset in (CaseQuerySet, OfCaseQuerySet, DetentionQuerySet, SanctionQuerySet):
        with monkeypatch.context() as patch:
            patch.setattr(queryset, "visible_to", lambda self, appointment: self.all())
            noticed = 0
            for check in CHECKS:
                try:
                    check(posts, held)
                except AssertionError:
                    noticed += 1
            assert noticed, f"{queryset.__name__}.visible_to returned everything and no test minded"
