"""Does the signature in a file hold? Answered offline, trusting only this installation's own authority.

`verify` never raises: whatever the bytes are, it answers with a state and words. "Unverifiable" is a
state of its own and must never be shown as valid: a GOST signature without an engine, or a certificate
of an authority this installation does not know.

Not here: making signatures (`signing`); whether the person was entitled to sign (the moves decide that).
"""

import binascii
import datetime as dt
import io
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ecase.documents import authority
from ecase.documents.signing import run
from ecase.law.words import N_

State = Literal["verified", "unverifiable", "failed", "unsigned"]

GOST = "1.2.398.3.10."
"""Arc of the national algorithms: keys, digests and signatures."""

LARGEST = 200 * 1024 * 1024

_TRACES = (b"/ByteRange", b"/ETSI.CAdES", b"/adbe.pkcs7", b"/ETSI.RFC3161")
_RANGE = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")


@dataclass(frozen=True)
class Verification:
    """What can be said about a file's signature.

    `signed_at` is the time the signer claims (aware, UTC). `reason` is an English msgid with places for
    `params`; it is filled in every state, also when verified. `name`, `iin`, `serial` are empty when unknown.
    """

    state: State
    reason: str
    params: Mapping[str, object] = field(default_factory=dict)
    code: str = ""
    name: str = ""
    iin: str = ""
    serial: str = ""
    issuer: str = ""
    signed_at: dt.datetime | None = None
    covers_whole_document: bool = False
    signatures: int = 0

    def __bool__(self) -> bool:
        raise TypeError("ask for .state: an unverifiable signature is neither true nor false")


def verify(pdf: bytes, *, known_since: dt.datetime | None = None) -> Verification:
    """Check every signature in `pdf` and answer for the last one; any that does not hold makes the file fail.

    `known_since` is a moment, proved elsewhere (the ledger's own time), when this very file already
    existed: a certificate revoked after that moment does not undo the signature. Without it, a
    revoked certificate always fails, since the time inside the file is only the signer's word.
    """
    try:
        return _verify(pdf, known_since)
    except Exception:  # any file at all may be dropped here, and the answer is then "no"
        logging.getLogger(__name__).info("a file could not be read while checking its signature", exc_info=True)
        return _broken()


def _broken() -> Verification:
    return Verification("failed", N_("The file is damaged: its signature cannot be read."), code="unreadable")


def _verify(pdf: bytes, known_since: dt.datetime | None) -> Verification:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    if not pdf[:1024].lstrip().startswith(b"%PDF-"):
        return Verification("failed", N_("This is not a PDF document."), code="not_pdf")
    if len(pdf) > LARGEST:
        return Verification("failed", N_("The file is too large to be checked."), code="too_large")
    traces = any(trace in pdf for trace in _TRACES)
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=True)
        found = list(reader.embedded_regular_signatures)
    except PdfError:
        if traces:
            return _broken()
        return Verification("failed", N_("The document is damaged and cannot be read."), code="damaged")
    if not found:
        # A signed file whose signature has been hidden is not the same thing as an unsigned one.
        if traces:
            return _broken()
        return Verification("unsigned", N_("The document carries no electronic signature."), code="unsigned")
    answers = [_one(pdf, signature, known_since, last=signature is found[-1]) for signature in found]
    for state in ("failed", "unverifiable"):
        for answer in answers:
            if answer.state == state:
                return _counted(answer, len(found))
    return _counted(answers[-1], len(found))


def _counted(answer: Verification, number: int) -> Verification:
    return Verification(**{**answer.__dict__, "signatures": number})


def _one(pdf: bytes, signature: Any, known_since: dt.datetime | None, *, last: bool) -> Verification:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    who = _who(signature)
    if any(oid.startswith(GOST) for oid in _algorithms(signature)):
        return Verification(
            "unverifiable",
            N_(
                "The signature uses the national algorithm GOST, which this installation cannot check. "
                "Check it with the service of the National Certification Authority."
            ),
            code="gost",
            **who,
        )
    # Bytes outside the signed ranges are only the signature itself, in its one canonical spelling;
    # anything else there could be changed without the digest noticing.
    tidy = _tidy(pdf, signature)
    status = _status(signature, who["signed_at"])
    covers = tidy and status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    who["covers_whole_document"] = covers
    if not status.intact or not tidy:
        return Verification("failed", N_("The document was changed after it was signed."), code="changed", **who)
    if not status.valid:
        return Verification(
            "failed", N_("The signature does not belong to this document and certificate."), code="invalid", **who
        )
    added = last and not covers
    altered = not last and (
        status.modification_level is None
        or status.modification_level > ModificationLevel.FORM_FILLING
        or not status.docmdp_ok
    )
    if added or altered:
        return Verification(
            "failed", N_("Something was added to the document after it was signed."), code="added", **who
        )
    return _trust(signature, status, who, known_since)


def _trust(signature: Any, status: Any, who: dict[str, Any], known_since: dt.datetime | None) -> Verification:
    root = authority.trusted_root()
    if root is None or not status.trusted:
        certificate = status.signing_cert
        inside = root is not None and certificate.issuer.dump() == root.subject.public_bytes()
        at = who["signed_at"]
        if inside and at is not None and not (certificate.not_valid_before <= at <= certificate.not_valid_after):
            return Verification(
                "failed", N_("The certificate was not valid at the time of signing."), code="expired", **who
            )
        if inside:
            return Verification(
                "failed",
                N_("The certificate names the authority of this installation but was not issued by it."),
                code="forged",
                **who,
            )
        return Verification(
            "unverifiable",
            N_("The certificate was issued by %(issuer)s, which this installation does not know."),
            {"issuer": who["issuer"]},
            code="unknown_authority",
            **who,
        )
    if not _exact(signature):
        return Verification("failed", N_("The document was changed after it was signed."), code="changed", **who)
    revoked = authority.revocation(who["serial"])
    if revoked is not None and (known_since is None or revoked.at <= known_since):
        return Verification(
            "failed",
            N_("The certificate of %(name)s was revoked on %(on)s."),
            {"name": who["name"], "on": revoked.at.strftime("%d.%m.%Y")},
            code="revoked",
            **who,
        )
    return Verification(
        "verified",
        N_("The signature is valid: the document has not changed since %(name)s signed it."),
        {"name": who["name"]},
        code="verified",
        **who,
    )


