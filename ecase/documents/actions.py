"""Making, signing and storing documents. Nothing here decides anything in a case.

An act is first a draft: its bytes are made and kept, and nobody is bound. Signing makes new bytes
from the very bytes that were shown; the app above writes them into the case under its lock.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from ecase.documents import storage
from ecase.documents.models import Document, Draft, Signature
from ecase.documents.pages import page_count
from ecase.documents.pdf import render
from ecase.documents.signing import Signer, provider
from ecase.documents.verification import verify
from ecase.law.acts import ACTS
from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment

PDF = "application/pdf"
DEMO = "demo"
STALE = Refusal(
    "stale_draft",
    N_("The matter has changed since this draft was made. Look at it again and make a new draft."),
)


@dataclass(frozen=True)
class Signed:
    """A signed act that is not yet part of any case: the bytes are on disk, no row points at them."""

    draft: Draft
    sha256: str
    size: int
    pages: int
    provider: str
    certificate_serial: str
    subject: str
    signed_at: datetime


def lay_out(
    *, act: str, context: Mapping[str, Any], language: str, case_id: UUID, by: Appointment | None, at: datetime
) -> Document:
    """The PDF of an act: its bytes on the disk, its row not saved yet; `by` is None for one the machine makes."""
    folder = ACTS[act].folder if act in ACTS else act
    rendered = render(f"acts/{folder}/{language}.html", context, language=language)
    stored = storage.put(case_id, rendered.pdf)
    return Document(
        case_id=case_id,
        sha256=stored.sha256,
        size=stored.size,
        media_type=PDF,
        name=f"{act}.pdf",
        pages=rendered.pages,
        act=act,
        language=language,
        made_at=at,
        made_by=by,
    )


@transaction.atomic
def draft(
    *,
    act: str,
    context: Mapping[str, Any],
    language: str,
    case_id: UUID,
    subject_kind: str,
    subject_id: UUID,
    move: str,
    fields: Mapping[str, Any],
    version: int,
    by: Appointment,
    at: datetime,
) -> Draft:
    """Make the PDF of an act and keep it; decides nothing. `fields` are kept to be performed later."""
    document = lay_out(act=act, context=context, language=language, case_id=case_id, by=by, at=at)
    document.save(force_insert=True)
    return Draft.objects.create(
        case_id=case_id,
        subject_id=subject_id,
        subject_kind=subject_kind,
        move=move,
        act=act,
        fields=dict(fields),
        version=version,
        document=document,
        prepared_for=by,
        at=at,
    )


def prepare(
    *,
    act: str,
    case_id: UUID,
    subject_kind: str,
    subject_id: UUID,
    move: str,
    fields: Mapping[str, Any],
    version: int,
    prepared_for: Appointment,
    at: datetime,
) -> Draft:
    """An act the clock lays ready, once: fields only; the PDF is made when the signer opens it."""
    found, _ = Draft.objects.get_or_create(
        subject_id=subject_id,
        move=move,
        version=version,
        prepared_by_clock=True,
        defaults={
            "case_id": case_id,
            "subject_kind": subject_kind,
            "act": act,
            "fields": dict(fields),
            "prepared_for": prepared_for,
            "at": at,
        },
    )
    return found


def signer_of(appointment: Appointment) -> Signer:
    """Who signs, as the certificate names him."""
    user = appointment.user
    return Signer(
        iin=user.iin or "",
        surname=user.last_name,
        given_name=user.first_name,
        patronymic=user.patronymic,
        post=appointment.role,
        office=appointment.office.name_ru,
        bin=appointment.office.bin,
    )


def sign(*, draft: Draft, by: Appointment, at: datetime, signature: str) -> Signed:
    """Sign the bytes of a draft for `by`; done before any lock is taken.

    `signature` is "demo" where the demonstration authority signs for a demo account. Raises Refused:
    not_your_draft, used_draft, no_provider, draft_damaged, signature_broken.
    """
    if draft.prepared_for_id != by.pk or draft.document is None:
        raise Refused(Refusal("not_your_draft", N_("This draft was made for somebody else.")))
    if draft.used_at is not None:
        raise Refused(Refusal("used_draft", N_("This act has been signed already.")))
    if signature != DEMO or not settings.ECASE_DEMO:
        raise Refused(
            Refusal(
                "no_provider",
                N_("There is no signing service here that accepts this signature, so the act cannot be signed."),
                cite="CPC 193(1)(6)",
            )
        )
    try:
        looked_at = storage.read(draft.case_id, draft.document.sha256)
    except storage.Damaged as damaged:
        words = N_("The stored bytes of this draft are not those that were shown. Make a new draft.")
        raise Refused(Refusal("draft_damaged", words)) from damaged
    signed = provider(DEMO).sign(
        looked_at,
        signer=signer_of(by),
        at=at,
        reason=ACTS[draft.act].official_title(draft.document.language),
        location=by.office.region.city,
    )
    checked = verify(signed.pdf)
    if checked.state != "verified":
        raise Refused(Refusal("signature_broken", N_("The signature does not verify. Nothing was signed.")))
    stored = storage.put(draft.case_id, signed.pdf)
    return Signed(
        draft=draft,
        sha256=stored.sha256,
        size=stored.size,
        pages=page_count(signed.pdf),
        provider=DEMO,
        certificate_serial=signed.certificate_serial,
        subject=signed.subject,
        signed_at=at,
    )


def still_fits(signed: Signed, *, subject_id: UUID, move: str, version: int, by: Appointment) -> None:
    """Under the lock: the draft is for this subject, move, version and signer, and unused.

    Raises Refused(code="stale_draft") or `wrong_draft`.
    """
    current = Draft.objects.select_for_update().filter(pk=signed.draft.pk).first()
    if current is None or current.subject_id != subject_id or current.move != move or current.prepared_for_id != by.pk:
        raise Refused(Refusal("wrong_draft", N_("This draft belongs to another matter.")))
    if current.used_at is not None or current.version != version:
        raise Refused(STALE)


def enter(signed: Signed, *, by: Appointment, at: datetime) -> tuple[Document, Signature]:
    """The signed act as rows, inside the transaction of the act it carries out."""
    draft = signed.draft
    document = Document.objects.create(
        case_id=draft.case_id,
        sha256=signed.sha256,
        size=signed.size,
        media_type=PDF,
        name=f"{draft.act}.pdf",
        pages=signed.pages,
        act=draft.act,
        language=draft.document.language if draft.document else "",
        made_at=at,
        made_by=by,
    )
    signature = Signature.objects.create(
        case_id=draft.case_id,
        document=document,
        signer=by,
        provider=signed.provider,
        certificate_serial=signed.certificate_serial,
        subject=signed.subject,
        signed_at=signed.signed_at,
    )
    draft.used_at = at
    draft.save(update_fields=["used_at"])
    return document, signature


def require_whole(document: Document) -> None:
    """Refuse to build on an act whose signature no longer verifies or whose bytes have changed.

    Raises Refused(code="signature_broken").
    """
    try:
        state = verify(storage.read(document.case_id, document.sha256)).state
    except storage.Damaged:
        state = "failed"
    if state != "verified":
        raise Refused(
            Refusal(
                "signature_broken",
                N_("The signature on “%(act)s” does not verify. Nothing can be decided on it."),
                {"act": ACTS[document.act].title if document.act in ACTS else document.name},
                "CPC 199",
            )
        )


@dataclass(frozen=True)
class Upload:
    """A file somebody handed in: accepted, its bytes on the disk; no row points at it yet."""

    name: str
    sha256: str
    size: int
    media_type: str
    pages: int


def keep_upload(*, case_id: UUID, file: IO[bytes], name: str) -> Upload:
    """Look into a file and keep its bytes as they came. Raises Refused when the intake does not accept them."""
    # Looking into a file reads it whole, so its size is asked first.
    if file.seek(0, os.SEEK_END) > settings.ECASE_UPLOAD_LIMIT:
        raise storage.TooLarge(settings.ECASE_UPLOAD_LIMIT)
    media_type = storage.inspect(file, name)
    stored = storage.put(case_id, iter(lambda: file.read(storage.CHUNK), b""), limit=settings.ECASE_UPLOAD_LIMIT)
    pages = page_count(storage.read(case_id, stored.sha256)) if media_type == PDF else 1
    return Upload(name[-200:], stored.sha256, stored.size, media_type, pages)


def enter_upload(upload: Upload, *, case_id: UUID, by: Appointment, at: datetime) -> Document:
    """The row of a kept file, inside the transaction of the act that files it. Raises Refused: file_damaged."""
    try:
        storage.open(case_id, upload.sha256).close()
    except storage.Damaged as damaged:
        words = N_("The stored bytes of “%(name)s” are not those that were handed in. Take it out and hand it in anew.")
        raise Refused(Refusal("file_damaged", words, {"name": upload.name}, field="file")) from damaged
    return _row(upload, case_id, by, at)


def store_upload(*, case_id: UUID, file: IO[bytes], name: str, by: Appointment, at: datetime) -> Document:
    """Keep the bytes of an upload and enter its row at once. Raises Refused as `keep_upload` does."""
    return _row(keep_upload(case_id=case_id, file=file, name=name), case_id, by, at)


def _row(upload: Upload, case_id: UUID, by: Appointment, at: datetime) -> Document:
    return Document.objects.create(
        case_id=case_id,
        sha256=upload.sha256,
        size=upload.size,
        media_type=upload.media_type,
        name=upload.name,
        pages=upload.pages,
        made_at=at,
        made_by=by,
    )
