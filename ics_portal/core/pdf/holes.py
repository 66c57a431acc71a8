"""Where a stored part is left open for the pack to fill in.

A stored part is a PDF whose objects are final but for a few places: the numbers of
the objects they refer to, keys of the parent tree, the stamp, the page boxes, the
links of a contents page. While the part is written, each such place is held by a
name nobody else can have; the writer then puts in what makes the part a good PDF by
itself, and notes where. Assembly copies bytes and fills the places anew.
"""

import re
import secrets
from array import array
from dataclasses import dataclass, field
from enum import IntEnum

from pikepdf import Name


class Hole(IntEnum):
    """What stands at a place. The values are stored: never renumber them."""

    REFERENCE = 1  # the number of an object referred to
    OBJECT = 2  # the number at the head of an object
    PARENT_KEY = 3  # /StructParents or /StructParent with its key
    FONT = 4  # inside a /Font dictionary, for the stamp's fonts
    STAMP = 5  # inside a /Contents array, for the stamp
    BOXES = 6  # /MediaBox and /CropBox
    DOCUMENT = 7  # /S, /P, /T and /Lang of the part's top element
    LINK = 8  # /A and /Contents of a contents link
    PAGES_PARENT = 9  # /Parent of the part's own node of the page tree


# A number found by the writer: an object's reference in what qpdf prints. Strings
# are skipped whole; qpdf escapes every bracket inside them.
STRING = rb"\((?:[^\\()]|\\.)*\)"
REFERENCE = rb"(?<![^\s\[<])(\d+) (\d+) R(?![^\s\]>/])"


@dataclass(slots=True)
class Places:
    """The holes of one region, in order, as columns that C can run through.

    ``starts`` and ``ends`` are offsets from the start of the region. ``values`` are
    object numbers, 0 for a hole that is not a number. ``heads`` says which holes are
    at the head of an object, ``rare`` which are not numbers: (place, kind, value) in
    a row.
    """

    starts: "array[int]" = field(default_factory=lambda: array("Q"))
    ends: "array[int]" = field(default_factory=lambda: array("Q"))
    values: "array[int]" = field(default_factory=lambda: array("I"))
    heads: "array[int]" = field(default_factory=lambda: array("I"))
    rare: "array[int]" = field(default_factory=lambda: array("I"))

    def add(self, offset: int, length: int, kind: Hole, value: int) -> None:
        place = len(self.starts)
        self.starts.append(offset)
        self.ends.append(offset + length)
        if kind is Hole.REFERENCE:
            self.values.append(value)
        elif kind is Hole.OBJECT:
            self.values.append(value)
            self.heads.append(place)
        else:
            self.values.append(0)
            self.rare.extend((place, kind, value))

    def pieces(self, size: int) -> bytes:
        """What lies between the holes of a region of ``size`` bytes, as a format of
        the struct module: it takes the region apart in a fifth of the time that
        slices do."""
        at = 0
        parts = []
        for start, end in zip(self.starts, self.ends, strict=True):
            parts.append(f"{start - at}s{end - start}x")
            at = end
        return "".join([*parts, f"{size - at}s"]).encode()

    def counts(self) -> list[int]:
        return [len(column) for column in self._columns()]

    def to_bytes(self) -> bytes:
        return b"".join(column.tobytes() for column in self._columns())

    @classmethod
    def from_bytes(cls, data: memoryview, counts: list[int]) -> tuple["Places", int]:
        """The columns at the start of ``data``, and how many bytes they took."""
        places = cls()
        at = 0
        for column, count in zip(places._columns(), counts, strict=True):
            end = at + count * column.itemsize
            column.frombytes(data[at:end])
            at = end
        return places, at

    def _columns(self) -> tuple["array[int]", ...]:
        return self.starts, self.ends, self.values, self.heads, self.rare

    def __len__(self) -> int:
        return len(self.values)


class Marker:
    """Makes the names that hold the places, and finds them again in bytes."""

    def __init__(self) -> None:
        # Random, so that no upload can contain it; it is not in what is written.
        self._token = secrets.token_hex(8)
        self._defaults: dict[tuple[int, int], bytes] = {}
        token = self._token.encode()
        self.pattern = re.compile(
            STRING + rb"|(?:/@[a-z]+ )?/@" + token + rb"\.(\d+)\.(\d+)|" + REFERENCE,
            re.DOTALL,
        )

    def name(self, kind: Hole, value: int, default: bytes) -> Name:
        """A name to put where the hole is; ``default`` is written in its place."""
        self._defaults[kind, value] = default
        return Name(f"/@{self._token}.{kind}.{value}")

    def default(self, kind: int, value: int) -> bytes:
        return self._defaults[kind, value]
