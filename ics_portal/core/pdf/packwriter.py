"""Write a pack: copy stored parts, filling their holes, and print what is the pack's.

No object of a part is parsed. Its bytes are copied in large pieces, and between the
pieces stand the numbers that its objects have in this pack. That is why a pack costs
little more than copying its files, and why the same parts give the same bytes.
"""

import hashlib
import mmap
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate
from struct import Struct
from typing import IO, Self

from ics_portal.core.pdf.holes import Places
from ics_portal.core.pdf.partreader import StoredPart, StoredRegion
from ics_portal.core.pdf.partwriter import FIRST_COPIED, HEADER, table

CHUNK = 4 * 2**20
# Pieces of at least this size are written by themselves and not gathered first.
LARGE = 2**16
# How much of a stored part may be mapped into memory before it is let go again.
RELEASE = 16 * 2**20
FIRST_LAST = FIRST_COPIED - 1
ENDING = b"\nendstream\nendobj\n"

# What to write for a hole that is not a number: (kind, value) to bytes.
Filler = Callable[[int, int], bytes]


class PackWriter:
    """One pack file being written. Objects get their numbers in order of asking."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._digest = hashlib.sha256()
        self._at = 0
        self._next = 1
        self._offsets: dict[int, int] = {}
        self._through = 0
        self._hasher = ThreadPoolExecutor(1, "pack-hash")
        self._write(HEADER)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._hasher.shutdown()

    @property
    def size(self) -> int:
        return self._at

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def reserve(self, count: int = 1) -> int:
        """The first of ``count`` new numbers."""
        first = self._next
        self._next += count
        return first

    def put(self, number: int, printed: bytes) -> None:
        """Write one object of the pack's own."""
        self._offsets[number] = self._at
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number, printed))

    def put_stream(self, number: int, content: bytes, extra: bytes = b"") -> None:
        self.put(
            number,
            b"<<%s/Length %d>>\nstream\n%s\nendstream" % (extra, len(content), content),
        )

    def put_many(self, streams: Mapping[int, bytes]) -> list[int]:
        """Write many small streams at once. Gives where each one's content ends, in bytes
        from the start of the file."""
        printed = []
        ends = []
        at = self._at
        for number, content in streams.items():
            one = b"%d 0 obj\n<</Length %d>>\nstream\n%s%s" % (
                number,
                len(content),
                content,
                ENDING,
            )
            self._offsets[number] = at
            at += len(one)
            ends.append(at - len(ENDING))
            printed.append(one)
        self._write(b"".join(printed))
        return ends

    def base_for(self, part: StoredPart, *, with_tags: bool) -> int:
        """Reserve the part's numbers: its object ``n`` becomes ``n + base``."""
        last = part.last if with_tags else part.last_plain
        return self.reserve(last - FIRST_LAST) - FIRST_COPIED

    def copy(
        self, part: StoredPart, base: int, filler: Filler, *, with_tags: bool
    ) -> None:
        """Copy a part's regions with all numbers moved up by ``base``."""
        # What each number of the part is here: most stand in several places.
        numbers = [b"%d" % n for n in range(base, base + part.last + 1)]
        with (
            part.path.open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as source,
        ):
            fills = self._fills(part.streams.places, numbers, filler)
            self._copy_streams(source, part.streams, base, fills)
            for region in (part.plain, part.tags) if with_tags else (part.plain,):
                fills = self._fills(region.places, numbers, filler)
                self._copy_objects(source, region, base, fills)

    def _copy_streams(
        self, source: mmap.mmap, region: StoredRegion, base: int, fills: list[bytes]
    ) -> None:
        """A few holes between large pieces, which are not held in memory."""
        places = region.places
        heads = set(places.heads)
        gathered: list[bytes] = []
        size = 0
        done = region.start
        for place, fill in enumerate(fills):
            start = region.start + places.starts[place]
            if start - done >= LARGE:
                self._write(b"".join(gathered))
                self._write_through(source, done, start)
                gathered, size = [], 0
            else:
                gathered.append(source[done:start])
                size += start - done
            if place in heads:
                self._offsets[places.values[place] + base] = self._at + size
            gathered.append(fill)
            size += len(fill)
            done = region.start + places.ends[place]
        self._write(b"".join(gathered))
        self._write_through(source, done, region.start + region.size)

    def _copy_objects(
        self, source: mmap.mmap, region: StoredRegion, base: int, fills: list[bytes]
    ) -> None:
        """Many holes between small pieces: hundreds of thousands in a large tagged
        pack, so the loops over all of them are left to C."""
        places = region.places
        pieces: list[bytes] = [b""] * (2 * len(fills) + 1)
        pieces[0::2] = Struct(region.pieces).unpack(
            source[region.start : region.start + region.size]
        )
        pieces[1::2] = fills
        # Where each object comes to lie: at the hole that is its own number.
        starts = list(accumulate(map(len, pieces), initial=self._at))[1::2]
        numbers = map(places.values.__getitem__, places.heads)
        self._offsets.update(
            zip(
                map(base.__add__, numbers),
                map(starts.__getitem__, places.heads),
                strict=True,
            )
        )
        self._write(b"".join(pieces))

    def _fills(
        self, places: Places, numbers: list[bytes], filler: Filler
    ) -> list[bytes]:
        fills = list(map(numbers.__getitem__, places.values))
        rare = iter(places.rare)
        for place, kind, value in zip(rare, rare, rare, strict=True):
            fills[place] = filler(kind, value)
        return fills

    def _write_through(self, source: mmap.mmap, start: int, end: int) -> None:
        """Copy a large piece without holding it, nor leaving it in our memory."""
        with memoryview(source) as view:
            for at in range(start, end, CHUNK):
                with view[at : min(at + CHUNK, end)] as chunk:
                    self._write(chunk)
        self._through += end - start
        if self._through > RELEASE:
            source.madvise(mmap.MADV_DONTNEED)
            self._through = 0

    def _write(self, data: bytes | memoryview) -> None:
        self._at += len(data)
        if len(data) < LARGE:
            self._digest.update(data)
            self._out.write(data)
            return
        # Both let go of the interpreter, so that they can run side by side.
        hashed = self._hasher.submit(self._digest.update, data)
        self._out.write(data)
        hashed.result()

    def finish(self, catalog: int, info: int, identity: bytes) -> None:
        """Print the table and trailer. ``identity`` (16 bytes) says what this is."""
        code = identity.hex().encode()
        trailer = b"/Info %d 0 R/ID[<%s><%s>]" % (info, code, code)
        self._write(table(self._offsets, self._at, catalog, trailer))
