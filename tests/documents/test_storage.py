"""Files that never change, and what may be handed in."""

import hashlib
import io
import os
import stat
import uuid
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image

from ecase.documents import storage
from ecase.law.words import Refused
from tests.documents.conftest import Sample

CASE = uuid.UUID("01930000-0000-7000-8000-000000000001")


def refused(data: bytes, name: str) -> str:
    with pytest.raises(Refused) as found:
        storage.inspect(io.BytesIO(data), name)
    assert str(found.value)
    return found.value.refusal.code


def picture(kind: str, size: tuple[int, int] = (20, 10)) -> bytes:
    file = io.BytesIO()
    Image.new("L", size).save(file, kind)
    return file.getvalue()


def archive(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return file.getvalue()


DOCX = archive(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"})
MP4 = b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2"


def test_bytes_are_named_by_their_hash_and_kept_once(data: Path) -> None:
    stored = storage.put(CASE, b"abc")
    assert stored == storage.Stored(hashlib.sha256(b"abc").hexdigest(), 3)
    assert storage.put(str(CASE), iter([b"a", b"", b"bc"])) == stored
    folder = data / "files" / str(CASE)
    assert [item.name for item in folder.iterdir()] == [stored.sha256]
    assert storage.read(CASE, stored.sha256) == b"abc"
    with storage.open(CASE, stored.sha256) as file:
        assert file.read() == b"abc"
    assert not stat.S_IMODE((folder / stored.sha256).stat().st_mode) & 0o222
    assert storage.exists(CASE, stored.sha256)
    assert not storage.exists(uuid.uuid4(), stored.sha256), "files are never shared between cases"


def test_other_bytes_in_the_place_are_refused_and_kept(data: Path) -> None:
    stored = storage.put(CASE, b"original")
    path = data / "files" / str(CASE) / stored.sha256
    path.chmod(0o640)
    path.write_bytes(b"changed!")
    with pytest.raises(storage.Damaged):
        storage.put(CASE, b"original")
    assert path.read_bytes() == b"changed!", "damage is evidence"
    for ask in (storage.open, storage.read):
        with pytest.raises(storage.Damaged):
            ask(CASE, stored.sha256)
    assert [item for item in path.parent.iterdir() if item.name.endswith(".part")] == []


def test_a_missing_file_and_a_link_are_damage(data: Path) -> None:
    name = hashlib.sha256(b"nowhere").hexdigest()
    with pytest.raises(storage.Damaged):
        storage.open(CASE, name)
    storage.put(CASE, b"x")
    secret = data / "secret"
    secret.write_bytes(b"nowhere")
    (data / "files" / str(CASE) / name).symlink_to(secret)
    with pytest.raises(storage.Damaged):
        storage.read(CASE, name)


@pytest.mark.parametrize("case", ["..", "../..", "", "/etc", f"{CASE}/..", "x" * 300, "\0"])
def test_no_case_but_a_uuid_becomes_a_path(case: str) -> None:
    with pytest.raises(ValueError, match="UUID"):
        storage.put(case, b"x")


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63, "0" * 64 + "\n", "0" * 64 + "/.."])
def test_no_name_but_a_hash_becomes_a_path(name: str) -> None:
    for ask in (storage.open, storage.read, storage.exists):
        with pytest.raises(ValueError, match="hexadecimal"):
            ask(CASE, name)


def test_a_limit_and_a_broken_stream_leave_nothing(data: Path) -> None:
    case = uuid.uuid4()
    with pytest.raises(storage.TooLarge):
        storage.put(case, (b"x" * 1000 for _ in range(100)), limit=5000)

    def broken() -> object:
        yield b"x"
        raise OSError("the line broke")

    with pytest.raises(OSError, match="the line broke"):
        storage.put(case, broken())  # type: ignore[arg-type]
    assert list((data / "files" / str(case)).iterdir()) == []


