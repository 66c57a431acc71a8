"""A reader from whom something is withheld gets a copy without it, and nothing else."""

from pathlib import Path

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from boards.packs.enums import CopyState, Edition
from boards.packs.errors import CopyIsFixedError
from boards.packs.models import Pack, PackFile, PartPrint, ReaderCopy, ReaderCopyFor
from boards.packs.naming import names_on_pages
from boards.packs.presenters.copies import copy_rows
from boards.packs.receivers import close_the_copy, make_the_copies, replace_the_copies
from boards.packs.rules import label_span
from boards.packs.selectors.copies import copies_of, omissions_of
from boards.packs.services.copies import make_copy_again, refresh_copies
from boards.papers.models import PaperVersion
from ics_portal.accounts.actor import SYSTEM_ACTOR, Role
from ics_portal.core.jobs import Job
from ics_portal.core.jobs.worker import execute
from ics_portal.core.notify.models import Letter
from ics_portal.core.pdf import text_per_page
from ics_portal.core.pdf.walk import walk_pdf
from tests.factories.bodies import actor_in
from tests.factories.calling import ReplyFactory
from tests.factories.copies import (
    WITHHELD,
    issued,
    made,
    withhold,
)
from tests.factories.meetings import AgendaItemFactory
from tests.factories.packs import PRESS

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(contract):
    return contract


def of(actor):
    return ReaderCopyFor.objects.readable_by(actor)


def path_of(row):
    return Path(row.stored.file.path)


def texts(path):
    with pikepdf.open(path) as pdf:
        return text_per_page(path, len(pdf.pages))


@pytest.fixture
def member(reader):
    return reader


def test_the_copy_has_the_other_pages_with_the_numbers_everybody_has(story, member):
    withhold(story, member)
    pack = issued(story)
    (copy,) = made(pack)

    assert copy.state == CopyState.RELEASED, copy.failure
    assert of(member).get().copy == copy
    assert (
        not PackFile.objects.readable_by(member)
        .filter(pack=pack, edition=Edition.MEMBERS)
        .exists()
    )
    whole = pack.files.get(edition=Edition.MEMBERS)
    labels = {
        row["key"]: label_span(row["first_label"], row["last_label"])
        for row in whole.manifest["entries"]
    }
    own = {
        row["key"]: label_span(row["first_label"], row["last_label"])
        for row in copy.manifest["entries"]
    }
    sheet = next(key for key in own if key.startswith("left-out-"))
    assert own.pop(sheet) == "4–6"
    assert own == {key: labels[key] for key in own}
    assert len(labels) - len(own) == 2
    assert walk_pdf(path_of(copy)) == []


def test_one_sheet_says_what_is_missing_and_by_whose_ruling(story, member):
    withhold(story, member)
    (copy,) = made(issued(story))
    pages = texts(path_of(copy))

    line = (
        "Pages 4–6, item 2: withheld from this copy by ruling of the Independent Chair"
    )
    assert [" ".join(page.split()) for page in pages if line in " ".join(page.split())]
    assert copy.manifest["copy"]["left_out"] == [line]
    assert not [page for page in pages if WITHHELD in page]
    assert "withheld" in pages[1]
    assert any("Later report" in page for page in pages)


def test_the_proof_lists_inputs_what_is_left_out_and_what_the_check_said(story, member):
    withhold(story, member)
    (copy,) = made(issued(story))
    manifest = copy.manifest

    assert all(len(row["part_sha256"]) == 64 for row in manifest["entries"])
    assert manifest["file"]["sha256"] == copy.stored.sha256
    assert manifest["check"]["passed"] is True
    assert manifest["check"]["withheld_parts"] == 2
    assert manifest["check"]["streams"] > 0
    assert WITHHELD not in str(manifest)
    (left_out,) = copy.omitted.all()
    assert (left_out.item_number, left_out.pages) == ("2", "4–6")
    assert copy.checked_at is not None


def test_another_withheld_paper_of_the_same_length_gives_the_same_bytes(story, member):
    withhold(story, member)
    (copy,) = made(issued(story))
    first = path_of(copy).read_bytes()
    pack = copy.pack
    paper = story.meeting.items.get(title="Contract").papers.get()
    story.version(paper, words="Something else altogether")
    snapshot = dict(pack.snapshot)
    for row in snapshot["papers"]:
        if row["paper_id"] == paper.pk:
            row["title"] = "Ultramarine settlement"
            row["version_id"] = paper.current_version_id
            row["sheet"]["title"] = "Ultramarine settlement"
    Pack.objects.filter(pk=pack.pk).update(snapshot=snapshot)
    pack.entries.filter(paper_id_then=paper.pk).update(title="Ultramarine settlement")
    ReaderCopy.objects.filter(pk=copy.pk).update(state=CopyState.FAILED, stored=None)

    again = make_copy_again(copy=copy, actor=story.secretary, at=PRESS)
    execute(again.job_id)

    again = ReaderCopy.objects.get(pk=copy.pk)
    assert again.is_released, again.failure
    assert path_of(again).read_bytes() == first


