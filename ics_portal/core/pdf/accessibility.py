"""What a screen reader would stumble over in one paper, in words for its author.

The checks are those of ISO 14289-1 that a program can decide from the tags; fonts
are looked at in `fonts.py`. A clean list means "no errors found by our checks": alt
text that says what the picture says, and a sensible reading order, need a person.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name

from ics_portal.core.pdf.record import Finding, Level
from ics_portal.core.pdf.structure import Element, Structure

ROW_GROUPS = frozenset(("THead", "TBody", "TFoot"))
SHOWN_PAGES = 20
# A cell that says it spans a million columns is a mistake or an attack.
SPAN_LIMIT = 1000


def check_structure(tree: Structure) -> list[Finding]:
    """Every finding of the tags themselves, one a rule, with the pages it is on."""
    elements = list(tree.elements())
    found: list[Finding] = []
    for rule, one, many, ending, test in _RULES:
        if faulty := list(test(elements)):
            words = _counted(one, many, ending, faulty)
            found.append(Finding(rule, Level.ERROR, words, _pages(faulty)))
    return found + _heading_order(elements) + _of_the_file(tree)


def _counted(one: str, many: str, ending: str, faulty: list[Element]) -> str:
    return f"1 {one} {ending}" if len(faulty) == 1 else f"{len(faulty)} {many} {ending}"


def _pages(faulty: Iterable[Element]) -> tuple[int, ...]:
    pages: set[int] = set()
    for element in faulty:
        pages |= element.pages
        for inner in element.descendants():
            pages |= inner.pages
    return tuple(sorted(page + 1 for page in pages)[:SHOWN_PAGES])


def _without_words(role: str) -> "Test":
    def test(elements: list[Element]) -> Iterator[Element]:
        for element in elements:
            if element.role == role and not (
                element.text(Name.Alt).strip() or element.text(Name.ActualText).strip()
            ):
                yield element

    return test


def _outside(role: str, *parents: str) -> "Test":
    def test(elements: list[Element]) -> Iterator[Element]:
        for element in elements:
            if element.role == role and _parent_role(element) not in parents:
                yield element

    return test


def _parent_role(element: Element) -> str:
    parent = element.parent
    while parent is not None and parent.role in ("NonStruct", "Private"):
        parent = parent.parent
    return parent.role if parent is not None else ""


def _cells(table: Element) -> Iterator[Element]:
    for inner in table.descendants():
        if inner.role in ("TH", "TD") and _own_table(inner) is table:
            yield inner


def _own_table(cell: Element) -> Element | None:
    at = cell.parent
    while at is not None and at.role != "Table":
        at = at.parent
    return at


def _tables_without_headers(elements: list[Element]) -> Iterator[Element]:
    for table in elements:
        if table.role == "Table":
            roles = {cell.role for cell in _cells(table)}
            if "TD" in roles and "TH" not in roles:
                yield table


def _headers_of_nothing(elements: list[Element]) -> Iterator[Element]:
    for table in elements:
        if table.role != "Table":
            continue
        cells = list(_cells(table))
        named: set[bytes] = set()
        for cell in cells:
            named |= {bytes(h) for h in _attribute(cell, Name.Headers) or []}
        for cell in cells:
            if cell.role == "TH" and _attribute(cell, Name.Scope) is None:
                own_id = cell.obj.get(Name.ID)
                if own_id is None or bytes(own_id) not in named:
                    yield cell


def _attribute(element: Element, key: Name) -> Any:
    attributes = element.obj.get(Name.A)
    listed = list(attributes) if isinstance(attributes, Array) else [attributes]
    for each in listed:
        if isinstance(each, Dictionary) and key in each:
            return each.get(key)
    return None


def _irregular_tables(elements: list[Element]) -> Iterator[Element]:
    for table in elements:
        if table.role == "Table" and not _is_regular(table):
            yield table


def _is_regular(table: Element) -> bool:
    """Whether each row is equally wide once the spans of its cells are counted."""
    widths = set()
    reaching: dict[int, int] = {}  # column: how many rows below are taken
    for row in table.descendants():
        if row.role != "TR" or _own_table(row) is not table:
            continue
        taken = set(reaching)
        reaching = {c: left - 1 for c, left in reaching.items() if left > 1}
        column = 0
        for cell in row.kids:
            if cell.role not in ("TH", "TD"):
                continue
            while column in taken:
                column += 1
            for _ in range(_span(cell, Name.ColSpan)):
                taken.add(column)
                if (down := _span(cell, Name.RowSpan)) > 1:
                    reaching[column] = down - 1
                column += 1
        widths.add(len(taken))
    return len(widths) <= 1


def _span(cell: Element, key: Name) -> int:
    value = _attribute(cell, key)
    return min(value, SPAN_LIMIT) if isinstance(value, int) and value > 0 else 1


def _cells_outside_rows(elements: list[Element]) -> Iterator[Element]:
    yield from _outside("TH", "TR")(elements)
    yield from _outside("TD", "TR")(elements)


def _notes_without_id(elements: list[Element]) -> Iterator[Element]:
    for element in elements:
        if element.role == "Note" and Name.ID not in element.obj:
            yield element


def _lists_of_other_things(elements: list[Element]) -> Iterator[Element]:
    for element in elements:
        if element.role == "L" and any(
            kid.role not in ("LI", "L", "Caption", "NonStruct") for kid in element.kids
        ):
            yield element


def _tables_of_other_things(elements: list[Element]) -> Iterator[Element]:
    allowed = ROW_GROUPS | {"TR", "Caption", "NonStruct"}
    for element in elements:
        if element.role == "Table" and any(k.role not in allowed for k in element.kids):
            yield element


Test = Callable[[list[Element]], Iterator[Element]]
# Rule, the thing at fault in singular and plural, what is wrong with it, the test.
_RULES: tuple[tuple[str, str, str, str, Test], ...] = (
    ("FIGURE-ALT", "picture", "pictures", "without a description.",
     _without_words("Figure")),
    ("FORMULA-ALT", "formula", "formulas", "without a description in words.",
     _without_words("Formula")),
    ("TABLE-HEADERS", "table", "tables", "without a header row.", _tables_without_headers),
    ("HEADER-SCOPE", "header cell", "header cells", "not said to head a row or a column.",
     _headers_of_nothing),
    ("TABLE-REGULAR", "table", "tables", "with rows of unequal length.",
     _irregular_tables),
    ("TABLE-PARTS", "table", "tables", "holding something that is not a row.",
     _tables_of_other_things),
    ("CELL-PLACE", "table cell", "table cells", "outside a row.",
     _cells_outside_rows),
    ("ROW-PLACE", "table row", "table rows", "outside a table.",
     _outside("TR", "Table", *ROW_GROUPS)),
    ("ITEM-PLACE", "list item", "list items", "outside a list.", _outside("LI", "L")),
    ("LIST-PARTS", "list", "lists", "holding something that is not a list item.",
     _lists_of_other_things),
    ("NOTE-ID", "footnote", "footnotes", "without the id that a reference needs.",
     _notes_without_id),
)  # fmt: skip


def _heading_order(elements: list[Element]) -> list[Finding]:
    found = []
    last = 0
    skipped: list[Element] = []
    late: list[Element] = []
    for element in elements:
        if len(element.role) != 2 or element.role[0] != "H":
            continue
        level = int(element.role[1])
        if last == 0 and level > 1:
            late.append(element)
        elif level > last + 1:
            skipped.append(element)
        last = level
    if late:
        found.append(
            Finding(
                "HEADING-FIRST",
                Level.ERROR,
                f"The first heading is of level {late[0].role[1]}, not 1.",
                _pages(late),
            )
        )
    if skipped:
        ending = "more than one level deeper than the heading before."
        words = _counted("heading", "headings", ending, skipped)
        found.append(Finding("HEADING-SKIP", Level.ERROR, words, _pages(skipped)))
    return found


def _of_the_file(tree: Structure) -> list[Finding]:
    roles = tree.roles
    told = (
        (roles.unknown, "ROLE-UNKNOWN", "Some tags are of kinds no reader knows: "),
        (roles.circular, "ROLE-CIRCLE", "Some tags are explained by each other: "),
        (roles.remapped, "ROLE-REMAPPED", "Some tags are used against their meaning: "),
    )
    found = [
        Finding(rule, Level.ERROR, words + ", ".join(sorted(names)[:5]) + ".")
        for names, rule, words in told
        if names
    ]
    if tree.lost_headers:
        found.append(
            Finding(
                "HEADER-LOST",
                Level.ERROR,
                "Some table cells name a header cell that is not in the file.",
            )
        )
    counts = (
        (tree.repeated_marks, "MARK-TWICE", "read out twice by the tags"),
        (tree.lost_pages, "PAGE-LOST", "said by the tags to be on pages not there"),
    )
    for count, rule, words in counts:
        if count:
            things = (
                "1 piece of text is" if count == 1 else f"{count} pieces of text are"
            )
            found.append(Finding(rule, Level.ERROR, f"{things} {words}."))
    return found
