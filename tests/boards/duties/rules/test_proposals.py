"""How people were involved in what was proposed."""

from datetime import date

import pytest

from boards.duties.rules.facts import ProposalFact, State
from tests.boards.duties.rules.asking import ask


def proposal(title="Move the unit", **fields):
    given = {
        "raised_on": date(2022, 5, 1),
        "level": "designed",
        "needs_consultation": False,
        **fields,
    }
    return ProposalFact(title=title, **given)


NEEDED = {"needs_consultation": True, "consulted_from": date(2022, 5, 2)}


@pytest.mark.requirement("ENG-01")
@pytest.mark.parametrize(
    ("proposals", "state", "words"),
    [
        ([], State.NOT_KNOWN, "No proposal is recorded."),
        (
            [proposal(raised_on=date(2022, 7, 2), level="")],
            State.NOT_KNOWN,
            "No proposal is recorded.",
        ),
        ([proposal()], State.MET, "1 proposal, people involved in each."),
        (
            [proposal(), proposal("Merge", **NEEDED)],
            State.MET,
            "2 proposals, people involved in each.",
        ),
        (
            [proposal(), proposal("Merge", level="")],
            State.NOT_MET,
            "How people were involved is not recorded for Merge.",
        ),
        (
            [proposal(needs_consultation=True)],
            State.NOT_MET,
            "Move the unit needs a formal consultation and has none.",
        ),
        (
            [proposal(needs_consultation=None)],
            State.NOT_KNOWN,
            "Nobody said whether a formal consultation is needed on Move the unit.",
        ),
        (
            [proposal(**NEEDED, decided_on=date(2022, 6, 1))],
            State.NOT_MET,
            (
                "Move the unit was decided on 1 June 2022, before its formal consultation"
                " was over."
            ),
        ),
        (
            [
                proposal(
                    **NEEDED,
                    consulted_to=date(2022, 6, 1),
                    decided_on=date(2022, 6, 1),
                )
            ],
            State.NOT_MET,
            (
                "Move the unit was decided on 1 June 2022, before its formal consultation"
                " was over."
            ),
        ),
        (
            [
                proposal(
                    **NEEDED,
                    consulted_to=date(2022, 5, 31),
                    decided_on=date(2022, 6, 1),
                )
            ],
            State.MET,
            "1 proposal, people involved in each.",
        ),
    ],
)
def test_people_are_involved_and_consulted_where_they_must_be(proposals, state, words):
    found = ask("involvement", proposals=tuple(proposals))
    assert (found.state, found.words) == (state, words)


@pytest.mark.requirement("ENG-04")
@pytest.mark.parametrize(
    ("proposals", "state", "words"),
    [
        (
            [proposal(level="")],
            State.NOT_KNOWN,
            "No proposal in which people were involved is recorded.",
        ),
        (
            [proposal(level="consulted"), proposal("Merge")],
            State.NOT_MET,
            "No more than a chance to comment on Move the unit.",
        ),
        (
            [proposal()],
            State.MET,
            "1 proposal, each with more than a chance to comment.",
        ),
    ],
)
def test_people_do_more_than_comment(proposals, state, words):
    found = ask("more_than_comment", proposals=tuple(proposals))
    assert (found.state, found.words) == (state, words)


@pytest.mark.requirement("ENG-05")
@pytest.mark.parametrize(
    ("proposals", "state", "words"),
    [
        ([], State.NOT_KNOWN, "No proposal is recorded."),
        ([proposal()], State.NOT_KNOWN, "No group is named for Move the unit."),
        (
            [proposal(groups="Carers")],
            State.MET,
            "1 proposal, groups named for each.",
        ),
    ],
)
def test_groups_affected_by_inequality_are_named(proposals, state, words):
    found = ask("priority_groups", proposals=tuple(proposals))
    assert (found.state, found.words) == (state, words)


DECIDED = {"decided_on": date(2022, 6, 1)}


@pytest.mark.requirement("ENG-08")
@pytest.mark.parametrize(
    ("proposals", "state", "words"),
    [
        ([proposal()], State.NOT_KNOWN, "No proposal is decided."),
        (
            [proposal(decided_on=date(2022, 7, 2))],
            State.NOT_KNOWN,
            "No proposal is decided.",
        ),
        (
            [proposal(**DECIDED)],
            State.NOT_MET,
            "What people said is not shown in Move the unit.",
        ),
        (
            [proposal(**DECIDED, insight="Kept at night")],
            State.MET,
            "1 proposal decided, each says what came of it.",
        ),
    ],
)
def test_decisions_show_what_came_of_what_people_said(proposals, state, words):
    found = ask("insight", proposals=tuple(proposals))
    assert (found.state, found.words) == (state, words)
