"""A finished pack as its readers' programs see it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
from pypdf import PdfReader


@dataclass(frozen=True)
class Link:
    """``words`` are what a screen reader says; pages are counted from 0."""

    page: int
    words: str
    target: int


class ReadPack:
    """A PDF read with other people's programs, never with the portal's own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._reader = PdfReader(path)

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page, laid out as it stands."""
        done = subprocess.run(
            ["pdftotext", "-layout", str(self.path), "-"],
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.split("\f")[:-1]

    @cached_property
    def labels(self) -> list[str]:
        """What a reader's program calls each page."""
        return self._reader.page_labels

    def page(self, label: str) -> str:
        """The text of the page that bears this label."""
        return self.pages[self.labels.index(label)]

    @cached_property
    def bookmarks(self) -> list[tuple[tuple[str, ...], str]]:
        """Each bookmark as the words on the way to it, and the label of its page."""
        return list(self._bookmarks(self._reader.outline, ()))

    def _bookmarks(
        self, nodes: list[Any], way: tuple[str, ...]
    ) -> Iterator[tuple[tuple[str, ...], str]]:
        last = way
        for node in nodes:
            if isinstance(node, list):
                yield from self._bookmarks(node, last)
                continue
            last = (*way, str(node.title))
            page = self._reader.get_destination_page_number(node)
            yield last, self.labels[page] if page is not None else ""

    @cached_property
    def links(self) -> list[Link]:
        """Links to pages of the same file."""
        with pikepdf.open(self.path) as pdf:
            numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
            return [
                Link(n, str(note.get("/Contents", "")), numbers[note.Dest[0].objgen])
                for n, page in enumerate(pdf.pages)
                for note in page.obj.get("/Annots", [])
                if note.get("/Subtype") == "/Link" and "/Dest" in note
            ]

    @property
    def title(self) -> str:
        return str(self._reader.metadata.title)  # type: ignore[union-attr]

    @cached_property
    def language(self) -> str:
        return str(self._reader.root_object["/Lang"])

    @cached_property
    def metadata(self) -> str:
        """The XMP packet."""
        with pikepdf.open(self.path) as pdf:
            return str(pdf.Root.Metadata.read_bytes().decode())
