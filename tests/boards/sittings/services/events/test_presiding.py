"""Who presides, and rulings in the room with what they ask for."""

import pytest

from boards.bodies.enums import Constituency
from boards.meetings.enums import RulingOption
from boards.meetings.models import Ruling
from boards.meetings.services.participation import RulingDetails
from boards.sittings.enums import EventKind
from boards.sittings.models import SittingEvent
from boards.sittings.selectors.events import course_of_meeting, presiding_at
from boards.sittings.selectors.quorum import quorum_at, read_room
from boards.sittings.selectors.rulings import leavings, rulings_for, standing_rulings
from boards.sittings.services import attendance, events
from boards.sittings.services.rulings import rule_in_room
from ics_portal.accounts.actor import Role
from ics_portal.core.errors import RuleBroken
from tests.boards.sittings.services.events.common import kinds, minute
from tests.factories.bodies import TermsOfReferenceFactory, actor_in


@pytest.fixture
def deputy_chair(sits):
    return sits(Constituency.DEPUTY_CHAIR)


def ruling(option=RulingOption.LEAVES, **more):
    plain = {
        "option": option,
        "nature": "Director of the provider",
        "words": "The chair ruled that the member leave.",
        "office": "Independent Chair",
    }
    return RulingDetails(**plain | more)


def rule(by, item, row, ruled_by, **more):
    return rule_in_room(
        item=item,
        person=row.person,
        ruled_by=ruled_by.person,
        details=ruling(**more),
        **by,
    )


# nhs-practice 11, row 5
@pytest.mark.requirement("DOI-10")
def test_the_deputy_chair_presides_over_an_item_the_chair_is_barred_from(
    meeting, body, items, step, by, opened, chair, deputy_chair, sits
):
    TermsOfReferenceFactory(body=body, quorum_share=50)
    sits()
    before = quorum_at(meeting, body, items[1], minute(8)).present
    rule(by, items[1], chair, deputy_chair)

    step(10, events.begin_item, item=items[1])
    step(20, events.begin_item, item=items[2])

    assert presiding_at(meeting, items[1], minute(12)) == deputy_chair.person
    assert presiding_at(meeting, items[2], minute(21)) == chair.person
    assert quorum_at(meeting, body, items[1], minute(12)).present == before - 1
    took = SittingEvent.objects.filter(kind=EventKind.PRESIDES)
    assert [(e.person, e.happened_at) for e in took] == [
        (deputy_chair.person, minute(10)),
        (chair.person, minute(20)),
    ]


def test_where_both_are_barred_the_meeting_chooses_first(
    meeting, items, step, by, opened, chair, deputy_chair, sits
):
    member = sits()
    rule(by, items[1], deputy_chair, chair)
    rule(by, items[1], chair, member)

    with pytest.raises(RuleBroken, match="whom the meeting chose") as refused:
        step(10, events.begin_item, item=items[1])
    assert refused.value.rule_id == "DOI-11"
    assert kinds(meeting) == ["opened"]
    with pytest.raises(RuleBroken, match="may vote on this item"):
        step(10, events.take_chair, item=items[1], person=deputy_chair.person)

    first = step(10, events.take_chair, item=items[1], person=member.person)
    again = step(10, events.take_chair, item=items[1], person=member.person)
    step(10, events.begin_item, item=items[1])

    assert first == again
    assert presiding_at(meeting, items[1], minute(11)) == member.person
    assert presiding_at(meeting, items[2], minute(11)) == chair.person


def test_somebody_takes_the_chair_from_now_on(
    meeting, items, step, opened, chair, sits
):
    step(10, events.take_chair, person=sits().person)

    assert presiding_at(meeting, None, minute(9)) == chair.person
    assert presiding_at(meeting, items[0], minute(10)) != chair.person


