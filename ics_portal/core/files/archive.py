"""Zip archives opened with care: Office files are zips, and so are bombs.

Every bound is checked on the archive's own directory before anything is unpacked, and
the parts are then read through once, so that what is declared is also what is there.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from ics_portal.core.files.errors import RefusedFile
from ics_portal.core.files.limits import MEBI, size_in_words

MAX_DIRECTORY_BYTES = 4 * MEBI
MAX_ENTRIES = 20_000
MAX_UNPACKED_BYTES = 1024 * MEBI
RATIO_LOOKED_AT_FROM = 64 * MEBI
MAX_RATIO = 200
MAX_PART_BYTES = 8 * MEBI
READ_AT_ONCE = MEBI

DAMAGED = (
    "This file is damaged: parts of it are missing or cannot be read. Open it on your "
    "own machine, save it again and upload the new copy."
)
LOCKED = "This file is locked with a password. Upload a copy without one."

_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_END64_LOCATOR = struct.Struct("<4sLQL")
_END64_LOCATOR_MARK = b"PK\x06\x07"
_END64 = struct.Struct("<4sQ2H2L4Q")
_END64_MARK = b"PK\x06\x06"
_LONGEST_COMMENT = 0xFFFF
_ENCRYPTED = 0x1
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # a way of packing that Office never uses
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
)


@contextmanager
def open_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive at ``path``, its directory read and found to be within bounds.

    Raises RefusedFile for one that is damaged, locked, or a bomb.
    """
    with path.open("rb") as raw:
        if _directory_bytes(raw) > MAX_DIRECTORY_BYTES:
            raise _too_many_parts()
        try:
            archive = zipfile.ZipFile(raw)
        except _UNREADABLE as fault:
            raise RefusedFile(DAMAGED) from fault
        with archive:
            _refuse_bombs(archive, packed=path.stat().st_size)
            yield archive


def read_through(archive: zipfile.ZipFile) -> None:
    """Unpack every part into nothing, so that damage shows now and not in the pack."""
    for entry in archive.infolist():
        left = entry.file_size
        try:
            with archive.open(entry) as part:
                while chunk := part.read(READ_AT_ONCE):
                    left -= len(chunk)
        except _UNREADABLE as fault:
            raise RefusedFile(DAMAGED) from fault
        if left:
            raise RefusedFile(DAMAGED)


@contextmanager
def part_stream(archive: zipfile.ZipFile, name: str) -> Iterator[IO[bytes]]:
    """A part to read from; whatever is wrong with it is said as a refusal."""
    try:
        with archive.open(name) as part:
            yield part
    except _UNREADABLE as fault:
        raise RefusedFile(DAMAGED) from fault


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """One small part, whole; empty when there is none of that name.

    Raises RefusedFile when it is larger than such a part can honestly be.
    """
    try:
        with archive.open(name) as part:
            content = part.read(MAX_PART_BYTES + 1)
    except KeyError:
        return b""
    except _UNREADABLE as fault:
        raise RefusedFile(DAMAGED) from fault
    if len(content) > MAX_PART_BYTES:
        raise RefusedFile(DAMAGED)
    return content


def _refuse_bombs(archive: zipfile.ZipFile, *, packed: int) -> None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise _too_many_parts()
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise RefusedFile(LOCKED)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED_BYTES or (
        unpacked > RATIO_LOOKED_AT_FROM and unpacked > MAX_RATIO * packed
    ):
        raise RefusedFile(
            f"This file of {size_in_words(packed)} unpacks to "
            f"{size_in_words(unpacked)}, far more than a paper needs, so it was not "
            "kept. Save it as PDF and upload that."
        )
    if _parts_overlap(entries):
        raise RefusedFile(DAMAGED)


def _parts_overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether one stretch of bytes is listed as several parts, as the worst bombs do."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            return True
        end = entry.header_offset + entry.compress_size
    return False


def _directory_bytes(raw: BinaryIO) -> int:
    """The size of the archive's list of parts, read without reading the list.

    ``zipfile`` reads the whole list into objects before anyone can count it: a hundred
    megabytes of it would be gigabytes of memory. 0 when there is no end record, which
    ``zipfile`` then reports in its own way.
    """
    size = raw.seek(0, 2)
    start = max(0, size - _LONGEST_COMMENT - _END.size)
    raw.seek(start)
    tail = raw.read()
    # zipfile looks for a record without a comment first, then for the last mark.
    at = len(tail) - _END.size
    if at < 0 or not tail.startswith(_END_MARK, at):
        at = tail.rfind(_END_MARK)
    if at < 0 or at + _END.size > len(tail):
        return 0
    listed = int(_END.unpack_from(tail, at)[5])
    large = _directory_bytes_64(raw, start + at)
    return listed if large is None else large


def _directory_bytes_64(raw: BinaryIO, end_at: int) -> int | None:
    """The same from the record for large archives; None where there is none."""
    locator_at = end_at - _END64_LOCATOR.size
    if locator_at < 0:
        return None
    raw.seek(locator_at)
    found = raw.read(_END64_LOCATOR.size)
    if not found.startswith(_END64_LOCATOR_MARK):
        return None
    # Right before the locator, or where it points: zipfile's releases differ.
    pointed_at = int(_END64_LOCATOR.unpack(found)[2])
    sizes = []
    for place in (locator_at - _END64.size, pointed_at):
        raw.seek(min(max(0, place), end_at))
        record = raw.read(_END64.size)
        if len(record) == _END64.size and record.startswith(_END64_MARK):
            sizes.append(int(_END64.unpack(record)[8]))
    return max(sizes, default=None)


def _too_many_parts() -> RefusedFile:
    return RefusedFile(
        f"This file is made of more than {MAX_ENTRIES:,} parts, far more than a paper "
        "needs, so it was not kept. Save it as PDF and upload that."
    )
