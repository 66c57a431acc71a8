"""Where a link or a bookmark leads, worked out once so that a merge cannot lose it."""

from collections.abc import Iterable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from ics_portal.core.pdf.numbertree import name_tree_items

KINDS = frozenset(
    ("/XYZ", "/Fit", "/FitH", "/FitV", "/FitR", "/FitB", "/FitBH", "/FitBV")
)


class Destinations:
    """The named destinations of one file, and the order of its pages."""

    def __init__(self, pdf: pikepdf.Pdf, pages: Iterable[Dictionary]) -> None:
        self._page_index = {page.objgen: n for n, page in enumerate(pages)}
        self._pages = list(pages)
        self._named: dict[bytes, Any] = {}
        old = pdf.Root.get(Name.Dests)
        if isinstance(old, Dictionary):
            self._named.update({k[1:].encode(): v for k, v in old.items()})
        names = pdf.Root.get(Name.Names)
        if isinstance(names, Dictionary):
            self._named.update(name_tree_items(names.get(Name.Dests)))

    def page_number(self, page: Any) -> int | None:
        """The page's index, from 0; None for what is not a page of this file."""
        if isinstance(page, Dictionary):
            return self._page_index.get(page.objgen)
        if isinstance(page, int) and 0 <= page < len(self._pages):
            return page
        return None

    def explicit(self, target: Any) -> Array | None:
        """[page /XYZ left top zoom] for a destination in any form; None if nowhere."""
        for _ in range(4):
            if isinstance(target, String):
                target = self._named.get(bytes(target))
            elif isinstance(target, Name):
                target = self._named.get(str(target)[1:].encode())
            elif isinstance(target, Dictionary):
                target = target.get(Name.D)
            else:
                break
        if not isinstance(target, Array) or not len(target):
            return None
        number = self.page_number(target[0])
        if number is None:
            return None
        kind = target[1] if len(target) > 1 else Name.Fit
        if str(kind) not in KINDS:
            kind = Name.Fit
        rest = [v if _is_number(v) else None for v in list(target)[2:6]]
        return Array([self._pages[number], kind, *rest])

    def named(self) -> dict[bytes, Array]:
        """Every named destination that leads to a page of this file."""
        found = {}
        for name, target in sorted(self._named.items()):
            if (explicit := self.explicit(target)) is not None:
                found[name] = explicit
        return found

    def place(self, target: Any) -> tuple[int, float | None] | None:
        """(page index, height in points or None) of a bookmark's destination."""
        explicit = self.explicit(target)
        if explicit is None:
            return None
        number = self._page_index[explicit[0].objgen]
        values = list(explicit)
        place = {"/XYZ": 3, "/FitH": 2, "/FitBH": 2, "/FitR": 5}.get(str(values[1]))
        if place is None or place >= len(values) or values[place] is None:
            return number, None
        return number, round(float(values[place]), 2)


def _is_number(value: Any) -> bool:
    return not isinstance(value, bool | pikepdf.Object) and value is not None
