"""A signature holds, or the answer says in words why not; nothing a file holds makes the answer an accident."""

import datetime as dt
import io
import random
from pathlib import Path

import pytest
from django.test import override_settings

from ecase.documents import authority, signing
from ecase.documents.verification import Verification, verify
from tests.documents.conftest import SIGNER, Sample


def says(answer: Verification) -> str:
    return answer.reason % dict(answer.params)


def test_a_whole_act_is_verified(sample: Sample) -> None:
    answer = verify(sample.signed.pdf)
    assert answer.state == "verified"
    assert answer.name == "Ахметова Динара Сәбитқызы"
    assert answer.iin == "850606400334"
    assert answer.serial == sample.signed.certificate_serial
    assert answer.signed_at == sample.at
    assert answer.covers_whole_document
    assert answer.signatures == 1
    assert "Ахметова Динара Сәбитқызы" in says(answer)


def test_an_answer_is_never_taken_for_yes_or_no(sample: Sample) -> None:
    with pytest.raises(TypeError):
        bool(verify(sample.signed.pdf))


def test_a_draft_is_unsigned(sample: Sample) -> None:
    assert verify(sample.draft).state == "unsigned"


def places(sample: Sample) -> dict[str, list[int]]:
    """Positions to damage: the act, what signing appended, the signature, its padding, the file's end."""
    data, draft = sample.signed.pdf, len(sample.draft)
    first = data.lower().index(sample.signed.cms.hex().encode())
    behind = first + 2 * len(sample.signed.cms)
    end = data.index(b">", behind)
    pick = random.Random(7)
    return {
        "header": [0, 5, 7],
        "act": pick.sample(range(9, draft), 16),
        "appended": pick.sample(range(draft, first - 1), 16),
        "signature": pick.sample(range(first, behind), 16),
        # Repeated outside what the mathematics covers: versions, names of digests, lengths.
        "envelope": [first + 2 * byte + 1 for byte in (2, 3, 25, 28, 33, 41)],
        "brackets": [first - 1, end],
        "padding": pick.sample(range(behind, end), 8),
        "tail": [*range(end + 1, len(data), 41), len(data) - 1],
    }


@pytest.mark.parametrize("where", ["header", "act", "appended", "signature", "envelope", "brackets", "padding", "tail"])
def test_a_flipped_bit_anywhere_fails(where: str, sample: Sample) -> None:
    pick = random.Random(11)
    for place in places(sample)[where]:
        # 0x20 turns one spelling of a hexadecimal digit into the other: the same number, other bytes.
        bit = pick.choice((0x01, 0x20, 1 << pick.randrange(8)))
        changed = bytearray(sample.signed.pdf)
        changed[place] ^= bit
        answer = verify(bytes(changed))
        assert answer.state == "failed", f"byte {place} ^ {bit:#x}: {answer}"
        assert answer.reason


def test_bytes_added_or_missing_fail(sample: Sample) -> None:
    whole = sample.signed.pdf
    assert verify(whole + b"\n").state == "failed"
    assert verify(whole + b"\n%%EOF\n" + b"x" * 100).state == "failed"
    for cut in (1, 10, 1000, 9000):
        assert verify(whole[:-cut]).state == "failed"
    assert verify(b"\n" + whole).state == "failed"


def test_an_update_after_the_signature_fails(sample: Sample) -> None:
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(sample.signed.pdf))
    writer.root["/PageMode"] = generic.NameObject("/UseNone")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    answer = verify(out.getvalue())
    assert (answer.state, answer.code) == ("failed", "added")
    assert not answer.covers_whole_document
    assert "added" in says(answer)


def test_a_hidden_signature_is_not_an_unsigned_file(sample: Sample) -> None:
    for hidden in (b"/ByteRange", b"/AcroForm", b"/ETSI.CAdES.detached"):
        assert verify(sample.signed.pdf.replace(hidden, hidden[:-1] + b"X")).state == "failed"


