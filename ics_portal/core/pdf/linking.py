"""Contents links: from the address our templates write to a page of this pack."""

from pikepdf import String

from ics_portal.core.pdf.errors import UnknownContentsLink
from ics_portal.core.pdf.plan import AssembledEntry, PlannedPart


class ContentsLinks:
    """Where ``item/KEY`` and ``entry/KEY`` lead, and what a screen reader says."""

    def __init__(
        self,
        placed: list[tuple[PlannedPart, AssembledEntry]],
        page_numbers: list[int],
    ) -> None:
        self._page_numbers = page_numbers
        self._targets: dict[tuple[str, str], tuple[int, str]] = {}
        for part, entry in placed:
            where = f"page {entry.first_label}"
            title = " ".join(word for word in (part.item_label, part.title) if word)
            self._targets["entry", part.key] = (entry.first_page, f"{title}, {where}")
            if part.item_key:
                self._targets.setdefault(
                    ("item", part.item_key), (entry.first_page, f"{title}, {where}")
                )

    def printed(self, kind: str, key: str) -> bytes:
        """The link's destination and words, in place of its address.

        Raises UnknownContentsLink: that is a contents page which names something
        that the reader of this pack does not get.
        """
        target = self._targets.get((kind, key))
        if target is None:
            raise UnknownContentsLink(
                f"The contents page links to {kind} {key!r}, which is not in this pack."
            )
        page, words = target
        return b"/Dest[%d 0 R/Fit]/Contents%s" % (
            self._page_numbers[page],
            String(words).unparse(),
        )

    def named(self) -> dict[bytes, int]:
        """A destination name for each item and entry, and its page index."""
        return {
            f"{kind}-{key}".encode(): page
            for (kind, key), (page, _) in self._targets.items()
        }
