"""Readers' copies of a pack."""

import factory

from boards.packs.enums import Edition
from boards.packs.models import OmittedItem, PartPrint, ReaderCopy, ReaderCopyFor
from ics_portal.core.pdf.prints import PRINT
from tests.factories.directory import PersonFactory
from tests.factories.packs import PRESS, PackFactory


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
