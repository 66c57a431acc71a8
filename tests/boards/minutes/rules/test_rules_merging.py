"""What a person wrote is never overwritten; states; who may accept minutes."""

import datetime as dt

import pytest

from boards.minutes.enums import EntryKind, MinutesState
from boards.minutes.rules import (
    MINUTES_STATES,
    Kept,
    Line,
    Sitting,
    clean_html,
    html_of,
    is_out_of_date,
    marking,
    marking_sentence,
    merge,
    must_be_able_to_confirm,
    text_of,
)
from ics_portal.core.errors import RuleBroken


def line(key: str, made: str = "New.") -> Line:
    return Line(key, EntryKind.OUTCOME, 1, made)


def test_untouched_entries_follow_and_touched_ones_are_told_apart():
    kept = [
        Kept("made", "made", "Old."),
        Kept("accepted", "accepted", "Old.", "Old."),
        Kept("edited", "edited", "Old.", "Old."),
        Kept("gone", "made", "Old."),
        Kept("gone by hand", "edited", "Old.", "Old."),
        Kept("discussion", "typed", ""),
    ]
    found = merge(kept, [line("made"), line("accepted"), line("edited"), line("new")])
    assert [each.key for each in found.added] == ["new"]
    assert [each.key for each in found.followed] == ["made"]
    assert [each.key for each in found.moved_on] == ["accepted", "edited"]
    assert found.gone == ("gone",)
    assert found.gone_by_hand == ("gone by hand",)


@pytest.mark.parametrize(
    ("origin", "now", "then", "out"),
    [
        ("accepted", "New.", "Old.", True),
        ("edited", "", "Old.", True),
        ("accepted", "Old.", "Old.", False),
        ("made", "New.", "", False),
        ("typed", "New.", "", False),
    ],
)
def test_an_entry_is_out_of_date_when_the_record_moved_on(origin, now, then, out):
    assert is_out_of_date(origin, now, then) is out


@pytest.mark.requirement("PUB-04")
def test_until_they_are_accepted_minutes_are_marked():
    assert marking(MinutesState.DRAFT) == "Draft, unconfirmed"
    assert marking(MinutesState.CHAIR_APPROVED) == "Unconfirmed"
    assert marking(MinutesState.UNCONFIRMED) == "Unconfirmed"
    assert marking(MinutesState.CONFIRMED) == marking(MinutesState.SIGNED) == ""
    assert "not yet approved" in marking_sentence(MinutesState.DRAFT)
    assert "not the record" in marking_sentence(MinutesState.UNCONFIRMED)
    assert marking_sentence(MinutesState.CONFIRMED) == ""


def test_agreed_minutes_go_back_to_nothing():
    assert not MINUTES_STATES.allows(MinutesState.CONFIRMED, MinutesState.DRAFT)
    assert not MINUTES_STATES.allows(MinutesState.DRAFT, MinutesState.CONFIRMED)


NOVEMBER = Sitting(1, {7}, dt.date(2020, 11, 4), dt.time(10), "held")


def december(**facts) -> Sitting:
    plain = {
        "meeting_id": 2,
        "bodies": {7},
        "held_on": dt.date(2020, 12, 2),
        "starts_at": dt.time(10),
        "state": "sitting",
    }
    return Sitting(**{**plain, **facts})


@pytest.mark.requirement("MIN-13")
@pytest.mark.parametrize("state", ["sitting", "adjourned", "held"])
def test_a_later_meeting_of_the_body_accepts_the_minutes(state):
    must_be_able_to_confirm(NOVEMBER, 7, december(state=state))


@pytest.mark.requirement("MIN-13")
@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"bodies": {8}}, "did not meet on Wednesday 2 December 2020"),
        ({"state": "planned"}, "was not held"),
        ({"state": "cancelled"}, "was not held"),
        ({"held_on": dt.date(2020, 10, 7)}, "is not later"),
        ({"held_on": dt.date(2020, 11, 4)}, "is not later"),
    ],
)
def test_a_body_that_did_not_meet_accepts_nothing(facts, words):
    with pytest.raises(RuleBroken, match=words) as refused:
        must_be_able_to_confirm(NOVEMBER, 7, december(**facts))
    assert refused.value.rule_id == "MIN-13"
    assert refused.value.field == "at_meeting"


@pytest.mark.requirement("MIN-16")
def test_no_meeting_accepts_its_own_minutes():
    with pytest.raises(RuleBroken, match="never by the meeting they are of"):
        must_be_able_to_confirm(NOVEMBER, 7, NOVEMBER)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<div>One<br><br>Two</div>", "<p>One</p><p>Two</p>"),
        ("<p>One<br></p><p><br></p>", "<p>One</p>"),
        (
            "<b>Bold</b> and <i>slanted</i>",
            "<p><strong>Bold</strong> and <em>slanted</em></p>",
        ),
        ("<ul><li>A</li><li></li></ul>", "<ul><li>A</li></ul>"),
        ('<p style="color:red" onclick="x()">A</p>', "<p>A</p>"),
        ("<script>alert(1)</script>Safe", "<p>Safe</p>"),
        ('<a href="https://example.org">Link</a>', "<p>Link</p>"),
        ("<img src=x onerror=alert(1)>", ""),
        ("<h1>Head</h1>", "<p>Head</p>"),
        ("<blockquote>Quote</blockquote>", "<p>Quote</p>"),
        ("<li>a<br><br>b</li>", "<ul><li>a<br><br>b</li></ul>"),
        ("", ""),
        ("&nbsp;", ""),
    ],
)
def test_only_a_little_form_is_kept(typed, kept):
    assert clean_html(typed) == kept
    assert "<script" not in clean_html(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "<p>One</p><p>Two &amp; three</p>",
        "<ul><li>A</li><li>B</li></ul>",
        "<p>A<br>B</p>",
    ],
)
def test_plain_text_comes_back_as_it_was(typed):
    assert html_of(text_of(typed)) == typed
    assert clean_html(typed) == typed


def test_what_is_typed_is_words_and_not_code():
    assert html_of("1 < 2 & <b>\r\n\r\n\r\n- a\n- b") == (
        "<p>1 &lt; 2 &amp; &lt;b&gt;</p><ul><li>a</li><li>b</li></ul>"
    )
    assert html_of("  \n ") == ""
