"""Workstreams, milestones with their documents, and the shared care record."""

from datetime import date

import pytest

from boards.duties.rules.facts import MilestoneFact, State, WorkstreamFact
from tests.boards.duties.rules.asking import ask, evidence

STROKE = WorkstreamFact(name="Stroke")
CANCER = WorkstreamFact(name="Cancer", lacking=("clinical lead", "finance lead"))


@pytest.mark.requirement("CPL-07")
@pytest.mark.parametrize(
    ("workstreams", "state", "words"),
    [
        ((), State.NOT_KNOWN, "No workstream is recorded."),
        (
            (WorkstreamFact(name="Over", ends_on=date(2022, 6, 30)),),
            State.NOT_KNOWN,
            "No workstream is recorded.",
        ),
        ((STROKE,), State.MET, "1 workstream, each with its three leads."),
        ((STROKE, STROKE), State.MET, "2 workstreams, each with its three leads."),
        (
            (STROKE, CANCER),
            State.NOT_MET,
            "Cancer names no clinical lead and finance lead.",
        ),
    ],
)
def test_each_workstream_names_three_leads(workstreams, state, words):
    found = ask("workstreams", workstreams=workstreams)
    assert (found.state, found.words) == (state, words)


CONSTITUTION, MEMORANDUM = ("constitution", None), ("mou", 2022)


def milestone(*documents, done_on=date(2022, 3, 31), code="Q4-6"):
    return MilestoneFact(code=code, done_on=done_on, documents=frozenset(documents))


BOTH = milestone(CONSTITUTION, MEMORANDUM)


@pytest.mark.requirement("TRN-07")
@pytest.mark.parametrize(
    ("milestones", "state", "words"),
    [
        (
            (BOTH,),
            State.MET,
            (
                "Q4-6 (the constitution) was done in time."
                " Q4-6 (the memorandum of understanding for 2022/23) was done in time."
            ),
        ),
        (
            (),
            State.NOT_KNOWN,
            (
                "No milestone is linked to the constitution."
                " No milestone is linked to the memorandum of understanding for 2022/23."
            ),
        ),
        (
            (milestone(MEMORANDUM),),
            State.NOT_KNOWN,
            "No milestone is linked to the constitution.",
        ),
        (
            (milestone(MEMORANDUM), milestone(CONSTITUTION, done_on=None, code="Q4-7")),
            State.NOT_MET,
            "Q4-7 (the constitution) is not done.",
        ),
        (
            (milestone(MEMORANDUM), milestone(CONSTITUTION, done_on=date(2022, 4, 1))),
            State.NOT_MET,
            "Q4-6 (the constitution) was done after 31 March 2022.",
        ),
        (
            (milestone(CONSTITUTION, ("mou", 2021)),),
            State.NOT_KNOWN,
            "No milestone is linked to the memorandum of understanding for 2022/23.",
        ),
        (
            (milestone(MEMORANDUM, done_on=date(2022, 7, 2)),),
            State.NOT_MET,
            "Q4-6 (the memorandum of understanding for 2022/23) is not done.",
        ),
    ],
)
def test_constitution_and_memorandum_are_there_in_time(milestones, state, words):
    found = ask("transition_documents", milestones=milestones)
    assert (found.state, found.words) == (state, words)


@pytest.mark.requirement("TRN-07")
def test_they_are_not_due_before_the_end_of_march():
    found = ask("transition_documents", day=date(2022, 3, 30))
    assert found.state == State.NOT_DUE
    early = milestone(CONSTITUTION, MEMORANDUM, done_on=date(2022, 3, 1))
    found = ask("transition_documents", day=date(2022, 3, 30), milestones=(early,))
    assert found.state == State.MET


RECORD = "shared_care_record"


@pytest.mark.requirement("DIG-05")
@pytest.mark.parametrize(
    ("found", "state", "words"),
    [
        ((), State.NOT_KNOWN, "Nobody said whether a shared care record is in use."),
        ((evidence(RECORD),), State.MET, "In use since 1 June 2022."),
        (
            (evidence(RECORD), evidence(RECORD, starts_on=date(2021, 5, 1))),
            State.MET,
            "In use since 1 May 2021.",
        ),
        (
            (evidence(RECORD, starts_on=None),),
            State.NOT_KNOWN,
            "Since when it is in use is not said.",
        ),
        (
            (evidence(RECORD, is_met=False, words="Not bought yet."),),
            State.NOT_MET,
            "Not bought yet.",
        ),
    ],
)
def test_a_shared_care_record_is_in_use_from_a_day(found, state, words):
    asked = ask(RECORD, evidence=found)
    assert (asked.state, asked.words) == (state, words)
