"""What stands first on the page: one thing to do, with the link that does it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypedDict

from django.urls import reverse

from boards.meetings.contributions import warnings_for
from boards.meetings.enums import CarriedState
from boards.meetings.models import CarriedItem, Meeting
from boards.packs.enums import PackState
from boards.packs.models import Pack
from boards.packs.selectors import changed_since_issue
from boards.papers.enums import PaperState
from boards.papers.models import Paper
from boards.papers.presenters import due_words, state_chip
from ics_portal.web.home.presenters import Need

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    Prepared = WithAnnotations[Meeting, "_Counts"]

NEAR_DAYS = 7
"""From so many days before its deadline an author's paper stands first on the page."""


class _Counts(TypedDict):
    """What is counted with each meeting: papers that are wanted, those of them that
    are accepted, and items."""

    asked_for: int
    come_in: int
    item_count: int


def needs_of_office(
    office: list[Prepared],
    packs: dict[int, Pack],
    papers: list[Paper],
    numbers: dict[int, str],
    today: date,
) -> list[Need]:
    """What the board office has to do for its meetings, each meeting's together."""
    needs = []
    carried = CarriedItem.objects.filter(
        state=CarriedState.OFFERED, due_at_meeting__in=office
    ).select_related("due_at_meeting__body")
    coming = [meeting.pk for meeting in office if meeting.held_on >= today]
    changed = changed_since_issue(coming)
    for meeting in office:
        pack = packs.get(meeting.pk)
        if meeting.pk in changed:
            needs += _needs_since_issue(meeting, pack, changed[meeting.pk])
        needs += _needs_of(meeting, pack, papers, numbers, today)
    for row in carried:
        meeting = row.due_at_meeting
        needs.append(
            Need(
                strong=row.title,
                text=f"deferred to {meeting}, is not on its agenda.",
                cure="Add or defer again",
                href=reverse("meetings:agenda_edit", args=[meeting.pk]),
                label=f"Add or defer again: {row.title}",
            )
        )
    return needs


def _needs_since_issue(
    meeting: Prepared, newest: Pack | None, changes: list[str]
) -> list[Need]:
    """Members read a pack that the meeting has left behind; not while one is built."""
    if newest is not None and newest.state == PackState.BUILDING:
        return []
    first = changes[0][:1].upper() + changes[0][1:]
    more = f" And {len(changes) - 1} more." if len(changes) > 1 else ""
    cure, href = "Build again", reverse("packs:overview", args=[meeting.pk])
    return [
        Need(
            strong="Changed since its pack was issued:",
            text=f"{meeting}. {first}{more}",
            cure=cure,
            href=href,
            label=f"{cure}: the pack of {meeting}",
        )
    ]


def _needs_of(
    meeting: Prepared,
    pack: Pack | None,
    papers: list[Paper],
    numbers: dict[int, str],
    today: date,
) -> list[Need]:
    agenda = reverse("meetings:agenda_edit", args=[meeting.pk])
    needs = []
    if meeting.item_count == 0:
        return [
            Need(
                text=f"{meeting} has no agenda yet.",
                cure="Start it",
                href=agenda,
                label=f"Start the agenda of {meeting}",
            )
        ]
    if pack is not None and pack.state == PackState.FAILED:
        needs.append(
            Need(
                strong="The pack could not be built",
                text=f"for {meeting}.",
                cure="See why",
                href=pack.get_absolute_url(),
                kind="bad",
                label=f"See why the pack of {meeting} could not be built",
            )
        )
    waiting = [paper for paper in papers if paper.item.meeting_id == meeting.pk]
    if waiting:
        named = ", ".join(
            f"item {numbers.get(paper.item_id, '–')} ({state_chip(paper)[0].lower()})"
            for paper in waiting[:4]
        )
        more = f" and {len(waiting) - 4} more" if len(waiting) > 4 else ""
        noun = "paper" if len(waiting) == 1 else "papers"
        needs.append(
            Need(
                strong=f"{len(waiting)} {noun} outstanding",
                text=f"for {meeting}: {named}{more}.",
                cure="See them",
                href=reverse("papers:list", args=[meeting.pk]),
                label=f"See them: the outstanding papers of {meeting}",
            )
        )
    warnings = warnings_for(meeting.pk, today)
    if warnings:
        stops = any(warning.severity == "stop" for warning in warnings)
        noun = "thing" if len(warnings) == 1 else "things"
        needs.append(
            Need(
                strong=f"{len(warnings)} {noun} to put right",
                text=f"on the agenda of {meeting}.",
                cure="Open the agenda",
                href=agenda,
                kind="bad" if stops else "warn",
                label=f"Open the agenda of {meeting}",
            )
        )
    return needs


def needs_of_author(own_papers: list[Paper], today: date) -> list[Need]:
    """Papers that wait for their author: sent back, or due within the week."""
    needs = []
    for paper in own_papers:
        if paper.state == PaperState.SUBMITTED:
            continue
        is_back = paper.state == PaperState.RETURNED
        if not is_back and not _is_near(paper.due_on, today):
            continue
        due = due_words(paper.due_on, today)
        where = f"for {paper.item.meeting}"
        needs.append(
            Need(
                strong=paper.title,
                text=f"{where}, was returned to you: see what has to change."
                if is_back
                else f"{where}, is {due}.",
                cure="Open the paper",
                href=reverse("papers:edit", args=[paper.pk]),
                label=f"Open the paper {paper.title}",
            )
        )
    return needs


def _is_near(due_on: date | None, today: date) -> bool:
    return due_on is not None and (due_on - today).days <= NEAR_DAYS