def test_bytes_are_on_the_disk_before_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    fsync, rename = os.fsync, os.rename

    def watched_fsync(handle: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        fsync(handle)

    def watched_rename(source: object, target: object) -> None:
        done.append("rename")
        rename(source, target)  # type: ignore[arg-type]

    storage.put(CASE, b"first, so that the folder is there")
    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(os, "rename", watched_rename)
    storage.put(CASE, b"then this")
    assert done == ["file", "rename", "folder"]


def test_what_is_accepted(sample: Sample) -> None:
    for data, name, kind in [
        (sample.draft, "act.pdf", storage.PDF),
        (picture("PNG"), "scan.PNG", storage.PNG),
        (picture("JPEG"), "photo.jpeg", storage.JPEG),
        (DOCX, "motion.docx", storage.DOCX),
        (MP4, "camera.mp4", storage.MP4),
        ("Өтінішхат\r\nәіңғүұқөһ\n".encode(), "note.txt", storage.TXT),
        (("x" + "ә" * 5000).encode(), "long.txt", storage.TXT),
    ]:
        file = io.BytesIO(data)
        file.read(3)
        assert storage.inspect(file, name) == kind
        assert file.tell() == 0
        assert storage.sniff(data[: storage.HEAD], name) == kind


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"MZ\x90\0" + b"\0" * 60, "a.exe"),
        (b"MZ\x90\0" + b"\0" * 60, "a.pdf"),
        (b"GIF89a" + b"\0" * 20, "a.gif"),
        (b"GIF89a;<script>", "a.txt"),
        (b"<!doctype html><script>alert(1)</script>", "a.txt"),
        (b"\n  <svg onload=alert(1)>", "a.txt"),
        (b"#!/bin/sh\nrm", "a.txt"),
        (b"{\\rtf1}", "a.txt"),
        (b"", "a.txt"),
        (b"a\0b", "a.txt"),
        ("Привет".encode("utf-16"), "a.txt"),
        ("Привет".encode("cp1251"), "a.txt"),
        (b"junk\n%PDF-1.4", "a.pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 60, "a.doc"),
        (b"7z\xbc\xaf\x27\x1c", "a.docx"),
        (b"\0\0\0\x18ftypqt  ", "a.mp4"),
        (b"RIFF\0\0\0\0WEBP", "a.jpg"),
    ],
)
def test_other_kinds_are_refused_with_words(data: bytes, name: str) -> None:
    with pytest.raises(Refused) as found:
        storage.sniff(data, name)
    assert found.value.refusal.code in {"file_kind", "file_name_differs"}
    assert found.value.refusal.field == "file"


@pytest.mark.parametrize("name", ["a.txt", "a.pdf.exe", "a", "pdf", "a.jpg", ".png"])
def test_the_name_must_agree(name: str, sample: Sample) -> None:
    assert refused(sample.draft, name) == "file_name_differs"


def test_damaged_files_are_refused(sample: Sample) -> None:
    assert refused(sample.draft[:200] + b"\0" * 500, "a.pdf") == "pdf_unreadable"
    assert refused(b"%PDF-1.7\n<script>", "a.pdf") == "pdf_unreadable"
    assert refused(picture("PNG")[:40], "a.png") == "picture_unreadable"
    assert refused(picture("JPEG")[:100], "a.jpg") == "picture_unreadable"
    assert refused(b"PK\x03\x04 but no more", "a.docx") == "docx_unreadable"
    assert refused(archive(evil=b"x"), "a.docx") == "docx_unreadable"
    assert refused(b"a" * storage.HEAD + b"\xff\xfe", "a.txt") == "text_unreadable"


def test_floods_and_bombs_are_refused_before_they_unpack() -> None:
    flood = bytearray(picture("PNG"))
    flood[16:24] = (50_000).to_bytes(4, "big") * 2
    # The header's own checksum, so that it is the size and not the damage that is refused.
    flood[29:33] = zlib.crc32(bytes(flood[12:29])).to_bytes(4, "big")
    assert refused(bytes(flood), "a.png") == "picture_too_large"
    flood[16:24] = (9_000).to_bytes(4, "big") * 2
    flood[29:33] = zlib.crc32(bytes(flood[12:29])).to_bytes(4, "big")
    assert refused(bytes(flood), "a.png") == "picture_too_large"
    parts = {"[Content_Types].xml": b"x", "word/document.xml": b"\0" * 20_000_000}
    assert refused(archive(**parts), "a.docx") == "docx_bomb"
    parts = {"[Content_Types].xml": b"x", "word/document.xml": b"x", "word/vbaProject.bin": b"x"}
    assert refused(archive(**parts), "a.docx") == "docx_macros"
