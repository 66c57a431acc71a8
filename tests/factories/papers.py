"""Papers and their rows, and a small board to tell their stories on."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import factory
from django.core.files.base import ContentFile

from boards.bodies.models import Body
from boards.directory.models import Person
from boards.meetings.enums import ItemFormat, MeetingType
from boards.meetings.models import AgendaItem, AgendaSection, ItemOwner, Meeting
from boards.papers.enums import PaperRole, PaperState, VersionState
from boards.papers.models import (
    CoverSheet,
    CoverSheetTemplate,
    ImplicationAnswer,
    Paper,
    PaperMove,
    PaperPerson,
    PaperVersion,
    Recommendation,
    RouteRow,
)
from boards.papers.stock import ICS_FORM
from ics_portal.accounts.actor import Actor, Role
from ics_portal.core.files import StoredFile
from ics_portal.core.pdf import PageRecord, PartRecord
from tests.factories.bodies import BodyFactory, actor_in

MEETING_DAY = date(2020, 12, 2)
NOW = datetime(2020, 11, 24, 10, 55, 48, tzinfo=UTC)
A4 = (0.0, 0.0, 595.276, 841.89)


@dataclass(frozen=True)
class Board:
    """A body with a meeting of one section, and the people around a paper."""

    body: Body
    meeting: Meeting
    section: AgendaSection
    secretary: Actor
    author: Actor
    member: Actor
    stranger: Actor

    def item(self, title: str = "Finance Report", **fields: Any) -> AgendaItem:
        """Another item, after those before it."""
        owner = fields.pop("owner", "ICS Executive Director of Finance")
        last = AgendaItem.objects.filter(meeting=self.meeting).count()
        item = AgendaItem.objects.create(
            meeting=self.meeting,
            section=self.section,
            title=title,
            sort_key=(last + 1) * 1000,
            **{"item_format": ItemFormat.ATTACHED, **fields},
        )
        if owner:
            ItemOwner.objects.create(item=item, role_title=owner)
        return item

    def issue(self) -> None:
        """Issue a pack of the papers as they stand, without setting a page of it."""
        from tests.factories.packs import an_issued_pack  # noqa: PLC0415 -- it uses us

        Meeting.objects.filter(pk=self.meeting.pk).update(
            numbers_frozen_at=NOW, numbers_frozen_by_id=self.secretary.user_id
        )
        self.meeting.refresh_from_db()
        an_issued_pack(self.meeting, by=self.secretary)


def a_board(**meeting_fields: Any) -> Board:
    """The plainest board with a meeting on 2 December 2020."""
    body = BodyFactory(name="ICS Board", running_header="ICS Board")
    meeting = Meeting.objects.create(
        **{
            "body": body,
            "meeting_type": MeetingType.FORMAL,
            "held_on": MEETING_DAY,
            "starts_at": time(10),
            "ends_at": time(12),
            "place": "MS Teams",
            **meeting_fields,
        }
    )
    return Board(
        body=body,
        meeting=meeting,
        section=AgendaSection.objects.create(
            meeting=meeting, title="Performance and Outcomes", sort_key=1000
        ),
        secretary=actor_in(body, Role.SECRETARY),
        author=actor_in(body, Role.AUTHOR),
        member=actor_in(body, Role.MEMBER),
        stranger=actor_in(BodyFactory(), Role.SECRETARY),
    )


def name_on(paper: Paper, actor: Actor, role: PaperRole = PaperRole.AUTHOR) -> None:
    """Name the actor's person on the paper."""
    person = Person.objects.get(pk=actor.person_id)
    PaperPerson.objects.create(
        paper=paper, role=role, title=person.name, person_id=actor.person_id
    )


def a_part_record(
    pages: int = 2, *, key: str = "part", tagged: bool = True
) -> PartRecord:
    """What is known of a plain part whose pages all have text."""
    return PartRecord(
        key=key,
        source_sha256="0" * 64,
        sha256="1" * 64,
        size=1000,
        pages=tuple(PageRecord(A4, A4, text_length=400) for _ in range(pages)),
        tagged=tagged,
        simple_tags=tagged,
        lang="en-GB",
    )


