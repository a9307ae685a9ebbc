"""Signing an act: the interface behind which keys live, and its first provider.

`providers()` lists what this installation can sign with; without one, a move that needs a signed act is
refused with words (`NoProvider`). A provider only appends to the draft: `signed.pdf` always begins with
the very bytes that people looked at. Not here: whether a signature holds (`verification`).
"""

import asyncio
import datetime as dt
import io
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.utils import timezone, translation

from ecase.documents import authority, pdf
from ecase.documents.authority import Signer
from ecase.law.roles import TITLES
from ecase.law.words import N_, Refusal, Refused

__all__ = ["DemoProvider", "NoProvider", "Provider", "SignedPdf", "Signer", "provider", "providers"]

CMS_ROOM = 16384
"""Hexadecimal digits reserved for the signature; ours takes about 7,000."""


@dataclass(frozen=True)
class SignedPdf:
    """`pdf` the signed file, `cms` the signature taken out of it (DER), `subject` the certificate's name."""

    pdf: bytes
    cms: bytes
    certificate_serial: str
    subject: str


class Provider(Protocol):
    """Something that can put a person's signature under a PDF."""

    code: str

    def sign(self, pdf: bytes, *, signer: Signer, at: dt.datetime, reason: str, location: str = "") -> SignedPdf:
        """Sign the draft as `signer` at the aware datetime `at`; `reason` is the act's title, `location` the city."""
        ...


class NoProvider(Refused):
    """Nothing on this installation can sign."""

    def __init__(self) -> None:
        super().__init__(
            Refusal(
                "no_signature_provider",
                N_("This installation has no means of electronic signature, so the act cannot be signed here."),
                cite="CPC 42-1",
            )
        )


class NotSignable(Refused):
    """The file is no draft of ours, or it is signed already."""

    def __init__(self) -> None:
        super().__init__(
            Refusal(
                "not_signable",
                N_("The file has no empty place for a signature: it is not a draft of ours, or it is signed already."),
            )
        )


class DemoProvider:
    """PAdES B-B by the demonstration authority; offered in demonstration mode only.

    B-B carries no time stamp of a third party: when an act was signed is proved by the ledger, not by the file.
    """

    code = "demo"

    def sign(self, pdf: bytes, *, signer: Signer, at: dt.datetime, reason: str, location: str = "") -> SignedPdf:
        held = authority.certificate_for(signer)
        data = _pades(pdf, held, signer, at=at, reason=reason, location=location)
        return SignedPdf(
            pdf=data,
            cms=_cms(data),
            certificate_serial=held.serial,
            subject=held.subject,
        )


def providers() -> dict[str, Provider]:
    """What this installation can sign with, by code."""
    return {DemoProvider.code: DemoProvider()} if settings.ECASE_DEMO else {}


def provider(code: str = "demo") -> Provider:
    """The provider called `code`; raises `NoProvider` with words when this installation does not have it."""
    found = providers().get(code)
    if found is None:
        raise NoProvider
    return found


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run pyHanko's asynchronous work to its end, also when this thread already runs an event loop.

    A browser test's thread does; `asyncio.run` would refuse there.
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, work).result()


def _pades(data: bytes, held: authority.Held, signer: Signer, *, at: dt.datetime, reason: str, location: str) -> bytes:
    from asn1crypto import keys, x509
    from cryptography.hazmat.primitives import serialization
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign import fields, signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    der = serialization.Encoding.DER
    key = held.key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register(x509.Certificate.load(held.root.public_bytes(der)))
    simple = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(held.certificate.public_bytes(der)),
        signing_key=keys.PrivateKeyInfo.load(key),
        cert_registry=store,
        embed_roots=False,
    )
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(data))
    except PdfError as error:
        raise NotSignable from error
    width, height, language = _place(writer.prev)
    mark = pdf.render_mark(
        {
            "name": signer.name,
            "iin": signer.iin,
            "post": _post(signer.post, language),
            "serial": held.serial,
            "issuer": authority.NAME,
            "at": at,
        },
        width=width,
        height=height,
        language=language,
    )
    meta = signers.PdfSignatureMetadata(
        field_name=pdf.FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        reason=reason,
        location=location or None,
        name=signer.name,
    )
    at = at.astimezone(timezone.get_default_timezone())
    work = _signer_at(at)(meta, signer=simple, stamp_style=_stamp(mark)).async_sign_pdf(
        writer, existing_fields_only=True, bytes_reserved=CMS_ROOM
    )
    signed: bytes = run(work).getvalue()
    return signed


def _post(post: str, language: str) -> str:
    """The post in the act's language when it is one of the roles; otherwise as the provider was given it."""
    title = {str(role): title for role, title in TITLES.items()}.get(post)
    if title is None:
        return post
    with translation.override(language):
        return translation.gettext(title)


def _place(reader: Any) -> tuple[float, float, str]:
    """Width and height of the draft's empty signature field in points, and the act's language."""
    from pyhanko.sign.fields import enumerate_sig_fields

    for name, value, reference in enumerate_sig_fields(reader):
        if name == pdf.FIELD and value is None:
            left, low, right, high = (float(number) for number in reference.get_object()["/Rect"])
            language = str(reader.root.get("/Lang", "ru"))[:2]
            return right - left, high - low, language
    raise NotSignable


def _signer_at(at: dt.datetime) -> Any:
    """pyHanko's signer with our clock: an act carries the time the ledger has, not the machine's."""
    from pyhanko.sign.signers import PdfSigner

    class SignerAt(PdfSigner):
        def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
            session = super().init_signing_session(*args, **kwargs)
            session.system_time = at
            return session

    return SignerAt


def _stamp(page: bytes) -> Any:
    """The visible mark: a page printed by us, laid over the field one to one."""
    from pyhanko.pdf_utils import content, layout
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.stamp import StaticStampStyle

    class Page(content.PdfContent):
        def render(self) -> bytes:
            drawn = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(page)))
            self.resources.xobject["/Mark"] = drawn
            left, low, right, high = (float(number) for number in drawn.get_object()["/BBox"])
            self.box = layout.BoxConstraints(width=right - left, height=high - low)
            return b"/Mark Do"

    fit = layout.SimpleBoxLayoutRule(
        x_align=layout.AxisAlignment.ALIGN_MIN,
        y_align=layout.AxisAlignment.ALIGN_MIN,
        margins=layout.Margins(0, 0, 0, 0),
    )
    return StaticStampStyle(border_width=0, background=Page(), background_layout=fit)


def _cms(data: bytes) -> bytes:
    from asn1crypto import cms
    from pyhanko.pdf_utils.reader import PdfFileReader

    signature = PdfFileReader(io.BytesIO(data)).embedded_regular_signatures[-1]
    # What follows the signature in its reserved room is padding.
    return bytes(cms.ContentInfo.load(signature.pkcs7_content).dump())
