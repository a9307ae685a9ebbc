"""What a reader sees of the file, what is withheld from him, and what is sealed into a decision."""

import io
from datetime import timedelta

import pytest

from cases import moving
from cases.actions import file_upload
from cases.actions.act import NotVisible
from cases.actions.readings import left, opened
from cases.actions.withholding import withhold
from cases.models import Material, Reading
from cases.queries.manifest import file_seen
from cases.queries.search import find
from ecase.documents.models import Draft
from ecase.law.words import Refused
from ecase.ledger.models import Entry
from ecase.people.models import Notice
from ecase.web.speaking import speaking
from sanctions.actions.manifests import lift
from sanctions.manifest import digest_of, surfaced
from sanctions.models import Manifest, Sanction
from sanctions.resource import SANCTION
from tests.telling import REASONS, Story, quick_papers, refused

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]
WHY = "По этим данным может быть найден защищаемый свидетель."
SECRET = "Показания под псевдонимом «Ястреб»"


@pytest.fixture
def story(posts) -> Story:
    return Story(posts)


def upload(story, hours, title, compartment="investigation") -> Material:
    with speaking(story.investigator):
        return file_upload(
            case_id=story.detention.case_id,
            by=story.investigator,
            at=story.at(hours),
            file=io.BytesIO("Слова.".encode()),
            name="note.txt",
            title=title,
            compartment=compartment,
        )


def kept_back(story, hours=9.0) -> Material:
    """A material of the investigation that the court does not get."""
    material = upload(story, hours, SECRET)
    with speaking(story.investigator):
        return withhold(
            material_id=material.pk, by=story.investigator, at=story.at(hours), ground="protected", reason=WHY
        )


def seen(posts, who, story):
    with speaking(posts[who]):
        return file_seen(story.fresh().case if who == "investigator" else story.detention.case, posts[who])


# --- withholding --------------------------------------------------------------------------------------------


def test_withholding_is_an_act_that_the_prosecutor_is_told_of_and_that_hides_nothing_from_him(posts, story):
    material = kept_back(story)
    assert story.entries()[-1] == "material.withheld"
    assert Notice.objects.filter(to=posts["prosecutor"], kind="material.withheld").count() == 1
    story.in_court(20)
    for who, shown in (
        ("investigator", True),
        ("prosecutor", True),
        ("head", True),
        ("judge", False),
        ("lawyer", False),
    ):
        with speaking(posts[who]):
            assert Material.objects.visible_to(posts[who]).filter(pk=material.pk).exists() is shown, who
    told = seen(posts, "judge", story)
    assert told.total - told.seen == 1
    (why,) = told.kept
    assert (why.count, why.by, why.cite) == (1, posts["investigator"], "CPC 97, 98")
    assert SECRET not in str(told.told()) and WHY not in str(told.told())
    whole = seen(posts, "prosecutor", story)
    assert whole.total == whole.seen == told.total and whole.kept == ()


def test_only_the_investigator_withholds_and_says_why(posts, story):
    material = upload(story, 9, SECRET)
    fields = {"material_id": material.pk, "at": story.at(9), "ground": "protected", "reason": WHY}
    with refused("not_the_investigator", posts["prosecutor"]):
        withhold(by=posts["prosecutor"], **fields)
    with refused("reasons_too_short", posts["investigator"]):
        withhold(by=posts["investigator"], **{**fields, "reason": "нельзя"})
    with refused("no_such_ground", posts["investigator"]):
        withhold(by=posts["investigator"], **{**fields, "ground": "because"})
    for stranger in ("investigator2", "judge2", "lawyer2"):
        with speaking(posts[stranger]), pytest.raises(NotVisible):
            withhold(by=posts[stranger], **fields)


def test_withheld_once_and_never_what_the_parties_have_seen(posts, story):
    material = kept_back(story)
    with refused("withheld_already", posts["investigator"]):
        withhold(material_id=material.pk, by=posts["investigator"], at=story.at(9), ground="secret", reason=WHY)
    open_one = upload(story, 9, "Справка", "parties")
    with refused("open_to_parties", posts["investigator"]):
        withhold(material_id=open_one.pk, by=posts["investigator"], at=story.at(9), ground="secret", reason=WHY)