class StoredFileFactory(factory.django.DjangoModelFactory[StoredFile]):
    class Meta:
        model = StoredFile

    original_name = "paper.pdf"
    content_type = "application/pdf"
    created_at = NOW

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> StoredFile:
        content = kwargs.pop("content", b"%PDF-1.7 the words of a paper")
        kwargs.setdefault("sha256", hashlib.sha256(content).hexdigest())
        kwargs.setdefault("size", len(content))
        kwargs["file"] = ContentFile(content, name=kwargs["original_name"])
        stored: StoredFile = model_class.objects.create(*args, **kwargs)
        return stored


class CoverSheetTemplateFactory(factory.django.DjangoModelFactory[CoverSheetTemplate]):
    class Meta:
        model = CoverSheetTemplate

    body = factory.SubFactory(BodyFactory)
    name = factory.Sequence(lambda number: f"Form {number}")
    fields = factory.LazyFunction(lambda: list(ICS_FORM.fields))


class PaperFactory(factory.django.DjangoModelFactory[Paper]):
    """A paper under an item of a board of its own, unless an item is given."""

    class Meta:
        model = Paper

    item = factory.LazyFunction(lambda: a_board().item())
    title = "ICS Finance Report"
    state = PaperState.DRAFTING


class PaperPersonFactory(factory.django.DjangoModelFactory[PaperPerson]):
    class Meta:
        model = PaperPerson

    paper = factory.SubFactory(PaperFactory)
    role = PaperRole.AUTHOR
    title = "ICS Head of Finance"


class PaperVersionFactory(factory.django.DjangoModelFactory[PaperVersion]):
    """A version that waits, or with ``ready=True`` one that stands for its paper."""

    class Meta:
        model = PaperVersion

    class Params:
        ready = factory.Trait(
            state=VersionState.READY,
            part=factory.SubFactory(StoredFileFactory),
            page_count=2,
            accessible=True,
            record=factory.LazyFunction(lambda: a_part_record().to_json()),
        )

    paper = factory.SubFactory(PaperFactory)
    number = factory.LazyAttribute(lambda version: version.paper.versions.count() + 1)
    original = factory.SubFactory(StoredFileFactory)
    uploaded_at = factory.Sequence(lambda number: NOW + timedelta(minutes=number))
    uploaded_by_name = "ICS Head of Finance"


def a_current_version(paper: Paper, **fields: Any) -> PaperVersion:
    """A version that is ready and stands for the paper."""
    version: PaperVersion = PaperVersionFactory(paper=paper, ready=True, **fields)
    paper.current_version = version
    paper.save(update_fields=["current_version"])
    return version


class PaperMoveFactory(factory.django.DjangoModelFactory[PaperMove]):
    class Meta:
        model = PaperMove

    paper = factory.SubFactory(PaperFactory)
    from_state = PaperState.DRAFTING
    to_state = PaperState.SUBMITTED
    moved_at = NOW
    moved_by_name = "ICS Head of Finance"


class CoverSheetFactory(factory.django.DjangoModelFactory[CoverSheet]):
    class Meta:
        model = CoverSheet

    paper = factory.SubFactory(PaperFactory)
    template = factory.LazyAttribute(
        lambda sheet: CoverSheetTemplateFactory(body=sheet.paper.item.meeting.body)
    )


class RecommendationFactory(factory.django.DjangoModelFactory[Recommendation]):
    class Meta:
        model = Recommendation

    sheet = factory.SubFactory(CoverSheetFactory)
    key = factory.Sequence(lambda number: f"r{number}")
    position = 0
    verb = "note"
    text = "the position"


class RouteRowFactory(factory.django.DjangoModelFactory[RouteRow]):
    class Meta:
        model = RouteRow

    sheet = factory.SubFactory(CoverSheetFactory)
    key = factory.Sequence(lambda number: f"f{number}")
    position = 0
    forum = "Finance Advisory Committee"


class ImplicationAnswerFactory(factory.django.DjangoModelFactory[ImplicationAnswer]):
    class Meta:
        model = ImplicationAnswer

    sheet = factory.SubFactory(CoverSheetFactory)
    question = "quality_impact_assessment"
    answer = "na"