@pytest.mark.requirement("DOI-08")
@pytest.mark.parametrize(
    ("option", "facts"),
    [
        (RulingOption.FULL_PART, (True, True, True)),
        (RulingOption.NO_VOTE, (True, True, False)),
        (RulingOption.SILENT, (True, False, False)),
        (RulingOption.LEAVES_DECISION, (True, True, False)),
        (RulingOption.LEAVES, (False, False, False)),
    ],
)
def test_each_option_is_a_setting_of_facts(
    items, by, opened, chair, sits, option, facts
):
    row = sits()

    withheld = option != RulingOption.FULL_PART
    made = rule(by, items[1], row, chair, option=option, papers_withheld=withheld)

    assert (made.stays, made.speaks, made.votes) == facts
    assert made.papers_withheld == withheld


@pytest.mark.requirement("DOI-12")
def test_a_ruling_holds_what_the_minutes_need_and_the_newest_stands(
    meeting, items, by, opened, chair, sits, secretary
):
    row = sits()
    rule(by, items[1], row, chair, declared_at_start=False)
    assert rule(by, items[1], row, chair, declared_at_start=False).pk
    newest = rule(by, items[1], row, chair, option=RulingOption.NO_VOTE)

    first = Ruling.objects.order_by("pk").first()
    assert Ruling.objects.count() == 2  # sent twice, it is one
    assert (first.person, first.nature, first.declared_at_start) == (
        row.person,
        "Director of the provider",
        False,
    )
    assert first.words == "The chair ruled that the member leave."
    assert standing_rulings(secretary, meeting) == [newest]
    assert list(rulings_for(secretary, meeting)) == [newest, first]


def test_a_ruling_is_seen_by_the_office_and_the_person_alone(
    meeting, body, items, by, opened, chair, sits
):
    row = sits()
    made = rule(by, items[1], row, chair)
    member = actor_in(body, Role.MEMBER)

    assert list(rulings_for(member, meeting)) == []
    assert list(rulings_for(actor_in(body, Role.CHAIR), meeting)) == [made]


def test_rulings_are_made_by_who_presides_and_not_on_oneself(
    items, by, opened, chair, deputy_chair, sits
):
    row = sits()
    with pytest.raises(RuleBroken, match="person presiding") as refused:
        rule(by, items[1], row, deputy_chair)
    assert refused.value.rule_id == "SIT-8"
    with pytest.raises(RuleBroken, match="interest of his or her own") as refused:
        rule(by, items[1], chair, chair)
    assert refused.value.rule_id == "DOI-10"
    with pytest.raises(RuleBroken, match="deputy chair presides"):
        rule(by, items[1], chair, row)
    assert rule(by, items[1], chair, deputy_chair).ruled_by == deputy_chair.person


@pytest.mark.requirement("DOI-13")
@pytest.mark.requirement("DOI-14")
def test_a_ruling_to_leave_asks_for_both_movements_by_name(
    meeting, body, items, step, by, opened, chair, sits, secretary
):
    row = sits()
    rule(by, items[1], row, chair)

    def asked(number):
        return [
            (one.attendance, one.ask)
            for one in leavings(
                standing_rulings(secretary, meeting),
                read_room(meeting, body),
                course_of_meeting(meeting),
                minute(number),
            )
        ]

    assert asked(5) == []
    step(10, events.begin_item, item=items[1])
    assert asked(11) == [(row, "left")]
    attendance.leave(attendance=row, happened_at=minute(11), item=items[1], **by)
    assert asked(12) == []
    step(20, events.begin_item, item=items[2])
    assert asked(21) == [(row, "returned")]
    attendance.come_back(attendance=row, happened_at=minute(21), **by)
    assert asked(22) == []


@pytest.mark.requirement("DOI-14")
def test_a_leaving_that_was_not_recorded_is_missed(
    meeting, body, items, step, by, opened, chair, sits, secretary
):
    row = sits()
    rule(by, items[1], row, chair)
    step(10, events.begin_item, item=items[1])
    step(20, events.begin_item, item=items[2])

    (found,) = leavings(
        standing_rulings(secretary, meeting),
        read_room(meeting, body),
        course_of_meeting(meeting),
        minute(21),
    )
    assert (found.attendance, found.ask) == (row, "missing")
