"""Forms kept while they are typed: versions, tabs, whose they are, and that they end."""

from datetime import timedelta

import pytest

from cases.actions.drafts import drop_outdated
from ecase.people.actions import appoint
from ecase.web import now, saved
from ecase.web.models import SavedDraft
from ecase.web.saved import Conflict

pytestmark = pytest.mark.django_db
KEY = "cases/267512031000481/moves/interrupt/"


def test_a_form_is_kept_and_read_back(posts):
    by = posts["investigator"]
    row = saved.save(by, KEY, {"text": "Первые слова"}, 0, at=now())
    assert not isinstance(row, Conflict) and saved.version_of(row) == 1
    found = saved.load(by, KEY)
    assert saved.value_of(found) == {"text": "Первые слова"}
    saved.save(by, KEY, {"text": "Вторые"}, 1, at=now())
    assert saved.value_of(saved.load(by, KEY)) == {"text": "Вторые"}
    saved.forget(by, KEY)
    assert saved.load(by, KEY) is None


def test_an_older_page_does_not_overwrite_a_newer_one(posts):
    by = posts["investigator"]
    saved.save(by, KEY, {"text": "А"}, 0, at=now(), tab="one")
    saved.save(by, KEY, {"text": "Б"}, 1, at=now(), tab="two")
    old = saved.save(by, KEY, {"text": "В"}, 1, at=now(), tab="one")
    assert isinstance(old, Conflict) and saved.value_of(old.saved) == {"text": "Б"}
    assert saved.value_of(saved.load(by, KEY)) == {"text": "Б"}


def test_the_same_words_and_the_same_page_are_no_conflict(posts):
    by = posts["investigator"]
    saved.save(by, KEY, {"text": "А"}, 0, at=now(), tab="one")
    assert not isinstance(saved.save(by, KEY, {"text": "А"}, 0, at=now(), tab="two"), Conflict)
    assert not isinstance(saved.save(by, KEY, {"text": "Б"}, 0, at=now(), tab="one"), Conflict)


def test_parts_have_versions_of_their_own(posts):
    by = posts["investigator"]
    saved.save(by, KEY, {"a": "1"}, 0, at=now(), part="event", tab="one")
    row = saved.save(by, KEY, {"b": "2"}, 0, at=now(), part="people", tab="two")
    assert not isinstance(row, Conflict)
    assert (saved.value_of(row, "event"), saved.value_of(row, "people")) == ({"a": "1"}, {"b": "2"})
    assert isinstance(saved.save(by, KEY, {"a": "3"}, 0, at=now(), part="event", tab="two"), Conflict)


def test_what_was_sent_is_not_brought_back_by_a_page_left_open(posts):
    by = posts["investigator"]
    saved.save(by, KEY, {"text": "А"}, 0, at=now())
    saved.forget(by, KEY)
    left = saved.save(by, KEY, {"text": "Б"}, 1, at=now())
    assert left == Conflict(None) and saved.load(by, KEY) is None


def test_nobody_else_reads_writes_or_forgets_it(posts):
    """A colleague of the office, the head, and the same person in another post."""
    own = posts["investigator"]
    acting = appoint(user=own.user, role="head_of_investigation", office=own.office, since=now() - timedelta(hours=1))
    saved.save(own, KEY, {"text": "Моё"}, 0, at=now())
    for other in (posts["investigator2"], posts["head"], acting):
        assert saved.load(other, KEY) is None
        assert saved.unfinished(other) == []
        saved.forget(other, KEY)
        saved.save(other, KEY, {"text": "Чужое"}, 0, at=now())
    assert saved.value_of(saved.load(own, KEY)) == {"text": "Моё"}


def test_the_list_of_the_unfinished_names_only_known_forms(posts):
    by = posts["investigator"]
    saved.save(by, "cases/new/", {"text": "А"}, 0, at=now())
    saved.save(by, "nowhere/", {"text": "А"}, 0, at=now())
    assert [one["path"] for one in saved.unfinished(by)] == ["/cases/new/"]


def test_what_nobody_touches_for_a_month_goes(posts):
    by, long_ago = posts["investigator"], now() - timedelta(days=31)
    saved.save(by, "cases/new/", {"text": "старое"}, 0, at=long_ago)
    saved.save(by, KEY, {"text": "новое"}, 0, at=now())
    assert drop_outdated(at=now()) == 1
    assert [row.key for row in SavedDraft.objects.filter(appointment_id=by.pk)] == [KEY]
