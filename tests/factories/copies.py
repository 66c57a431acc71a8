"""Readers' copies of a pack."""

from typing import Any

import factory
from django.utils import timezone

from boards.packs.enums import Edition
from boards.packs.models import (
    OmittedItem,
    Pack,
    PartPrint,
    ReaderCopy,
    ReaderCopyFor,
)
from boards.packs.services import issue_pack, start_build
from boards.packs.services.copies import refresh_copies
from ics_portal.accounts.actor import SYSTEM_ACTOR, Actor
from ics_portal.core.jobs import record_pulse
from ics_portal.core.jobs.worker import execute
from ics_portal.core.pdf.prints import PRINT
from tests.factories.calling import ItemParticipationFactory, RulingFactory
from tests.factories.directory import PersonFactory
from tests.factories.packs import (
    PRESS,
    PackBoard,
    PackFactory,
    a_pack_board,
    run_job_of,
)


class ReaderCopyFactory(factory.django.DjangoModelFactory[ReaderCopy]):
    """A copy that waits for its worker."""

    class Meta:
        model = ReaderCopy

    pack = factory.SubFactory(PackFactory)
    edition = Edition.MEMBERS
    omissions_key = factory.Sequence(lambda number: f"{number:064}")
    asked_at = PRESS
    asked_by_name = "The portal"


class OmittedItemFactory(factory.django.DjangoModelFactory[OmittedItem]):
    class Meta:
        model = OmittedItem

    copy = factory.SubFactory(ReaderCopyFactory)
    item_id_then = factory.Sequence(int)
    item_number = "6"
    pages = "31–46"
    by = "by ruling of the Chair"


class ReaderCopyForFactory(factory.django.DjangoModelFactory[ReaderCopyFor]):
    class Meta:
        model = ReaderCopyFor

    copy = factory.SubFactory(ReaderCopyFactory)
    person = factory.SubFactory(PersonFactory)
    given_at = PRESS
    name_then = "Dr Okafor"


class PartPrintFactory(factory.django.DjangoModelFactory[PartPrint]):
    class Meta:
        model = PartPrint

    sha256 = factory.Sequence(lambda number: f"{number:064}")
    edition = PRINT
    streams = b""
    tokens = b""
    made_at = PRESS


WITHHELD = "Vermilion contract"


def a_board_with_a_contract() -> PackBoard:
    """Three items: 2, Contract, has a sheet and a paper of two pages, 1 and 3 one each."""
    record_pulse(timezone.now())
    story = a_pack_board()
    story.paper(story.item("Welcome"), "Plain words", pages=1)
    story.paper(story.item("Contract"), WITHHELD, with_sheet=True)
    story.paper(story.item("Last"), "Later report", pages=1)
    return story


def withhold(story: PackBoard, actor: Actor, title: str = "Contract") -> Any:
    """The chair ruled that the actor does not get the papers of the item."""
    item = story.meeting.items.get(title=title)
    who = {"item": item, "person_id": actor.person_id, "papers_withheld": True}
    ruling = RulingFactory(**who, ruled_by_office="Independent Chair")
    return ItemParticipationFactory(**who, ruling=ruling)


def issued(story: PackBoard) -> Pack:
    """The pack of the board, built and issued."""
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    run_job_of(pack)
    built = Pack.objects.get(pk=pack.pk)
    return issue_pack(pack=built, actor=story.secretary, at=PRESS)


def made(pack: Pack) -> list[ReaderCopy]:
    """The copies that are asked for now, as the worker leaves them."""
    copies = refresh_copies(pack_id=pack.pk, actor=SYSTEM_ACTOR, at=timezone.now())
    for copy in copies:
        execute(copy.job_id)
    return [ReaderCopy.objects.get(pk=copy.pk) for copy in copies]