def test_what_is_withheld_is_not_opened_to_make_the_copy(story, member):
    withhold(story, member)
    pack = issued(story)
    made(pack)
    paper = story.meeting.items.get(title="Contract").papers.get()
    Path(paper.current_version.part.file.path).unlink()
    # Another set that leaves the same paper out: its print is known from the first.
    other = actor_in(story.meeting.body, Role.MEMBER)
    withhold(story, other)
    withhold(story, other, "Last")

    (copy,) = made(pack)

    assert copy.is_released, copy.failure
    assert copy.omitted.count() == 2


def test_a_paper_that_can_no_longer_be_compared_keeps_the_copy_back(story, member):
    withhold(story, member)
    pack = issued(story)
    paper = story.meeting.items.get(title="Contract").papers.get()
    Path(paper.current_version.part.file.path).unlink()
    (copy,) = made(pack)

    assert copy.state == CopyState.BLOCKED
    assert "could not be compared" in copy.failure
    assert copy.stored is None
    assert not of(member).exists()
    assert Letter.objects.filter(subject__contains="was not released").count() == 1


def test_people_from_whom_the_same_is_withheld_share_a_copy(story, member):
    members = [member, *(actor_in(story.meeting.body, Role.MEMBER) for _ in range(2))]
    for each in members[:2]:
        withhold(story, each)
    withhold(story, members[2])
    withhold(story, members[2], "Last")
    pack = issued(story)

    copies = made(pack)

    assert sorted(copy.readers.count() for copy in copies) == [1, 2]
    assert of(members[0]).get().copy == of(members[1]).get().copy
    assert of(members[2]).get().copy != of(members[0]).get().copy
    assert refresh_copies(pack_id=pack.pk, actor=SYSTEM_ACTOR, at=timezone.now()) == []


def test_nobody_reads_anothers_copy_and_the_office_needs_none(story, member):
    withhold(story, member)
    withhold(story, story.secretary)
    pack = issued(story)
    made(pack)

    assert ReaderCopyFor.objects.count() == 1
    assert not of(actor_in(story.meeting.body, Role.MEMBER)).exists()
    assert not of(story.secretary).exists()
    assert ReaderCopy.objects.visible_to(story.secretary).count() == 1
    assert not ReaderCopy.objects.visible_to(member).exists()


def test_a_ruling_after_issue_closes_the_copy_at_once_and_another_takes_its_place(
    story, member
):
    withhold(story, member)
    pack = issued(story)
    (first,) = made(pack)
    old = of(member).get()
    withhold(story, member, "Last")

    assert not of(member).exists()

    replace_the_copies({"meeting_id": story.meeting.pk})
    old.refresh_from_db()
    assert old.superseded_at is not None
    assert "has changed" in old.superseded_why
    copy = ReaderCopy.objects.exclude(pk=first.pk).get()
    execute(copy.job_id)
    assert of(member).get().copy == copy
    assert ReaderCopy.objects.get(pk=first.pk).is_released  # on record
    assert (
        Letter.objects.filter(subject__contains="copy of the papers was").count() == 1
    )


def test_who_has_nothing_withheld_any_more_reads_the_pack_again(story, member):
    row = withhold(story, member)
    pack = issued(story)
    made(pack)
    row.papers_withheld = False
    row.save()

    refresh_copies(pack_id=pack.pk, actor=SYSTEM_ACTOR, at=timezone.now())

    assert not of(member).exists()
    assert "Nothing" in ReaderCopyFor.objects.get().superseded_why
    (shown,) = copy_rows(copies_of(story.secretary, pack))
    assert (shown.state, shown.kind) == ("Closed: nobody reads it any more", "quiet")
    assert PackFile.objects.readable_by(member).filter(pack=pack).exists()


def test_a_deputy_inherits_what_is_withheld_from_the_person_stood_in_for(story, member):
    deputy = actor_in(story.meeting.body, Role.MEMBER)
    withhold(story, member)
    pack = issued(story)
    assert PackFile.objects.readable_by(deputy).filter(pack=pack).exists()

    ReplyFactory(
        meeting=story.meeting,
        person_id=member.person_id,
        answer="apologies",
        deputy_id=deputy.person_id,
    )
    make_the_copies({"pack_id": pack.pk})

    assert (
        not PackFile.objects.readable_by(deputy)
        .filter(pack=pack, edition=Edition.MEMBERS)
        .exists()
    )
    (copy,) = ReaderCopy.objects.all()
    assert {row.person_id for row in copy.readers.all()} == {
        member.person_id,
        deputy.person_id,
    }


