"""What may be recorded about a duty, and what a duty of one's own may be."""

from datetime import date

import pytest

from boards.bodies.enums import BodyKind
from boards.duties.rules.checklist import (
    is_asked_of,
    key_of,
    parts_of,
    wrong_address,
    wrong_days,
    wrong_parts,
    wrong_removal,
)
from tests.boards.duties.rules.asking import shipped

JULY = date(2022, 7, 1)


@pytest.mark.parametrize(
    ("key", "kind", "is_asked"),
    [
        ("constitution", BodyKind.NHS_BODY_BOARD, True),
        ("constitution", BodyKind.ICS_BOARD, False),
        ("due_diligence", BodyKind.ICS_BOARD, True),
        ("due_diligence", BodyKind.NHS_BODY_BOARD, True),
        ("due_diligence", BodyKind.COMMITTEE, False),
        ("place_services", BodyKind.PLACE_PARTNERSHIP, True),
    ],
)
def test_a_duty_is_asked_of_one_kind_of_body(key, kind, is_asked):
    assert is_asked_of(shipped(key), kind) is is_asked


@pytest.mark.parametrize(
    ("found_on", "review_on", "wrong"),
    [
        (JULY, None, ("", "")),
        (JULY, date(2022, 7, 2), ("", "")),
        (
            date(2022, 7, 2),
            None,
            (
                (
                    "Give the day it was found, today or before. 2 July 2022 is still to"
                    " come."
                ),
                "starts_on",
            ),
        ),
        (
            JULY,
            JULY,
            ("Its review comes after 1 July 2022, when it was found.", "review_on"),
        ),
    ],
)
def test_evidence_is_found_before_it_is_looked_at_again(found_on, review_on, wrong):
    assert wrong_days(found_on, review_on, JULY) == wrong


@pytest.mark.parametrize("address", ["", "https://example.org/a", "http://example.org"])
def test_an_address_can_be_opened(address):
    assert wrong_address(address) == ""


@pytest.mark.parametrize(
    "address", ["example.org", "javascript:alert(1)", "ftp://example.org", "https:///a"]
)
def test_an_address_of_another_kind_is_none(address):
    assert wrong_address(address) == (
        "Give an address that begins with https:// or http://."
    )


@pytest.mark.parametrize(
    ("title", "taken", "key"),
    [
        ("Green plan", (), "green_plan"),
        ("Green plan", ("green_plan", "green_plan_2"), "green_plan_3"),
        ("Crèche & café", (), "creche_cafe"),
        ("緑", (), "duty"),
    ],
)
def test_a_key_is_made_of_the_title_and_is_its_own(title, taken, key):
    assert key_of(title, taken) == key


def test_a_key_fits_where_it_is_kept():
    long = "word " * 60
    assert len(key_of(long, {key_of(long, ())})) <= 60


def test_a_part_that_keeps_its_words_keeps_its_key():
    before = parts_of(["Cars", "Heat"])
    assert before == [
        {"key": "cars", "words": "Cars"},
        {"key": "heat", "words": "Heat"},
    ]
    assert parts_of(["Heat", "cars"], before) == [
        {"key": "heat", "words": "Heat"},
        {"key": "cars_2", "words": "cars"},
    ]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([], ""),
        (["a", "b"], ""),
        (["a"], "Give two parts or more, or none: a duty of one part is one thing."),
        ([str(number) for number in range(31)], "Give at most 30 parts."),
        (["Heat", "heat"], "Give each part once."),
        (["a", "b" * 201], f"Shorten “{'b' * 40}…” to 200 letters."),
    ],
)
def test_a_checklist_has_two_parts_or_more_each_once(lines, sentence):
    assert wrong_parts(lines) == sentence


def test_a_part_of_which_something_is_recorded_stays():
    parts = parts_of(["Heat", "Cars"])
    assert wrong_removal(parts, {"heat", ""}) == ""
    assert wrong_removal(parts, {"green_roof", "heat"}) == (
        "Evidence or an owner is recorded of “green roof”. Keep its words, or end this"
        " duty and add another."
    )


def test_a_duty_knows_its_parts_and_keeps_the_key_of_one_that_is_gone():
    duty = shipped("due_diligence")

    assert duty.has_part("")
    assert duty.has_part("assets")
    assert not duty.has_part("gone")
    assert duty.words_of("") == ""
    assert duty.words_of("gone") == "gone"
    assert duty.words_of("assets") == next(
        part.words for part in duty.parts if part.key == "assets"
    )
