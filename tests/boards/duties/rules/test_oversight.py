"""Segments, what follows what, and who may act: without a database."""

import pytest

from boards.directory.enums import OrganisationKind
from boards.duties.enums import RatingStatus
from boards.duties.rules.oversight import (
    WHO_ACTS,
    WRONG_SEGMENT,
    wrong_segment,
    wrong_successor,
    wrong_taker,
)

EXPECTED, FINAL = RatingStatus.EXPECTED, RatingStatus.FINAL
REGULATOR = OrganisationKind.REGULATOR


@pytest.mark.requirement("ACC-04")
@pytest.mark.parametrize("segment", [1, 2, 3, 4])
def test_there_are_four_segments(segment):
    assert wrong_segment(segment) == ""


@pytest.mark.requirement("ACC-04")
@pytest.mark.parametrize("segment", [0, 5, -1, None, "three"])
def test_no_other_segment_is_taken(segment):
    assert wrong_segment(segment) == WRONG_SEGMENT
    assert WRONG_SEGMENT.startswith(
        "The framework has four levels: choose a segment from 1 to 4"
    )


@pytest.mark.requirement("ACC-06")
@pytest.mark.parametrize(
    ("kind", "name", "code"),
    [
        (REGULATOR, "NHS England", ""),
        (REGULATOR, "nhs  england and NHS Improvement", ""),
        (REGULATOR, "NHS England North West", ""),
        (REGULATOR, "NHS Improvement", ""),
        (REGULATOR, "The national body", "x24"),
        (REGULATOR, "North West region", "Y62"),
    ],
)
def test_nhs_england_takes_regulatory_action(kind, name, code):
    assert wrong_taker(kind=kind, name=name, ods_code=code) == ""


@pytest.mark.requirement("ACC-06")
@pytest.mark.parametrize(
    ("kind", "name", "code"),
    [
        (OrganisationKind.ICB, "The ICB", "QE1"),
        (OrganisationKind.NHS_TRUST, "A trust", "RX7"),
        # The name alone makes nobody NHS England.
        (OrganisationKind.OTHER, "NHS England", ""),
        (REGULATOR, "NHS Englander", ""),
        (REGULATOR, "Care Quality Commission", ""),
        (REGULATOR, "Another region", "Y623"),
    ],
)
def test_nobody_else_does_and_the_sentence_says_why(kind, name, code):
    said = wrong_taker(kind=kind, name=name, ods_code=code)

    assert said == f"{name} cannot be chosen. {WHO_ACTS}"
    assert "H&W design framework summary, June 2021, lines 203-204" in said
    assert "The integrated care board leads oversight of local performance" in said


@pytest.mark.parametrize(
    ("before", "status", "is_refused"),
    [
        (EXPECTED, EXPECTED, False),
        (EXPECTED, FINAL, False),
        (FINAL, FINAL, False),
        (FINAL, EXPECTED, True),
    ],
)
def test_an_expected_rating_does_not_take_the_place_of_a_final_one(
    before, status, is_refused
):
    said = wrong_successor(before=before, status=status)
    assert said.startswith("The rating of this scheme from this day is final") is (
        is_refused
    )
    assert bool(said) is is_refused
