"""A document as another case's own: files are never shared between cases, so the bytes are written anew."""

from uuid import UUID

from ecase.documents import storage
from ecase.documents.models import Document, Signature
from ecase.law.words import N_, Refusal, Refused


def copy_to(document: Document, case_id: UUID) -> tuple[Document, list[Signature]]:
    """The same bytes under `case_id`, with the signatures as they were verified when they were made.

    Raises Refused(file_damaged): what cannot be read whole is not carried on as if it were.
    """
    try:
        with storage.open(document.case_id, document.sha256) as file:
            stored = storage.put(case_id, iter(lambda: file.read(storage.CHUNK), b""))
    except storage.Damaged as damaged:
        words = N_("The stored bytes of “%(name)s” are damaged. It cannot be copied.")
        raise Refused(Refusal("file_damaged", words, {"name": document.name}, field="materials")) from damaged
    copy = Document.objects.create(
        case_id=case_id,
        sha256=stored.sha256,
        size=stored.size,
        media_type=document.media_type,
        name=document.name,
        pages=document.pages,
        act=document.act,
        language=document.language,
        made_at=document.made_at,
        made_by_id=document.made_by_id,
    )
    signatures = [
        Signature.objects.create(
            case_id=case_id,
            document=copy,
            signer_id=signature.signer_id,
            provider=signature.provider,
            certificate_serial=signature.certificate_serial,
            subject=signature.subject,
            signed_at=signature.signed_at,
        )
        for signature in Signature.objects.filter(document=document).order_by("signed_at", "id")
    ]
    return copy, signatures
