"""Reading the meeting for a pack: once, when the button is pressed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from boards.actions.presenters import action_log
from boards.actions.selectors import log_at, private_log_at
from boards.meetings.enums import ItemState, Part, StandingItem
from boards.meetings.models import Meeting
from boards.meetings.selectors import NumberedItem, numbered_agenda
from boards.packs.models import Pack
from boards.packs.rules import (
    ItemThen,
    MeetingThen,
    NextMeeting,
    PaperThen,
    Snapshot,
    agenda_differences,
    paper_differences,
)
from boards.papers.enums import PaperKind, PaperState, VersionState
from boards.papers.selectors import PackPaper, pack_papers
from ics_portal.accounts.actor import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ONLINE = "Online"
NOT_ACCEPTED = "It is not accepted yet."
NO_FILE = "There is no file yet."
STILL_CONVERTING = "It is still being turned into PDF."


def take_snapshot(
    meeting: Meeting,
    *,
    asked_at: datetime,
    asked_by: str,
    papers: Sequence[PackPaper] | None = None,
) -> Snapshot:
    """Everything a pack of this meeting would say now, in a constant number of queries.

    ``meeting`` comes with body, system, chair and next meeting selected; ``papers`` may
    be given where they have been read already.
    """
    found = pack_papers(meeting.pk) if papers is None else papers
    then = tuple(_paper(paper) for paper in found)
    lines = numbered_agenda(meeting.pk)
    return Snapshot(
        meeting=_meeting(meeting),
        items=_items(lines),
        papers=then,
        asked_at=asked_at,
        asked_by=asked_by,
        **_logs(meeting, lines, then),
    )


def _logs(
    meeting: Meeting, lines: Sequence[NumberedItem], papers: Sequence[PaperThen]
) -> dict[str, Any]:
    """The rows of the logs that the pack prints, each for its part only.

    A log of part 1 brings that of part 2 into part 2's file, if anything was asked for
    there: at its own item for the minutes, else at its first item.
    """
    logs = {paper.item_id for paper in papers if paper.is_log and not paper.left_out}
    if not logs:
        return {}
    private = [line for line in lines if line.part == Part.TWO]
    has_own = any(line.item_id in logs for line in private)
    rows = private_log_at(meeting) if private else []
    asked: dict[str, Any] = {"body": str(meeting.body), "on": meeting.held_on}
    found: dict[str, Any] = {"log": action_log(log_at(meeting), **asked).to_json()}
    if rows or has_own:
        found["private_log"] = action_log(rows, **asked).to_json()
        heard = [line for line in private if line.is_heard] or private
        at = [line for line in heard if line.standing == StandingItem.MINUTES] or heard
        found["private_log_item"] = None if has_own else at[0].item_id
    return found


def snapshot_now(pack: Pack) -> Snapshot:
    """What a build of the pack's meeting begun now would be made from.

    ``pack.meeting`` comes as ``take_snapshot`` wants it.
    """
    then = Snapshot.from_json(pack.snapshot)
    now = take_snapshot(pack.meeting, asked_at=then.asked_at, asked_by=then.asked_by)
    # By way of JSON, as the other one came, so that the two can be compared.
    return Snapshot.from_json(now.of_version(then.version).to_json())


def changes_since(pack: Pack) -> list[str]:
    """What the agenda and the papers say otherwise than this build, in sentences."""
    then, now = Snapshot.from_json(pack.snapshot), snapshot_now(pack)
    return [*agenda_differences(then, now), *paper_differences(then, now)]


def changed_since_issue(meeting_ids: Iterable[int]) -> dict[int, list[str]]:
    """What changed since the last issued pack of each meeting, by meeting id.

    Meetings without an issued pack, and those of which nothing changed, are left out.
    """
    packs = (
        Pack.objects.filter(meeting_id__in=list(meeting_ids))
        .issued()
        .select_related(
            "meeting__body__system", "meeting__chair", "meeting__next_meeting"
        )
        .order_by("version")
    )
    latest = {pack.meeting_id: pack for pack in packs}
    found = {meeting_id: changes_since(pack) for meeting_id, pack in latest.items()}
    return {meeting_id: changes for meeting_id, changes in found.items() if changes}


def _meeting(meeting: Meeting) -> MeetingThen:
    body = meeting.body
    system = body.system.name
    following = meeting.next_meeting
    return MeetingThen(
        meeting_id=meeting.pk,
        body=body.name,
        long_name=body.long_name,
        system=system,
        running_header=body.running_header,
        meeting_type=meeting.get_meeting_type_display(),
        held_on=meeting.held_on,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place or ONLINE,
        chair=str(meeting.chair) if meeting.chair else "",
        asks_whom=f"{Role.SECRETARY.label}, {system}",
        next_meeting=None if following is None else _next(following),
    )


def _next(meeting: Meeting) -> NextMeeting:
    return NextMeeting(
        meeting_type=meeting.get_meeting_type_display(),
        held_on=meeting.held_on,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place or ONLINE,
    )


def _items(items: Sequence[NumberedItem]) -> tuple[ItemThen, ...]:
    return tuple(
        ItemThen(
            item_id=item.item_id,
            number=item.number,
            section=item.section_title,
            title=item.title,
            part=item.part,
            open_title=item.open_title,
            owners=item.owners,
            purposes=item.purposes,
            format_words=item.format_words,
            is_sub_item=item.is_sub_item,
            state_words="" if item.is_heard else ItemState(item.state).label,
        )
        for item in items
    )


def _paper(paper: PackPaper) -> PaperThen:
    is_log = paper.kind == PaperKind.ACTION_LOG
    left_out = _left_out(paper, is_log=is_log)
    failure = "" if left_out or is_log else _failure(paper)
    return PaperThen(
        paper_id=paper.paper_id,
        item_id=paper.item_id,
        title=paper.title,
        confidential=paper.confidential,
        is_log=is_log,
        is_stand_in=paper.is_stand_in,
        version_id=paper.version_id,
        version_number=paper.version_number,
        part_sha256=paper.part_sha256,
        sheet=paper.sheet.to_json() if paper.sheet else None,
        public_version_id=paper.public_version_id,
        public_version_number=paper.public_version_number,
        public_part_sha256=paper.public_part_sha256,
        public_without_sheet=paper.public_without_sheet,
        left_out=left_out,
        failure=failure,
        cure=paper.cure if failure else "",
    )


def _left_out(paper: PackPaper, *, is_log: bool) -> str:
    """Why a paper is not in the pack; "" for one that is. Only accepted papers are."""
    if paper.state == PaperState.WITHDRAWN:
        return "It was withdrawn."
    if paper.state != PaperState.ACCEPTED:
        return NOT_ACCEPTED
    if not is_log and paper.version_id is None:
        return NO_FILE
    return ""


def _failure(paper: PackPaper) -> str:
    """Why an accepted paper cannot be set; "" when it is ready."""
    full = paper.record.page_count if paper.record else None
    if full and paper.public_page_count and paper.public_page_count > full:
        return (
            f"The redacted version has {paper.public_page_count} pages and the full one"
            f" {full}. It cannot be longer."
        )
    if paper.version_state == VersionState.READY:
        return ""
    if paper.version_state == VersionState.FAILED:
        return paper.failure
    return STILL_CONVERTING
