"""The check of a reader's copy before it can be opened (pdf-assembly 6, points 2 to 6).

Provenance, not a search: whatever is in the file must come from a part that the reader
may have, or be written by the assembler in one of the few forms it writes. What is not
known may not leave. The file is read once, by its own table, and every byte is looked at.
"""

from __future__ import annotations

import mmap
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any

import pikepdf

from ics_portal.core.pdf.names import names
from ics_portal.core.pdf.prints import (
    Anatomy,
    NotOurs,
    Print,
    opened,
    strings_in,
    sums_of,
    take_apart,
    together,
    token_sum,
    tokens_in,
    tokens_of_text,
)
from ics_portal.core.pdf.release import ReleaseFault
from ics_portal.core.pdf.stampfont import stamp_fonts

_LINE = (
    rb"[\d. ]+ rg BT /\w+ [\d.]+ Tf -?[\d.]+ -?[\d.]+ Td \((?:[^\\()]|\\.)*\) Tj ET\n"
)
# The forms of what an assembler writes on a page: running head, foot and reader's name.
STAMP = re.compile(
    rb"(?:q(?: -?[\d.]+){6} cm\n"
    rb"(?:/Artifact<</Type/Pagination/Subtype/"
    rb"(?:Header/Attached\[/Top\]|Footer/Attached\[/Bottom\]|Watermark)>>BDC\n"
    rb"(?:" + _LINE + rb")+EMC\n)*Q\n)+",
    re.DOTALL,
)
CATALOG = names(
    "/Type /Pages /Metadata /Outlines /PageMode /ViewerPreferences /Lang "
    "/PageLabels /Names /OCProperties /StructTreeRoot /MarkInfo "
)
# Names that the assembler writes itself, whatever the parts hold.
OWN_NAMES = names(
    "/Catalog /Metadata /Outlines /PageMode /UseOutlines /ViewerPreferences "
    "/DisplayDocTitle /PageLabels /StructTreeRoot /MarkInfo /Marked /StructElem "
    "/Document /ParentTree /ParentTreeNextKey /IDTree /ClassMap /Limits "
    "/OCProperties /Default /Producer /CreationDate /ModDate /Encoding "
    "/WinAnsiEncoding /FontDescriptor /FontName /FontBBox /FontFile2 /BaseFont "
    "/FirstChar /LastChar /Widths /TrueType /Subtype /ItalicAngle /Ascent "
    "/Descent /CapHeight /MissingWidth /FlateDecode /Filter /Length /Length1 "
    "/MediaBox /CropBox /StructParents /StructParent /Contents /Parent /Version "
    "/LiberationSans /LiberationSans-Bold /AAAAAA+LiberationSans "
    "/AAAAAB+LiberationSans-Bold "
)

Streams = tuple[tuple[int, int, int], ...]

_ON_PAGE = re.compile(rb"/Pg (\d+) 0 R")


@dataclass(frozen=True, slots=True)
class Known:
    """What a copy may be made of, and what must not be in it.

    ``kept`` and ``withheld`` are prints of parts; ``words`` all that the assembler may
    print; ``own`` the SHA-256 sums of its own streams that have no fixed form;
    ``phrases`` titles and file names that must not be named: none of their words may
    stand in the file either, unless a kept part or ``words`` have it.
    """

    kept: Print
    withheld: Print
    words: frozenset[str] = frozenset()
    own: frozenset[bytes] = frozenset()
    phrases: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        *,
        kept: Iterable[Print],
        withheld: Iterable[Print],
        words: Iterable[str] = (),
        own: Iterable[bytes] = (),
        phrases: Iterable[str] = (),
    ) -> Known:
        phrases = tuple(phrase for phrase in phrases if phrase)
        told = frozenset(
            token_sum(token) for text in phrases for token in tokens_of_text(text)
        )
        return cls(
            together(kept),
            together([*withheld, Print(frozenset(), told)]),
            frozenset(words),
            frozenset(own),
            phrases,
        )


@dataclass(slots=True)
class CopyFindings:
    """``faults`` block the copy. ``mentions`` are phrases that stand in what a kept paper
    itself brings: allowed bytes, for the office to look at."""

    faults: list[ReleaseFault] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    streams: int = 0
    own_streams: int = 0
    tokens: int = 0

    def add(self, marker: str, where: str) -> None:
        fault = ReleaseFault(marker, where)
        if fault not in self.faults:
            self.faults.append(fault)


