"""Read the index of a stored part: what an assembly copies, and where it fills in."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ics_portal.core.pdf.errors import StalePart
from ics_portal.core.pdf.holes import Places
from ics_portal.core.pdf.record import ENGINE

TAIL = 512
# The regions in the order of the file, which is that of the index.
REGIONS = ("streams", "plain", "tags")
START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
INDEX = re.compile(rb"/IcsPart (\d+) 0 R")
LENGTH = re.compile(rb"/Length (\d+)>>\nstream\n")


@dataclass(frozen=True, slots=True)
class StoredRegion:
    """A stretch of the stored file, and the places in it. ``pieces`` is the struct
    format of what lies between them; b"" for the streams."""

    start: int
    size: int
    pieces: bytes
    places: Places


@dataclass(frozen=True, slots=True)
class StoredPart:
    """The index of one stored part. ``facts`` is what `normalise` wrote there."""

    path: Path
    last_plain: int
    last: int
    streams: StoredRegion
    plain: StoredRegion
    tags: StoredRegion
    facts: dict[str, Any]


def read_index(path: Path) -> StoredPart:
    """Raises StalePart for anything that this edition of the engine did not write."""
    with path.open("rb") as file:
        head, packed = _split(_index_data(file, path), path)
    facts = json.loads(head)
    if facts.get("engine") != ENGINE:
        raise StalePart(f"{path.name} was stored by another edition; store it again.")
    regions = {}
    at = 0
    for name in REGIONS:
        start, size, length, counts = facts["regions"][name]
        pieces = bytes(packed[at : at + length])
        places, taken = Places.from_bytes(packed[at + length :], counts)
        at += length + taken
        regions[name] = StoredRegion(start, size, pieces, places)
    return StoredPart(path, facts["last_plain"], facts["last"], facts=facts, **regions)


def _index_data(file: IO[bytes], path: Path) -> bytes:
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL))
    tail = file.read()
    start = START.search(tail)
    number = INDEX.search(tail)
    if start is None or number is None:
        raise StalePart(f"{path.name} is not a stored part.")
    # Each row of the table is 20 bytes, after "xref\n0 n\n".
    file.seek(int(start[1]))
    table = file.read(32)
    rows = int(start[1]) + table.index(b"\n", 5) + 1
    file.seek(rows + 20 * int(number[1]))
    offset = int(file.read(10))
    file.seek(offset)
    data = file.read(int(start[1]) - offset)
    length = LENGTH.search(data, 0, 200)
    if length is None:
        raise StalePart(f"{path.name} is not a stored part.")
    return data[length.end() : length.end() + int(length[1])]


def _split(data: bytes, path: Path) -> tuple[bytes, memoryview]:
    length, _, rest = data.partition(b"\n")
    if not length.isdigit():
        raise StalePart(f"{path.name} is not a stored part.")
    return rest[: int(length)], memoryview(rest)[int(length) :]
