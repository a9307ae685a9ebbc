"""The demonstration authority and its signatures; whether they hold is in test_verification."""

import asyncio
import io
import multiprocessing
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtensionOID, NameOID
from PIL import Image, ImageChops

from ecase.documents import authority, pages, pdf, signing, verification
from ecase.law.words import Refused
from tests.documents.conftest import SIGNER, Sample


def test_signing_only_appends(sample: Sample) -> None:
    assert sample.signed.pdf.startswith(sample.draft)
    assert sample.signed.cms[:1] == b"\x30"
    assert sample.signed.cms.hex() in sample.signed.pdf.decode("latin-1").lower()
    assert sample.signed.subject == (
        "Ахметова Динара Сәбитқызы, Тергеу судьясы, Алматы қаласының мамандандырылған тергеу соты, "
        "IIN850606400334, BIN990240001234"
    )


def test_the_mark_appears_in_the_reserved_place_and_nowhere_else(sample: Sample) -> None:
    last = pages.page_count(sample.draft)
    for page in range(1, last + 1):
        before, after = (
            Image.open(io.BytesIO(pages.page_png(data, page, 900))).convert("L")
            for data in (sample.draft, sample.signed.pdf)
        )
        box = ImageChops.difference(before, after).point(lambda value: 255 if value > 60 else 0).getbbox()
        if page < last:
            assert box is None
        else:
            assert box is not None
            left, top, right, bottom = box
            # Inside the frame: right of the margin and its labels, no more than the grid's 22 mm high.
            assert left > 900 * 60 / 210
            assert right < 900 * 195 / 210
            assert bottom - top < 900 * 23 / 210


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="pdfsig (poppler) is not installed")
def test_pdfsig_agrees(sample: Sample, tmp_path: Path) -> None:
    file = tmp_path / "act.pdf"
    file.write_bytes(sample.signed.pdf)
    said = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    assert "IIN850606400334" in said
    changed = bytearray(sample.signed.pdf)
    changed[len(sample.draft) // 2] ^= 1
    file.write_bytes(changed)
    said = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" not in said


def test_what_is_no_draft_cannot_be_signed(sample: Sample) -> None:
    provider = signing.provider()
    for data in (sample.signed.pdf, b"", b"not a pdf", pdf.write("<p>x</p>", reserve=False)[0]):
        with pytest.raises(Refused) as refused:
            provider.sign(data, signer=SIGNER, at=sample.at, reason="x", location="x")
        assert refused.value.refusal.code == "not_signable"


def test_without_a_provider_signing_is_refused_with_words(settings: object) -> None:
    settings.ECASE_DEMO = False  # type: ignore[attr-defined]
    assert signing.providers() == {}
    with pytest.raises(signing.NoProvider) as refused:
        signing.provider()
    assert refused.value.refusal.says
    assert refused.value.refusal.code == "no_signature_provider"


def test_works_inside_a_running_event_loop(sample: Sample) -> None:
    async def inside() -> str:
        signed = signing.provider().sign(sample.draft, signer=SIGNER, at=sample.at, reason="x")
        return verification.verify(signed.pdf).state

    assert asyncio.run(inside()) == "verified"


def test_the_root_says_what_it_is_not(sample: Sample) -> None:
    root = authority.trusted_root()
    assert root is not None
    name = root.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    assert "DEMONSTRATION" in str(name)
    assert "not NUC" in str(name)
    assert "DEMONSTRATION" in verification.verify(sample.signed.pdf).issuer


def test_certificate_names_the_person_and_the_office() -> None:
    held = authority.certificate_for(SIGNER)
    said = {item.oid: item.value for item in held.certificate.subject}
    assert said[NameOID.COMMON_NAME] == "Ахметова Динара Сәбитқызы"
    assert said[NameOID.SURNAME] == "Ахметова"
    assert said[NameOID.GIVEN_NAME] == "Динара Сәбитқызы"
    assert said[NameOID.SERIAL_NUMBER] == "IIN850606400334"
    assert said[NameOID.ORGANIZATIONAL_UNIT_NAME] == "BIN990240001234"
    usage = held.certificate.extensions.get_extension_for_oid(ExtensionOID.KEY_USAGE).value
    assert isinstance(usage, x509.KeyUsage)
    assert usage.content_commitment
    assert not usage.key_cert_sign
    held.certificate.verify_directly_issued_by(held.root)
    assert authority.certificate_for(SIGNER).serial == held.serial


def test_another_post_is_another_certificate_and_a_person_may_lack_numbers() -> None:
    bare = authority.Signer("", "Ли", "Виктор", "", "lawyer", "А" * 200, "")
    other = authority.Signer("", "Ли", "Виктор", "", "participant", "А" * 200, "")
    assert authority.certificate_for(bare).serial != authority.certificate_for(other).serial
    assert len(authority.certificate_for(bare).subject) <= 300


def _ask(ready: object, answers: object) -> None:
    ready.wait()  # type: ignore[attr-defined]
    answers.put(authority.certificate_for(SIGNER).serial)  # type: ignore[attr-defined]


def test_many_processes_make_one_authority(tmp_path: Path, settings: object) -> None:
    settings.ECASE_DATA = tmp_path / "new" / "data"  # type: ignore[attr-defined]
    context = multiprocessing.get_context("fork")
    ready, answers = context.Barrier(4), context.Queue()
    children = [context.Process(target=_ask, args=(ready, answers)) for _ in range(4)]
    for child in children:
        child.start()
    serials = {answers.get(timeout=60) for _ in children}
    for child in children:
        child.join()
    assert len(serials) == 1
    folder = tmp_path / "new" / "data" / "ca"
    assert [item.name for item in folder.parent.iterdir() if item.name.startswith("ca.") and item.is_dir()] == []
    for item in (folder, *folder.rglob("*")):
        assert stat.S_IMODE(item.stat().st_mode) == (0o700 if item.is_dir() else 0o600), item
