"""The whole draft, and what is said of each outcome."""

import datetime as dt

import pytest

from boards.minutes.rules import (
    Absence,
    ActionFact,
    DecisionFact,
    Event,
    OutcomeFact,
    QuestionFact,
    ResolutionFact,
    RulingFact,
    day_words,
    declarations_paragraph,
    draft,
    short_day,
)
from boards.minutes.rules.outcomes import outcome_sentences
from boards.minutes.rules.wording import object_of, sentence
from tests.boards.minutes.rules.records import (
    ESTATE,
    FINANCE,
    SITTING,
    STRATEGY,
    at,
    attendee,
    record,
)

RULING = RulingFact(
    key=9,
    item_id=3,
    name="A Member",
    nature="a spouse works for the provider",
    words="stayed, spoke, and did not vote",
    ruled_by="The Independent Chair",
)


def told(**facts):
    return {line.key: line for line in draft(record(**facts))}


def outcome(kind: str, **facts) -> OutcomeFact:
    return OutcomeFact(key="1", item_id=3, kind=kind, **facts)


def said(kind: str, **facts) -> str:
    return outcome_sentences(outcome(kind, **facts), body="ICS Board")


@pytest.mark.requirement("MIN-01")
def test_the_weekday_follows_from_the_date():
    assert day_words(dt.date(2020, 11, 4)) == "Wednesday 4 November 2020"
    assert day_words(dt.date(2020, 12, 2)) == "Wednesday 2 December 2020"
    assert day_words(dt.date(2026, 3, 1)) == "Sunday 1 March 2026"


@pytest.mark.requirement("DOI-12")
def test_a_declaration_has_its_four_facts_and_both_times():
    gone = Absence(1, "A Member", at(10, 20), at(10, 30), 3)
    words = declarations_paragraph(RULING, STRATEGY, [gone])
    assert words == (
        "At the start of the meeting A Member declared an interest in item 3, Clinical"
        " strategy: a spouse works for the provider. The Independent Chair decided:"
        " stayed, spoke, and did not vote. A Member left the meeting at 10:20 and"
        " returned at 10:30."
    )


@pytest.mark.requirement("DOI-12")
@pytest.mark.requirement("PUB-05")
def test_a_declaration_stands_where_it_was_made():
    at_start = told(rulings=(RULING,))["declared:3:9"]
    assert at_start.item_id == 2
    later = RulingFact(3, 4, "B Member", "a share", "left", "The Chair", at_start=False)
    lines = told(rulings=(later,))
    assert lines["declared:4:3"].item_id == 4
    assert lines["declared:4:3"].made.startswith("At the item B Member declared")
    assert "at the start" in lines["declared:none"].made


def test_a_ruling_that_is_a_sentence_stands_as_it_is():
    own = RulingFact(1, 3, "A", "a share", "The chair ruled that A leave", "The Chair")
    assert declarations_paragraph(own, STRATEGY).endswith(
        ": a share. The chair ruled that A leave."
    )


def test_an_item_that_is_gone_still_has_its_declaration():
    assert "an item of this meeting" in declarations_paragraph(RULING, None)


def test_none_declared_is_said():
    assert told()["declared:none"].made == "No interests were declared."


def test_without_a_record_of_the_sitting_nothing_is_said_to_lack():
    keys = told(events=(), attendees=())
    assert not {"presided", "apologies", "quorum", "declared:none"} & set(keys)


def test_a_declaration_on_an_item_of_part_two_is_in_part_two_alone():
    private = RulingFact(1, 5, "A Member", "a share", "left", "The Chair")
    gone = Absence(1, "A Member", at(11, 40), at(11, 50), 5)
    open_part = told(rulings=(private,), absences=(gone,))
    assert not [key for key in open_part if key.startswith("declared:5")]
    assert "absence:1" not in open_part
    closed_part = told(part=2, rulings=(private,), absences=(gone,))
    assert "declared:5:1" in closed_part
    assert "Because of the interest declared, A Member left the meeting at 11:40" in (
        closed_part["absence:1"].made
    )


def test_an_absence_without_a_ruling_is_told_plainly():
    gone = Absence(2, "B Member", at(10, 45), at(10, 50), 4)
    assert told(absences=(gone,))["absence:2"].made.startswith("B Member left")


@pytest.mark.requirement("MIN-11")
def test_one_item_holds_several_outcomes_one_of_them_not_approved():
    rows = (
        OutcomeFact("1", 3, "not_approved", recommendation="Approve the first option"),
        OutcomeFact("2", 3, "approved", recommendation="Approve the second option"),
        OutcomeFact("3", 3, "approved", recommendation="Agree the timetable"),
    )
    lines = [line for line in draft(record(outcomes=rows)) if line.item_id == 3]
    assert [line.made for line in lines] == [
        "RESOLVED: The ICS Board did not approve the first option.",
        "RESOLVED: The ICS Board approved the second option.",
        "RESOLVED: The ICS Board approved the timetable.",
    ]


