"""The check before a file goes out: nothing of what is withheld may be left in it.

Every object is decoded, whether or not a page leads to it, since what was taken out of a
file by its pages alone stays in its structure, its bookmarks or its orphans.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from ics_portal.core.pdf.look import text_per_page

_SPACES = re.compile(r"\s+")
_CARRIES = ("/OpenAction", "/AA", "/AF", "/Threads", "/Collection")
_NAMES = ("/EmbeddedFiles", "/JavaScript")


@dataclass(frozen=True, slots=True)
class ReleaseFault:
    """``marker`` is what was found, ``where`` in words."""

    marker: str
    where: str


def release_check(path: Path, forbidden: Iterable[str | bytes]) -> list[ReleaseFault]:
    """What stands against handing this PDF out; [] for nothing.

    Titles, file names and permanent keys are looked for in the raw bytes, in every
    string, name and stream of every object, and in the text as a reader sees it. A file
    that cannot be read is no file to hand out: pikepdf's PdfError is raised.
    """
    needles = [_Needle.of(marker) for marker in forbidden if marker]
    faults: list[ReleaseFault] = []
    raw = path.read_bytes()
    faults += _found(needles, raw, "the bytes of the file")
    if raw.count(b"%%EOF") != 1:
        faults.append(ReleaseFault("an older revision", "the end of the file"))
    with pikepdf.open(path) as pdf:
        faults += _carried(pdf)
        in_tree = {page.obj.objgen for page in pdf.pages}
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and (
                thing.get("/Type") == "/Page" and thing.objgen not in in_tree
            ):
                faults.append(ReleaseFault("a page", "outside the pages of the file"))
            for content in _bytes_of(thing):
                faults += _found(needles, content, "an object of the file")
        pages = len(pdf.pages)
    text = _plain("\n".join(text_per_page(path, pages)))
    faults += [
        ReleaseFault(needle.words, "the text of its pages")
        for needle in needles
        if needle.plain in text
    ]
    return list(dict.fromkeys(faults))


@dataclass(frozen=True, slots=True)
class _Needle:
    words: str
    plain: str
    forms: tuple[bytes, ...]

    @classmethod
    def of(cls, marker: str | bytes) -> _Needle:
        words = marker.decode("utf-8", "replace") if isinstance(marker, bytes) else (
            marker
        )  # fmt: skip
        forms = {
            marker if isinstance(marker, bytes) else words.encode(),
            words.encode("utf-16-be"),
            words.encode("latin-1", "ignore"),
            words.encode().hex().encode(),
            words.encode().hex().upper().encode(),
            words.encode("utf-16-be").hex().encode(),
            words.encode("utf-16-be").hex().upper().encode(),
        }
        return cls(words, _plain(words), tuple(form for form in forms if form))


def _plain(text: str) -> str:
    """Without line ends, hyphens at them, or case: as a title broken over lines is."""
    return _SPACES.sub(" ", text.replace("\u00ad", "")).casefold().strip()


def _found(
    needles: Iterable[_Needle], content: bytes, where: str
) -> Iterator[ReleaseFault]:
    for needle in needles:
        if any(form in content for form in needle.forms):
            yield ReleaseFault(needle.words, where)


def _carried(pdf: pikepdf.Pdf) -> Iterator[ReleaseFault]:
    """What a file of ours never brings: attachments, scripts, actions."""
    for key in _CARRIES:
        if key in pdf.Root:
            yield ReleaseFault(key[1:], "the catalog of the file")
    names = pdf.Root.get("/Names")
    for key in _NAMES:
        if names is not None and key in names:
            yield ReleaseFault(key[1:], "the names of the file")


def _bytes_of(thing: object) -> Iterator[bytes]:
    """Every string, name and stream directly in an object, decoded."""
    if isinstance(thing, pikepdf.Stream):
        try:
            yield thing.read_bytes()
        except pikepdf.PdfError:
            yield thing.read_raw_bytes()  # a picture, coded in a way of its own
        thing = thing.stream_dict
    if isinstance(thing, pikepdf.Dictionary):
        for key, value in thing.items():
            yield key.encode()
            if not _is_apart(value):
                yield from _bytes_of(value)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if not _is_apart(value):
                yield from _bytes_of(value)
    elif isinstance(thing, pikepdf.String):
        yield bytes(thing)
        yield str(thing).encode()
    elif isinstance(thing, pikepdf.Name):
        yield str(thing).encode()


def _is_apart(value: object) -> bool:
    """Whether it is an object of its own, which is read when its turn comes."""
    return isinstance(value, pikepdf.Object) and value.is_indirect
