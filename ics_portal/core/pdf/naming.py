"""A reader's name on every page of a file that has room for it.

A copy is assembled once for everybody who may have the same, with room for a name on each
page. A reader's own file is that one with the room filled in: no byte but those and the
file's second identifier is another, so what was checked of the one holds of the other.
"""

import hashlib
import mmap
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from ics_portal.core.pdf.errors import AssemblyError
from ics_portal.core.pdf.stamp import NAME_ROOM
from ics_portal.core.pdf.stampfont import encode

CHUNK = 2**22
_AFTER = b") Tj ET\nEMC\nQ\n"
# From where a name begins to the end of the stream it stands in.
AFTER_NAME = NAME_ROOM + len(_AFTER)
_IDS = re.compile(rb"/ID\[<([0-9a-f]{32})><([0-9a-f]{32})>\]")
TAIL = 512


def name_in_room(words: str) -> bytes:
    """The words as they stand in the file, always NAME_ROOM bytes; cut if too long."""
    shown = encode(" ".join(words.split()))
    escaped = b""
    for code in shown:
        sign = bytes([code])
        sign = b"\\" + sign if sign in b"\\()" else sign
        if len(escaped) + len(sign) > NAME_ROOM:
            break
        escaped += sign
    return escaped.ljust(NAME_ROOM)


def write_name(source: Path, places: Sequence[int], words: str, out: Path) -> None:
    """Write the file at ``source`` to ``out`` with the words at every place.

    Raises AssemblyError where a place has no room, and OSError as the disk does.
    """
    fill = name_in_room(words)
    room = b"(" + b" " * NAME_ROOM + _AFTER
    shutil.copyfile(source, out)
    with (
        out.open("r+b") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_WRITE) as image,
    ):
        at, code = _second_id(image, fill)
        image[at : at + len(code)] = code
        for place in places:
            if image[place - 1 : place - 1 + len(room)] != room:
                raise AssemblyError("There is no room for a name where it should be.")
            image[place : place + NAME_ROOM] = fill


def _second_id(image: mmap.mmap, fill: bytes) -> tuple[int, bytes]:
    """Where the second identifier stands, and what it is for this reader."""
    before = max(0, len(image) - TAIL)
    found = _IDS.search(image[before:])
    if found is None:
        raise AssemblyError("The file has no identifiers of ours.")
    code = hashlib.sha256(found[1] + fill).hexdigest()[:32].encode()
    return before + found.start(2), code


def differs_elsewhere(source: Path, named: Path, places: Sequence[int]) -> bool:
    """Whether a reader's own file is another than its source in any byte but the names
    and the second identifier: then the check of the source says nothing of it."""
    with source.open("rb") as one, named.open("rb") as other:
        with mmap.mmap(one.fileno(), 0, access=mmap.ACCESS_READ) as image:
            own, size = _second_id(image, b"")[0], len(image)
        if named.stat().st_size != size:
            return True
        spans = [(place, place + NAME_ROOM) for place in sorted(places)]
        at = 0
        for start, end in [*spans, (own, own + 32), (size, size)]:
            while at < start:
                count = min(CHUNK, start - at)
                if one.read(count) != other.read(count):
                    return True
                at += count
            at = one.seek(end)
            other.seek(end)
    return False
