"""Reads for the home page: a few queries for each meeting in preparation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from django.db.models import Case, Count, Exists, OuterRef, Q, When
from django.urls import reverse
from django.utils.timezone import localdate

from boards.actions.presenters import action_row
from boards.actions.selectors import actions_for
from boards.meetings.enums import ItemState, MeetingState
from boards.meetings.models import AgendaItem, Meeting
from boards.meetings.rules import Deadline, deadlines
from boards.meetings.rules.deadlines import CallingFacts
from boards.meetings.selectors import numbered_agenda
from boards.meetings.selectors.calling import calling_facts_of
from boards.packs.enums import Edition, PackState
from boards.packs.models import Pack
from boards.papers.enums import PaperRole, PaperState
from boards.papers.models import Paper
from boards.papers.presenters import state_chip
from ics_portal.accounts.actor import OFFICE_ROLES, Role
from ics_portal.core.jobs import Job, worker_is_alive
from ics_portal.web.home.declared import needs_of_declarations
from ics_portal.web.home.minutes import needs_of_minutes
from ics_portal.web.home.needs import needs_of_author, needs_of_office
from ics_portal.web.home.presenters import (
    ActionRow,
    HomePage,
    MeetingRow,
    PackRow,
    PaperRow,
    Rail,
    RailStep,
)
from ics_portal.web.home.rules import days_left

if TYPE_CHECKING:
    from boards.packs.querysets import PackQuerySet
    from ics_portal.accounts.actor import Actor
    from ics_portal.web.home.needs import Prepared

IN_PREPARATION = 8
ROWS = 12
OVER = (MeetingState.HELD, MeetingState.CANCELLED)
_OPEN = (
    PaperState.REQUESTED,
    PaperState.DRAFTING,
    PaperState.RETURNED,
    PaperState.SUBMITTED,
)


def home_page(actor: Actor, *, at: datetime, today: date) -> HomePage:
    """What needs this person today; meetings of all their bodies together."""
    is_office = actor.holds_any(*OFFICE_ROLES)
    meetings = _in_preparation(actor, today)
    calling = calling_facts_of(meetings)
    office = [m for m in meetings if actor.holds_any(*OFFICE_ROLES, body_id=m.body_id)]
    newest = _newest_packs(actor)
    packs = {pack.meeting_id: pack for pack in newest.filter(meeting__in=meetings)}
    numbers = {
        item.item_id: item.number for m in office for item in numbered_agenda(m.pk)
    }
    papers = _papers_not_in(office)
    own_papers = _own_papers(actor)
    needs = needs_of_office(office, packs, papers, numbers, today)
    needs += needs_of_author(own_papers, today)
    needs += needs_of_minutes(actor)
    needs += needs_of_declarations(actor, today)
    return HomePage(
        heading="What needs you" if is_office or needs else "Your meetings",
        is_office=is_office,
        needs=tuple(needs),
        rail=_rail(meetings, calling, today),
        meetings=tuple(
            _meeting_row(m, packs, _deadlines(m, calling, today), today)
            for m in meetings
        ),
        papers=tuple(_paper_row(p, numbers.get(p.item_id, "")) for p in papers[:ROWS]),
        own_papers=tuple(_paper_row(p, "") for p in own_papers),
        packs=_pack_rows(newest),
        actions=tuple(_actions(actor, today)),
        worker_is_alive=not is_office or worker_is_alive(at),
    )


def _in_preparation(actor: Actor, today: date) -> list[Prepared]:
    """All that are still to come, and past ones with an agenda that nobody closed and no
    issued pack: of a meeting that was held there is nothing left to prepare."""
    issued = Pack.objects.filter(meeting=OuterRef("pk"), issued_at__isnull=False)
    items = AgendaItem.objects.filter(meeting=OuterRef("pk"))
    asked = Q(items__state=ItemState.LIVE) & ~Q(
        items__papers__state=PaperState.WITHDRAWN
    )
    meetings = (
        Meeting.objects.visible_to(actor)
        .filter(
            Q(held_on__gte=today)
            | Q(Exists(items), ~Exists(issued), ~Q(state__in=OVER))
        )
        .select_related("body")
        .annotate(
            asked_for=Count("items__papers", filter=asked, distinct=True),
            come_in=Count(
                "items__papers",
                filter=asked & Q(items__papers__state=PaperState.ACCEPTED),
                distinct=True,
            ),
            item_count=Count("items", distinct=True),
        )
        .order_by("held_on", "starts_at")[:IN_PREPARATION]
    )
    return cast("list[Prepared]", list(meetings))


def _newest_packs(actor: Actor) -> PackQuerySet:
    """The newest pack of each meeting that the actor may see, newest meeting first."""
    visible = Pack.objects.visible_to(actor)
    newer = visible.filter(meeting=OuterRef("meeting"), version__gt=OuterRef("version"))
    newest: PackQuerySet = (
        visible.filter(~Exists(newer))
        .select_related("meeting__body")
        .defer("snapshot", "changes")
        .order_by("-meeting__held_on", "-pk")
    )
    return newest


def _papers_not_in(office: list[Prepared]) -> list[Paper]:
    return list(
        Paper.objects.filter(
            item__meeting__in=office, item__state=ItemState.LIVE, state__in=_OPEN
        )
        .select_related("item__meeting__body")
        .prefetch_related("people")
        .order_by("due_on", "item__meeting__held_on", "pk")
    )


def _own_papers(actor: Actor) -> list[Paper]:
    if actor.person_id is None:
        return []
    return list(
        Paper.objects.readable_by(actor)
        .filter(
            pk__in=Paper.objects.filter(
                people__person_id=actor.person_id, people__role=PaperRole.AUTHOR
            ).values("pk"),
            state__in=_OPEN,
        )
        .select_related("item__meeting__body")
        .prefetch_related("people")
        .order_by("due_on", "pk")[:ROWS]
    )


def _deadlines(
    meeting: Meeting, calling: Mapping[int, CallingFacts], today: date
) -> list[Deadline]:
    """As the meeting's own page counts them."""
    issued_at = meeting.numbers_frozen_at
    return deadlines(
        meeting.held_on,
        papers_due_days=meeting.body.papers_due_days,
        papers_to_members_days=meeting.body.papers_to_members_days,
        issued_on=None if issued_at is None else localdate(issued_at),
        today=today,
        meets_in_public=meeting.held_in_public,
        calling=calling[meeting.pk],
    )