def test_what_is_withheld_at_an_item_is_left_out_at_its_sub_items(story, member):
    item = story.meeting.items.get(title="Contract")
    below = AgendaItemFactory(
        meeting=story.meeting, section=item.section, parent=item, title="Annex"
    )
    row = withhold(story, member)
    pack = issued(story)

    omitted = {
        each.item_id
        for each in omissions_of(pack, timezone.localdate())[member.person_id]
    }
    assert omitted == {item.pk, below.pk}
    assert row.item == item


def test_with_names_each_reader_has_a_file_of_his_or_her_own(story, member):
    names_on_pages.answered_by(lambda _: True)
    other = actor_in(story.meeting.body, Role.MEMBER)
    for each in (member, other):
        withhold(story, each)
    pack = issued(story)
    (copy,) = made(pack)

    rows = [of(each).get() for each in (member, other)]
    assert rows[0].stored.sha256 != rows[1].stored.sha256
    for row in rows:
        pages = texts(path_of(row))
        assert len(pages) == copy.page_count
        assert all(f"Copy for {row.name_then}" in page for page in pages)
    third = actor_in(story.meeting.body, Role.MEMBER)
    withhold(story, third)
    assert not of(third).exists()
    (again,) = made(pack)
    assert again.pk == copy.pk
    assert "Copy for" in texts(path_of(of(third).get()))[0]


def test_a_copy_that_was_handed_out_is_never_changed(story, member):
    withhold(story, member)
    (copy,) = made(issued(story))
    copy.manifest = {}

    with pytest.raises(CopyIsFixedError):
        copy.save()
    with pytest.raises(CopyIsFixedError):
        copy.delete()
    with pytest.raises(TypeError):
        ReaderCopy.objects.all().delete()
    with pytest.raises(TypeError):
        ReaderCopyFor.objects.all().delete()


def test_a_job_that_ended_takes_its_copy_with_it(story, member):
    withhold(story, member)
    pack = issued(story)
    (copy,) = refresh_copies(pack_id=pack.pk, actor=SYSTEM_ACTOR, at=timezone.now())
    Job.objects.filter(pk=copy.job_id).update(failure="Stopped half way.")

    close_the_copy({"job_id": str(copy.job_id), "state": "done"})
    assert ReaderCopy.objects.get(pk=copy.pk).state == CopyState.BUILDING
    close_the_copy({"job_id": str(copy.job_id), "state": "failed"})

    copy = ReaderCopy.objects.get(pk=copy.pk)
    assert (copy.state, copy.failure) == (CopyState.FAILED, "Stopped half way.")
    assert Letter.objects.filter(subject__contains="was not released").count() == 1
    with pytest.raises(PermissionDenied):
        make_copy_again(copy=copy, actor=member, at=PRESS)


def test_a_kept_paper_that_names_the_matter_is_told_and_goes_out(story, member):
    withhold(story, member)
    pack = issued(story)
    PaperVersion.objects.filter(paper__title="Later report").update(
        text=f"See the\n{WITHHELD}."
    )
    (copy,) = made(pack)

    assert copy.is_released
    assert copy.manifest["check"]["mentions"] == [
        f"Item 3, Later report, its page 1: “{WITHHELD}”"
    ]


def test_words_listed_of_the_item_are_looked_for_in_kept_papers(story, member):
    withhold(story, member)
    story.meeting.items.filter(title="Contract").update(
        phrases="Project Lantern\nHarbour House"
    )
    pack = issued(story)
    PaperVersion.objects.filter(paper__title="Later report").update(
        text="What project lantern asks for."
    )
    (copy,) = made(pack)

    assert copy.is_released
    assert copy.manifest["check"]["mentions"] == [
        "Item 3, Later report, its page 1: “Project Lantern”"
    ]
    assert "Lantern" not in str(pack.snapshot)


def test_the_print_of_a_part_is_read_once(story, member):
    withhold(story, member)
    pack = issued(story)
    made(pack)
    kept = set(PartPrint.objects.values_list("pk", "made_at"))
    withhold(story, actor_in(story.meeting.body, Role.MEMBER), "Last")
    made(pack)

    assert kept <= set(PartPrint.objects.values_list("pk", "made_at"))
