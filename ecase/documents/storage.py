"""Files of the record: bytes that are written once, named by their own SHA-256, and never change.

`<ECASE_DATA>/files/<case uuid>/<sha256>`; never shared between cases. Here: writing, reading with the hash
checked, and the intake check of what people hand in. Not here: who may read (`cases` holds a document's only
door), pictures of pages (`pages`).
"""

import hashlib
import os
import re
import secrets
import uuid
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

from ecase.documents import pages
from ecase.law.words import N_, Refusal, Refused

CHUNK = 1024 * 1024
HEAD = 4096
"""How many first bytes `sniff` wants to see."""

PIXELS = 60_000_000
"""An A4 sheet at 600 dots per inch has 35 million; more than this is no scan but an attack on the memory."""

UNPACKED = 300 * 1024 * 1024
RATIO = 200

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MP4, TXT = "video/mp4", "text/plain"
MEDIA_TYPES = (PDF, PNG, JPEG, DOCX, MP4, TXT)

_SUFFIXES = {
    PDF: {"pdf"},
    PNG: {"png"},
    JPEG: {"jpg", "jpeg"},
    DOCX: {"docx"},
    MP4: {"mp4", "m4v"},
    TXT: {"txt"},
}
_BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash"}
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Stored:
    """What was stored: lower-case hexadecimal SHA-256 and size in bytes."""

    sha256: str
    size: int


class Damaged(Exception):
    """A stored file is missing or its bytes are not those it is named by. Never served, never repaired in place."""


class TooLarge(Refused):
    """More bytes than one file may have."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            Refusal(
                "file_too_large",
                N_("The file is larger than %(limit)s megabytes."),
                {"limit": limit // (1024 * 1024)},
                field="file",
            )
        )


# --- storing --------------------------------------------------------------------------------------


def put(case_id: uuid.UUID | str, data: bytes | Iterable[bytes], *, limit: int | None = None) -> Stored:
    """Write the bytes (or an iterable of chunks) and return their name. The same bytes twice are stored once.

    On return they are on the disk, name included. Raises `TooLarge` beyond `limit` bytes, and `Damaged`
    when the place is taken by other bytes: those are kept as they are, for they are evidence of damage.
    """
    folder = _folder(case_id)
    _make(folder)
    temporary = folder / f".{secrets.token_hex(8)}.part"
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o440), "wb") as file:
            for chunk in (data,) if isinstance(data, bytes | bytearray | memoryview) else data:
                size += len(chunk)
                if limit is not None and size > limit:
                    raise TooLarge(limit)
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        name = digest.hexdigest()
        target = folder / name
        if target.exists():
            with _checked(target, name):
                pass
        else:
            os.rename(temporary, target)
        _sync(folder)
    finally:
        temporary.unlink(missing_ok=True)
    return Stored(name, size)


def open(case_id: uuid.UUID | str, sha256: str) -> IO[bytes]:
    """The stored file, open at its beginning, its hash checked on this very handle. Raises `Damaged`."""
    return _checked(path_of(case_id, sha256), sha256)


def read(case_id: uuid.UUID | str, sha256: str) -> bytes:
    """All bytes of a stored file, checked. For acts and pictures; large evidence goes through `open`."""
    with _checked(path_of(case_id, sha256), sha256) as file:
        return file.read()


def discard(case_id: uuid.UUID | str, sha256: str) -> None:
    """Take away bytes that never became part of any record: of a form that was not sent. Never of a document."""
    path_of(case_id, sha256).unlink(missing_ok=True)


def exists(case_id: uuid.UUID | str, sha256: str) -> bool:
    """Whether a file of that name lies there; says nothing about its bytes."""
    return path_of(case_id, sha256).is_file()


def _folder(case_id: uuid.UUID | str) -> Path:
    # Through UUID and back: nothing but a canonical UUID can become part of a path.
    return Path(settings.ECASE_DATA) / "files" / str(uuid.UUID(str(case_id)))


def path_of(case_id: uuid.UUID | str, sha256: str) -> Path:
    if not _SHA256.fullmatch(sha256):
        raise ValueError("a stored file is named by 64 lower-case hexadecimal digits")
    return _folder(case_id) / sha256


def _checked(path: Path, sha256: str) -> IO[bytes]:
    try:
        file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb")
    except OSError as error:
        raise Damaged(f"{path.parent.name}/{sha256}: {error.strerror}") from error
    if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
        file.close()
        raise Damaged(f"{path.parent.name}/{sha256}: the bytes do not match the name")
    file.seek(0)
    return file


def _make(folder: Path) -> None:
    """Make the folder and put its name on the disk, parents first."""
    if folder.is_dir():
        return
    if not folder.parent.is_dir():
        _make(folder.parent)
    folder.mkdir(mode=0o750, exist_ok=True)
    _sync(folder.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# --- intake ---------------------------------------------------------------------------------------


def sniff(first: bytes, name: str) -> str:
    """The media type of an upload by its first bytes (`HEAD` of them); the name must agree.

    Raises `Refused` for anything outside `MEDIA_TYPES`. Only looks; `inspect` opens the whole file.
    """
    found = _signature(first)
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if found is None:
        raise _refused(
            "file_kind",
            N_("Files of this kind are not accepted. Accepted: PDF, PNG, JPEG, DOCX, MP4, TXT."),
        )
    if suffix not in _SUFFIXES[found]:
        raise _refused(
            "file_name_differs",
            N_("The file's name says %(suffix)s, but it holds %(found)s."),
            suffix=suffix or "—",
            found=min(_SUFFIXES[found], key=len).upper(),
        )
    return found


def inspect(file: IO[bytes], name: str) -> str:
    """The media type of a whole upload, opened as what it claims to be. Raises `Refused`. Leaves `file` at 0."""
    file.seek(0)
    media_type = sniff(file.read(HEAD), name)
    file.seek(0)
    try:
        if media_type == PDF:
            pages.page_count(file.read())
        elif media_type in (PNG, JPEG):
            _picture(file)
        elif media_type == DOCX:
            _archive(file)
        elif media_type == TXT:
            _text(file)
    finally:
        file.seek(0)
    return media_type


def _signature(first: bytes) -> str | None:
    # A PDF must begin at byte 0: a header further in is how a file is made to be two kinds at once.
    if first.startswith(b"%PDF-"):
        return PDF
    if first.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if first.startswith(b"\xff\xd8\xff"):
        return JPEG
    if first.startswith(b"PK\x03\x04"):
        return DOCX
    if first[4:8] == b"ftyp" and first[8:12] in _BRANDS:
        return MP4
    return TXT if first and _is_text(first, whole=False) else None


def _is_text(data: bytes, *, whole: bool) -> bool:
    """UTF-8 without control characters, and not something a browser would take for a page or a script."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The head may end in the middle of a letter.
        if whole or len(data) < HEAD or error.start < len(data) - 3:
            return False
        text = data[: error.start].decode("utf-8-sig")
    if any(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in text) or "\x7f" in text:
        return False
    return not text.lstrip("\ufeff \t\r\n\f").startswith(("<", "%!", "#!", "{\\rtf", "MZ", "GIF8"))


