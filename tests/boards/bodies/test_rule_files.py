"""A file of rules is taken whole or not at all."""

import json

import pytest

from boards.bodies.importers import (
    EDITIONS,
    FIRST_EDITION,
    NotRules,
    read_editions,
    read_rules,
)

GOOD = {
    "rule_id": "RULE-X-01",
    "body_kind": "icb_board",
    "text": "A chair",
    "constituency": "chair",
    "check": "hard",
    "minimum": 1,
    "source": ["clause 3.5"],
}


def read(*rules):
    return read_rules(json.dumps({"rules": list(rules)}))


def test_the_first_edition_is_read_whole():
    rows = read_rules(FIRST_EDITION.read_text())

    assert len(rows) == len({row.rule_id for row in rows}) == 68
    by_id = {row.rule_id: row for row in rows}
    assert by_id["RULE-PTN-02"].minimum == "all"
    assert str(by_id["RULE-COL-01"].starts_on) == "2022-04-01"
    assert "wise" in by_id["RULE-COL-02"].note or by_id["RULE-COL-02"].note


def test_the_second_edition_has_ids_of_its_own_a_status_and_a_first_day():
    first, second = (read_rules(path.read_text()) for path in EDITIONS)
    rows = {row.rule_id: row for row in second}

    assert {row.rule_id for row in first} & rows.keys() == set()
    assert {row.rule_id for row in read_editions()} >= rows.keys()
    nhs = [row for name, row in rows.items() if name.startswith("RULE-NHS")]
    assert {str(row.starts_on) for row in nhs} == {"2022-07-01"}
    assert all(row.note and row.sources for row in rows.values())
    assert rows["RULE-NHS-02"].note == "Law."


def test_a_rule_of_ones_own_is_read():
    [row] = read({**GOOD, "effective_from": "2023-01-01", "effective_to": "2023-12-31"})

    assert (row.rule_id, row.minimum, row.sources) == (
        "RULE-X-01",
        "1",
        ("clause 3.5",),
    )
    assert (str(row.starts_on), str(row.ends_on)) == ("2023-01-01", "2023-12-31")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"constituency": "astronomer"}, "names an unknown constituency, “astronomer”"),
        ({"body_kind": "parish"}, "names an unknown kind of body, “parish”"),
        ({"check": "strict"}, "has the unknown check “strict”"),
        ({"minimum": "some"}, "has the minimum “some”"),
        ({"minimum": True}, "has the minimum “True”"),
        ({"minimum": -1}, "has the minimum “-1”"),
        ({"maximum": 1.5}, "has the maximum “1.5”"),
        ({"maximum": 0}, "asks for at least 1 and at most 0"),
        ({"effective_from": "April 2022"}, "has “April 2022” as a day"),
        ({"text": " "}, "has no text"),
    ],
)
def test_a_rule_that_cannot_be_used_is_named(change, sentence):
    with pytest.raises(NotRules) as refused:
        read(GOOD, {**GOOD, "rule_id": "RULE-X-02", **change})

    [said] = refused.value.sentences
    assert said.startswith("RULE-X-02 ")
    assert sentence in said


def test_an_id_twice_is_named():
    with pytest.raises(NotRules, match="RULE-X-01 is there twice"):
        read(GOOD, GOOD)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"rules": 3}', '{"rules": [1]}'])
def test_what_is_no_file_of_rules_is_refused(text):
    with pytest.raises(NotRules):
        read_rules(text)
