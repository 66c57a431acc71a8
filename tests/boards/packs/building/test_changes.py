"""What a build says has changed, and what it sets again."""

import pytest

from boards.packs.models import Pack
from boards.packs.services import issue_pack
from boards.packs.services import parts as caching
from boards.papers.models import Paper
from tests.boards.packs.building.common import built
from tests.factories.packs import PRESS, PackBoard, december

pytestmark = pytest.mark.django_db


def issued(story: PackBoard) -> Pack:
    return issue_pack(pack=built(story), actor=story.secretary, at=PRESS)


def test_a_second_build_says_what_changed_and_renders_only_that(monkeypatch):
    story = december()
    issued(story)
    rendered: list[str] = []
    original = caching.render_pdf
    monkeypatch.setattr(
        caching,
        "render_pdf",
        lambda document: rendered.append(document.template) or original(document),
    )
    finance = Paper.objects.get(title="ICS Finance Report")
    story.version(finance, pages=2)

    pack = built(story)

    assert [change["words"] for change in pack.changes] == [
        "Item 4, ICS Finance Report, pages 11–12, changed: version 2 replaces 1."
    ]
    # No page moved, so neither the agendas nor a cover sheet is set again: only the
    # front pages, which bear the version.
    assert rendered == ["pdf/packs/front.html"] * 3


def test_members_are_told_what_changed_since_the_version_they_had():
    """Not since a build that nobody but the office saw (PACK-6)."""
    story = december()
    issued(story)
    story.version(Paper.objects.get(title="ICS Finance Report"), pages=2)
    built(story)
    story.version(Paper.objects.get(title="Minutes of 4 November"), pages=3)

    third = built(story)

    members = third.files.get(edition="members").manifest
    assert members["since_version"] == 1
    assert [change["words"] for change in members["changes"]] == [
        "Item 3, Minutes of 4 November, pages 6–8, changed: version 2 replaces 1.",
        "Item 4, ICS Finance Report, pages 11–12, changed: version 2 replaces 1.",
    ]
    assert third.changes == members["changes"]


def test_while_none_was_issued_every_build_is_the_first():
    story = december()
    built(story)
    story.version(Paper.objects.get(title="ICS Finance Report"), pages=2)

    second = built(story)

    manifest = second.files.get(edition="members").manifest
    assert (manifest["since_version"], second.changes) == (None, [])
    front = second.entries.get(edition="members", key="front")
    assert front.page_count == 1


def test_a_longer_paper_has_the_agenda_set_again_and_says_what_moved():
    story = december()
    issued(story)
    story.version(Paper.objects.get(title="Minutes of 4 November"), pages=5)

    pack = built(story)

    words = [change["words"] for change in pack.changes]
    assert words == [
        "Item 3, Minutes of 4 November, pages 6–10, changed: version 2 replaces 1."
    ]
    assert (
        pack.entries.get(edition="members", key__startswith="log").first_label == "11"
    )


def test_the_public_is_not_told_that_a_confidential_paper_changed():
    story = december()
    issued(story)
    story.version(Paper.objects.get(title="Zirconium framework"), pages=2)

    pack = built(story)

    assert "Zirconium" in pack.changes[0]["words"]
    assert pack.files.get(edition="public").manifest["changes"] == []


def test_a_long_list_of_changes_is_cut_to_fit_the_front_page():
    story = december()
    issued(story)
    for number in range(12):
        story.item(f"{'Another item of business with a long title ' * 6}{number}"[:300])

    pack = built(story)

    assert len(pack.changes) >= 12
    front = pack.entries.get(edition="members", key="front")
    assert front.page_count == 1
