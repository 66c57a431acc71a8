"""One reading of a page's content: what it leaves open, and what lies outside tags."""

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from ics_portal.core.pdf.errors import TooComplicated
from ics_portal.core.pdf.names import names

CONTENT_LIMIT = 128 * 2**20
# Of all pages together: pages may share one stream, which is read for each of them.
PAPER_LIMIT = 8 * CONTENT_LIMIT
FLATE = names("/FlateDecode /Fl")
HEX_DIGITS = b"0123456789abcdefABCDEF"
# The parent tree keeps an array as long as the highest id, which no page needs.
MARK_LIMIT = 2**17
WATCHED = "q Q BMC BDC EMC BT ET Tj TJ ' \" f F f* B B* b b* S s sh Do BI ID EI"
WORDS = names("Tj TJ ' \"")
PATHS = names("f F f* B B* b b* S s sh")


@dataclass(slots=True)
class ContentScan:
    """``pushes`` and ``pops``: see PageRecord. ``loose`` words and pictures lie in no
    mark, nor do ``loose_paths``, which are lines and shades.

    ``mcids`` are the marked-content ids opened; ``drawn`` the names of XObjects
    drawn, each with whether it was drawn inside a mark; ``nested`` tells of tagged
    content inside an artifact or the reverse, which no reader can make sense of.
    ``last_tag`` is the tag of the last mark that was opened.
    """

    pushes: int = 0
    pops: int = 0
    open_marks: int = 0
    open_text: bool = False
    loose: int = 0
    loose_paths: int = 0
    nested: bool = False
    last_tag: str = ""
    mcids: set[int] = field(default_factory=set)
    drawn: list[tuple[str, bool]] = field(default_factory=list)


def contents_of(page: Dictionary) -> list[Stream]:
    """The page's content streams in order; what is not a stream is passed over."""
    contents = page.get(Name.Contents)
    streams = list(contents) if isinstance(contents, Array) else [contents]
    return [stream for stream in streams if isinstance(stream, Stream)]


def check_size(page_number: int, streams: list[Stream]) -> int:
    """The bytes of drawing on a page; raises TooComplicated past the limit."""
    size = unpacked_size(streams)
    if size > CONTENT_LIMIT:
        raise TooComplicated(
            f"Page {page_number} holds more drawing than can be printed. "
            "Ask for it as a picture, or split it over several pages."
        )
    return size


def unpacked_size(streams: list[Stream]) -> int:
    """How large the drawing is when unpacked, counted no further than past the limit.

    Parsing unpacks all of it at once, and a few kilobytes packed twice are gigabytes.
    What is packed in a way that is not looked into here counts as it lies; there the
    worker's own memory limit holds.
    """
    left = CONTENT_LIMIT
    for stream in streams:
        left -= _unpacked(stream, left)
        if left < 0:
            break
    return CONTENT_LIMIT - left


def _unpacked(stream: Stream, most: int) -> int:
    """The size of one stream, or one more than ``most`` where it is larger."""
    content = stream.read_raw_bytes()
    found = stream.stream_dict.get(Name.Filter)
    filters = list(found) if isinstance(found, Array) else [found]
    for each in filters:
        if each in FLATE:
            try:
                content = zlib.decompressobj().decompress(content, most + 1)
            except zlib.error:
                break
        elif each == Name.ASCIIHexDecode:
            content = _from_hex(content)
        else:
            break
    return len(content)


def _from_hex(content: bytes) -> bytes:
    digits = bytes(c for c in content.partition(b">")[0] if c in HEX_DIGITS)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def scan(source: Any, properties: Dictionary | None) -> ContentScan:
    """Read the content of a page or a form XObject once.

    ``properties`` is its /Resources /Properties, where a mark may keep its id.
    """
    if isinstance(source, Stream) and unpacked_size([source]) > CONTENT_LIMIT:
        raise TooComplicated(
            "A drawing in this file is larger than can be printed. Ask for it as a "
            "picture, or split it over several pages."
        )
    found = ContentScan()
    depth = lowest = 0
    marks = _Marks()
    for operands, operator in _instructions(source):
        if operator == "q":
            depth += 1
        elif operator == "Q":
            depth -= 1
            lowest = min(lowest, depth)
        elif operator in ("BMC", "BDC"):
            found.last_tag = str(operands[0]) if operands else ""
            marks.open(_open_mark(found, marks, operands, properties))
        elif operator == "EMC":
            marks.close()
        elif operator == "BT":
            found.open_text = True
        elif operator == "ET":
            found.open_text = False
        elif operator == "Do":
            if operands and isinstance(operands[0], Name):
                found.drawn.append((str(operands[0]), marks.around))
        elif operator in WORDS or operator == "INLINE IMAGE":
            found.loose += not marks.around
        elif operator in PATHS:
            found.loose_paths += not marks.around
    found.pushes = -lowest
    found.pops = depth - lowest
    found.open_marks = len(marks.kinds)
    return found


@dataclass(slots=True)
class _Marks:
    """The marks open at one place, and how many of each kind: a crafted page opens
    millions within one another, so nobody may go through them at each operator."""

    kinds: list[str] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)

    def open(self, kind: str) -> None:
        self.kinds.append(kind)
        self.count[kind] += 1

    def close(self) -> None:
        if self.kinds:
            self.count[self.kinds.pop()] -= 1

    @property
    def around(self) -> bool:
        return bool(self.count["tagged"] or self.count["artifact"])


_NEVER_WITHIN = {"tagged": "artifact", "artifact": "tagged"}


def _open_mark(
    found: ContentScan,
    marks: _Marks,
    operands: Any,
    properties: Dictionary | None,
) -> str:
    kind = "plain"
    if operands and operands[0] == Name.Artifact:
        kind = "artifact"
    elif len(operands) > 1 and (mcid := _mcid(operands[1], properties)) is not None:
        kind = "tagged"
        found.mcids.add(mcid)
    if kind != "plain" and marks.count[_NEVER_WITHIN[kind]]:
        found.nested = True
    return kind


def _mcid(operand: Any, properties: Dictionary | None) -> int | None:
    if isinstance(operand, Name) and properties is not None:
        operand = properties.get(str(operand))
    if not isinstance(operand, Dictionary):
        return None
    mcid = operand.get(Name.MCID)
    return mcid if isinstance(mcid, int) and 0 <= mcid < MARK_LIMIT else None


def _instructions(source: Any) -> Iterator[tuple[Any, str]]:
    for instruction in pikepdf.parse_content_stream(source, WATCHED):
        yield instruction.operands, str(instruction.operator)


def properties_of(resources: Any) -> Dictionary | None:
    """/Properties of a resource dictionary, if it has one."""
    if not isinstance(resources, Dictionary):
        return None
    properties = resources.get(Name.Properties)
    return properties if isinstance(properties, Dictionary) else None
