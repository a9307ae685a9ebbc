"""Acts on the page: the draft is its signer's alone, a whole signature is green, a broken one red and told."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from cases.models import Material
from detention.models import Detention
from ecase.documents.actions import prepare
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.speaking import speaking
from tests.fixtures import tell_detention
from tests.pages.conftest import Reader
from tests.pages.test_story import signs, typed

At = Callable[..., Reader]


@pytest.fixture
def held(posts: dict[str, Appointment]) -> Detention:
    return tell_detention(posts, held_at=now() - timedelta(hours=3))


def test_a_draft_is_open_to_its_signer_alone_and_a_signature_that_breaks_is_red(
    posts: dict[str, Appointment], held: Detention, at_page: At
) -> None:
    reader = at_page("investigator", "en")
    own = f"cases/{held.case.number}/detentions/{held.pk}/"
    reader.goes(f"{own}moves/draw_protocol/")
    reader.sends(protocol_at=typed(now() - timedelta(hours=1)), search="Нож складной", remarks="")
    reader.follows()
    draft = reader.text.split("/drafts/")[1].split("/")[0]
    for path in (f"drafts/{draft}/", f"drafts/{draft}/page/1.png"):
        assert reader.client.get(f"/en/{path}").status_code == 200
        for name in ("prosecutor", "head", "lawyer", "custody", "investigator2"):
            assert at_page(name).goes(path).status_code == 404, (name, path)
    # Back to the form: what was typed is still there.
    back = reader.client.get(f"/en/{own}moves/draw_protocol/?from={draft}").content.decode()
    assert "Нож складной" in back
    # Another's draft, or none at all, signs nothing.
    assert reader.client.get(f"/en/{own}moves/draw_protocol/?draft=nonsense").status_code == 404
    reader.sends(having="signature")
    twice = reader.again()
    assert twice.status_code == 302 and twice.headers["Idempotent-Replay"] == "true"

    def protocol() -> Any:
        return Material.objects.select_related("document").get(case=held.case, kind="detention_protocol")

    material = reader.seen(protocol)
    listing = reader.goes(f"cases/{held.case.number}/file/{material.pk}/").content.decode()
    assert "app-note--signed" in listing and "The signature holds" in listing
    served = reader.goes(f"cases/{held.case.number}/materials/{material.pk}/")
    assert served.headers["Content-Type"] == "application/pdf"
    assert served.headers["Content-Disposition"].startswith("inline")
    assert b"".join(served.streaming_content).startswith(b"%PDF-")

    stored = Path(settings.ECASE_DATA) / "files" / str(held.case.pk) / material.document.sha256
    whole = stored.read_bytes()
    stored.chmod(0o640)
    stored.write_bytes(whole[:2000] + bytes([whole[2000] ^ 1]) + whole[2001:])
    broken = reader.goes(f"cases/{held.case.number}/file/{material.pk}/").content.decode()
    assert "app-note--error" in broken and "must not be relied on" in broken
    assert reader.goes(f"cases/{held.case.number}/materials/{material.pk}/").status_code == 404
    stored.write_bytes(whole)


def test_the_head_of_the_facility_frees_when_the_term_is_over(posts: dict[str, Appointment], at_page: At) -> None:
    held = tell_detention(posts, held_at=now() - timedelta(hours=20))
    custody = at_page("custody")
    custody.goes(f"custody/{held.pk}/")
    assert "app-button-off" in custody.text and "ст. 133" in custody.text
    custody.goes(f"custody/{held.pk}/moves/release/")
    assert "ст. 133" in custody.text
    late = tell_late(posts)
    with speaking(posts["investigator"]):  # as the clock lays it ready: fields only
        prepare(
            act="release_ruling_head",
            case_id=late.case_id,
            subject_kind="detention",
            subject_id=late.pk,
            move="release",
            fields={"ground": "term_expired"},
            version=late.version,
            prepared_for=posts["custody"],
            at=now(),
        )
    custody.goes(f"custody/{late.pk}/")
    assert "is-late" in custody.text and custody.text.count(f"{late.pk}/moves/release/") == 2
    custody.goes(f"custody/{late.pk}/moves/release/")
    signs(custody, note="")
    assert custody.path.endswith(f"/custody/{late.pk}/")
    with speaking(posts["investigator"]):
        freed = Detention.objects.get(pk=late.pk)
        assert freed.released_by == posts["custody"] and freed.release_ground == "term_expired"


def tell_late(posts: dict[str, Appointment]) -> Detention:
    """A second person, whose 48 hours are over."""
    return tell_detention(
        posts,
        held_at=now() - timedelta(hours=49),
        at=now() - timedelta(hours=48),
        iin="850606400334",
    )
