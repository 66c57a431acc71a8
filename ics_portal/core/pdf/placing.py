"""Where each part of a plan comes to lie, and the numbers its objects get there."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ics_portal.core.pdf.errors import AssemblyError, StalePart
from ics_portal.core.pdf.packwriter import PackWriter
from ics_portal.core.pdf.pages import labels
from ics_portal.core.pdf.partreader import StoredPart, read_index
from ics_portal.core.pdf.partwriter import PAGES_NODE
from ics_portal.core.pdf.plan import AssembledEntry, AssemblyPlan, PlannedPart


@dataclass(slots=True)
class Placed:
    """A part in its place. An object ``n`` of the stored file is ``base + n`` here,
    and a key ``k`` of its parent tree is ``parent_base + k``; its stamps, one a
    page, are numbered from ``first_stamp``."""

    plan: PlannedPart
    stored: StoredPart
    entry: AssembledEntry
    labels: list[str]
    base: int
    parent_base: int
    first_stamp: int
    with_tags: bool

    @property
    def pages_node(self) -> int:
        return self.base + PAGES_NODE

    def here(self, fact: str) -> list[int]:
        """A list of object numbers from the stored index, as they are here."""
        return [self.base + number for number in self.stored.facts.get(fact, ())]

    def leaf(self, fact: str) -> tuple[bytes, int] | None:
        """(first name, object number) of a leaf of a name tree, if there is one."""
        stored = self.stored.facts.get(fact)
        if stored is None:
            return None
        return bytes.fromhex(stored[1]), self.base + stored[0]


@dataclass(slots=True)
class Layout:
    """The whole pack before a byte of it is written: links may lead forward.

    The fields but ``parts`` are object numbers; ``regular`` and ``bold`` are each
    the first of three.
    """

    catalog: int
    pages: int
    document: int
    structure: int
    parents: int
    regular: int
    bold: int
    parts: list[Placed] = field(default_factory=list)
    page_objects: list[int] = field(default_factory=list)
    parent_keys: int = 0

    def tagged(self) -> Iterator[Placed]:
        return (placed for placed in self.parts if placed.with_tags)


def lay_out(plan: AssemblyPlan, writer: PackWriter) -> Layout:
    """Read every index and give out all numbers. Raises StalePart, AssemblyError."""
    layout = Layout(
        catalog=writer.reserve(),
        pages=writer.reserve(),
        document=writer.reserve(),
        structure=writer.reserve(),
        parents=writer.reserve(),
        regular=writer.reserve(3),
        bold=writer.reserve(3),
    )
    seen: set[str] = set()
    for part in plan.parts:
        if part.key in seen:
            raise AssemblyError(f"The part {part.key!r} is planned twice.")
        seen.add(part.key)
        _place(part, plan, layout, writer)
    if not layout.page_objects:
        raise AssemblyError("A pack without pages cannot be made.")
    return layout


def _place(
    part: PlannedPart, plan: AssemblyPlan, layout: Layout, writer: PackWriter
) -> None:
    stored = _checked(part)
    count = part.record.page_count
    written = labels(part.labels, count)
    with_tags = plan.merge_tags and part.record.tagged
    base = writer.base_for(stored, with_tags=with_tags)
    first = len(layout.page_objects)
    placed = Placed(
        plan=part,
        stored=stored,
        entry=AssembledEntry(
            key=part.key,
            first_page=first,
            last_page=first + count - 1,
            first_label=written[0],
            last_label=written[-1],
            accessible=part.record.accessible,
        ),
        labels=written,
        base=base,
        parent_base=layout.parent_keys,
        first_stamp=writer.reserve(count) if part.stamp or plan.name_room else 0,
        with_tags=with_tags,
    )
    layout.parts.append(placed)
    layout.page_objects += placed.here("pages")
    if with_tags:
        layout.parent_keys += len(stored.facts["parents"])


def _checked(part: PlannedPart) -> StoredPart:
    """The part's index, which must be of the key and the record that are planned."""
    stored = read_index(part.path)
    if stored.facts["key"] != part.key:
        raise StalePart(
            f"{part.path.name} was stored as {stored.facts['key']!r}, "
            f"not as {part.key!r}."
        )
    if (
        len(stored.facts["pages"]) != part.record.page_count
        or part.path.stat().st_size != part.record.size
    ):
        raise StalePart(f"{part.path.name} is not the file of its record.")
    return stored