@pytest.mark.parametrize(
    ("kind", "facts", "words"),
    [
        (
            "noted",
            {"recommendation": "Note the report."},
            "The ICS Board noted the report.",
        ),
        ("noted", {}, "The ICS Board noted the item."),
        ("noted", {"words": "the update"}, "The ICS Board noted the update."),
        (
            "noted",
            {"words": "Progress was good"},
            "The ICS Board noted the item. Progress was good.",
        ),
        (
            "noted",
            {"recommendation": "Note the report", "words": "It comes back in May"},
            "The ICS Board noted the report. It comes back in May.",
        ),
        (
            "noted",
            {"recommendation": "Note the report", "words": "The report"},
            "The ICS Board noted the report.",
        ),
        (
            "noted",
            {"recommendation": "A way ahead"},
            "The ICS Board noted the recommendation “A way ahead”.",
        ),
        (
            "noted",
            {"recommendation": "The Board is asked to note NHS pressures"},
            "The ICS Board noted NHS pressures.",
        ),
        (
            "assured",
            {"recommendation": "To take assurance from the report"},
            "The ICS Board took assurance from the report.",
        ),
        ("approved", {"words": "The plan stands"}, "RESOLVED: The plan stands."),
        (
            "approved",
            {
                "recommendation": "Approve the plan",
                "words": "Approved the plan of May.",
            },
            "RESOLVED: The ICS Board approved the plan of May.",
        ),
        (
            "referred",
            {"words": "Referred the plan to the Finance Committee"},
            "The ICS Board referred the plan to the Finance Committee.",
        ),
        (
            "approved",
            {"recommendation": "That the plan stand"},
            "RESOLVED: That the plan stand.",
        ),
        (
            "true_record",
            {"recommendation": "Approve the minutes of May"},
            "RESOLVED: The ICS Board accepted the minutes of May as a true record.",
        ),
        (
            "deferred",
            {"recommendation": "Approve the plan"},
            "The ICS Board deferred the plan.",
        ),
        (
            "referred",
            {"recommendation": "Approve the plan"},
            "The ICS Board referred the plan to another body.",
        ),
        (
            "noted",
            {"recommendation": "Note the logs", "bring_back": True},
            "The ICS Board noted the logs. It could be brought back if required.",
        ),
        ("none_recorded", {}, "No outcome was recorded for this item."),
    ],
)
def test_outcomes_are_told_in_the_past(kind, facts, words):
    assert said(kind, **facts) == words


def decision(**facts) -> DecisionFact:
    plain = {"number": "ICB-2020-001", "wording": "Approve the plan"}
    return DecisionFact(**{**plain, "method": "consensus", **facts})


def test_a_vote_is_told_in_numbers_with_dissents_and_the_casting_vote():
    voted = decision(
        method="vote",
        votes_for=5,
        votes_against=5,
        votes_abstained=1,
        casting_by="A Chair",
        casting_for=True,
        dissents=(("B Member", "the cost is not known"), ("C Member", "")),
    )
    assert said("approved", decision=voted) == (
        "RESOLVED (ICB-2020-001): The ICS Board approved the plan. The vote was 5 for, 5"
        " against and 1 abstention. A Chair, who presided, gave a second and casting"
        " vote for. B Member asked that dissent be recorded: The cost is not known."
        " C Member asked that dissent be recorded."
    )


def test_other_ways_of_deciding_give_their_reason():
    by_chair = decision(method="chair", reason="no agreement was found")
    assert "The chair decided for the body: No agreement was found." in said(
        "approved", decision=by_chair
    )
    helped = decision(method="third_party", reason="a mediator helped")
    assert "support from a third party: A mediator helped." in said(
        "approved", decision=helped
    )
    against = decision(
        method="vote",
        votes_for=3,
        votes_against=4,
        votes_abstained=2,
        casting_by="A Chair",
        casting_for=False,
    )
    assert "2 abstentions. A Chair, who presided" in said(
        "not_approved", decision=against
    )
    assert "vote against." in said("not_approved", decision=against)


def test_wording_of_the_register_that_differs_is_told_too():
    other = decision(wording="The plan starts in May")
    assert said("approved", recommendation="Approve the plan", decision=other) == (
        "RESOLVED (ICB-2020-001): The ICS Board approved the plan. The plan starts in"
        " May."
    )


def test_an_inquorate_item_says_so_with_its_way_out():
    found = Event("inquorate", at(10, 15), 3, way_out="discuss", words="two had left")
    lines = told(events=(*SITTING[:3], found, *SITTING[3:]))
    assert lines["inquorate:3"].made == (
        "At 10:15 the meeting was found not to be quorate for this item. The item was"
        " discussed and nothing was decided. Two had left."
    )
    assert "outcome:none:3" not in lines


def test_none_recorded_is_said_once_the_meeting_is_over():
    assert told()["outcome:none:3"].made == "No outcome was recorded for this item."
    assert "outcome:none:3" not in told(is_over=False)
    assert "outcome:none:1" not in told()