def test_lifted_by_the_investigator_or_his_prosecutor_and_by_nobody_else(posts, story):
    material = kept_back(story)
    with speaking(posts["prosecutor"]):
        lifted = lift(material_id=material.pk, by=posts["prosecutor"], at=story.at(12), reason=WHY)
    assert lifted.withheld_at is None
    assert Notice.objects.filter(to=posts["investigator"], kind="material.withholding_lifted").count() == 1
    with refused("not_withheld", posts["investigator"]):
        lift(material_id=material.pk, by=posts["investigator"], at=story.at(13), reason=WHY)
    with speaking(posts["prosecutor2"]), pytest.raises(NotVisible):
        lift(material_id=material.pk, by=posts["prosecutor2"], at=story.at(13), reason=WHY)


def test_a_defender_is_told_how_much_is_closed_to_him_but_not_what_is_being_prepared(posts, story):
    upload(story, 9, "Рапорт")
    story.in_court(20)
    told = seen(posts, "lawyer", story)
    assert [(row.count, row.by, row.cite) for row in told.kept] == [(1, None, "CPC 70(2)(5)")]
    assert told.prepared
    with speaking(posts["lawyer2"]):
        assert not Material.objects.visible_to(posts["lawyer2"]).filter(case=story.detention.case_id).exists()


# --- sealed into the decision --------------------------------------------------------------------------------


def test_a_decision_seals_what_lay_before_its_author(posts, story):
    kept_back(story)
    sanction = story.in_court(20)
    with speaking(posts["judge"]):
        petition = Material.objects.visible_to(posts["judge"]).get(matter=sanction.pk, kind="arrest_petition")
        opened(material=petition, by=posts["judge"], at=story.at(21))
        left(material=petition, by=posts["judge"], at=story.at(21) + timedelta(seconds=95), pages=[1, 2, 99])
    story.decide(24, "judge", sanction, "grant", reasons=REASONS)
    with speaking(posts["judge"]):
        supported, granted = Manifest.objects.visible_to(posts["judge"]).filter(sanction=sanction.pk).order_by("at")
        digest = Material.objects.select_related("document").get(pk=petition.pk).document.sha256
        note = Reading.objects.get(appointment=posts["judge"], material=petition)
    assert (supported.move, supported.by_id) == ("support", posts["prosecutor"].pk)
    assert supported.total == supported.seen and supported.withheld == []
    assert (granted.move, granted.by_id) == ("grant", posts["judge"].pk)
    assert granted.total - granted.seen == 1 and granted.opened == 1
    assert granted.withheld == [
        {"count": 1, "by": posts["investigator"].pk, "cite": "CPC 97, 98", "ground": "protected"}
    ]
    (item,) = [one for one in granted.items if one["material"] == str(petition.pk)]
    assert (item["sha256"], item["version"], item["seconds"]) == (digest, 1, 95)
    assert item["opened_at"] == story.at(21).isoformat()
    assert note.pages == [1]  # a page the paper has not is no page


def test_the_digest_in_the_row_is_the_one_of_the_list_in_the_act(posts, story):
    sanction = story.in_court(20)
    story.decide(24, "judge", sanction, "refuse", reasons=REASONS)
    with speaking(posts["judge"]):
        row = Manifest.objects.get(sanction=sanction.pk, move="refuse")
        draft = Draft.objects.get(subject_id=sanction.pk, move="refuse")
    assert draft.fields["seal"]["digest"] == row.digest == digest_of(draft.fields["seal"])


