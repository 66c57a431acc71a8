"""Packs, and a small meeting whose papers are real parts."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import factory
from django.utils import timezone

from boards.meetings.enums import ItemFormat, Part
from boards.meetings.models import AgendaItem, Meeting
from boards.packs.enums import Edition, EntryKind, EntryStep, PackState
from boards.packs.models import (
    LoggedItem,
    Pack,
    PackEntry,
    PackFile,
    RenderedPart,
)
from boards.packs.rules import entries_of
from boards.packs.selectors import take_snapshot
from boards.packs.services.start import PARTS, waiting_entry
from boards.papers.enums import PaperKind, PaperState, VersionState
from boards.papers.models import Paper, PaperVersion
from ics_portal.accounts.actor import Actor
from ics_portal.core.files.services import store_path
from ics_portal.core.jobs import Job
from ics_portal.core.jobs.worker import execute
from ics_portal.core.pdf import PartRecord, normalise_part
from ics_portal.core.pdf.render import render_html
from tests.factories.meetings import MeetingFactory
from tests.factories.papers import (
    Board,
    CoverSheetFactory,
    StoredFileFactory,
    a_board,
)

PRESS = datetime(2020, 11, 27, 16, 5, tzinfo=UTC)


class PackFactory(factory.django.DjangoModelFactory[Pack]):
    """A build that waits for its worker."""

    class Meta:
        model = Pack

    meeting = factory.SubFactory(MeetingFactory)
    version = factory.Sequence(lambda number: number + 1)
    state = PackState.BUILDING
    asked_at = PRESS
    asked_by_name = "Board secretary"


def an_issued_pack(meeting: Meeting, *, by: Actor) -> Pack:
    """The meeting's next pack with the entries of its papers, issued; no page is set."""
    snapshot = take_snapshot(meeting, asked_at=PRESS, asked_by=by.name)
    pack: Pack = PackFactory(
        meeting=meeting,
        version=meeting.packs.count() + 1,
        state=PackState.BUILT,
        snapshot=snapshot.to_json(),
        issued_at=PRESS,
        issued_by_id=by.user_id,
    )
    PackEntry.objects.bulk_create(
        waiting_entry(pack, edition, position, entry)
        for edition, part in PARTS.items()
        for position, entry in enumerate(entries_of(snapshot, part))
    )
    return pack


class PackEntryFactory(factory.django.DjangoModelFactory[PackEntry]):
    class Meta:
        model = PackEntry

    pack = factory.SubFactory(PackFactory)
    edition = Edition.MEMBERS
    position = factory.Sequence(int)
    key = factory.Sequence(lambda number: f"paper-{number}")
    kind = EntryKind.PAPER
    step = EntryStep.WAITING
    title = "ICS Finance Report"


class LoggedItemFactory(factory.django.DjangoModelFactory[LoggedItem]):
    class Meta:
        model = LoggedItem

    pack = factory.SubFactory(PackFactory)
    item_id_then = factory.Sequence(int)


class PackFileFactory(factory.django.DjangoModelFactory[PackFile]):
    class Meta:
        model = PackFile

    pack = factory.SubFactory(PackFactory, state=PackState.BUILT)
    edition = Edition.MEMBERS
    stored = factory.SubFactory(StoredFileFactory)
    page_count = 3
    manifest = factory.LazyFunction(lambda: {"agenda": [], "entries": []})
    papers = 1
    accessible_papers = 1


class RenderedPartFactory(factory.django.DjangoModelFactory[RenderedPart]):
    class Meta:
        model = RenderedPart

    content_key = factory.Sequence(lambda number: f"{number:064}")
    template = "pdf/packs/front.html"
    stored = factory.SubFactory(StoredFileFactory)
    record = factory.LazyFunction(dict)
    made_at = PRESS


@cache
def part_of(
    title: str, pages: int, key: str, *, tagged: bool = True
) -> tuple[bytes, PartRecord]:
    """A plain paper as a stored part: each page says the title and its own number, and
    the title in swapped letters, which stands in its text alone: in no heading, bookmark
    or description."""
    body = "".join(
        f'<section style="break-before: {"page" if n else "auto"}">'
        f"<h2>{title}, page {n + 1}</h2><p>The words of {title.swapcase()}.</p>"
        "</section>"
        for n in range(pages)
    )
    html = f'<html lang="en-GB"><title>{title}</title><h1>{title}</h1>{body}</html>'
    with TemporaryDirectory() as folder:
        source, out = Path(folder, "source.pdf"), Path(folder, "part.pdf")
        source.write_bytes(render_html(html, title=title).pdf)
        if not tagged:
            _without_tags(source)
        record = normalise_part(source, out, key=key, page_limit=100)
        return out.read_bytes(), record