def test_what_was_not_heard_is_said():
    missed = told(events=(*SITTING[:3], SITTING[4]))
    assert missed["outcome:none:4"].made == "This item was not reached."
    put_off = (*record().items[:3], _in_state("deferred"), ESTATE)
    assert told(items=put_off)["outcome:none:4"].made == "This item was deferred."
    gone = (*record().items[:3], _in_state("withdrawn"), ESTATE)
    assert told(items=gone)["outcome:none:4"].made == "This item was withdrawn."


def _in_state(state: str):
    return type(FINANCE)(
        FINANCE.item_id, "4", FINANCE.title, FINANCE.section, 1, state=state
    )


def test_an_action_has_its_lead_and_date():
    action = ActionFact(
        "ICB 201202-01", "Bring the plan", "Chief Officer", "6 Jan 2021", 3
    )
    line = told(actions=(action,))["action:ICB 201202-01"]
    assert line.made == (
        "Action ICB 201202-01: Bring the plan. Lead: Chief Officer. Due: 6 Jan 2021."
    )
    assert (line.action_by, line.item_id) == ("Chief Officer", 3)
    bare = ActionFact("A1", "Do it", "", "")
    assert told(actions=(bare,))["action:A1"].made == (
        "Action A1: Do it. No lead was named. No date was set."
    )


def test_the_resolution_to_exclude_the_public_ends_part_one():
    moved = ResolutionFact(
        "A Chair", "B Member", at(11, 30), "That the public be excluded"
    )
    lines = told(resolution=moved)
    assert lines["resolution"].made == (
        "A Chair moved, B Member seconded, and at 11:30 it was RESOLVED: That the public"
        " be excluded."
    )
    assert "resolution" not in told(part=2, resolution=moved)
    lost = ResolutionFact("A", "B", at(11, 30), "That", carried=False)
    assert "resolution" not in told(resolution=lost)


def test_a_question_names_its_asker_only_where_allowed():
    named = QuestionFact(1, "Why so late?", "The bus was late", "J Public")
    hidden = QuestionFact(2, "Why", "", item_id=3)
    refused = QuestionFact(3, "", "", refusal="it is not ours")
    lines = told(questions=(named, hidden, refused))
    assert lines["question:1"].made == (
        "J Public asked: “Why so late?”\nThe answer was: The bus was late."
    )
    assert lines["question:2"].made == (
        "A member of the public asked: “Why?”\nAn answer was to be given in writing."
    )
    assert "not taken: It is not ours." in lines["question:3"].made
    assert not [key for key in told(part=2, questions=(named,)) if "question" in key]


def test_the_close_has_its_time_and_the_next_meeting_ends_the_minutes():
    events = (
        *SITTING[:3],
        Event("adjourned", at(11), words="for lunch"),
        Event("resumed", at(11, 10)),
        SITTING[4],
    )
    lines = draft(record(events=events, next_meeting="Formal, 6 January 2021"))
    closing = [line.made for line in lines if line.item_id is None][-4:]
    assert closing == [
        "The meeting was adjourned at 11:00. For lunch.",
        "The meeting resumed at 11:10.",
        "The meeting closed at 12:00.",
        "Next meeting: Formal, 6 January 2021.",
    ]
    assert "not recorded" in told()["next"].made
    assert "next" not in told(part=2)


def test_a_change_of_the_chair_stands_at_its_item():
    events = (*SITTING[:4], Event("presides", at(10, 41), 4, "B Deputy"), SITTING[4])
    line = told(events=events)["presides:0"]
    assert (line.item_id, line.made) == (4, "At 10:41 B Deputy took the chair.")


def test_a_change_of_the_chair_in_part_two_is_told_there_alone():
    events = (*SITTING[:4], Event("presides", at(11, 41), 5, "B Deputy"), SITTING[4])
    assert "presides:0" not in told(events=events)
    assert "presides:0" in told(events=events, part=2)


def test_who_was_absent_is_in_the_draft():
    gone = attendee(1, "A Gone", state="absent")
    assert told(attendees=(gone,))["absent"].made == (
        "Absent without apologies: A Gone."
    )


def test_a_vote_without_abstentions_names_none():
    voted = decision(method="vote", votes_for=5, votes_against=1)
    assert "The vote was 5 for and 1 against." in said("approved", decision=voted)


def test_a_short_day_has_no_weekday():
    assert short_day(dt.date(2020, 12, 2)) == "2 December 2020"


def test_without_standing_items_the_opening_stands_in_front():
    lines = draft(record(items=(STRATEGY, FINANCE)))
    assert [line.key for line in lines if line.item_id is None][:4] == [
        "presided",
        "apologies",
        "quorum",
        "declared:none",
    ]


def test_keys_are_never_given_twice():
    lines = draft(
        record(rulings=(RULING,), absences=(Absence(1, "A Member", at(10, 20)),))
    )
    assert len({line.key for line in lines}) == len(lines)


def test_words_are_put_right_at_their_ends():
    assert sentence("  the plan, ") == "The plan."
    assert sentence("why?") == "Why?"
    assert sentence(" ") == ""
    assert object_of("Something else", ["note"]) is None
