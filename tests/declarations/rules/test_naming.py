"""Which organisations a text names."""

import pytest

from declarations.rules.naming import Finder

NAMES = {
    1: ["Blackpool Teaching Hospitals NHS Foundation Trust", "Blackpool Teaching"],
    2: ["Blackpool Council", ""],
    3: ["ICB"],
    4: ["East Lancashire Hospitals NHS Trust"],
    5: ["Coast Partners"],
    6: ["Coast Partners"],
}


@pytest.fixture(scope="module")
def finder():
    return Finder(NAMES)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("A contract with Blackpool Council was let.", {2}),
        ("blackpool\n   council", {2}),
        ("The Blackpool Teaching Hospitals NHS Foundation Trust", {1}),
        ("Blackpool Teaching and East Lancashire Hospitals NHS Trust", {1, 4}),
        ("Blackpool Councillors", set()),
        ("Blackpool", set()),
        ("the ICB", set()),  # too short to mean anything
        ("Coast Partners", set()),  # of two, it says neither
        ("", set()),
    ],
)
def test_a_name_is_found_as_a_whole(finder, text, named):
    assert finder.named_in(text) == named


def test_without_names_nothing_is_found():
    assert Finder({1: ["", "ICB"]}).named_in("the ICB") == set()
