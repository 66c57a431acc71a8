"""Write a stored part: a PDF by itself, laid out so that a pack can copy it.

The file holds, in this order: the header; the ``streams``, which go to disk as they
come, for they may be 200 MB; the ``plain`` objects (pages, resources, annotations);
the ``tags`` (the structure tree); then what only the part by itself needs (catalog,
tree roots), the index of holes, and the table. An assembly copies the first three
regions, or skips the tags.
"""

import io
import json
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import IO, Any

import pikepdf
from pikepdf import Dictionary, Name, Object, Stream

from ics_portal.core.pdf.holes import Hole, Marker, Places
from ics_portal.core.pdf.names import names
from ics_portal.core.pdf.record import ENGINE

# Numbers of the three objects that every part has; the first two stay behind.
CATALOG, STRUCTURE_ROOT, PAGES_NODE = 1, 2, 3
FIRST_COPIED = PAGES_NODE
HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
INDEX_TYPE = b"/IcsPortalPart"
# Found by following references from a page, these would carry the rest of the
# upload along. They become null.
NEVER_COPIED = names(
    "/Catalog /Pages /Filespec /EmbeddedFile /StructTreeRoot /StructElem /Metadata "
    "/Sig /Outlines /Thread /Bead"
)
# A stream may say that its bytes are those of another file, or at an address.
KEPT_ELSEWHERE = ("/F", "/FFilter", "/FDecodeParms")


@dataclass(slots=True)
class Region:
    """A stretch of the file; ``places`` have offsets from its start."""

    write: Callable[[bytes], object]
    size: int = 0
    places: Places = field(default_factory=Places)

    def add(self, printed: bytes) -> None:
        self.write(printed)
        self.size += len(printed)


