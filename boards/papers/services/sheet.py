"""Keeping what is typed into a cover sheet: field by field, losing nobody's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from boards.papers.enums import PaperRole, PaperState
from boards.papers.models import CoverSheet, ImplicationAnswer, Paper
from boards.papers.permissions import holds_office, is_named, may_edit_paper
from boards.papers.rules import (
    Clash,
    Edits,
    Stop,
    clean_typed,
    compare,
    form_key,
    lines_of,
    row_keys,
    token_of,
    types_on,
)
from boards.papers.selectors import (
    cover_sheet_of,
    form_of,
    paper_to_edit,
    sheet_fields,
    who_wrote,
)
from boards.papers.services.locks import lock_paper
from boards.papers.services.papers import move_to
from boards.papers.services.people import name_people
from boards.papers.services.rows import put_in_order, save_rows
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require

ON_PAPER = ("title", "confidential", "confidential_reason", "written_on")
ON_SHEET = (
    "purpose",
    "executive_summary",
    "conflicts",
    "conflicts_text",
    "not_discussed_elsewhere",
    "risk_description",
    "risk_reference",
)
TICKS = ("confidential", "not_discussed_elsewhere")
ROLES = {"authors": PaperRole.AUTHOR, "contributors": PaperRole.CONTRIBUTOR}


@dataclass(frozen=True, slots=True)
class SavedSheet:
    """What became of a form: everything not named in the other two was kept.

    ``token`` is what the form has now seen; a clash is settled by sending the field
    again with it.
    """

    token: str
    changed: tuple[str, ...]
    problems: tuple[Stop, ...]
    clashes: tuple[Clash, ...]


@transaction.atomic
def save_cover_sheet(
    *,
    paper: Paper,
    typed: Mapping[str, str],
    seen: str | None,
    actor: Actor,
    at: datetime,
    not_if_clashing: bool = False,
) -> SavedSheet:
    """Keep what was typed of a paper and its sheet; a draft may be incomplete.

    ``typed`` holds flat fields as ``selectors.sheet_fields`` names them; those left out
    stay as they are, and a row sent blank is dropped (CVR-14). ``seen`` is the token
    the form was drawn with: a field somebody else changed since is not overwritten but
    comes back as a clash; what the actor wrote there herself and types on is none. None
    compares nothing. ``not_if_clashing`` keeps no field where one clashes, and gives
    the token back as it came.
    """
    lock_paper(paper)
    paper = paper_to_edit(paper.pk)
    require(may_edit_paper(actor, paper))
    cleaned = clean_typed(typed, form_of(paper), meeting_on=paper.item.meeting.held_on)
    edits = compare(stored=sheet_fields(paper), typed=cleaned.fields, seen=seen)
    edits = _with_own_words(paper, edits, actor)
    if not_if_clashing and edits.clashes:
        return SavedSheet(seen or "", (), cleaned.problems, edits.clashes)
    _apply(paper, edits.changes, actor, at)
    if sheet := cover_sheet_of(paper):
        for kind in ("rec", "route"):
            put_in_order(sheet, kind, row_keys(typed, kind), actor=actor)
    paper = paper_to_edit(paper.pk)
    return SavedSheet(
        token=token_of(sheet_fields(paper)),
        changed=tuple(edits.changes),
        problems=cleaned.problems,
        clashes=edits.clashes,
    )


def _with_own_words(paper: Paper, edits: Edits, actor: Actor) -> Edits:
    """Let one's own last words be typed on: their saving may not have been heard of."""
    own = {
        clash.field: clash.mine
        for clash in edits.clashes
        if types_on(clash.field, mine=clash.mine, stored=clash.theirs)
        and (wrote := who_wrote(paper, clash.field)) is not None
        and wrote[0] == actor.user_id
    }
    clashes = tuple(clash for clash in edits.clashes if clash.field not in own)
    return Edits({**edits.changes, **own}, clashes)


def _apply(
    paper: Paper, changes: Mapping[str, str], actor: Actor, at: datetime
) -> None:
    if not changes:
        return
    _save_paper(paper, changes, actor, at)
    for name, role in ROLES.items():
        if name in changes:
            name_people(
                paper=paper,
                role=role,
                titles=lines_of(changes[name]),
                actor=actor,
                on=timezone.localdate(at),
            )
    _refuse_locking_oneself_out(paper, changes, actor)
    if sheet := cover_sheet_of(paper):
        _save_sheet(sheet, changes, actor)
        _save_answers(sheet, changes, actor)
        save_rows(sheet, changes, actor=actor)
    if paper.state == PaperState.REQUESTED:
        move_to(paper=paper, to=PaperState.DRAFTING, actor=actor, at=at)


def _save_paper(
    paper: Paper, changes: Mapping[str, str], actor: Actor, at: datetime
) -> None:
    mine = [name for name in ON_PAPER if name in changes]
    for name in mine:
        setattr(paper, name, _value(name, changes[name]))
    if mine:
        save_with_reason(
            paper, "Typed on the cover sheet", actor=actor, update_fields=mine
        )
    if "confidential" in mine:
        record(
            verb="paper.made_confidential" if paper.confidential else "paper.made_open",
            target=paper,
            actor=actor,
            at=at,
            reason=paper.confidential_reason,
            body_id=paper.item.meeting.body_id,
        )


def _value(name: str, text: str) -> str | bool | date | None:
    if name in TICKS:
        return bool(text)
    if name == "written_on":
        return date.fromisoformat(text) if text else None
    return text


def _save_sheet(sheet: CoverSheet, changes: Mapping[str, str], actor: Actor) -> None:
    mine = [name for name in ON_SHEET if name in changes]
    for name in mine:
        setattr(sheet, name, _value(name, changes[name]))
    answers = {
        name.removeprefix("answer_"): words
        for name, words in changes.items()
        if name.startswith("answer_")
    }
    if answers:
        sheet.answers = sheet.answers | answers
        mine.append("answers")
    if sheet.imported and _settle_imported(sheet, list(changes)):
        mine.append("imported")
    if mine:
        save_with_reason(
            sheet, "Typed on the cover sheet", actor=actor, update_fields=mine
        )


def _settle_imported(sheet: CoverSheet, names: Sequence[str]) -> bool:
    """Whatever a person types is read and no longer unclear."""
    unclear = [row for row in sheet.imported["unclear"] if row["field"] not in names]
    keys = sorted({*sheet.imported["keys"], *(form_key(name) for name in names)})
    if unclear == sheet.imported["unclear"] and keys == sheet.imported["keys"]:
        return False
    sheet.imported = sheet.imported | {"unclear": unclear, "keys": keys}
    return True


def _save_answers(sheet: CoverSheet, changes: Mapping[str, str], actor: Actor) -> None:
    known = {row.question: row for row in sheet.implications.all()}
    for name, answer in changes.items():
        if not name.startswith("implication_"):
            continue
        question = name.removeprefix("implication_")
        if row := known.get(question):
            row.answer = answer
            save_with_reason(row, "Answered", actor=actor, update_fields=["answer"])
        else:
            create_with_reason(
                ImplicationAnswer,
                "Answered",
                actor=actor,
                sheet=sheet,
                question=question,
                answer=answer,
            )


def _refuse_locking_oneself_out(
    paper: Paper, changes: Mapping[str, str], actor: Actor
) -> None:
    if not set(ROLES) & set(changes) or holds_office(actor, paper):
        return
    if not is_named(actor, paper_to_edit(paper.pk)):
        raise RuleBroken(
            "CVR-12",
            "You cannot take your own name off: the paper would be closed to you. Ask "
            "the board secretary.",
            field="authors",
        )
