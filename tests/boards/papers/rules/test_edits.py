import pytest
from hypothesis import given
from hypothesis import strategies as st

from boards.papers.rules import Clash, compare, token_of, types_on

NAMES = st.sampled_from(["title", "purpose", "rec-a1-verb", "answer_legal"])
FORMS = st.dictionaries(NAMES, st.text(max_size=20))


@pytest.mark.parametrize(
    ("seen", "stored", "typed", "changes", "clashes"),
    [
        ({}, {}, {"purpose": "New"}, {"purpose": "New"}, ()),
        (
            {"purpose": "Old"},
            {"purpose": "Old"},
            {"purpose": "New"},
            {"purpose": "New"},
            (),
        ),
        ({"purpose": "Old"}, {"purpose": "Old"}, {"purpose": ""}, {"purpose": ""}, ()),
        ({"purpose": "Old"}, {"purpose": "Theirs"}, {"purpose": "Old"}, {}, ()),
        ({"purpose": "Old"}, {"purpose": "Same"}, {"purpose": "Same"}, {}, ()),
        (
            {"purpose": "Old"},
            {"purpose": "Theirs"},
            {"purpose": "Mine"},
            {},
            (Clash("purpose", "Mine", "Theirs"),),
        ),
        (
            {"purpose": "Old"},
            {},
            {"purpose": "Mine"},
            {},
            (Clash("purpose", "Mine", ""),),
        ),
        (
            {},
            {"purpose": "Theirs"},
            {"purpose": "Mine"},
            {},
            (Clash("purpose", "Mine", "Theirs"),),
        ),
        ({}, {"purpose": "Theirs"}, {"purpose": ""}, {}, ()),
        ({"purpose": "Old"}, {"purpose": "Theirs"}, {}, {}, ()),
    ],
)
def test_only_a_field_both_changed_clashes(seen, stored, typed, changes, clashes):
    edits = compare(stored=stored, typed=typed, seen=token_of(seen))

    assert (edits.changes, edits.clashes) == (changes, clashes)


def test_without_a_token_nothing_is_compared():
    edits = compare(stored={"purpose": "Theirs"}, typed={"purpose": "Mine"}, seen=None)

    assert (edits.changes, edits.clashes) == ({"purpose": "Mine"}, ())


@pytest.mark.parametrize("token", ["", "nonsense", "a~b~c", "purpose~", "..~~.."])
def test_a_token_that_says_nothing_overwrites_nothing(token):
    edits = compare(stored={"purpose": "Theirs"}, typed={"purpose": "Mine"}, seen=token)

    assert edits.changes == {}
    assert len(edits.clashes) == 1


@given(seen=FORMS, stored=FORMS, typed=FORMS)
def test_nothing_somebody_else_wrote_is_ever_overwritten_unseen(seen, stored, typed):
    edits = compare(stored=stored, typed=typed, seen=token_of(seen))

    for name in edits.changes:
        assert stored.get(name, "") == seen.get(name, "")
    for clash in edits.clashes:
        assert clash.theirs != seen.get(clash.field, "")
    settled = {**edits.changes, **{c.field: c.mine for c in edits.clashes}}
    for name, mine in typed.items():
        untouched = mine in (stored.get(name, ""), seen.get(name, ""))
        assert untouched or settled[name] == mine


@pytest.mark.parametrize(
    ("name", "stored", "mine", "expected"),
    [
        ("purpose", "For not", "For noting.", True),
        ("purpose", "the plan", "the new plan", True),
        ("purpose", "the new plan", "the plan", True),
        ("purpose", "", "anything", True),
        ("purpose", "words", "", False),
        ("purpose", "the plan", "a new plan", False),
        ("purpose", "one thing", "another", False),
        ("implication_associated_risks", "yes", "no", True),
        ("rec-a-verb", "note", "approve", True),
        ("rec-a-text", "note", "approve", False),
        ("conflicts_text", "note", "approve", False),
    ],
)
def test_words_are_typed_on_at_one_place(name, stored, mine, expected):
    assert types_on(name, mine=mine, stored=stored) is expected
