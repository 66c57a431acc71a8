"""The publish page of a meeting: what goes out, when it is due, what was out when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from boards.meetings.enums import PublicationKind
from boards.meetings.rules.publication import is_late
from ics_portal.core.web.words import clock, longday, plural, shortday

if TYPE_CHECKING:
    from boards.meetings.models import Publication
    from boards.packs.models import Pack


@dataclass(frozen=True, slots=True)
class OutRow:
    """One thing published."""

    publication_id: int
    what: str
    title: str
    pages: str
    when: str
    who: str
    late: str
    sha256: str
    withdrawn: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can go out: where it stands, and the way to its confirm page."""

    what: str
    state: str
    kind: str
    due: str
    act: str
    url_name: str
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class PublishPage:
    """``why_not`` says why nothing can be published; then there is no act."""

    steps: tuple[Step, ...]
    rows: tuple[OutRow, ...]
    earlier: tuple[OutRow, ...]
    why_not: str = ""


def out_rows(publications: Iterable[Publication]) -> list[OutRow]:
    """In the order of the agenda, as the rows are given."""
    return [
        OutRow(
            publication_id=row.pk,
            what=str(PublicationKind(row.kind).label),
            title=row.title,
            pages=plural(row.page_count, "page") if row.page_count else "",
            when=_moment(row.published_at),
            who=row.published_by_name,
            late=f"{_stopped(row.late_reason)} Agreed by {row.late_agreed_by}, presiding."
            if row.late_reason
            else "",
            sha256=row.stored.sha256 if row.stored else "",
            withdrawn=f"Withdrawn {_moment(row.withdrawn_at)}. {row.withdrawn_reason}"
            if row.withdrawn_at
            else "",
            is_current=row.is_current,
        )
        for row in publications
    ]


def steps_of(
    publications: Iterable[Publication],
    pack: Pack | None,
    *,
    notice_on: date,
    papers_on: date,
    has_minutes: bool,
    is_office: bool,
    today: date,
) -> tuple[Step, ...]:
    """Notice, papers, minutes: in the order they go out. The office is told what comes
    first."""
    out = {row.kind: row for row in publications if row.is_current}
    notice = out.get(PublicationKind.NOTICE)
    papers = out.get(PublicationKind.PACK)
    minutes = out.get(PublicationKind.MINUTES)
    published = papers.subject if papers else ""
    is_new = pack is not None and published != f"boards.Pack:{pack.pk}"
    return (
        _step("Notice", notice, notice_on, today, "Publish the notice",
              "packs:publish_notice", can=notice is None),
        _step("Agenda and papers", papers, papers_on, today,
              f"Publish version {pack.version}" if pack else "Go to the pack",
              "packs:publish_papers" if pack else "packs:overview",
              can=is_new or pack is None,
              nothing="" if pack or not is_office else "Issue a pack to members first"),
        _step("Minutes", minutes, None, today,
              "Publish the minutes again" if minutes else "Publish the minutes",
              "packs:publish_minutes", can=has_minutes,
              nothing="" if has_minutes else "No approved minutes yet"),
    )  # fmt: skip


def _step(
    what: str,
    row: Publication | None,
    due_on: date | None,
    today: date,
    act: str,
    url_name: str,
    *,
    can: bool,
    nothing: str = "",
) -> Step:
    due = f"due by {longday(due_on)}" if due_on else ""
    if row is not None:
        state, kind = f"Published {_moment(row.published_at)}", "ok"
        if row.late_reason:
            state = f"{state}, late"
    elif is_late(due_on, today):
        state, kind = nothing or "Not published, late", "bad"
    else:
        state, kind = nothing or "Not published yet", "quiet"
    return Step(what, state, kind, due, act if can else "", url_name, is_main=can)


def _stopped(words: str) -> str:
    return words if words.endswith((".", "?", "!", "…")) else f"{words}."


def _moment(value: datetime | None) -> str:
    """``29 Nov 2026, 09:24``: evidence says the year."""
    return f"{shortday(value)}, {clock(value)}"