def test_a_revoked_certificate_fails_unless_the_act_is_known_to_be_older(sample: Sample) -> None:
    signer = authority.Signer("910314300126", "Сейтов", "Мұрат", "Болатұлы", "Прокурор", "Прокуратура", "")
    signed = signing.provider().sign(sample.draft, signer=signer, at=sample.at, reason="x")
    assert verify(signed.pdf).state == "verified"
    revoked_at = sample.at + dt.timedelta(days=3)
    authority.revoke(signed.certificate_serial, at=revoked_at)
    authority.revoke(signed.certificate_serial, at=revoked_at + dt.timedelta(days=1))
    answer = verify(signed.pdf)
    assert (answer.state, answer.code) == ("failed", "revoked")
    assert "Сейтов Мұрат Болатұлы" in says(answer)
    assert f"{revoked_at:%d.%m.%Y}" in says(answer)
    assert verify(signed.pdf, known_since=sample.at).state == "verified"
    assert verify(signed.pdf, known_since=revoked_at + dt.timedelta(minutes=1)).state == "failed"
    assert verify(sample.signed.pdf).state == "verified"


def test_a_revocation_list_somebody_else_wrote_never_verifies(sample: Sample, data: Path, tmp_path: Path) -> None:
    with override_settings(ECASE_DATA=tmp_path):
        authority.certificate_for(SIGNER)
    ours = data / "ca" / authority.CRL
    kept = ours.read_bytes()
    try:
        for other in ((tmp_path / "ca" / authority.CRL).read_bytes(), b""):
            ours.write_bytes(other)
            assert verify(sample.signed.pdf).state == "failed"
    finally:
        ours.write_bytes(kept)


def test_signed_outside_the_certificate_s_life_fails(sample: Sample) -> None:
    long_ago = dt.datetime(2001, 1, 1, tzinfo=dt.UTC)
    signed = signing.provider().sign(sample.draft, signer=SIGNER, at=long_ago, reason="x")
    answer = verify(signed.pdf)
    assert (answer.state, answer.code) == ("failed", "expired")


def test_an_unknown_authority_is_unverifiable_and_an_impostor_fails(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with override_settings(ECASE_DATA=tmp_path / "impostor"):
        impostor = signing.provider().sign(sample.draft, signer=SIGNER, at=sample.at, reason="x").pdf
    monkeypatch.setattr(authority, "NAME", "Somebody's own authority")
    with override_settings(ECASE_DATA=tmp_path / "other"):
        other = signing.provider().sign(sample.draft, signer=SIGNER, at=sample.at, reason="x").pdf
    answer = verify(other)
    assert (answer.state, answer.code) == ("unverifiable", "unknown_authority")
    assert "Somebody's own authority" in says(answer)
    assert (verify(impostor).state, verify(impostor).code) == ("failed", "forged")


def test_verifying_trusts_nobody_where_nothing_was_signed_and_makes_nothing(sample: Sample, tmp_path: Path) -> None:
    with override_settings(ECASE_DATA=tmp_path / "empty"):
        answer = verify(sample.signed.pdf)
    assert (answer.state, answer.code) == ("unverifiable", "unknown_authority")
    assert not (tmp_path / "empty").exists()


def test_gost_is_unverifiable_and_said_so(sample: Sample) -> None:
    """The old GOST name is as long as that of RSA with SHA-256, so a signature can be made to claim it."""
    rsa, gost = bytes.fromhex("06092a864886f70d01010b"), bytes.fromhex("06092a830e030a01010102")
    text = sample.signed.cms.hex().upper().encode()
    assert text in sample.signed.pdf
    told = text.replace(rsa.hex().upper().encode(), gost.hex().upper().encode())
    claimed = sample.signed.pdf.replace(text, told)
    answer = verify(claimed)
    assert (answer.state, answer.code) == ("unverifiable", "gost")
    assert "GOST" in says(answer)


def test_garbage_never_raises(sample: Sample) -> None:
    pick = random.Random(3)
    whole = sample.signed.pdf
    kinds = [b"", b"%PDF-", b"%PDF-1.7\n%%EOF", b"\0" * 5000, b"PK\x03\x04", pick.randbytes(3000)]
    kinds += [b"%PDF-1.7\n" + pick.randbytes(3000) for _ in range(5)]
    kinds += [whole[: pick.randrange(len(whole))] for _ in range(15)]
    for _ in range(15):
        at, length = pick.randrange(len(whole)), pick.randrange(1, 4000)
        kinds.append(whole[:at] + pick.randbytes(length) + whole[at + length :])
    for data in kinds:
        answer = verify(data)
        assert answer.state in {"failed", "unsigned"}
        assert answer.reason
    assert verify(b"hello").code == "not_pdf"
