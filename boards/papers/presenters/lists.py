"""Lists of papers, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from boards.meetings.enums import ItemFormat, Part
from boards.meetings.models import Meeting
from boards.meetings.permissions import may_see_private_items
from boards.papers.enums import PaperKind, PaperRole, PaperState
from boards.papers.models import Paper
from boards.papers.permissions import (
    may_add_paper,
    may_edit_paper,
    may_order_papers,
    may_review_paper,
)
from boards.papers.presenters.words import (
    Chip,
    due_words,
    file_words,
    is_awaited,
    is_late,
    state_chip,
)
from boards.papers.selectors import ItemPapers, names_of
from ics_portal.accounts.actor import Actor
from ics_portal.core.verdicts import Verdict
from ics_portal.core.web.words import plural

NEEDS_PAPER = (ItemFormat.ATTACHED, ItemFormat.PRESENTATION, ItemFormat.TO_FOLLOW)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper in the list of its meeting.

    ``accessible`` is None while nothing is known; ``remedy`` what to ask for when it is
    False. ``unclear`` counts readings of an imported sheet that a person must decide.
    """

    paper_id: int
    title: str
    url: str
    kind_words: str
    authors: str
    due: str
    late: bool
    chip: Chip
    file_words: str
    confidential: bool
    is_stand_in: bool
    accessible: bool | None
    has_file: bool
    remedy: str
    unclear: int
    may_review: bool
    may_edit: bool


@dataclass(frozen=True, slots=True)
class ItemLines:
    """An item and its papers; ``ask_url`` is given where one may be added."""

    number: str
    title: str
    private: bool
    format_words: str
    lines: tuple[PaperLine, ...]
    needs_paper: bool
    ask_url: str


@dataclass(frozen=True, slots=True)
class AccessibleWords:
    """``7 of 8 papers accessible`` and what would mend the others."""

    words: str
    falling_short: tuple[PaperLine, ...]


@dataclass(frozen=True, slots=True)
class PapersPage:
    """The papers of a meeting as the reader may see them."""

    items: tuple[ItemLines, ...]
    accessible: AccessibleWords | None
    may_add: Verdict
    may_order: Verdict
    count: int


@dataclass(frozen=True, slots=True)
class MyPaper:
    """A paper in its author's list; ``act`` is the one thing to do next."""

    line: PaperLine
    meeting_words: str
    item_words: str
    comment: str
    act: str
    act_url: str


def paper_line(
    paper: Paper, actor: Actor, today: date, remedies: Mapping[int, str]
) -> PaperLine:
    """One paper; ``remedies`` by paper id, of those that are not accessible."""
    current = paper.current_version
    return PaperLine(
        paper_id=paper.pk,
        title=paper.title,
        url=paper.get_absolute_url(),
        kind_words="" if paper.kind == PaperKind.PAPER else paper.get_kind_display(),
        authors=", ".join(names_of(paper, PaperRole.AUTHOR)),
        due=due_words(paper.due_on, today) if is_awaited(paper) else "",
        late=is_late(paper, today),
        chip=state_chip(paper),
        file_words="" if paper.kind == PaperKind.ACTION_LOG else file_words(paper),
        confidential=paper.confidential,
        is_stand_in=paper.is_stand_in,
        accessible=current.accessible if current else None,
        has_file=paper.kind != PaperKind.ACTION_LOG,
        remedy=remedies.get(paper.pk, ""),
        unclear=_unclear(paper),
        may_review=bool(may_review_paper(actor, paper)),
        may_edit=bool(may_edit_paper(actor, paper)),
    )


def _unclear(paper: Paper) -> int:
    sheet = getattr(paper, "cover_sheet", None)
    if sheet is None or not sheet.imported:
        return 0
    return len(sheet.imported["unclear"])


def papers_page(
    groups: Iterable[ItemPapers],
    meeting: Meeting,
    actor: Actor,
    today: date,
    remedies: Mapping[int, str],
) -> PapersPage:
    """The page; an item of part 2 is left out for those who may not know its title."""
    may_add = may_add_paper(actor, meeting)
    sees_private = may_see_private_items(actor, meeting)
    items = tuple(
        _item_lines(group, meeting, actor, today, remedies, may_add)
        for group in groups
        if group.papers or sees_private or group.item.part == Part.ONE
    )
    shown = [item for item in items if item.lines or item.ask_url]
    lines = [line for item in shown for line in item.lines]
    return PapersPage(
        items=tuple(shown),
        accessible=accessible_words(lines),
        may_add=may_add,
        may_order=may_order_papers(actor, meeting),
        count=len(lines),
    )


def _item_lines(
    group: ItemPapers,
    meeting: Meeting,
    actor: Actor,
    today: date,
    remedies: Mapping[int, str],
    may_add: Verdict,
) -> ItemLines:
    item = group.item
    needs = not group.papers and item.item_format in NEEDS_PAPER and item.is_heard
    ask_url = ""
    if may_add and item.is_heard:
        new = reverse("papers:new", kwargs={"meeting_id": meeting.pk})
        ask_url = f"{new}?item={item.item_id}"
    return ItemLines(
        number=item.number,
        title=item.title,
        private=item.part == Part.TWO,
        format_words=item.format_words,
        lines=tuple(paper_line(p, actor, today, remedies) for p in group.papers),
        needs_paper=needs,
        ask_url=ask_url if group.papers or needs else "",
    )


def accessible_words(lines: Sequence[PaperLine]) -> AccessibleWords | None:
    """The verdict over papers that have a part; None while there is none."""
    known = [line for line in lines if line.accessible is not None]
    if not known:
        return None
    good = sum(bool(line.accessible) for line in known)
    return AccessibleWords(
        f"{good} of {plural(len(known), 'paper')} accessible",
        tuple(line for line in known if not line.accessible),
    )


def my_papers_page(
    papers: Iterable[Paper],
    actor: Actor,
    today: date,
    numbers: Mapping[int, str],
) -> list[MyPaper]:
    """An author's papers, each with the one thing to do next."""
    return [_my_paper(paper, actor, today, numbers) for paper in papers]


def _my_paper(
    paper: Paper, actor: Actor, today: date, numbers: Mapping[int, str]
) -> MyPaper:
    meeting = paper.item.meeting
    number = numbers.get(paper.item_id, "")
    acts = {
        PaperState.REQUESTED: "Begin",
        PaperState.DRAFTING: "Go on",
        PaperState.RETURNED: "Change it",
    }
    act = acts.get(PaperState(paper.state), "")
    name = "papers:edit" if act else "papers:detail"
    comment = ""
    if paper.state == PaperState.RETURNED:
        latest = max(paper.moves.all(), key=lambda move: move.pk, default=None)
        comment = latest.comment if latest else ""
    return MyPaper(
        line=paper_line(paper, actor, today, {}),
        meeting_words=str(meeting),
        item_words=f"Item {number}" if number else "",
        comment=comment,
        act=act or "Open",
        act_url=reverse(name, kwargs={"paper_id": paper.pk}),
    )