def _text(file: IO[bytes]) -> None:
    if not _is_text(file.read(), whole=True):
        raise _refused("text_unreadable", N_("The text file must be plain text in UTF-8."))


def _picture(file: IO[bytes]) -> None:
    from PIL import Image, UnidentifiedImageError

    damaged = _refused("picture_unreadable", N_("The picture is damaged and cannot be opened."))
    too_large = _refused("picture_too_large", N_("The picture has more points than a scanned sheet needs."))
    try:
        # Opening reads the header only, so a flood of pixels is refused before it is unpacked.
        with Image.open(file, formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > PIXELS:
                raise too_large
            picture.load()
    except Image.DecompressionBombError as error:
        raise too_large from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise damaged from error


def _archive(file: IO[bytes]) -> None:
    damaged = _refused("docx_unreadable", N_("The file cannot be opened as a DOCX document."))
    try:
        with zipfile.ZipFile(file) as archive:
            items = archive.infolist()
            names = {item.filename for item in items}
            if not {"[Content_Types].xml", "word/document.xml"} <= names:
                raise damaged
            # Sizes are those of the directory; nothing is unpacked.
            unpacked = sum(item.file_size for item in items)
            packed = sum(item.compress_size for item in items) or 1
            if len(items) > 5000 or unpacked > UNPACKED or unpacked > RATIO * packed:
                raise _refused("docx_bomb", N_("The DOCX document unpacks to more than is reasonable."))
            if any("vbaproject" in name.lower() or name.startswith("/") or ".." in name.split("/") for name in names):
                raise _refused("docx_macros", N_("DOCX documents with macros are not accepted."))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise damaged from error


def _refused(code: str, says: str, **params: object) -> Refused:
    return Refused(Refusal(code, says, params, field="file"))
