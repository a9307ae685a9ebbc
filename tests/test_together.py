"""Several lists in one statement give what each would give alone."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, F, Value
from django.db.models.functions import JSONObject
from django.test.utils import CaptureQueriesContext

from cases.models import Case, Charge, Deadline, Participant, SavedFilter
from detention.models import Detention
from ecase.people.models import Appointment
from ecase.web.speaking import speaking
from ecase.web.together import together
from tests.fixtures import tell_detention


@pytest.fixture
def held(posts: dict[str, Appointment]) -> Detention:
    return tell_detention(posts)


def whole(row: Any) -> Any:
    """A row with all that was read of it, related rows and annotations included."""
    if not hasattr(row, "_state"):
        return row
    kept = {name: value for name, value in vars(row).items() if not name.startswith("_")}
    return kept | {name: whole(value) for name, value in row._state.fields_cache.items()}


def test_rows_are_what_the_query_sets_alone_give(posts: dict[str, Appointment], held: Detention) -> None:
    by = posts["investigator"]
    SavedFilter.objects.create(appointment=by, name="Менің", query={"stage": "pretrial", "text": 'a"b%s'}, position=1)
    with speaking(by):
        asked = {
            "cases": Case.objects.visible_to(by).select_related("investigator__user", "prosecutor__user", "report"),
            "terms": Deadline.objects.visible_to(by).select_related("matter").order_by("-due_at", "id"),
            "people": Participant.objects.visible_to(by).only("id", "last_name", "birth_date").order_by("sort_key"),
            "charges": Charge.objects.visible_to(by).annotate(told=JSONObject(since="since", part="part")),
            "plain": Case.objects.visible_to(by).values(
                "id", "registered_at", whose=F("investigator__user__last_name")
            ),
            "flat": Case.objects.visible_to(by).values_list("pk", flat=True)[:1],
            "filters": SavedFilter.objects.filter(appointment=by, name="Менің"),
            "counted": Participant.objects.visible_to(by).order_by().values(one=Value(1)).annotate(n=Count("pk")),
            "nobody": Case.objects.visible_to(by).none(),
            "no_one": Case.objects.visible_to(by).filter(number="0" * 15),
        }
        with CaptureQueriesContext(connection) as caught:
            found = together(asked)
        assert len(caught) == 1
        for name, rows in asked.items():
            assert [whole(row) for row in found[name]] == [whole(row) for row in rows.all()], name
    assert found["terms"] and found["people"][0].get_deferred_fields()
    assert found["nobody"] == found["no_one"] == []
    assert found["filters"][0].query["text"] == 'a"b%s'


def test_what_is_known_to_be_empty_asks_nothing(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert together({"one": Case.objects.none()}) == {"one": []}
