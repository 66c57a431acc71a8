"""One paper's cover sheet: as flat fields, as values for the rules, and for print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from boards.bodies.models import Purpose
from boards.meetings.selectors import numbered_agenda
from boards.papers.enums import PaperRole
from boards.papers.models import CoverSheet, Paper
from boards.papers.rules import (
    AsFound,
    AskedFor,
    RouteStop,
    SheetField,
    SheetForPrint,
    SheetValues,
    day_words,
    print_parts,
    read_fields,
)

YES = "yes"


def cover_sheet_of(paper: Paper) -> CoverSheet | None:
    """The paper's cover sheet; a procedure, minutes or a log may have none."""
    return getattr(paper, "cover_sheet", None)


def form_of(paper: Paper) -> tuple[SheetField, ...]:
    """The fields of the sheet's form, under the body's own captions; () without a sheet."""
    sheet = cover_sheet_of(paper)
    if sheet is None:
        return ()
    return read_fields(
        sheet.template.fields, route_caption=paper.item.meeting.body.route_caption
    )


def verbs_of(body_id: int) -> tuple[str, ...]:
    """The words the body asks with, in lower case and in its own order."""
    words = Purpose.objects.filter(body_id=body_id, retired=False)
    return tuple(word.lower() for word in words.values_list("word", flat=True))


def names_of(paper: Paper, role: PaperRole) -> tuple[str, ...]:
    """Who stands to the paper in this role, in order."""
    rows = [row for row in paper.people.all() if row.role == role]
    return tuple(
        row.title for row in sorted(rows, key=lambda row: (row.position, row.pk))
    )


def sheet_fields(paper: Paper) -> dict[str, str]:
    """Everything that can be typed of a paper and its sheet, flat, as text.

    A tick is "yes" or "". Rows are ``rec-<key>-verb`` and so on, in their order.
    """
    fields = {
        "title": paper.title,
        "authors": "\n".join(names_of(paper, PaperRole.AUTHOR)),
        "contributors": "\n".join(names_of(paper, PaperRole.CONTRIBUTOR)),
        "confidential": YES if paper.confidential else "",
        "confidential_reason": paper.confidential_reason,
        "written_on": paper.written_on.isoformat() if paper.written_on else "",
    }
    if sheet := cover_sheet_of(paper):
        fields |= _fields_of_sheet(sheet)
    return fields


def _fields_of_sheet(sheet: CoverSheet) -> dict[str, str]:
    fields = {
        "purpose": sheet.purpose,
        "executive_summary": sheet.executive_summary,
        "conflicts": str(sheet.conflicts),
        "conflicts_text": sheet.conflicts_text,
        "not_discussed_elsewhere": YES if sheet.not_discussed_elsewhere else "",
        "risk_description": sheet.risk_description,
        "risk_reference": sheet.risk_reference,
    }
    for key, words in sheet.answers.items():
        fields[f"answer_{key}"] = words
    for row in sheet.implications.all():
        fields[f"implication_{row.question}"] = str(row.answer)
    for asked in sheet.recommendations.all():
        fields[f"rec-{asked.key}-verb"] = asked.verb
        fields[f"rec-{asked.key}-text"] = asked.text
    for stop in sheet.route.all():
        fields[f"route-{stop.key}-forum"] = stop.forum
        fields[f"route-{stop.key}-date"] = stop.date_text
        fields[f"route-{stop.key}-outcome"] = stop.outcome
    return fields


def sheet_values(paper: Paper, verbs: Sequence[str] | None = None) -> SheetValues:
    """The paper and its sheet as plain values for the rules.

    ``verbs`` spares the query for the body's words where many papers are read.
    """
    meeting = paper.item.meeting
    asked_with = verbs_of(meeting.body_id) if verbs is None else tuple(verbs)
    head = {
        "title": paper.title,
        "meeting_on": meeting.held_on,
        "authors": names_of(paper, PaperRole.AUTHOR),
        "confidential": paper.confidential,
        "confidential_reason": paper.confidential_reason,
        "written_on": paper.written_on,
        "verbs": asked_with,
    }
    sheet = cover_sheet_of(paper)
    if sheet is None:
        return SheetValues(**head)
    return SheetValues(
        **head,
        purpose=sheet.purpose,
        executive_summary=sheet.executive_summary,
        recommendations=tuple(
            AskedFor(row.key, row.verb, row.text) for row in sheet.recommendations.all()
        ),
        route=tuple(
            RouteStop(row.key, row.forum, row.discussed_on, row.date_text, row.outcome)
            for row in sheet.route.all()
        ),
        not_discussed_elsewhere=sheet.not_discussed_elsewhere,
        conflicts=sheet.conflicts,
        conflicts_text=sheet.conflicts_text,
        implications={row.question: row.answer for row in sheet.implications.all()},
        risk_description=sheet.risk_description,
        risk_reference=sheet.risk_reference,
        answers=sheet.answers,
    )


def as_found(sheet: CoverSheet) -> AsFound | None:
    """What an imported sheet keeps of its printing; None for one filled in here."""
    if not sheet.imported:
        return None
    return AsFound(
        keys=frozenset(sheet.imported["keys"]),
        ticks={row.question: row.ticks_as_found for row in sheet.implications.all()},
    )


def presented_by(paper: Paper, owners: Iterable[str]) -> tuple[str, ...]:
    """Presenters: the item's owners, unless an imported sheet names others."""
    return names_of(paper, PaperRole.PRESENTER) or tuple(owners)


def sheet_for_print(
    paper: Paper,
    *,
    item_number: str,
    owners: Iterable[str],
    verbs: Sequence[str] | None = None,
) -> SheetForPrint | None:
    """Every word of the printed sheet; None for a paper without one.

    ``item_number`` and ``owners`` come from the agenda and are never typed (CVR-01).
    """
    sheet = cover_sheet_of(paper)
    if sheet is None:
        return None
    meeting = paper.item.meeting
    values = sheet_values(paper, verbs)
    return SheetForPrint(
        paper_id=paper.pk,
        form=sheet.template.name,
        title=paper.title,
        body=meeting.body.name,
        body_asked=f"The {meeting.body.name}",
        meeting_day=day_words(meeting.held_on),
        item_number=item_number,
        presented_by=presented_by(paper, owners),
        authors=values.authors,
        contributors=names_of(paper, PaperRole.CONTRIBUTOR),
        confidential=paper.confidential,
        parts=print_parts(values, form_of(paper), as_found(sheet)),
        written_on=day_words(paper.written_on) if paper.written_on else "",
        is_stand_in=paper.is_stand_in,
    )


def number_and_presenters(paper: Paper) -> tuple[str, tuple[str, ...]]:
    """The item's number and who presents, from the agenda and never typed (CVR-01).

    The number is "" for an item that is off the agenda.
    """
    for item in numbered_agenda(paper.item.meeting_id):
        if item.item_id == paper.item_id:
            return item.number, presented_by(paper, item.owners)
    owners = [owner.role_title for owner in paper.item.owners.all()]
    return "", presented_by(paper, owners)


def sheet_for_print_of(paper: Paper) -> SheetForPrint | None:
    """The printed sheet of one paper, its number and presenters read from the agenda."""
    number, presenters = number_and_presenters(paper)
    return sheet_for_print(paper, item_number=number, owners=presenters)