def _status(signature: Any, at: dt.datetime | None) -> Any:
    """pyHanko's own judgement, offline, at the claimed time of signing, with our root and no other."""
    from asn1crypto import x509
    from cryptography.hazmat.primitives.serialization import Encoding
    from pyhanko.sign.validation import pdf_embedded
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    root = authority.trusted_root()
    roots = [x509.Certificate.load(root.public_bytes(Encoding.DER))] if root is not None else []
    context = ValidationContext(
        trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail", moment=at, best_signature_time=at
    )
    return run(
        pdf_embedded.async_validate_pdf_signature(
            signature,
            signer_validation_context=context,
            key_usage_settings=KeyUsageConstraints(key_usage={"non_repudiation"}),
        )
    )


def _who(signature: Any) -> dict[str, Any]:
    """What the signature says of its signer, unchecked; empty where it says nothing."""
    certificate = _certificate(signature)
    if certificate is None:
        return {"signed_at": _claimed(signature), "covers_whole_document": False}
    subject = certificate.subject.native
    number = str(subject.get("serial_number", ""))
    return {
        "name": str(subject.get("common_name", "")),
        "iin": number[3:] if re.fullmatch(r"IIN\d{12}", number) else "",
        "serial": authority.serial_text(certificate.serial_number),
        "issuer": str(certificate.issuer.native.get("common_name", "")) or certificate.issuer.human_friendly,
        "signed_at": _claimed(signature),
        "covers_whole_document": False,
    }


def _certificates(signature: Any) -> list[Any]:
    return [item.chosen for item in signature.signed_data["certificates"] if item.name == "certificate"]


def _certificate(signature: Any) -> Any:
    """The signer's certificate as the file names it. Read plainly: pyHanko's own look-up already refuses GOST."""
    sid = signature.signer_info["sid"]
    for certificate in _certificates(signature):
        if sid.name == "issuer_and_serial_number":
            if (
                certificate.serial_number == sid.chosen["serial_number"].native
                and certificate.issuer == sid.chosen["issuer"]
            ):
                return certificate
        elif certificate.key_identifier == sid.native:
            return certificate
    return None


def _claimed(signature: Any) -> dt.datetime | None:
    at = signature.self_reported_timestamp
    return at.astimezone(dt.UTC) if isinstance(at, dt.datetime) and at.tzinfo is not None else None


def _algorithms(signature: Any) -> set[str]:
    """Dotted names of the algorithms the signature and the signer's key use."""
    info = signature.signer_info
    found = {info["digest_algorithm"]["algorithm"].dotted, info["signature_algorithm"]["algorithm"].dotted}
    certificate = _certificate(signature)
    if certificate is not None:
        found.add(certificate.public_key["algorithm"]["algorithm"].dotted)
        found.add(certificate["signature_algorithm"]["algorithm"].dotted)
    return found


def _tidy(pdf: bytes, signature: Any) -> bool:
    """Whether the hole in the signed ranges holds exactly `<`, the signature in hexadecimal, zeros, `>`."""
    first, length, second, rest = (int(number) for number in signature.byte_range)
    if first != 0 or second + rest > len(pdf) or length >= second:
        return False
    if not any(tuple(map(int, found)) == (length, second, rest) for found in _RANGE.findall(pdf)):
        return False
    hole = pdf[length:second]
    if hole[:1] != b"<" or hole[-1:] != b">":
        return False
    digits = hole[1:-1]
    if digits not in (digits.lower(), digits.upper()):
        return False
    try:
        held = binascii.unhexlify(digits)
    except binascii.Error:
        return False
    from asn1crypto import parser

    # The first element is the signature; the room behind it is padding and must be nothing else.
    return not held[parser.peek(held) :].strip(b"\0")


def _exact(signature: Any) -> bool:
    """Whether the envelope around the signed parts is, byte for byte, the one our provider writes.

    A CMS repeats some things outside what is signed (versions, names of digests, lengths), and a change there
    goes unnoticed by the mathematics. Ours has one shape (one certificate, SHA-256 with RSA, no
    unsigned attributes), so the whole of it can be written again and compared.
    """
    from asn1crypto import cms

    info, certificate = signature.signer_info, signature.signer_cert
    again = cms.ContentInfo(
        {
            "content_type": "signed_data",
            "content": cms.SignedData(
                {
                    "version": "v1",
                    "digest_algorithms": [{"algorithm": "sha256"}],
                    "encap_content_info": {"content_type": "data"},
                    "certificates": [certificate],
                    "signer_infos": [
                        {
                            "version": "v1",
                            "sid": cms.SignerIdentifier(
                                "issuer_and_serial_number",
                                {"issuer": certificate.issuer, "serial_number": certificate.serial_number},
                            ),
                            "digest_algorithm": {"algorithm": "sha256"},
                            "signature_algorithm": {"algorithm": "sha256_rsa"},
                            "signed_attrs": info["signed_attrs"],
                            "signature": info["signature"].native,
                        }
                    ],
                }
            ),
        }
    ).dump()
    held: bytes = signature.pkcs7_content
    return held.startswith(again) and not held[len(again) :].strip(b"\0")