def test_a_draft_is_stale_once_the_file_has_changed(posts, story):
    sanction = story.in_court(20)
    judge = posts["judge"]
    fields = {"reasons": REASONS, "hearing_at": story.at(22)}
    with speaking(judge):
        subject = moving.find(SANCTION, sanction.pk, judge)
        draft = moving.draft(SANCTION, subject, "grant", fields, by=judge, at=story.at(23))
    upload(story, 23.5, "Новая справка")
    with refused("stale_draft", judge):
        moving.perform(
            SANCTION, moving.find(SANCTION, sanction.pk, judge), "grant", {}, by=judge, at=story.at(23.6),
            draft_id=draft.pk, signature="demo",
        )  # fmt: skip


def test_what_comes_to_light_afterwards_flags_the_decision_to_both_sides_once(posts, story):
    material = kept_back(story)
    sanction = story.in_court(20)
    story.decide(24, "judge", sanction, "grant", reasons=REASONS)
    with speaking(posts["investigator"]):
        lift(material_id=material.pk, by=posts["investigator"], at=story.at(30), reason=WHY)
        rows = {row.move: row for row in Manifest.objects.filter(sanction=sanction.pk).select_related("by", "sanction")}
        assert [found.pk for found in surfaced(rows["grant"])] == [material.pk]
    assert rows["grant"].surfaced_at == story.at(30) and rows["support"].surfaced_at is None
    told = Notice.objects.filter(kind="sanction.surfaced")
    assert set(told.values_list("to__user__username", flat=True)) == {"investigator", "prosecutor", "judge", "lawyer"}
    assert all(told.values_list("must_acknowledge", flat=True))
    assert "sanction.surfaced" in story.entries()
    with speaking(posts["lawyer"]):
        assert "sanction.surfaced" in list(
            Entry.objects.filter(stream__case_id=story.detention.case_id, compartment="parties").values_list(
                "kind", flat=True
            )
        )


def test_what_is_withheld_is_found_by_no_words_until_it_is_open_again(posts, story):
    material = kept_back(story)
    story.in_court(20)
    for who in ("judge", "lawyer", "investigator"):
        with speaking(posts[who]):
            assert not find(posts[who], "Ястреб"), who
    with speaking(posts["investigator"]):
        lift(material_id=material.pk, by=posts["investigator"], at=story.at(30), reason=WHY)
    with speaking(posts["judge"]):
        assert [row.material.pk for row in find(posts["judge"], "Ястреб").papers.rows] == [material.pk]


def test_no_stranger_finds_a_manifest(posts, story):
    sanction = story.in_court(20)
    for who in ("investigator2", "prosecutor2", "judge2", "lawyer2", "custody", "clerk"):
        with speaking(posts[who]):
            assert not Manifest.objects.visible_to(posts[who]).filter(sanction=sanction.pk).exists(), who
            assert not Sanction.objects.visible_to(posts[who]).filter(pk=sanction.pk).exists(), who


def test_reading_is_noted_of_those_who_decide_alone(posts, story):
    material = upload(story, 9, "Рапорт")
    with speaking(posts["investigator"]):
        assert opened(material=material, by=posts["investigator"], at=story.at(9)) is None
    with speaking(posts["prosecutor"]):
        first = opened(material=material, by=posts["prosecutor"], at=story.at(10))
        assert opened(material=material, by=posts["prosecutor"], at=story.at(10)) == first
        assert left(material=material, by=posts["prosecutor"], at=story.at(10.1)).left_at == story.at(10.1)
        assert left(material=material, by=posts["prosecutor"], at=story.at(10.2)) is None


def test_the_seal_of_a_draft_is_not_typed_by_its_author(posts, story):
    sanction = story.in_court(20)
    with pytest.raises(Refused), speaking(posts["judge"]):
        subject = moving.find(SANCTION, sanction.pk, posts["judge"])
        typed = {"reasons": REASONS, "hearing_at": story.at(22), "seal": {"stamp": "x", "items": []}}
        draft = moving.draft(SANCTION, subject, "grant", typed, by=posts["judge"], at=story.at(23))
        assert draft.fields["seal"]["stamp"] != "x"
        raise Refused(moving.documents.STALE)
