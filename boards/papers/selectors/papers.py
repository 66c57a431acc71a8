"""One paper with everything its pages need, and what its rules say of it."""

from __future__ import annotations

import hashlib

from django.db.models import Prefetch
from django.http import Http404

from boards.bodies.models import Purpose
from boards.papers.enums import PaperKind, PaperState, VersionState
from boards.papers.models import Paper, PaperVersion
from boards.papers.permissions import works_with
from boards.papers.querysets import PaperQuerySet
from boards.papers.rules import (
    Remark,
    Stop,
    appendices_cited,
    appendix_remarks,
    missing_appendices,
    remarks_on,
    stronger_than_agenda,
    text_remarks,
    token_of,
    what_stops,
)
from boards.papers.selectors.issued import HEAVY, as_given_to
from boards.papers.selectors.sheet import (
    cover_sheet_of,
    form_of,
    sheet_fields,
    sheet_values,
)
from ics_portal.accounts.actor import Actor
from ics_portal.core.files import StoredFile
from ics_portal.core.files.names import clean_name


def with_sheet_and_people(papers: PaperQuerySet) -> PaperQuerySet:
    """The papers with everything but their files' texts, in a constant number of queries."""
    versions = PaperVersion.objects.defer(*HEAVY).select_related("original")
    return (
        papers.select_related(
            "item__meeting__body", "cover_sheet__template", "current_version"
        )
        .defer(*(f"current_version__{name}" for name in HEAVY))
        .prefetch_related(
            "people",
            Prefetch("versions", queryset=versions),
            "cover_sheet__recommendations",
            "cover_sheet__route",
            "cover_sheet__implications",
        )
    )


def paper_to_edit(paper_id: int) -> Paper:
    """The paper as it is stored now; for services, which ask their own verdicts."""
    paper: Paper = with_sheet_and_people(Paper.objects.all()).get(pk=paper_id)
    return paper


def paper_or_404(actor: Actor, paper_id: int) -> Paper:
    """The paper if the actor may read it, as it was given to them; else the page for
    what does not exist."""
    readable = Paper.objects.readable_by(actor).filter(pk=paper_id)
    paper: Paper | None = with_sheet_and_people(readable).first()
    if paper is None:
        raise Http404
    return as_given_to(actor, [paper])[0]


def version_or_404(actor: Actor, paper_id: int, number: int) -> PaperVersion:
    """The version if the actor may open it; drafts are closed to whoever only reads."""
    version: PaperVersion | None = (
        PaperVersion.objects.readable_by(actor)
        .defer("text", "record")
        .select_related("paper__item__meeting__body", "original", "part", "picture")
        .filter(paper_id=paper_id, number=number)
        .first()
    )
    if version is None:
        raise Http404
    return version


def versions_readable_by(actor: Actor, paper: Paper) -> list[PaperVersion]:
    """The versions of the paper the actor may open, newest first."""
    versions = PaperVersion.objects.readable_by(actor).filter(paper=paper)
    return list(versions.defer(*HEAVY).select_related("original").order_by("-number"))


def file_of(actor: Actor, version: PaperVersion, which: str) -> tuple[StoredFile, str]:
    """A version's "original" or "part", and the name it is sent under.

    The original may hold what is not printed: comments, tracked changes, notes to slides,
    hidden sheets. It is for those who work with the paper (PAPER-10). Raises Http404 for
    others, and for a part that is not there yet.
    """
    if which == "original" and works_with(actor, version.paper):
        return version.original, version.original.original_name
    if which == "part" and version.part is not None:
        name = f"{version.paper.title[:100]} v{version.number}.pdf"
        return version.part, clean_name(name)
    raise Http404


def stops_of(paper: Paper) -> tuple[Stop, ...]:
    """Everything that keeps the paper from being sent, in the order of its form.

    An imported sheet is what was printed, so its gaps stop nothing: they are listed
    as unclear.
    """
    paper = paper_to_edit(paper.pk)
    stops: tuple[Stop, ...] = ()
    sheet = cover_sheet_of(paper)
    if sheet is not None and not sheet.imported:
        stops = what_stops(sheet_values(paper), form_of(paper))
    return stops + _file_stops(paper)


def _file_stops(paper: Paper) -> tuple[Stop, ...]:
    if paper.kind == PaperKind.ACTION_LOG:
        return ()
    versions = [one for one in paper.versions.all() if not one.is_redacted]
    if not versions:
        return (Stop("file", "Upload the paper itself", "PAPER-4"),)
    if all(version.state == VersionState.FAILED for version in versions):
        return (Stop("file", f"The file: {versions[0].failure}", "PAPER-4"),)
    return ()


def what_was_read(paper: Paper) -> str:
    """A mark of the paper's sheet and file; another one as soon as either changes."""
    paper = paper_to_edit(paper.pk)
    read = f"{paper.current_version_id} {token_of(sheet_fields(paper))}"
    return hashlib.blake2s(read.encode(), digest_size=12).hexdigest()


def appendices_missing(paper: Paper) -> tuple[str, ...]:
    """Labels of appendices the paper or its sheet cites that are nowhere (PCK-05)."""
    current = paper.current_version
    if current is None:
        return ()
    found = current.appendices
    return missing_appendices(
        [
            *found.get("cited", ()),
            *appendices_cited(sheet_values(paper, ()).all_text()),
        ],
        found.get("there", ()),
        _other_titles(paper),
    )


def _other_titles(paper: Paper) -> list[str]:
    others = Paper.objects.filter(item_id=paper.item_id).exclude(pk=paper.pk)
    return list(
        others.exclude(state=PaperState.WITHDRAWN).values_list("title", flat=True)
    )


def remarks_of(paper: Paper) -> tuple[Remark, ...]:
    """Warnings about a paper: its sheet, what its text says of it, and its agenda item."""
    if cover_sheet_of(paper) is None:
        return ()
    values = sheet_values(paper)
    told = remarks_on(values, form_of(paper))
    if current := paper.current_version:
        told += text_remarks(
            asked=values.recommendations,
            verbs=values.verbs,
            sheet_text=values.all_text(),
            text=current.text,
        )
        told += appendix_remarks(appendices_missing(paper))
    return told + _weaker_agenda(paper, [row.verb for row in values.recommendations])


def _weaker_agenda(paper: Paper, recommended: list[str]) -> tuple[Remark, ...]:
    strengths = purpose_strengths(paper.item.meeting.body_id)
    on_agenda = [purpose.word for purpose in paper.item.purposes.all()]
    stronger = stronger_than_agenda(on_agenda, recommended, strengths)
    if not stronger:
        return ()
    says = " and ".join(on_agenda) or "nothing"
    return (
        Remark(
            f"The agenda says {says}; the paper asks to {stronger}. Ask for "
            f"{stronger.capitalize()} on the agenda.",
            "AGD-05",
        ),
    )


def purpose_strengths(body_id: int) -> dict[str, int]:
    """How strongly each of the body's words asks, by the word in lower case."""
    rows = Purpose.objects.filter(body_id=body_id).values_list("word", "strength")
    return {word.lower(): strength for word, strength in rows}