def _without_tags(path: Path) -> None:
    import pikepdf  # noqa: PLC0415 -- only where a test needs a paper without tags

    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        del pdf.Root.StructTreeRoot
        del pdf.Root.MarkInfo
        pdf.save(path)


@dataclass(frozen=True)
class PackBoard:
    """A board with a meeting to build packs of."""

    board: Board

    @property
    def meeting(self) -> Any:
        return self.board.meeting

    @property
    def secretary(self) -> Any:
        return self.board.secretary

    def item(self, title: str, **fields: Any) -> AgendaItem:
        return self.board.item(title, **fields)

    def private_item(self, title: str, **fields: Any) -> AgendaItem:
        return self.item(
            title, part=Part.TWO, private_reason="Commercial interests", **fields
        )

    def paper(
        self,
        item: AgendaItem,
        title: str,
        *,
        pages: int = 2,
        with_sheet: bool = False,
        tagged: bool = True,
        **fields: Any,
    ) -> Paper:
        """An accepted paper with a part of so many pages."""
        position = item.papers.count()
        paper = Paper.objects.create(
            item=item,
            title=title,
            position=position,
            **{"state": PaperState.ACCEPTED, **fields},
        )
        if with_sheet:
            CoverSheetFactory(paper=paper, purpose=f"Purpose of {title}")
        if paper.kind != PaperKind.ACTION_LOG:
            self.version(paper, pages=pages, tagged=tagged)
        return paper

    def version(
        self,
        paper: Paper,
        *,
        pages: int = 2,
        tagged: bool = True,
        words: str = "",
    ) -> PaperVersion:
        """The paper's next version, which stands for it from now on."""
        number = paper.versions.count() + 1
        content, record = part_of(
            words or f"{paper.title} {number}",
            pages,
            f"paper-{paper.pk}-{number}",
            tagged=tagged,
        )
        with TemporaryDirectory() as folder:
            path = Path(folder, "part.pdf")
            path.write_bytes(content)
            stored = store_path(
                path=path,
                name="part.pdf",
                content_type="application/pdf",
                actor_id=None,
                at=PRESS,
            )
        version: PaperVersion = PaperVersion.objects.create(
            paper=paper,
            number=number,
            original=stored,
            part=stored,
            state=VersionState.READY,
            record=record.to_json(),
            page_count=record.page_count,
            accessible=record.accessible,
            uploaded_at=PRESS,
        )
        paper.current_version = version
        paper.save(update_fields=["current_version"])
        return version


def a_pack_board(**meeting_fields: Any) -> PackBoard:
    """A board with an empty agenda."""
    return PackBoard(a_board(**meeting_fields))


def december() -> PackBoard:
    """Six items; 2 and 5 hold a confidential paper each, 3 the action log beside the
    minutes, and the last is heard in part 2."""
    story = a_pack_board()
    story.item("Welcome", item_format=ItemFormat.VERBAL)
    framework = story.item("Strategic Assurance Framework")
    minutes = story.item("Minutes and Actions")
    finance = story.item("Finance Report")
    programme = story.item("High Level Programme Summary")
    dismissal = story.private_item("Xanthippe settlement", open_title="A staff matter")
    story.paper(framework, "Zirconium framework", with_sheet=True, confidential=True)
    story.paper(minutes, "Minutes of 4 November", pages=3, kind=PaperKind.MINUTES)
    story.paper(minutes, "Action log", kind=PaperKind.ACTION_LOG)
    story.paper(finance, "ICS Finance Report", with_sheet=True)
    story.paper(finance, "Finance annex", pages=1, kind=PaperKind.ANNEX)
    story.paper(programme, "Quicksilver summary", confidential=True, pages=3)
    story.paper(dismissal, "Yttrium agreement", with_sheet=True)
    return story


def run_job_of(pack: Pack) -> Job:
    """Do the pack's job here and now, as the worker would."""
    execute(pack.job_id)
    return Job.objects.get(pk=pack.job_id)


def now() -> datetime:
    return timezone.now()