def check_copy(path: Path, known: Known) -> CopyFindings:
    """Look at the whole of a copy. Raises OSError; anything else wrong is a fault."""
    found = CopyFindings()
    try:
        with opened(path) as source, ThreadPoolExecutor(2, "copy-sums") as pool:
            anatomy = take_apart(source)
            # The sums are reckoned while the rest is looked at.
            halves = [pool.submit(sums_of, source, h) for h in _halves(anatomy.streams)]
            tokens = tokens_in(anatomy.heads)
            _check_shape(path, anatomy, found)
            sums = [digest for half in halves for digest in half.result()]
            own = _check_streams(source, anatomy, sums, known, found)
    except NotOurs as odd:
        found.add(str(odd), "the layout of the file")
        return found
    _check_tokens(tokens, own, known, found)
    return found


def _halves(streams: Streams) -> tuple[Streams, Streams]:
    """The streams in two lots, in order, of about as many bytes each."""
    ends = list(accumulate(end - start for _, start, end in streams))
    middle = bisect_left(ends, ends[-1] / 2) + 1 if ends else 0
    return streams[:middle], streams[middle:]


def _check_streams(
    source: mmap.mmap,
    anatomy: Anatomy,
    sums: list[bytes],
    known: Known,
    found: CopyFindings,
) -> list[str]:
    """Point 2: each stream comes from a kept part or is one of the assembler's own.
    Gives what the own ones say."""
    faces = stamp_fonts()
    fonts = {sha256(face.program).digest() for face in (faces.regular, faces.bold)}
    fixed = fonts | known.own
    kept = known.kept.streams
    texts: set[bytes] = set()
    found.streams = len(sums)
    for (number, start, end), digest in zip(anatomy.streams, sums, strict=True):
        if digest in kept:
            continue
        found.own_streams += 1
        if digest in known.withheld.streams:
            found.add("a stream of what is withheld", f"object {number}")
        elif digest not in fixed:
            content = source[start:end]
            if STAMP.fullmatch(content):
                texts.add(content)
            else:
                found.add("a stream that no part has brought", f"object {number}")
    return sorted(strings_in(b"\n".join(texts)))


def _check_tokens(
    tokens: set[str], own_texts: list[str], known: Known, found: CopyFindings
) -> None:
    """Points 3 and 6: no string, name or word that only a withheld part has, and no
    phrase in any string that a kept part did not bring."""
    for text in own_texts:
        # Its words alone: "Page 1" as a whole may well be a bookmark of any paper.
        tokens.update(each for each in tokens_of_text(text) if each[0] != "(")
    found.tokens = len(tokens)
    kept = known.kept.tokens
    allowed = {token for words in known.words for token in tokens_of_text(words)}
    for token in tokens:
        digest = token_sum(token)
        if digest not in known.withheld.tokens or digest in kept:
            continue
        if token not in allowed and token not in OWN_NAMES:
            found.add(token.lstrip("/("), "a string or name that only it has")
    if not known.phrases:
        return
    phrases = [(phrase, _plain(phrase)) for phrase in known.phrases]
    texts = [*(t[1:] for t in tokens if t[0] == "("), *own_texts]
    for text in texts:
        plain = _plain(text)
        for phrase, needle in phrases:
            if needle not in plain:
                continue
            if token_sum("(" + text) in kept:
                found.mentions.append(f"“{phrase}” stands in “{text[:80]}”")
            else:
                found.add(phrase, "what the file says of its pages")


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").casefold().split())


def _check_shape(path: Path, anatomy: Anatomy, found: CopyFindings) -> None:
    """Points 4 and 5: no page outside the tree of pages, nothing in the catalog that is
    not ours, and no reference that leads to nothing or to a page that is gone."""
    with pikepdf.open(path) as pdf:
        for key in sorted(set(pdf.Root.keys()) - CATALOG):
            found.add(key[1:], "the catalog of the file")
        named: Any = pdf.Root.get("/Names")
        for key in sorted(set(named.keys()) - {"/Dests"}) if named is not None else ():
            found.add(key[1:], "the names of the file")
        in_tree = {page.objgen[0] for page in _pages_of(pdf)}
    if _highest_reference(anatomy) >= anatomy.count:
        found.add("a reference that leads to nothing", "an object of the file")
    if set(map(int, _ON_PAGE.findall(anatomy.heads))) - in_tree:
        found.add("a page that is gone", "the tags of the file")
    if anatomy.pages - in_tree:
        found.add("a page", "outside the pages of the file")


def _highest_reference(anatomy: Anatomy) -> int:
    """The highest number that any object refers to. Numbers with fewer digits than the
    count of objects are not looked at: patterns would take ten times as long."""
    digits = len(str(anatomy.count))
    ends = {piece[-digits - 1 :] for piece in anatomy.heads.split(b" 0 R")[:-1]}
    if longer := [end for end in ends if len(end) > digits and end.isdigit()]:
        return int(max(longer))
    alike = (end[-digits:] for end in ends)
    return int(max((end for end in alike if end.isdigit()), default=b"0"))


def _pages_of(pdf: pikepdf.Pdf) -> Iterator[Any]:
    return (page.obj for page in pdf.pages)
