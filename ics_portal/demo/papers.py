"""The papers of 2 December 2020: sheets as published, bodies as stand-ins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from boards.papers.enums import PaperKind
from boards.papers.models import Paper
from boards.papers.services import (
    Named,
    accept_paper,
    add_paper,
    import_cover_sheet,
    save_cover_sheet,
    submit_paper,
    upload_version,
)
from ics_portal.core.files import office_available
from ics_portal.core.jobs.worker import execute
from ics_portal.core.pdf import PdfDocument, render_pdf
from ics_portal.demo import stand_ins
from ics_portal.demo.ground import Ground
from ics_portal.demo.meetings import Sittings
from ics_portal.demo.readings import cover_sheets
from ics_portal.demo.word_file import word_file

WRITTEN_ON = "2020-11-25"  # ours: the day the board's papers were due
"""The date of writing on sheets that are not published."""

_NA = {
    f"implication_{question}": "na"
    for question in (
        "quality_impact_assessment",
        "equality_impact_assessment",
        "privacy_impact_assessment",
        "financial_impact_assessment",
        "associated_risks",
        "risks_on_ics_risk_register",
    )
}


@dataclass(frozen=True, slots=True)
class Report:
    """A stand-in paper: how long it is, and what is known of its cover sheet.

    ``asks`` are the recommendations the data tells of, as (verb, text); papers whose
    sheet is published have it imported instead. ``authors`` are used where no sheet
    names them.
    """

    item: int
    title: str
    headings: tuple[str, ...]
    paragraphs: int
    authors: tuple[str, ...] = ()
    asks: tuple[tuple[str, str], ...] = ()
    confidential: str = ""
    as_word: bool = False
    sheet: Mapping[str, str] = field(default_factory=dict)


REPORTS = (
    Report(
        5,
        "Conclusion of the phase 3 planning process",
        ("Background", "What was submitted", "Activity", "Finance", "Next steps"),
        7,
        authors=("ICS Strategy and Policy Director",),
        asks=(("approve", "the conclusion of the phase 3 planning process"),),
    ),
    Report(
        7,
        "Clinical Strategy - Update",
        ("Progress", "Principles", "Workstreams", "Engagement"),
        7,
        as_word=True,
    ),
    Report(
        8,
        "ICP Core Narrative",
        (
            "Why a common narrative",
            "What places share",
            "How places differ",
            "Maturity",
            "Leadership",
            "Delegation",
            "Next steps",
        ),
        8,
        authors=("Clinical Chair, NHS Morecambe Bay CCG (ICP lead)",),
        asks=(("approve", "the common ICP strategic narrative"),),
    ),
    Report(
        9,
        "Lancashire & South Cumbria ICS System Assurance Framework & Strategic Risk "
        "Management Update",
        (
            "Purpose",
            "How risks were chosen",
            "The framework",
            "Reporting",
            "Next steps",
        ),
        8,
        authors=("Head of ICS PMO",),
        asks=(
            ("support", "the approach to strategic risk"),
            ("endorse", "the System Assurance Framework"),
        ),
        confidential="The published cover sheet is marked Confidential: Yes.",
    ),
    Report(
        10,
        "ICS Finance Report",
        ("Summary", "Position of the system", "Capital", "Efficiency", "Risks"),
        8,
    ),
    Report(
        12,
        "ICS Programme Executive Summary Report",
        (
            "Summary",
            "Theme 1",
            "Theme 2",
            "Theme 3",
            "Theme 4",
            "Theme 5",
            "Milestones",
            "Benefits",
            "Risks and issues",
            "Next period",
        ),
        9,
        confidential="The published cover sheet is marked Confidential: Yes.",
    ),
)


def file_papers(ground: Ground, sittings: Sittings, *, at: datetime) -> list[Paper]:
    """Put every paper of 2 December under its item, ready for the pack."""
    items = sittings.december_items
    papers = [
        _attach(
            ground,
            items[2],
            PaperKind.PROCEDURE,
            stand_ins.declarations_procedure(),
            at,
        ),
        _attach(
            ground, items[3], PaperKind.MINUTES, stand_ins.minutes_of_november(), at
        ),
        _action_log(ground, items[3], at),
    ]
    papers += [_report(ground, items[report.item], report, at) for report in REPORTS]
    return papers


def _attach(ground, item, kind, document: PdfDocument, at: datetime) -> Paper:
    paper = add_paper(
        item=item,
        kind=kind,
        title=document.title,
        authors=[Named("Board Secretary")],
        is_stand_in=True,
        actor=ground.secretary,
        at=at,
    )
    return _finish(ground, paper, document.filename, render_pdf(document), at)


def _action_log(ground: Ground, item, at: datetime) -> Paper:
    paper = add_paper(
        item=item,
        kind=PaperKind.ACTION_LOG,
        title="Action log",
        authors=[Named("Board Secretary")],
        actor=ground.secretary,
        at=at,
    )
    return _take(ground, paper, at)


def _report(ground: Ground, item, report: Report, at: datetime) -> Paper:
    paper = add_paper(
        item=item,
        title=report.title,
        authors=[Named(title) for title in report.authors],
        is_stand_in=True,
        actor=ground.secretary,
        at=at,
    )
    published = cover_sheets().get(report.item)
    if published is not None:
        import_cover_sheet(paper=paper, data=published, actor=ground.secretary, at=at)
    save_cover_sheet(
        paper=paper,
        typed=_typed(report, sheet_is_published=published is not None),
        seen=None,
        actor=ground.secretary,
        at=at,
    )
    name, content = _file_of(report)
    return _finish(ground, paper, name, content, at)


def _typed(report: Report, *, sheet_is_published: bool) -> dict[str, str]:
    """What is typed: all of a sheet that is not published, else only why it is closed."""
    typed: dict[str, str] = {}
    if report.confidential:
        typed |= {"confidential": "yes", "confidential_reason": report.confidential}
    if sheet_is_published:
        return typed
    typed |= _NA | {
        "purpose": "Stand-in for demonstration: the published cover sheet is not part "
        "of the portal’s data.",
        "executive_summary": "Stand-in for demonstration. The agenda and the minutes "
        "tell what the paper asked for; nothing else of its sheet is known.",
        "conflicts": "none",
        "written_on": WRITTEN_ON,
        "not_discussed_elsewhere": "yes",
    }
    for place, (verb, words) in enumerate(report.asks):
        typed |= {f"rec-n{place}-verb": verb, f"rec-n{place}-text": words}
    return typed


def _file_of(report: Report) -> tuple[str, bytes]:
    if report.as_word and office_available():
        sections = stand_ins.body_text(report.headings, paragraphs=report.paragraphs)
        notice = f"Stand-in for demonstration. {stand_ins.STAND_IN}"
        return f"{report.title}.docx", word_file(report.title, notice, sections)
    document = stand_ins.paper(
        report.title,
        f"Agenda item {report.item}, ICS Board, 2 December 2020",
        report.headings,
        paragraphs=report.paragraphs,
    )
    return document.filename, render_pdf(document)


def _finish(
    ground: Ground, paper: Paper, name: str, content: bytes, at: datetime
) -> Paper:
    version = upload_version(
        paper=paper,
        upload=SimpleUploadedFile(name.replace("/", "-"), content),
        note="Stand-in for demonstration",
        actor=ground.secretary,
        at=at,
    )
    # At set-up no worker runs yet, and the first click is to build: prepare it here.
    if version.job_id is None or not execute(version.job_id):
        raise RuntimeError(f"{paper.title}: the stand-in could not be prepared.")
    return _take(ground, paper, at)


def _take(ground: Ground, paper: Paper, at: datetime) -> Paper:
    submit_paper(paper=paper, actor=ground.secretary, at=at)
    return accept_paper(
        paper=paper,
        actor=ground.secretary,
        at=at,
        comment="Accepted for the demonstration.",
    )
