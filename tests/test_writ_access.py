"""Leaks of the writ, each naming its outsider, with row-level security off: only `visible_to` stands in between.

The last test turns each `visible_to` of the writ into "everything" and demands that this file notices.
"""

from collections.abc import Iterator

import pytest

from cases.models import Case, Material, Participant
from cases.queries.scope import drafts_seen
from ecase.documents.models import Draft
from tests.fixtures import logged_in_as
from tests.telling import quick_papers
from tests.writs import WritStory
from writ.models import Copy, Will, Writ
from writ.models.after import CopyQuerySet
from writ.models.wills import WillQuerySet
from writ.models.writ import WritQuerySet

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_papers")]

STRANGERS = (
    "investigator2", "prosecutor2", "judge", "judge2", "lawyer", "lawyer2", "registrar", "analyst", "custody",
    "appeal_judge", "ast.custody",
)  # fmt: skip
MODELS = (Writ, Will, Copy)


@pytest.fixture
def told(posts) -> Iterator[WritStory]:
    """A case with a verdict, its suspect and victim with accounts, nobody defended."""
    story = WritStory(posts)
    story.convicted()
    with logged_in_as("ecase_clock"):
        yield story


def seen(model, appointment, story: WritStory) -> int:
    return model.objects.visible_to(appointment).filter(case_id=story.case.pk).count()


def strangers_see_nothing(posts, told) -> None:
    for name in STRANGERS:
        for model in MODELS:
            assert seen(model, posts[name], told) == 0, f"{model.__name__} leaked to {name}"
    for model in MODELS:
        assert seen(model, None, told) == 0, f"{model.__name__} leaked to nobody in particular"


def those_of_the_case_see_it(posts, told) -> None:
    for name in ("investigator", "head", "prosecutor", "chief", "trial_judge", "clerk"):
        assert seen(Writ, posts[name], told) == 1, f"{name} lost the writ"
        assert seen(Will, posts[name], told) == 2, f"{name} lost a word"


def a_party_sees_its_own_and_no_more(posts, told) -> None:
    for name, whom in (("suspect", told.suspect), ("victim", told.victim)):
        post = posts[name]
        assert seen(Writ, post, told) == 1, f"{name} was asked and does not see it"
        words = Will.objects.visible_to(post).filter(case_id=told.case.pk)
        assert {row.participant_id for row in words} == {whom.pk}, f"another's word leaked to {name}"
        copies = Copy.objects.visible_to(post).filter(case_id=told.case.pk)
        assert {row.participant_id for row in copies} == {whom.pk}, f"another's copy leaked to {name}"
        assert not Case.objects.visible_to(post).filter(pk=told.case.pk).exists(), f"the case leaked to {name}"
        for model in (Participant, Material):
            assert seen(model, post, told) == 0, f"{model.__name__} leaked to {name}"
        drafts = Draft.objects.filter(drafts_seen(post), case_id=told.case.pk)
        assert {row.prepared_for_id for row in drafts} <= {post.pk}, f"a draft of another leaked to {name}"


CHECKS = (strangers_see_nothing, those_of_the_case_see_it, a_party_sees_its_own_and_no_more)


def test_every_outsider_stays_outside(posts, told):
    for check in CHECKS:
        check(posts, told)


def test_an_open_door_is_noticed(posts, told, monkeypatch):
    for queryset in (WritQuerySet, WillQuerySet, CopyQuerySet):
        with monkeypatch.context() as patch:
            patch.setattr(queryset, "visible_to", lambda self, appointment: self.all())
            noticed = 0
            for check in CHECKS:
                try:
                    check(posts, told)
                except AssertionError:
                    noticed += 1
            assert noticed, f"{queryset.__name__}.visible_to returned everything and no test minded"
