"""Reading packs: always through the querysets that say who may see them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404

from boards.meetings.models import Meeting
from boards.meetings.querysets import withheld_items
from boards.packs.enums import Edition, FileKind
from boards.packs.models import Pack, PackEntry, PackFile
from boards.papers.models import PaperVersion
from ics_portal.core.jobs import Job
from ics_portal.core.pdf.record import PartRecord

if TYPE_CHECKING:
    from collections.abc import Iterable

    from boards.packs.querysets import PackQuerySet
    from ics_portal.accounts.actor import Actor


def packs_of(actor: Actor, meeting: Meeting) -> PackQuerySet:
    """The builds of a meeting this person may see, newest first."""
    return (
        Pack.objects.visible_to(actor)
        .filter(meeting=meeting)
        .defer("snapshot")
        .select_related("meeting__body")
        .prefetch_related("files__stored")
        .order_by("-version")
    )


def pack_or_404(actor: Actor, meeting_id: int, version: int) -> Pack:
    """One build, with its meeting; one the actor may not see does not exist."""
    return get_object_or_404(
        Pack.objects.visible_to(actor).select_related(
            "meeting__body__system", "meeting__chair", "meeting__next_meeting"
        ),
        meeting_id=meeting_id,
        version=version,
    )


def file_or_404(
    actor: Actor,
    meeting_id: int,
    version: int,
    edition: Edition,
    kind: FileKind = FileKind.WHOLE,
) -> PackFile:
    """One finished file: every road to a pack's bytes passes through here."""
    return get_object_or_404(
        PackFile.objects.readable_by(actor).select_related(
            "pack__meeting__body", "stored"
        ),
        pack__meeting_id=meeting_id,
        pack__version=version,
        edition=edition,
        kind=kind,
    )


def readable_files(actor: Actor, pack: Pack) -> list[PackFile]:
    """The files of a pack this person may open, members' first."""
    order = {edition: place for place, edition in enumerate(Edition)}
    files = PackFile.objects.readable_by(actor).filter(pack=pack)
    return sorted(
        files.select_related("stored"), key=lambda file: order[Edition(file.edition)]
    )


def packs_for_reader(actor: Actor) -> list[PackFile]:
    """The files of issued packs this person may read, the latest meeting first; of each
    meeting the last issued version only."""
    files = (
        PackFile.objects.readable_by(actor)
        .filter(pack__issued_at__isnull=False, edition__in=READERS)
        .select_related("pack__meeting__body", "stored")
        .order_by("-pack__meeting__held_on", "-pack__version", "edition")
    )
    latest: dict[int, int] = {}
    kept = []
    for file in files:
        if latest.setdefault(file.pack.meeting_id, file.pack_id) == file.pack_id:
            kept.append(file)
    return kept


def withheld_from(actor: Actor, meeting: Meeting) -> list[str]:
    """The numbers of the items in the issued pack that are withheld from the actor."""
    entries = (
        PackEntry.objects.filter(
            pack__meeting=meeting,
            pack__issued_at__isnull=False,
            edition__in=READERS,
            item_id_then__in=withheld_items(actor),
        )
        .exclude(item_number="")
        .order_by("position")
    )
    return list(dict.fromkeys(entries.values_list("item_number", flat=True)))


def packs_withheld(actor: Actor) -> set[int]:
    """The packs in which something is withheld from the actor, by id."""
    entries = PackEntry.objects.filter(item_id_then__in=withheld_items(actor))
    return set(entries.values_list("pack_id", flat=True))


READERS = (Edition.MEMBERS, Edition.PRIVATE)


def active_job_of(pack: Pack) -> Job | None:
    """The job that builds it, while it waits or runs."""
    job = job_of(pack)
    return job if job and job.is_active else None


def job_of(pack: Pack) -> Job | None:
    """The job that builds or built it; None where it is gone."""
    if pack.job_id is None:
        return None
    return Job.objects.filter(pk=pack.job_id).first()


def issued_before(meeting_id: int, version: int) -> int | None:
    """The version of the meeting's pack that was issued last before this one."""
    return (
        Pack.objects.issued()
        .filter(meeting_id=meeting_id, version__lt=version)
        .order_by("-version")
        .values_list("version", flat=True)
        .first()
    )


def build_before(pack: Pack) -> Pack | None:
    """The last finished build before this one, issued or not, with its files."""
    return (
        Pack.objects.built()
        .filter(meeting_id=pack.meeting_id, version__lt=pack.version)
        .defer("snapshot")
        .prefetch_related("files")
        .order_by("-version")
        .first()
    )


def manifest_before(
    pack: Pack, edition: Edition, *, since: int | None
) -> tuple[int, dict[str, Any]] | None:
    """Version number and manifest of the version members had last: ``since``, or the
    one issued before it that had the edition; None for the first.

    None for the public copy too: the public has seen none of the earlier builds, and a
    title that has since become private, or a paper that has become confidential, would
    be named to them as what it was called before.
    """
    if edition == Edition.PUBLIC or since is None:
        return None
    file = (
        PackFile.objects.filter(
            pack__meeting_id=pack.meeting_id,
            pack__version__lte=since,
            pack__issued_at__isnull=False,
            edition=edition,
            kind=FileKind.WHOLE,
        )
        .select_related("pack")
        .order_by("-pack__version")
        .first()
    )
    return (file.pack.version, file.manifest) if file else None


def stored_papers(
    version_ids: Iterable[int],
) -> dict[int, tuple[Path, PartRecord]]:
    """The part and record of each paper version that has one, by version id."""
    versions = PaperVersion.objects.filter(
        pk__in=version_ids, part__isnull=False
    ).select_related("part")
    return {
        version.pk: (
            Path(version.part.file.path),
            PartRecord.from_json(version.record),
        )
        for version in versions
        if version.part is not None
    }
