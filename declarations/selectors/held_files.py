"""What is out to the public and prints an entry that the register withholds since (DCL-6)."""

from __future__ import annotations

from collections.abc import Iterable

from boards.bodies.models import Body
from boards.meetings.enums import PublicationKind
from boards.meetings.models import Meeting, Publication
from boards.meetings.querysets import PublicationQuerySet
from boards.packs.models import Pack
from boards.papers.enums import PaperKind
from boards.papers.models import Paper
from declarations.models import Interest
from declarations.selectors.extracts import TITLE, hidden_since_extract
from declarations.selectors.registers import HIDDEN

_OF_A_PACK = (PublicationKind.PACK, PublicationKind.SUPPLEMENT)


def held_files(publications: Iterable[Publication]) -> frozenset[int]:
    """Those of them, by id, whose file the public is not given: the extract of a register
    with an entry withheld since, and the pack it is in, until another takes its place.

    What is held follows from what is withheld now: an entry that is shown again opens them.
    One query where nothing is withheld, two where no extract is among them.
    """
    rows = [row for row in publications if row.withdrawn_at is None]
    if not rows or not Interest.objects.filter(showing__in=HIDDEN).exists():
        return frozenset()
    extracts = _extracts({row.meeting_id for row in rows})
    if not extracts:
        return frozenset()
    meetings = _meetings_held(set(extracts))
    return frozenset(
        row.pk
        for row in rows
        if row.meeting_id in meetings
        and (row.kind in _OF_A_PACK or row.subject in extracts[row.meeting_id])
    )


def held_of(meeting: Meeting) -> list[Publication]:
    """What is held of one meeting, as the office lists it."""
    return _held(Publication.objects.filter(meeting=meeting))


def meetings_held(body: Body) -> list[Meeting]:
    """The meetings of a body of which something is held, the latest first."""
    rows = _held(Publication.objects.filter(meeting__body=body))
    meetings = {row.meeting_id: row.meeting for row in rows}
    return sorted(meetings.values(), key=lambda each: each.held_on, reverse=True)


def _held(publications: PublicationQuerySet) -> list[Publication]:
    rows = list(
        publications.filter(
            kind__in=[*_OF_A_PACK, PublicationKind.PAPER],
            is_current=True,
            withdrawn_at__isnull=True,
        )
        .defer("words")
        .select_related("meeting__body")
    )
    held = held_files(rows)
    return [row for row in rows if row.pk in held]


def _extracts(meeting_ids: set[int]) -> dict[int, set[str]]:
    """The extracts of meetings, as publications name their subject, by meeting."""
    papers = Paper.objects.filter(
        item__meeting__in=meeting_ids, kind=PaperKind.PROCEDURE, title=TITLE
    ).values_list("pk", "item__meeting_id")
    found: dict[int, set[str]] = {}
    for pk, meeting_id in papers:
        found.setdefault(meeting_id, set()).add(f"boards.Paper:{pk}")
    return found


def _meetings_held(meeting_ids: set[int]) -> set[int]:
    """Those whose published pack has an extract with an entry withheld since."""
    subjects = Publication.objects.filter(
        meeting__in=meeting_ids, kind=PublicationKind.PACK, is_current=True
    ).values_list("subject", flat=True)
    ids = [subject.rpartition(":")[2] for subject in subjects]
    packs = Pack.objects.filter(pk__in=[pk for pk in ids if pk.isdecimal()])
    return {
        pack.meeting_id
        for pack in packs.defer("snapshot").select_related("meeting")
        if hidden_since_extract(pack)
    }