class PartWriter:
    """Numbers and prints objects. Add all of ``plain`` before the first tag."""

    def __init__(self, pdf: pikepdf.Pdf, marker: Marker, out: IO[bytes]) -> None:
        self._pdf = pdf
        self._out = out
        self._marker = marker
        self._numbers: dict[tuple[int, int], int] = {}
        self._waiting: deque[tuple[tuple[int, int], int]] = deque()
        self._next = FIRST_COPIED
        self._allowed: set[tuple[int, int]] = set()
        self._held = {"plain": io.BytesIO(), "tags": io.BytesIO()}
        self.regions = {
            "streams": Region(out.write),
            **{name: Region(held.write) for name, held in self._held.items()},
        }
        self.last_plain = 0
        out.write(HEADER)

    def allow(self, objects: Iterable[Object]) -> None:
        """These may be copied although their type is one that never is."""
        self._allowed.update(o.objgen for o in objects)

    def number(self, obj: Object) -> int:
        """The object's number in the part; it is written with all it refers to."""
        known = self._numbers.get(obj.objgen)
        if known is None:
            known = self._numbers[obj.objgen] = self._next
            self._next += 1
            self._waiting.append((obj.objgen, known))
        return known

    def is_known(self, obj: Object) -> bool:
        return obj.objgen in self._numbers

    def write_waiting(self, region_name: str) -> None:
        """Write every object numbered so far, and those they lead to."""
        while self._waiting:
            objgen, number = self._waiting.popleft()
            self._write(self._pdf.get_object(objgen), number, region_name)
        if region_name == "plain":
            self.last_plain = self._next - 1

    @property
    def last(self) -> int:
        return self._next - 1

    def _write(self, obj: Object, number: int, region_name: str) -> None:
        # Streams of the structure tree stay with it, to be skipped with it.
        is_stream = isinstance(obj, Stream)
        if is_stream and region_name == "plain":
            region_name = "streams"
        region = self.regions[region_name]
        region.places.add(region.size, len(str(number)), Hole.OBJECT, number)
        region.add(b"%d 0 obj\n" % number)
        if isinstance(obj, Stream):
            data = obj.read_raw_bytes()
            head: Any = obj.stream_dict
            for key in KEPT_ELSEWHERE:
                if key in head:
                    del head[key]
            head.Length = len(data)
            self._print(head.unparse(resolved=True), region)
            region.add(b"\nstream\n")
            region.add(data)
            region.add(b"\nendstream\nendobj\n")
        else:
            self._print(obj.unparse(resolved=True), region)
            region.add(b"\nendobj\n")

    def _print(self, printed: bytes, region: Region) -> None:
        done = 0
        for found in self._marker.pattern.finditer(printed):
            kind, value, number, generation = found.groups()
            if kind is None and number is None:
                continue  # a string
            region.add(printed[done : found.start()])
            done = found.end()
            if kind is not None:
                default = self._marker.default(int(kind), int(value))
                region.places.add(
                    region.size, len(default), Hole(int(kind)), int(value)
                )
                region.add(default)
                continue
            target = self._reference(int(number), int(generation))
            if target is None:
                region.add(b"null")
                continue
            digits = b"%d" % target
            region.places.add(region.size, len(digits), Hole.REFERENCE, target)
            region.add(digits + b" 0 R")
        region.add(printed[done:])

    def _reference(self, number: int, generation: int) -> int | None:
        known = self._numbers.get((number, generation))
        if known is not None:
            return known
        obj: Any = self._pdf.get_object((number, generation))
        if obj is None:
            return None
        if isinstance(obj, Dictionary | Stream) and not self._may_copy(obj):
            return None
        return self.number(obj)

    def _may_copy(self, obj: Dictionary | Stream) -> bool:
        if obj.objgen in self._allowed:
            return True
        kind = obj.get(Name.Type)
        return not (
            isinstance(kind, Name) and (str(kind) in NEVER_COPIED or kind == Name.Page)
        )

    def finish(self, *, facts: dict[str, Any], own: dict[int, bytes]) -> None:
        """Print the rest of the file. ``own`` are the objects that stay behind, by
        number, and may use numbers above ``last``; ``facts`` go into the index."""
        offsets: dict[int, int] = {}
        layout: dict[str, list[Any]] = {}
        packed: list[bytes] = []
        at = len(HEADER)
        for name, region in self.regions.items():
            places = region.places
            # The streams are too large to be taken apart in memory.
            pieces = b"" if name == "streams" else places.pieces(region.size)
            layout[name] = [at, region.size, len(pieces), places.counts()]
            packed += [pieces, places.to_bytes()]
            for place in places.heads:
                offsets[places.values[place]] = at + places.starts[place]
            at += region.size
        for held in self._held.values():
            self._out.write(held.getbuffer())
        for number, printed in sorted(own.items()):
            offsets[number] = at
            at += self._out.write(b"%d 0 obj\n%s\nendobj\n" % (number, printed))
        index_number = max(self.last, *own) + 1
        offsets[index_number] = at
        facts = {**facts, "regions": layout}
        at += self._out.write(self._index(index_number, facts, b"".join(packed)))
        self._out.write(table(offsets, at, CATALOG, b"/IcsPart %d 0 R" % index_number))

    def _index(self, number: int, facts: dict[str, Any], packed: bytes) -> bytes:
        head = {
            "engine": ENGINE,
            "last_plain": self.last_plain,
            "last": self.last,
            **facts,
        }
        text = json.dumps(head, sort_keys=True).encode()
        # Not compressed: unpacking it would take a tenth of an assembly.
        data = b"%d\n%s%s" % (len(text), text, packed)
        return b"%d 0 obj\n<</Type%s/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
            number,
            INDEX_TYPE,
            len(data),
            data,
        )


def table(offsets: dict[int, int], at: int, catalog: int, trailer: bytes) -> bytes:
    """The cross-reference table and trailer of a file whose table starts at ``at``.

    ``offsets`` must hold every number from 1 upwards.
    """
    size = len(offsets) + 1
    in_order = map(offsets.__getitem__, range(1, size))
    return b"".join(
        (
            b"xref\n0 %d\n0000000000 65535 f \n" % size,
            *map(b"%010d 00000 n \n".__mod__, in_order),
            b"trailer\n<</Size %d/Root %d 0 R%s>>\n" % (size, catalog, trailer),
            b"startxref\n%d\n%%%%EOF\n" % at,
        )
    )
