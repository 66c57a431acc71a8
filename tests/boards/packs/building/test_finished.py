"""What a finished build holds: every entry, its numbers, its proof."""

from pathlib import Path

import pytest

from boards.packs.enums import EntryKind, EntryStep
from boards.packs.models import Pack, RenderedPart
from boards.packs.services import build as building
from boards.papers.models import Paper
from tests.boards.packs.building.common import built, start
from tests.factories.packs import PRESS, a_pack_board, december, run_job_of

pytestmark = pytest.mark.django_db


def labels(pack: Pack, edition: str) -> list[tuple[str, str, str]]:
    rows = pack.entries.filter(edition=edition).order_by("position")
    return [
        (row.key.partition("-")[0], row.first_label, row.last_label) for row in rows
    ]


@pytest.mark.requirement("PCK-01")
def test_a_build_ends_with_three_files_and_every_entry_numbered():
    pack = built(december())

    assert labels(pack, "members") == [
        ("front", "1", "1"),
        ("agenda", "2", "2"),
        ("sheet", "3", "3"),
        ("paper", "4", "5"),
        ("paper", "6", "8"),
        ("log", "9", "9"),
        ("sheet", "10", "10"),
        ("paper", "11", "12"),
        ("paper", "13", "13"),
        ("paper", "14", "16"),
    ]
    assert labels(pack, "private") == [
        ("front", "P1", "P1"),
        ("agenda", "P2", "P2"),
        ("sheet", "P3", "P3"),
        ("paper", "P4", "P5"),
    ]
    assert labels(pack, "public") == [
        ("front", "1", "1"),
        ("agenda", "2", "2"),
        ("withheld", "3–5", "3–5"),
        ("paper", "6", "8"),
        ("log", "9", "9"),
        ("sheet", "10", "10"),
        ("paper", "11", "12"),
        ("paper", "13", "13"),
        ("withheld", "14–16", "14–16"),
    ]
    assert set(pack.entries.values_list("step", flat=True)) == {EntryStep.SET}
    files = pack.files.order_by("edition")
    assert [(f.edition, f.page_count, f.papers) for f in files] == [
        ("members", 16, 5),
        ("private", 5, 1),
        ("public", 12, 3),
    ]


def test_the_manifest_proves_the_file_and_lists_what_it_holds():
    pack = built(december())

    for file in pack.files.select_related("stored"):
        manifest = file.manifest
        assert manifest["file"]["sha256"] == file.stored.sha256
        assert manifest["file"]["size"] == file.stored.size
        assert len(manifest["file"]["page_labels"]) == file.page_count
        assert sum(e["pages"] for e in manifest["entries"]) == file.page_count
        assert all(len(e["part_sha256"]) == 64 for e in manifest["entries"])
        assert (manifest["version"], manifest["edition"]) == (1, file.edition)
        assert manifest["asked_at"] == PRESS.isoformat()
    paper = Paper.objects.get(title="ICS Finance Report")
    members = pack.files.get(edition="members").manifest
    listed = next(e for e in members["entries"] if e["paper_id"] == paper.pk
                  and e["kind"] == EntryKind.PAPER)  # fmt: skip
    assert listed["part_sha256"] == paper.current_version.part.sha256
    assert (listed["paper_version"], listed["first_label"]) == (1, "11")


def test_a_pack_without_part_two_has_two_files():
    story = a_pack_board()
    story.paper(story.item("Finance Report"), "ICS Finance Report", pages=1)

    pack = built(story)

    assert sorted(pack.files.values_list("edition", flat=True)) == ["members", "public"]


def test_an_agenda_without_papers_makes_a_pack_too():
    story = a_pack_board()
    story.item("Welcome")

    pack = built(story)

    file = pack.files.get(edition="members")
    assert (file.page_count, file.accessible_words) == (2, "")


def test_a_long_agenda_keeps_the_pages_it_names():
    story = a_pack_board()
    for number in range(45):
        story.item(f"Item of business with a title that is rather long {number}")
    last = story.item("The last item")
    story.paper(last, "Only paper", pages=2)

    pack = built(story)

    agenda = pack.entries.get(edition="members", key="agenda")
    paper = pack.entries.get(edition="members", kind=EntryKind.PAPER)
    assert agenda.page_count > 1
    assert paper.first_label == str(2 + agenda.page_count)


def test_progress_is_told_entry_by_entry():
    story = december()
    pack = start(story)
    said: list[tuple[int, str]] = []
    original = building._Build._report

    def listen(self: building._Build, words: str, *, step: int = 0) -> None:
        original(self, words, step=step)
        said.append((self.done + step, words))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building._Build, "_report", listen)
        job = run_job_of(pack)

    assert said[0] == (0, "Setting Zirconium framework")
    assert said[-1] == (16, "Keeping the finished files")
    assert [done for done, _ in said] == sorted(done for done, _ in said)
    assert job.percent == 100


def test_a_cached_part_whose_file_went_missing_is_made_again():
    story = december()
    built(story)
    for part in RenderedPart.objects.select_related("stored"):
        Path(part.stored.file.path).unlink()

    pack = built(story)

    assert pack.version == 2


def test_a_paper_without_tags_is_counted_and_named_with_its_remedy():
    story = december()
    story.paper(story.item("Signed agreement"), "Scan", pages=1, tagged=False)

    pack = built(story)

    file = pack.files.get(edition="members")
    assert (file.accessible_words, file.claims_ua) == (
        "5 of 6 papers accessible",
        False,
    )
    entry = pack.entries.get(edition="members", title="Scan")
    assert entry.accessible is False
    assert entry.remedy.startswith("The file has no tags")
    private = pack.files.get(edition="private")
    assert (private.accessible_words, private.claims_ua) == (
        "1 of 1 paper accessible",
        True,
    )
