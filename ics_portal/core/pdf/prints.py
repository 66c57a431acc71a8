"""What a file of ours is made of: every stream by its sum, every string, name and word.

Parts and packs are written by this engine and nothing in them is packed into object
streams, so a file can be taken apart by its table of offsets: each byte of it is head,
object, table or trailer, or it is no file of ours. A *print* is what one stored part
leaves in a pack that has it: it is made once and kept, so that a part need not be opened
again to say whether something of it is in a file.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b, sha256
from itertools import pairwise
from pathlib import Path

from ics_portal.core.pdf.partreader import read_index
from ics_portal.core.pdf.partwriter import HEADER
from ics_portal.core.pdf.record import OutlineNode, PartRecord

# Raised when prints that are kept must be made again.
PRINT = 1
STREAM_SUM, TOKEN_SUM = 32, 8
TAIL = 512
SHORTEST = 6

_START = re.compile(rb"startxref\n(\d+)\n%%EOF\n\Z")
_ROWS = re.compile(rb"xref\n0 (\d+)\n")
_TRAILER = re.compile(
    rb"trailer\n<<[^\x80-\xff]{0,400}>>\nstartxref\n\d+\n%%EOF\n", re.DOTALL
)
_ENDS = b"\nendstream\nendobj\n"
_STRING = re.compile(rb"\(((?:[^\\()]|\\.)*)\)", re.DOTALL)
_HEX = re.compile(rb"<((?:[0-9A-Fa-f]{2})+)>")
_NAME = re.compile(rb"/([^\x00-\x20()<>\[\]{}/%]{6,})")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_PAGE = re.compile(rb"/Type ?/Page(?![A-Za-z])")
_WORD = re.compile(r"[^\W\d_]{6,}")
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class NotOurs(Exception):
    """The bytes are not laid out as this engine lays out a file; the sentence says
    where."""


@dataclass(frozen=True, slots=True)
class Print:
    """Sums of the streams (SHA-256) and of the strings, names and words of a file."""

    streams: frozenset[bytes]
    tokens: frozenset[bytes]

    def packed(self) -> tuple[bytes, bytes]:
        """Both as one run of bytes each, in order: equal prints give equal bytes."""
        return b"".join(sorted(self.streams)), b"".join(sorted(self.tokens))

    @classmethod
    def unpacked(cls, streams: bytes, tokens: bytes) -> Print:
        return cls(_cut(streams, STREAM_SUM), _cut(tokens, TOKEN_SUM))


def _cut(packed: bytes, size: int) -> frozenset[bytes]:
    return frozenset(packed[at : at + size] for at in range(0, len(packed), size))


@dataclass(frozen=True, slots=True)
class Anatomy:
    """A file taken apart. ``streams`` are (object number, start, end) of the bytes of
    each stream; ``heads`` all that is not a stream: objects, table and trailer; ``pages``
    the numbers of objects that are pages."""

    streams: tuple[tuple[int, int, int], ...]
    heads: bytes
    count: int
    pages: frozenset[int]


@contextmanager
def opened(path: Path) -> Iterator[mmap.mmap]:
    """The bytes of a file. Raises NotOurs for an empty one."""
    with path.open("rb") as file:
        if not file.seek(0, 2):
            raise NotOurs("The file is empty.")
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as source:
            yield source


def take_apart(source: mmap.mmap, *, last: int | None = None) -> Anatomy:
    """Every object up to number ``last`` (all of them, if None). Raises NotOurs."""
    offsets, table = _table(source)
    order = sorted(range(1, len(offsets)), key=offsets.__getitem__)
    starts = [*(offsets[number] for number in order), table]
    if starts[0] != len(HEADER) or source[: len(HEADER)] != HEADER:
        raise NotOurs("Something stands before the first object.")
    find = source.find
    streams: list[tuple[int, int, int]] = []
    heads: list[bytes] = []
    pages: list[int] = []
    for number, (start, end) in zip(order, pairwise(starts), strict=True):
        if last is not None and number > last:
            continue
        if source[end - 18 : end] == _ENDS:
            at = find(b"\nstream\n", start, end)
            data = at + 8
            head = source[start:at]
            length = head.rpartition(b"/Length ")[2]
            said = re.match(rb"\d+", length)
            if at < 0 or said is None or int(said[0]) != end - 18 - data:
                raise NotOurs(f"The stream {number} is not as long as it says.")
            streams.append((number, data, end - 18))
        else:
            head = source[start:end]
            if not head.endswith(b"\nendobj\n"):
                raise NotOurs(f"The object {number} does not end where it should.")
        if not head.startswith(b"%d 0 obj\n" % number):
            raise NotOurs(f"The object {number} is not where the table says.")
        heads.append(head)
        if b"/Page" in head and _PAGE.search(head):
            pages.append(number)
    if last is None:
        heads.append(source[table:])
    return Anatomy(tuple(streams), b"\n".join(heads), len(offsets), frozenset(pages))


def _table(source: mmap.mmap) -> tuple[list[int], int]:
    """Offsets by object number (that of 0 means nothing), and where the table starts."""
    found = _START.search(source[-TAIL:])
    table = int(found[1]) if found else -1
    rows = _ROWS.match(source[table : table + 40]) if found else None
    if rows is None:
        raise NotOurs("It has no table of its objects.")
    at = table + len(rows[0])
    count = int(rows[1])
    text = source[at : at + 20 * count]
    if text[20:].count(b" 00000 n \n") != count - 1 or not _TRAILER.fullmatch(
        source[at + 20 * count :]
    ):
        raise NotOurs("Its table or trailer is not as ours are.")
    return [int(text[row : row + 10]) for row in range(0, 20 * count, 20)], table


def sums_of(source: mmap.mmap, streams: Sequence[tuple[int, int, int]]) -> list[bytes]:
    """SHA-256 of each stream, in order. It lets go of the interpreter as it reckons."""
    with memoryview(source) as view:
        return [sha256(view[start:end]).digest() for _, start, end in streams]


def print_of(path: Path, record: PartRecord) -> Print:
    """The print of a stored part: what a pack would get of it, and nothing that stays
    behind; title and bookmarks are in its record. Raises NotOurs, StalePart, OSError."""
    last = read_index(path).last
    with opened(path) as source:
        anatomy = take_apart(source, last=last)
        streams = frozenset(sums_of(source, anatomy.streams))
    tokens = tokens_in(anatomy.heads)
    for text in (record.title, *_titles(record.outline)):
        tokens.update(tokens_of_text(text))
    return Print(streams, frozenset(map(token_sum, tokens)))


def _titles(nodes: Iterable[OutlineNode]) -> Iterator[str]:
    for node in nodes:
        yield node.title
        yield from _titles(node.children)


def together(prints: Iterable[Print]) -> Print:
    """All of them as one."""
    prints = list(prints)
    return Print(
        frozenset().union(*(each.streams for each in prints)),
        frozenset().union(*(each.tokens for each in prints)),
    )


def token_sum(token: str) -> bytes:
    return blake2b(token.encode("utf-8", "surrogateescape"), digest_size=8).digest()


def tokens_in(heads: bytes) -> set[str]:
    """Names and strings of six bytes or more, and every word of six letters or more in a
    string, each told apart: ``/Name``, ``(a string``, ``word``."""
    found = {"/" + name.decode("latin-1") for name in set(_NAME.findall(heads))}
    for text in strings_in(heads):
        found.update(tokens_of_text(text))
    return found


def tokens_of_text(text: str) -> Iterator[str]:
    """What ``tokens_in`` makes of one string."""
    if len(text) >= SHORTEST:
        yield "(" + text
        yield from _WORD.findall(text.casefold())


def strings_in(heads: bytes) -> set[str]:
    """Every string, decoded."""
    texts = {_decoded(_unescaped(text)) for text in set(_STRING.findall(heads))}
    texts.update(
        _decoded(bytes.fromhex(text.decode())) for text in set(_HEX.findall(heads))
    )
    return texts


def _unescaped(text: bytes) -> bytes:
    return _ESCAPE.sub(_sign, text) if b"\\" in text else text


def _sign(match: re.Match[bytes]) -> bytes:
    sign = match[1]
    if sign[:1].isdigit():
        return bytes([int(sign, 8) & 0xFF])
    return _SIGNS.get(sign, b"" if sign in (b"\n", b"\r\n", b"\r") else sign)


def _decoded(text: bytes) -> str:
    if text[:2] == b"\xfe\xff":
        return text[2:].decode("utf-16-be", "replace")
    if text[:3] == b"\xef\xbb\xbf":
        return text[3:].decode("utf-8", "replace")
    return text.decode("latin-1")
