"""The cache of set pages does not grow for ever, and keeps what a pack may want again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from boards.packs.enums import CopyState, PackState
from boards.packs.models import Pack, PackEntry, PartPrint, RenderedPart
from boards.packs.services import start_build
from boards.packs.services.tidying import (
    UNUSED_DAYS,
    forget_unused_parts,
    forget_unused_prints,
)
from ics_portal.core.files import StoredFile, tidying
from ics_portal.core.files import tasks as file_tasks
from ics_portal.core.pdf.prints import PRINT
from tests.factories.copies import PartPrintFactory, ReaderCopyFactory
from tests.factories.packs import (
    PRESS,
    PackEntryFactory,
    PackFactory,
    RenderedPartFactory,
    a_pack_board,
    run_job_of,
)
from tests.factories.papers import StoredFileFactory

pytestmark = pytest.mark.django_db

LATER = PRESS + timedelta(days=UNUSED_DAYS + 1)


def a_cached_part(content: bytes) -> RenderedPart:
    return RenderedPartFactory(stored=StoredFileFactory(content=content))


def used_by(part: RenderedPart, **pack) -> PackEntry:
    entry = PackEntryFactory.build(
        pack=PackFactory(**{"state": PackState.BUILT, **pack}),
        part_sha256=part.stored.sha256,
    )
    return PackEntry.objects.bulk_create([entry])[0]


def test_what_no_build_used_for_long_is_forgotten_with_its_file():
    old, recent = a_cached_part(b"old"), a_cached_part(b"recent")
    used_by(old, asked_at=PRESS)
    used_by(recent, asked_at=LATER - timedelta(days=UNUSED_DAYS - 1))

    assert forget_unused_parts(LATER) == 1

    assert list(RenderedPart.objects.all()) == [recent]
    assert not StoredFile.objects.filter(pk=old.stored_id).exists()
    assert forget_unused_parts(LATER) == 0


def test_what_was_made_lately_is_kept_though_no_build_is_done():
    part = a_cached_part(b"new")

    assert forget_unused_parts(PRESS + timedelta(days=UNUSED_DAYS)) == 0
    assert RenderedPart.objects.get() == part


@pytest.mark.parametrize("state", [PackState.FAILED, PackState.CANCELLED])
def test_a_build_that_may_be_tried_again_keeps_what_it_has(state):
    used_by(a_cached_part(b"set"), state=state, asked_at=LATER)

    assert forget_unused_parts(LATER) == 0


def test_while_a_pack_is_built_nothing_is_forgotten():
    a_cached_part(b"perhaps wanted")
    building = PackFactory(state=PackState.BUILDING, asked_at=LATER)

    assert forget_unused_parts(LATER) == 0

    Pack.objects.filter(pk=building.pk).update(state=PackState.FAILED)
    assert forget_unused_parts(LATER) == 1


def test_a_build_names_every_page_it_used():
    story = a_pack_board()
    story.paper(story.item("Finance Report"), "Finance", pages=1, with_sheet=True)
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    run_job_of(pack)
    parts = RenderedPart.objects.count()
    RenderedPart.objects.update(made_at=PRESS - timedelta(days=UNUSED_DAYS * 3))

    assert forget_unused_parts(PRESS + timedelta(days=UNUSED_DAYS)) == 0
    assert forget_unused_parts(LATER) == parts >= 4


def test_the_sweep_of_files_has_it_done():
    a_cached_part(b"very old")
    RenderedPart.objects.update(made_at=timezone.now() - timedelta(days=400))
    PartPrintFactory(made_at=timezone.now() - timedelta(days=400))

    file_tasks.sweep_files()

    assert not RenderedPart.objects.exists()
    assert not PartPrint.objects.exists()


def test_prints_of_parts_that_no_build_used_for_long_are_forgotten():
    old, unused, used, recent = (PartPrintFactory(made_at=PRESS) for _ in range(4))
    PartPrint.objects.filter(pk=recent.pk).update(made_at=LATER)
    pack = PackFactory(state=PackState.BUILT, asked_at=LATER)
    before = PackFactory(state=PackState.BUILT, asked_at=PRESS)
    PackEntry.objects.bulk_create(
        PackEntryFactory.build(pack=of, part_sha256=each.sha256)
        for of, each in ((pack, used), (before, old))
    )

    assert forget_unused_prints(LATER) == 2

    assert set(PartPrint.objects.all()) == {used, recent}
    assert unused not in PartPrint.objects.all()
    assert forget_unused_prints(LATER) == 0


def test_prints_of_another_edition_are_of_no_use_any_more():
    PartPrintFactory(made_at=LATER, edition=PRINT - 1)
    kept = PartPrintFactory(made_at=LATER)

    assert forget_unused_prints(LATER) == 1
    assert PartPrint.objects.get() == kept


def test_prints_stay_while_a_copy_is_made():
    PartPrintFactory(made_at=PRESS)
    copy = ReaderCopyFactory(pack__state=PackState.BUILT)

    assert forget_unused_prints(LATER) == 0

    type(copy).objects.filter(pk=copy.pk).update(state=CopyState.FAILED)
    assert forget_unused_prints(LATER) == 1


def test_one_that_fails_does_not_keep_the_sweep_from_going(monkeypatch, caplog):
    def breaks(at):
        raise RuntimeError

    monkeypatch.setitem(tidying._TIDIES, "tests.breaks", breaks)
    a_cached_part(b"very old")

    assert tidying.tidy_all(LATER) == 1
    assert "tests.breaks could not tidy up" in caplog.text
