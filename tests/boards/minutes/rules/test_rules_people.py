"""Who was there: the table, the apologies, who came late and left early."""

import pytest

from boards.minutes.rules import Absence, Event, Row, groups_of
from boards.minutes.rules.people import (
    absence_sentence,
    absent_sentence,
    apologies_sentence,
    chair_changes,
    late_and_early,
    presiding_sentence,
    quorum_sentence,
)
from boards.minutes.rules.record import ResolutionFact
from tests.boards.minutes.rules.records import SITTING, at, attendee, record

CHAIR = attendee(1, "A Chair", job_title="Independent Chair", organisations="ICS")
DIRECTOR = attendee(2, "B Director", group="ICS Executive Directors")
LEAD = attendee(3, "C Lead", group="ICP Leads", by_video=True)
AWAY = attendee(
    4, "D Away", state="apologies", job_title="Medical Director", deputies=("E Deputy",)
)
DEPUTY = attendee(
    5, "E Deputy", kind="deputy", group="ICP Leads", on_behalf_of="D Away"
)
HELPER = attendee(6, "F Helper", kind="attendee", job_title="Board Secretary")
WATCHER = attendee(7, "G Watcher", kind="observer")


@pytest.mark.requirement("MIN-03")
def test_those_in_attendance_stand_apart_as_not_voting():
    groups = groups_of(record(attendees=(CHAIR, DIRECTOR, LEAD, HELPER, WATCHER)))
    assert [(group.title, bool(group.note)) for group in groups] == [
        ("", False),
        ("ICS Executive Directors", False),
        ("ICP Leads", False),
        ("In attendance", True),
        ("Observers", True),
    ]
    assert groups[0].rows == (Row("A Chair", "Independent Chair", "ICS"),)
    assert groups[2].rows[0].note == "by video"


@pytest.mark.requirement("MIN-04")
def test_a_deputy_is_listed_on_behalf_of_the_member_who_then_sent_apologies():
    told = record(attendees=(CHAIR, AWAY, DEPUTY))
    assert groups_of(told)[1].rows[0].note == "on behalf of D Away"
    assert "D Away" not in [row.name for group in groups_of(told) for row in group.rows]
    assert "D Away, Medical Director (E Deputy attended instead)" in (
        apologies_sentence(told)
    )


@pytest.mark.requirement("MIN-05")
def test_apologies_are_named_all_three_two_with_deputies():
    other = attendee(8, "H Other", state="apologies", deputies=("I Second",))
    third = attendee(9, "J Third", state="apologies", job_title="Chief Officer")
    assert apologies_sentence(record(attendees=(AWAY, other, third))) == (
        "Apologies were received from D Away, Medical Director (E Deputy attended"
        " instead), H Other (I Second attended instead) and J Third (Chief Officer)."
    )
    plain = attendee(10, "K Plain", state="apologies")
    assert "from K Plain." in apologies_sentence(record(attendees=(plain,)))


def test_no_apologies_is_said():
    assert apologies_sentence(record()) == "No apologies were recorded."


def test_who_was_absent_without_apologies_is_said_of_voters_only():
    gone = attendee(1, "A Gone", state="absent")
    helper = attendee(2, "B Gone", state="absent", kind="attendee")
    assert absent_sentence(record(attendees=(gone, helper))) == (
        "Absent without apologies: A Gone."
    )
    assert absent_sentence(record()) == ""


def test_part_two_lists_neither_observers_nor_who_had_left():
    left = attendee(1, "A Left", arrived_at=at(10), left_at=at(11))
    stayed = attendee(2, "B Stayed")
    private = record(
        part=2,
        attendees=(left, stayed, WATCHER),
        resolution=ResolutionFact("B", "C", at(11, 30), "That the public be excluded"),
    )
    assert [row.name for group in groups_of(private) for row in group.rows] == [
        "B Stayed"
    ]


def test_who_presided_is_recorded_or_the_chair_or_said_to_be_unknown():
    takes = Event("presides", at(10), person="A Chair")
    assert presiding_sentence(record(events=(takes, *SITTING))) == "A Chair presided."
    assert presiding_sentence(record(chair="B Chair")) == "B Chair presided."
    assert presiding_sentence(record()) == "Who presided was not recorded."


def test_a_change_of_the_chair_in_the_sitting_is_no_start():
    later = Event("presides", at(10, 41), 4, person="B Deputy Chair")
    told = record(events=(*SITTING[:4], later, SITTING[4]), chair="A Chair")
    assert presiding_sentence(told) == "A Chair presided."
    assert chair_changes(told) == [later]


@pytest.mark.parametrize(
    ("quorate", "words"),
    [(True, "was quorate"), (False, "not quorate throughout"), (None, "not recorded")],
)
def test_the_quorum_is_said_as_far_as_it_is_known(quorate, words):
    assert words in quorum_sentence(record(quorate=quorate))


@pytest.mark.requirement("DOI-13")
def test_a_late_arrival_and_an_early_leaving_have_their_times_and_items():
    late = attendee(1, "A Late", arrived_at=at(10, 15))
    early = attendee(2, "B Early", arrived_at=at(9, 55), left_at=at(11, 30))
    assert late_and_early(record(attendees=(late, early))) == [
        ("arrived:1", 3, "A Late joined the meeting at 10:15, during item 3."),
        ("left:2", 4, "B Early left the meeting at 11:30, during item 4."),
    ]


def test_where_no_item_was_begun_the_time_stands_alone():
    late = attendee(1, "A Late", arrived_at=at(10, 15))
    bare = (Event("opened", at(10)),)
    assert late_and_early(record(attendees=(late,), events=bare)) == [
        ("arrived:1", None, "A Late joined the meeting at 10:15.")
    ]
    assert late_and_early(record(attendees=(late,), events=())) == []


@pytest.mark.requirement("DOI-13")
def test_leaving_and_returning_both_have_their_time():
    gone = Absence(1, "A Member", at(10, 40), at(10, 55))
    assert absence_sentence(gone) == (
        "A Member left the meeting at 10:40 and returned at 10:55."
    )
    for_good = Absence(2, "A Member", at(10, 40))
    assert "no return was recorded" in absence_sentence(for_good)
