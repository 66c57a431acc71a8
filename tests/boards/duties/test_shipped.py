"""The duties that ship: each can be decided, and says where it comes from."""

import csv
from pathlib import Path

import pytest

from boards.bodies.enums import InstrumentKind
from boards.bodies.forms.papers import SECTIONS
from boards.duties.enums import Level
from boards.duties.importers import shipped_duties
from boards.duties.rules.duties import CHECKS
from boards.duties.rules.evidence import OWNERS

CATALOGUE = Path(__file__).parents[2] / "requirements.csv"
LEVELS = {"H": Level.REQUIRED, "S": Level.EXPECTED, "D": Level.RECORDED}


def test_each_has_a_key_of_its_own():
    keys = [duty.key for duty in shipped_duties()]
    assert len(keys) == len(set(keys)) == 107


@pytest.mark.parametrize("duty", shipped_duties(), ids=lambda duty: duty.key)
def test_each_can_be_decided_and_says_where_it_comes_from(duty):
    assert duty.title
    assert duty.asked
    assert duty.sources
    assert not duty.check or duty.check in {OWNERS, *CHECKS}
    assert not duty.document or duty.document in InstrumentKind.values
    parts = [part.key for part in duty.parts]
    assert len(parts) == len(set(parts))
    assert all(part.words for part in duty.parts)
    assert not (duty.parts and duty.check in CHECKS)


def test_every_check_is_that_of_a_duty():
    assert {duty.check for duty in shipped_duties()} - {"", OWNERS} == set(CHECKS)


def test_each_binds_as_far_as_its_first_row_of_the_catalogue_says():
    with CATALOGUE.open(encoding="utf-8") as rows:
        letters = {row["id"]: row["check"] for row in csv.DictReader(rows)}
    wrong = {
        duty.key: (duty.level, letters[duty.requirements[0]])
        for duty in shipped_duties()
        if duty.requirements and LEVELS[letters[duty.requirements[0]]] is not duty.level
    }
    assert wrong == {}


def test_a_version_of_a_document_is_asked_for_the_parts_of_its_duty():
    asked = {
        (duty.document, part.key)
        for duty in shipped_duties()
        for part in duty.parts
        if duty.document
    }
    there = {(kind, key) for kind, rows in SECTIONS.items() for key, _ in rows}
    assert asked - there == set()