def _rail(
    meetings: list[Prepared], calling: Mapping[int, CallingFacts], today: date
) -> Rail | None:
    coming = next((m for m in meetings if m.held_on >= today), None)
    if coming is None:
        return None
    steps = tuple(
        RailStep(
            title=deadline.title,
            when=f"{deadline.on:%a %-d %b}",
            note="; ".join(filter(None, (deadline.note, deadline.left))),
            state=deadline.state,
        )
        for deadline in _deadlines(coming, calling, today)
    )
    title = f"{coming.body}, {coming.held_on:%A %-d %B %Y}, {coming.starts_at:%H:%M}"
    return Rail(title, coming.get_absolute_url(), steps)


def _meeting_row(
    meeting: Prepared, packs: dict[int, Pack], found: list[Deadline], today: date
) -> MeetingRow:
    passed = meeting.held_on < today
    coming = next((d for d in found if d.state == "next"), None)
    public = ", in public" if meeting.held_in_public else ""
    return MeetingRow(
        title=str(meeting.body),
        note=meeting.get_meeting_type_display() + public,
        href=meeting.get_absolute_url(),
        held_on=meeting.held_on,
        starts=f"{meeting.starts_at:%H:%M}",
        deadline=f"{coming.title}, {coming.on:%a %-d %b}" if coming else "None left",
        deadline_note=(coming.left or days_left(coming.on, today)) if coming else "",
        papers=f"{meeting.come_in} of {meeting.asked_for}"
        if meeting.asked_for
        else "–",
        state=_state(meeting, packs.get(meeting.pk)),
        has_passed=passed,
    )


def _state(meeting: Prepared, pack: Pack | None) -> tuple[str, str, str]:
    if meeting.item_count == 0:
        return ("No agenda yet", "quiet", "ring")
    if pack is None:
        if meeting.numbers_frozen_at:
            return ("Agenda issued", "ok", "tick")
        return ("Agenda in draft", "info", "half")
    return _pack_chip(pack)


def _pack_chip(pack: Pack) -> tuple[str, str, str]:
    if pack.issued_at is not None:
        return (f"Pack {pack.version} issued", "ok", "tick")
    return {
        PackState.BUILDING: ("Pack building", "info", "half"),
        PackState.BUILT: (f"Pack {pack.version} built", "info", "doc"),
        PackState.FAILED: ("Pack failed", "bad", "stop"),
        PackState.CANCELLED: ("Build stopped", "quiet", "dash"),
    }[PackState(pack.state)]


def _pack_rows(newest: PackQuerySet) -> tuple[PackRow, ...]:
    """The packs of the latest meetings, with how far those are that are being built."""
    packs = list(newest[:ROWS])
    building = [pack.job_id for pack in packs if pack.state == PackState.BUILDING]
    jobs = {job.pk: job for job in Job.objects.filter(pk__in=filter(None, building))}
    return tuple(
        _pack_row(pack, jobs.get(pack.job_id) if pack.job_id else None)
        for pack in packs
    )


def _pack_row(pack: Pack, job: Job | None) -> PackRow:
    note = f"Version {pack.version}"
    read_href = ""
    if pack.issued_at is not None:
        read_href = reverse(
            "packs:download", args=[pack.meeting_id, pack.version, Edition.MEMBERS]
        )
    return PackRow(
        meeting=str(pack.meeting),
        href=pack.get_absolute_url(),
        chip=_pack_chip(pack),
        note=note,
        percent=job.percent if job else None,
        read_href=read_href,
    )


def _paper_row(paper: Paper, number: str) -> PaperRow:
    authors = [p.title for p in paper.people.all() if p.role == PaperRole.AUTHOR]
    return PaperRow(
        number=number,
        title=paper.title,
        href=paper.get_absolute_url(),
        authors=", ".join(authors) or "No author named",
        due_on=paper.due_on,
        chip=state_chip(paper),
        meeting=str(paper.item.meeting),
    )


def _actions(actor: Actor, today: date) -> list[ActionRow]:
    """Those of the boards for who sits there or serves them; for others their own."""
    dated = actions_for(actor).filter(due_on__isnull=False)
    if not actor.holds_any(*OFFICE_ROLES, Role.CHAIR, Role.MEMBER):
        dated = dated.led_by(actor)
    own = Case(When(lead_person_id=actor.person_id or 0, then=0), default=1)
    due = dated.order_by(own, "due_on", "code")[:6]
    rows = [action_row(action, on=today) for action in due]
    return [
        ActionRow(
            code=row.code,
            title=row.title,
            chip=(row.standing_words or f"Due {row.due_words}", row.chip, "clock"),
            href=row.href,
        )
        for row in rows
    ]
