"""Interests meet agenda items; what is held, ruled on, dismissed, and gone again."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boards.meetings.enums import RulingOption
from boards.meetings.models import ItemParticipation, ItemParty
from boards.meetings.services.participation import RulingDetails, record_ruling
from declarations.checks import every_conflict_has_a_ruling
from declarations.enums import ConflictState, HoldRule, InterestState
from declarations.models import Conflict
from declarations.receivers import look_for_conflicts, settle_what_was_ruled
from declarations.services.conflicts import (
    dismiss_conflict,
    refresh_conflicts,
    rule_on_conflict,
)
from ics_portal.core.errors import RuleBroken
from tests.factories.declarations import (
    ConflictSettingsFactory,
    InterestFactory,
    InterestPartyFactory,
    StandingRulingFactory,
)
from tests.factories.directory import (
    OrganisationFactory,
    OrganisationSuccessionFactory,
    OutsideRoleFactory,
    PersonFactory,
)
from tests.factories.meetings import AgendaItemFactory, ItemPartyFactory
from tests.factories.packs import PackFactory

pytestmark = pytest.mark.django_db

STAYS = RulingDetails(
    option=RulingOption.NO_VOTE, nature="Holds shares", words="To stay, not to vote."
)


@pytest.fixture
def look(story, at):
    return lambda: refresh_conflicts(meeting=story.meeting, at=at)


def held(story):
    rows = ItemParticipation.objects.filter(papers_withheld=True)
    return {(row.item, row.person) for row in rows}


@pytest.mark.requirement("DOI-18")
def test_a_declared_interest_meets_the_item_and_papers_are_held(story, look):
    (found,) = look()

    assert (found.item, found.person, found.interest) == (
        story.item,
        story.person,
        story.interest,
    )
    assert found.why == ("Coast Trust: declared a financial interest: Holds shares")
    assert found.state == ConflictState.FOUND
    assert held(story) == {(story.item, story.person)}


def test_looking_twice_changes_nothing(look):
    first = look()
    with CaptureQueriesContext(connection) as made:
        second = look()

    assert first == second
    assert Conflict.history.count() == 1
    assert not [q for q in made if q["sql"].startswith(("INSERT", "UPDATE"))]


@pytest.mark.parametrize("rule", [HoldRule.WARN, HoldRule.OFF])
def test_a_body_may_choose_not_to_hold(story, look, rule):
    ConflictSettingsFactory(body=story.body, hold=rule)

    assert len(look()) == 1
    assert held(story) == set()


def test_an_indirect_interest_is_shown_and_holds_nothing(story, look):
    story.interest.is_direct, story.interest.relationship = False, "spouse"
    story.interest.save()

    (found,) = look()

    assert "interest of a spouse or partner" in found.why
    assert not found.is_direct
    assert held(story) == set()


def test_an_employer_and_a_position_elsewhere_are_shown_and_hold_nothing(story, look):
    story.interest.delete()
    person = story.person
    person.organisation, person.post_title = story.trust, "Chief executive"
    person.save()
    OutsideRoleFactory(person=person, organisation=story.trust, title="Governor")

    found = look()

    assert sorted(each.why for each in found) == [
        "Coast Trust: holds a position in it: Governor",
        "Coast Trust: works for it: Chief executive",
    ]
    assert held(story) == set()


def test_a_successor_of_the_organisation_counts_as_it(story, look):
    new = OrganisationFactory(name="New Trust")
    OrganisationSuccessionFactory(
        predecessor=story.trust, successor=new, on=dt.date(2020, 4, 1)
    )
    ItemParty.objects.update(organisation=new)

    (found,) = look()

    assert "Coast Trust became New Trust on" in found.why


@pytest.mark.parametrize(
    "change",
    [
        {"state": InterestState.WITHDRAWN, "state_reason": "By mistake"},
        {"ends_on": dt.date(2020, 12, 1)},
        {"starts_on": dt.date(2020, 12, 3)},
        {"is_routine": True},
    ],
)
def test_what_is_not_held_on_the_day_meets_nothing(story, look, change):
    for name, value in change.items():
        setattr(story.interest, name, value)
    story.interest.save()

    assert look() == []


def test_only_people_at_the_table_are_looked_at(story, look):
    elsewhere = InterestFactory(person=PersonFactory())
    InterestPartyFactory(interest=elsewhere, organisation=story.trust)

    assert [each.person for each in look()] == [story.person]


def test_a_standing_ruling_waits_for_nobody(story, look):
    StandingRulingFactory(
        body=story.body, person=story.person, organisation=story.trust
    )

    (found,) = look()

    assert found.state == ConflictState.STANDING
    assert held(story) == set()


def test_a_match_that_is_gone_is_marked_and_its_papers_released(story, look):
    look()
    ItemParty.objects.all().delete()

    assert look() == []
    assert Conflict.objects.get().state == ConflictState.GONE
    assert held(story) == set()

    ItemPartyFactory(item=story.item, organisation=story.trust)
    assert look()[0].state == ConflictState.FOUND
    assert held(story) == {(story.item, story.person)}


def test_an_agenda_that_changed_is_looked_at_again(story):
    look_for_conflicts({"meeting_id": story.meeting.pk, "item_ids": []})
    look_for_conflicts({"meeting_id": 0, "item_ids": []})

    assert Conflict.objects.count() == 1


def rule(story, at, details=STAYS, **more):
    fields = {
        "item": story.item,
        "person": story.person,
        "ruled_by": story.presiding,
        "actor": story.secretary,
        "at": at,
    }
    return rule_on_conflict(details=details, **fields | more)


def test_a_ruling_settles_all_that_a_person_holds_at_an_item(story, look, at):
    OutsideRoleFactory(person=story.person, organisation=story.trust, title="Governor")
    look()

    ruling = rule(story, at)

    now = ItemParticipation.objects.get()
    assert (now.ruling, now.votes, now.papers_withheld) == (ruling, False, False)
    assert {row.state for row in Conflict.objects.all()} == {ConflictState.RULED}
    assert {row.participation for row in Conflict.objects.all()} == {now}


def test_a_ruling_made_in_the_room_settles_it_too(story, look, at):
    look()
    made = record_ruling(
        item=story.item,
        person=story.person,
        ruled_by=story.presiding,
        details=STAYS,
        actor=story.secretary,
        at=at,
    )

    for _ in range(2):
        settle_what_was_ruled({"ruling_id": made.pk})

    assert Conflict.objects.get().state == ConflictState.RULED
    assert Conflict.objects.get().participation == ItemParticipation.objects.get()


def test_what_was_ruled_on_stays_so_when_looked_at_again(story, look, at):
    look()
    rule(story, at, replace(STAYS, papers_withheld=True))

    (found,) = look()

    assert found.state == ConflictState.RULED
    assert held(story) == {(story.item, story.person)}


@pytest.mark.requirement("DOI-10")
def test_the_person_concerned_does_not_rule(story, look, at):
    look()

    with pytest.raises(RuleBroken) as refused:
        rule(story, at, ruled_by=story.person)

    assert refused.value.rule_id == "DOI-10"
    assert Conflict.objects.get().state == ConflictState.FOUND


def test_a_match_is_said_to_be_none_with_a_reason(story, look, at):
    (found,) = look()

    with pytest.raises(RuleBroken) as refused:
        dismiss_conflict(conflict=found, reason=" ", actor=story.secretary, at=at)
    assert refused.value.field == "reason"

    dismiss_conflict(
        conflict=found, reason="Sold last week", actor=story.secretary, at=at
    )
    assert held(story) == set()
    assert look()[0].state == ConflictState.DISMISSED


def test_a_member_dismisses_nothing_and_nobody_an_own_match(story, look, at):
    (found,) = look()

    for actor in (story.member, replace(story.chair, person_id=story.person.pk)):
        with pytest.raises(PermissionDenied):
            dismiss_conflict(conflict=found, reason="Mine", actor=actor, at=at)


def test_no_pack_is_issued_while_somebody_waits_for_a_ruling(story, at):
    pack = PackFactory(meeting=story.meeting)

    (objection,) = every_conflict_has_a_ruling(pack)  # it looks by itself

    assert objection.rule_id == "CONF-4"
    assert "the chair has not ruled" in objection.message
    assert objection.cure_url.endswith("/conflicts/")

    rule(story, at, replace(STAYS, papers_withheld=True))
    assert every_conflict_has_a_ruling(pack) == []


def test_the_number_of_queries_does_not_grow_with_what_is_settled(story, look):
    look()

    def queries():
        with CaptureQueriesContext(connection) as made:
            look()
        return len(made)

    small = queries()
    for number in range(3):
        item = AgendaItemFactory(section=story.item.section)
        ItemPartyFactory(item=item, organisation=story.trust)
        other = InterestFactory(person=story.person, nature=f"Interest {number}")
        InterestPartyFactory(interest=other, organisation=story.trust)
    look()

    assert queries() == small


@pytest.mark.parametrize("state", ["ruled", "dismissed"])
def test_what_is_settled_is_not_said_to_be_no_conflict_afterwards(
    story, look, at, state
):
    (found,) = look()
    by = {"actor": story.secretary, "at": at}
    if state == "dismissed":
        dismiss_conflict(conflict=found, reason="Another trust", **by)
    else:
        rule_on_conflict(
            item=story.item,
            person=story.person,
            ruled_by=story.presiding,
            details=STAYS,
            **by,
        )

    with pytest.raises(RuleBroken, match=f"{state}.* meanwhile") as refused:
        dismiss_conflict(conflict=found, reason="Once more", **by)

    assert refused.value.rule_id == "CONF-3"
    assert Conflict.objects.get().state == state
