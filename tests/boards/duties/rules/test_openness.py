"""Meetings in public, with papers and minutes published."""

from datetime import date

import pytest

from boards.duties.rules.facts import MeetingFact, State, TermsFact
from tests.boards.bodies.rules.world import BOARD, PARTNERSHIP
from tests.boards.duties.rules.asking import ask

JUNE, PUBLISHED = date(2022, 6, 8), date(2022, 6, 30)


def meeting(held_on=JUNE, **fields):
    given = {
        "body_id": BOARD,
        "is_public": True,
        "papers_on": date(2022, 6, 1),
        "minutes_on": PUBLISHED,
        **fields,
    }
    return MeetingFact(held_on=held_on, **given)


PRIVATE = TermsFact(body_id=BOARD, is_public=False, ends_on=date(2022, 6, 30))
PUBLIC = TermsFact(body_id=BOARD, is_public=True)


@pytest.mark.requirement("ACC-09")
@pytest.mark.parametrize(
    ("meetings", "terms", "state", "words"),
    [
        (
            [],
            (),
            State.NOT_KNOWN,
            "No formal meeting of the last twelve months is recorded.",
        ),
        (
            [meeting()],
            (),
            State.MET,
            "In public, with papers and minutes: 8 June 2022.",
        ),
        (
            [meeting(), meeting(date(2021, 7, 1))],
            (),
            State.MET,
            "In public, with papers and minutes: 1 July 2021 and 8 June 2022.",
        ),
        (
            [meeting(is_public=False)],
            (PUBLIC,),
            State.NOT_MET,
            "Not held in public: 8 June 2022.",
        ),
        (
            [meeting(is_public=None)],
            (PRIVATE,),
            State.NOT_MET,
            "Not held in public: 8 June 2022.",
        ),
        (
            [meeting(is_public=None)],
            (PUBLIC,),
            State.MET,
            "In public, with papers and minutes: 8 June 2022.",
        ),
        (
            [meeting(is_public=None)],
            (),
            State.NOT_KNOWN,
            "Not said of each meeting. Whether in public: 8 June 2022.",
        ),
        (
            [meeting(is_public=None)],
            (TermsFact(body_id=PARTNERSHIP, is_public=True),),
            State.NOT_KNOWN,
            "Not said of each meeting. Whether in public: 8 June 2022.",
        ),
        (
            [meeting(papers_on=None)],
            (),
            State.NOT_KNOWN,
            "Not said of each meeting. Papers published: 8 June 2022.",
        ),
        (
            [meeting(minutes_on=date(2022, 7, 2))],
            (),
            State.NOT_KNOWN,
            "Not said of each meeting. Minutes published: 8 June 2022.",
        ),
        (
            [meeting(date(2022, 7, 1)), meeting(date(2022, 7, 6))],
            (),
            State.NOT_KNOWN,
            "No formal meeting of the last twelve months is recorded.",
        ),
        (
            [meeting(date(2021, 6, 30)), meeting(body_id=PARTNERSHIP)],
            (),
            State.NOT_KNOWN,
            "No formal meeting of the last twelve months is recorded.",
        ),
    ],
)
def test_the_board_meets_in_public_and_publishes(meetings, terms, state, words):
    found = ask("public_meetings", meetings=tuple(meetings), terms=terms)
    assert (found.state, found.words) == (state, words)


@pytest.mark.requirement("PTN-05")
def test_the_partnership_meets_online_as_well():
    online = meeting(body_id=PARTNERSHIP, has_link=True)
    found = ask("partnership_meetings", meetings=(online,))
    assert (found.state, found.words) == (
        State.MET,
        "In public, with papers and minutes and a link: 8 June 2022.",
    )
    found = ask("partnership_meetings", meetings=(meeting(body_id=PARTNERSHIP),))
    assert (found.state, found.words) == (
        State.NOT_KNOWN,
        "Not said of each meeting. A link to watch: 8 June 2022.",
    )
    closed = meeting(body_id=PARTNERSHIP, is_public=False)
    assert ask("partnership_meetings", meetings=(closed,)).state == State.NOT_MET


def test_a_year_before_a_leap_day_is_the_last_of_february():
    day = date(2024, 2, 29)
    published = {"papers_on": date(2023, 3, 1), "minutes_on": date(2023, 3, 1)}
    in_time = meeting(date(2023, 2, 28), **published)
    too_old = meeting(date(2023, 2, 27), is_public=False)
    found = ask("public_meetings", day=day, meetings=(in_time, too_old))
    assert found.state == State.MET
