"""Forms kept while they are typed: versions, tabs, whose they are, and that they end."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.module_loading import import_string

from cases.actions import drafts, statements
from cases.actions.drafts import drop_outdated
from ecase.clockwork import tasks
from ecase.documents import storage
from ecase.people.actions import appoint
from ecase.web import now, saved
from ecase.web.models import SavedDraft
from ecase.web.saved import Conflict
from ecase.web.speaking import speaking
from tests.fixtures import logged_in_as
from tests.telling import quick_papers
from tests.test_reports import typed

__all__ = ["quick_papers"]
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


@pytest.mark.django_db(transaction=True)
def test_the_clock_drops_them_each_hour_under_its_own_role(posts, quick_papers):
    """Files that waited in a registration and the sheet of a statement go with the draft."""
    row = settings.CELERY_BEAT_SCHEDULE["drafts"]
    assert row["schedule"] == timedelta(hours=1).total_seconds()
    assert import_string(row["task"]) is tasks.drop_drafts
    by, citizen, file = posts["investigator"], posts["victim"], SimpleUploadedFile("a.txt", b"words")
    with speaking(by):
        kept = drafts.attach(by=by, at=now(), key="cases/new/", file=file, name="a.txt", title="", access="parties")
    with speaking(citizen):
        ready = statements.lay_out(by=citizen, at=now(), fields=typed())
        laid = statements.laid_out(citizen, ready)
    bytes_of = [(kept["case_id"], kept["files"][0]["upload"]["sha256"]), (ready, laid["sha256"])]
    with logged_in_as("ecase_clock"):
        tasks.drop_drafts()
    assert SavedDraft.objects.count() == 2, "nothing goes before its time"
    SavedDraft.objects.update(saved_at=now() - saved.KEPT_FOR - timedelta(minutes=1))
    with logged_in_as("ecase_clock"):
        tasks.drop_drafts()
    assert SavedDraft.objects.count() == 0
    for folder, sha256 in bytes_of:
        with pytest.raises(storage.Damaged):
            storage.read(folder, sha256)
