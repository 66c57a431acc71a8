"""Papers as a reader was given them: members as of the issued pack, others as they are."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from boards.papers.issued import issued_papers
from boards.papers.models import Paper, PaperVersion
from boards.papers.permissions import works_with
from boards.papers.rules import SheetForPrint
from boards.papers.selectors.sheet import sheet_for_print
from ics_portal.accounts.actor import Actor

HEAVY = ("text", "record", "steps")


def as_given_to(actor: Actor, papers: Iterable[Paper]) -> list[Paper]:
    """The papers, each with the title, secrecy and version this reader was given.

    Who works with a paper gets it as it is stored. Other readers get what the issued
    pack has; those rows are for reading and must not be saved. Wants ``people`` and
    the meeting read with the papers; two queries at most.
    """
    found = list(papers)
    given = {paper.pk: paper for paper in found if not works_with(actor, paper)}
    if not given:
        return found
    issued = issued_papers.papers(given)
    wanted = Q(pk__in=[])
    for then in issued.values():
        if then.version_number is not None:
            wanted |= Q(paper_id=then.paper_id, number=then.version_number)
    versions = {
        version.paper_id: version
        for version in PaperVersion.objects.filter(wanted)
        .select_related("original", "part")
        .defer(*HEAVY)
    }
    for paper in given.values():
        paper.current_version = versions.get(paper.pk)
        if (as_issued := issued.get(paper.pk)) is not None:
            paper.title = as_issued.title
            paper.confidential = as_issued.confidential
    return found


def sheet_given_to(
    actor: Actor, paper: Paper, *, item_number: str, owners: Iterable[str]
) -> SheetForPrint | None:
    """The cover sheet as it would print now for who works with the paper, and as the
    issued pack has it for other readers."""
    if works_with(actor, paper):
        return sheet_for_print(paper, item_number=item_number, owners=owners)
    return issued_papers.sheet(paper.pk)
