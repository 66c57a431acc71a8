"""What must not be found in what the public gets."""

from boards.packs.rules.markers import (
    allowed_text,
    forbidden_markers,
    withheld_markers,
)
from tests.boards.packs.rules.test_entries import a_paper, a_snapshot, an_item

ITEMS = (
    an_item(1, title="Finance"),
    an_item(2, part=2, title="Settlement of a dispute", open_title="A staff matter"),
    an_item(3, part=2, title="Sale of the old depot"),
)


def marked(*papers, names=None, allowed=""):
    snapshot = a_snapshot(*papers, items=ITEMS)
    return forbidden_markers(snapshot, names or {}, allowed=allowed)


def test_titles_of_part_two_and_of_confidential_papers_are_withheld():
    found = marked(
        a_paper(1, 1, title="Open report"),
        a_paper(2, 1, title="Secret report", confidential=True),
        a_paper(3, 2, title="Agreement text", sheet={"title": "Agreement sheet"}),
        names={1: ["open"], 2: ["secret-file"], 3: ["agreement-file"]},
    )

    assert found == [
        "Settlement of a dispute",
        "Secret report",
        "secret-file",
        "Agreement text",
        "Agreement sheet",
        "agreement-file",
    ]


def test_a_redacted_paper_may_say_its_title_and_not_the_file_of_the_full_one():
    paper = a_paper(1, 1, title="Deal", confidential=True, public_version_id=9)

    assert marked(paper, names={1: ["full-deal"]})[1:] == ["full-deal"]


def test_what_the_public_agenda_says_and_short_words_tell_nothing():
    papers = (
        a_paper(1, 1, title="Finance report", confidential=True),
        a_paper(2, 1, title="Log", confidential=True),
    )
    allowed = allowed_text([{"items": [{"title": "The FINANCE report"}], "n": 1}])

    assert marked(*papers, allowed=allowed) == ["Settlement of a dispute"]


def test_what_a_copy_leaves_out_is_looked_for_by_titles_and_file_names():
    snapshot = a_snapshot(
        a_paper(5, 5, title="An open report"),
        a_paper(6, 6, title="Terms of a contract", sheet={"title": "Sheet of terms"}),
        a_paper(7, 6, title="Title 6"),
    )
    names = {5: ["open-file"], 6: ["contract-final", "v2"]}

    found = withheld_markers(snapshot, {6}, names, allowed="Title 6\nTitle 5")

    assert found == ["Terms of a contract", "Sheet of terms", "contract-final"]
