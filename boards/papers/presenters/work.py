"""The author's page: the form as it stands, with what was typed and what clashes."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from boards.papers.presenters.paper import PaperHead, VersionView
from boards.papers.rules import Clash, Remark, Stop, row_keys
from ics_portal.core.web.forms import SummaryLine


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of the form; ``name`` is the start of its fields' names (``rec-a1``)."""

    name: str
    number: int
    cells: Mapping[str, str]
    errors: Mapping[str, str]
    is_first: bool
    is_last: bool
    is_blank: bool

    def error_id(self, cell: str) -> str:
        """The id of the sentence that says what is wrong with a cell."""
        return f"id_{self.name}-{cell}-error"


@dataclass(frozen=True, slots=True)
class ClashView:
    """Two texts for one field; ``label`` names it as the form does."""

    field: str
    label: str
    mine: str
    theirs: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class WorkPage:
    """All the author's page says beside the fields themselves."""

    head: PaperHead
    token: str
    recommendations: tuple[RowView, ...]
    route: tuple[RowView, ...]
    summary: tuple[SummaryLine, ...]
    summary_title: str
    clashes: tuple[ClashView, ...]
    remarks: tuple[Remark, ...]
    unclear: tuple[str, ...]
    returned_with: str
    missing: int
    versions: tuple[VersionView, ...]
    presenters: tuple[str, ...]
    office_warning: str
    worker_is_alive: bool


def row_views(
    kind: str,
    fields: Mapping[str, str],
    cells: Sequence[str],
    errors: Mapping[str, str],
    *,
    blanks: int,
) -> tuple[RowView, ...]:
    """The rows of a kind, then ``blanks`` empty ones with keys of their own.

    The key of a blank row is made here, so that the row typed into it is one row
    however often it is saved while it is typed.
    """
    keys = row_keys(fields, kind)
    fresh = [f"n{secrets.token_hex(4)}" for _ in range(blanks)]
    every = [*keys, *fresh]
    return tuple(
        RowView(
            name=f"{kind}-{key}",
            number=number,
            cells={cell: fields.get(f"{kind}-{key}-{cell}", "") for cell in cells},
            errors={
                cell: errors[name]
                for cell in cells
                if (name := f"{kind}-{key}-{cell}") in errors
            },
            is_first=number == 1,
            is_last=number == len(every),
            is_blank=key in fresh,
        )
        for number, key in enumerate(every, start=1)
    )


def summary_lines(
    stops: Sequence[Stop], recommendations: Sequence[RowView]
) -> tuple[SummaryLine, ...]:
    """Each thing that is wrong, leading to the field it is about."""
    return tuple(
        SummaryLine(stop.message, _href(stop.field, recommendations)) for stop in stops
    )


def _href(field: str, recommendations: Sequence[RowView]) -> str:
    if field == "recommendations" and recommendations:
        return f"#id_{recommendations[0].name}-verb"
    return f"#id_{field}"


def row_label(field: str) -> str:
    """What a cell of a row is called, for a message about it."""
    cells = {
        "verb": "Verb of a recommendation",
        "text": "Words of a recommendation",
        "forum": "Meeting of a forum",
        "date": "Date of a forum",
        "outcome": "Outcome of a forum",
    }
    return cells.get(field.rpartition("-")[2], "This field")


def clash_view(clash: Clash, label: str, *, who: str, when: str) -> ClashView:
    """Both texts of a field two people changed, and who wrote the other and when."""
    return ClashView(
        field=clash.field,
        label=label,
        mine=clash.mine or "Nothing: you left it empty.",
        theirs=clash.theirs or "Nothing: it was left empty.",
        who=who,
        when=when,
    )


def work_page(
    head: PaperHead,
    *,
    token: str,
    fields: Mapping[str, str],
    stops: Sequence[Stop] = (),
    told: bool = False,
    add: str = "",
    clashes: tuple[ClashView, ...] = (),
    remarks: tuple[Remark, ...] = (),
    unclear: tuple[str, ...] = (),
    returned_with: str = "",
    missing: int = 0,
    versions: tuple[VersionView, ...] = (),
    presenters: tuple[str, ...] = (),
    office_warning: str = "",
    worker_is_alive: bool = True,
) -> WorkPage:
    """Put the page together; ``stops`` are shown, ``told`` when sending was refused.

    There is always a row to type into, and one more where ``add`` asks for it.
    """
    errors = {stop.field: stop.words for stop in stops}
    recommendations = row_views(
        "rec", fields, ("verb", "text"), errors, blanks=_blanks("rec", fields, add)
    )
    route = row_views(
        "route",
        fields,
        ("forum", "date", "outcome"),
        errors,
        blanks=_blanks("route", fields, add),
    )
    count = len(stops)
    things = "1 thing stops" if count == 1 else f"{count} things stop"
    return WorkPage(
        head=head,
        token=token,
        recommendations=recommendations,
        route=route,
        summary=summary_lines(stops, recommendations),
        summary_title=f"{things} this paper going to the board secretary"
        if told
        else "There is a problem",
        clashes=clashes,
        remarks=remarks,
        unclear=unclear,
        returned_with=returned_with,
        missing=missing,
        versions=versions,
        presenters=presenters,
        office_warning=office_warning,
        worker_is_alive=worker_is_alive,
    )


def _blanks(kind: str, fields: Mapping[str, str], add: str) -> int:
    if not row_keys(fields, kind):
        return 1
    return 1 if add == kind else 0
