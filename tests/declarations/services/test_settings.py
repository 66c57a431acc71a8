"""How a body handles conflicts is set by its chair, and partner roles are ruled once."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from boards.meetings.enums import RulingOption
from boards.meetings.models import ItemParticipation
from declarations.enums import ConflictState, HoldRule
from declarations.models import Conflict, ConflictSettings, StandingRuling
from declarations.receivers import match_by_new_settings
from declarations.services.conflicts import refresh_conflicts
from declarations.services.settings import (
    end_standing_ruling,
    make_standing_ruling,
    set_conflicts,
)
from ics_portal.core.errors import RuleBroken
from ics_portal.core.outbox.models import OutboxMessage
from tests.factories.directory import PersonFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2020, 11, 20)


@pytest.fixture
def rule_standing(story, at):
    def act(**changed):
        values = {
            "body": story.body,
            "person": story.person,
            "organisation": story.trust,
            "option": RulingOption.NO_VOTE,
            "words": "",
            "ruled_by": story.presiding,
            "starts_on": TODAY,
            "actor": story.chair,
            "at": at,
        }
        return make_standing_ruling(**values | changed)

    return act


def test_the_chair_says_what_happens_until_a_ruling(story, at):
    def choose(actor, hold=HoldRule.WARN):
        set_conflicts(
            body=story.body, hold=hold, name_on_pages=False, actor=actor, at=at
        )

    with pytest.raises(PermissionDenied):
        choose(story.secretary)
    with pytest.raises(RuleBroken, match="Choose what happens"):
        choose(story.chair, hold="perhaps")
    choose(story.chair)
    choose(story.chair, hold=HoldRule.OFF)

    row = ConflictSettings.objects.get()
    assert (row.hold, row.name_on_pages, row.history.count()) == ("off", False, 2)
    assert OutboxMessage.objects.filter(topic="conflict_settings_changed").count() == 2


def test_papers_held_are_released_by_a_new_setting(story, at):
    story.meeting.held_on = timezone.localdate()
    story.meeting.save()
    refresh_conflicts(meeting=story.meeting, at=at)
    assert ItemParticipation.objects.get().papers_withheld

    set_conflicts(
        body=story.body,
        hold=HoldRule.WARN,
        name_on_pages=True,
        actor=story.chair,
        at=at,
    )
    match_by_new_settings({"body_id": story.body.pk})

    assert not ItemParticipation.objects.get().papers_withheld


@pytest.mark.requirement("DOI-16")
def test_a_partner_role_is_ruled_once_and_its_matches_wait_for_nobody(
    story, rule_standing, at
):
    ruling = rule_standing()
    refresh_conflicts(meeting=story.meeting, at=at)

    assert Conflict.objects.get().state == ConflictState.STANDING
    assert ruling.words.startswith("The ")
    assert ruling.words.endswith("stay and speak, and not vote.")


def test_nobody_rules_on_an_own_role(story, rule_standing):
    with pytest.raises(RuleBroken, match="Nobody rules on an own"):
        rule_standing(ruled_by=story.person)
    with pytest.raises(RuleBroken, match="Nobody rules on an own"):
        rule_standing(person=story.presiding, ruled_by=story.person)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"person": PersonFactory}, "person"),
        ({"ruled_by": PersonFactory}, "ruled_by"),
        ({"option": lambda: "perhaps"}, "option"),
    ],
)
def test_a_ruling_is_on_a_member_by_a_member(rule_standing, changed, field):
    with pytest.raises(RuleBroken) as refusal:
        rule_standing(**{name: make() for name, make in changed.items()})

    assert refusal.value.field == field


def test_one_at_a_time_holds_and_it_ends_for_a_reason(story, rule_standing, at):
    ruling = rule_standing(words="Takes no part in votes.")

    def end(day, reason="The role ended"):
        return end_standing_ruling(
            ruling=ruling, ends_on=day, reason=reason, actor=story.chair, at=at
        )

    with pytest.raises(RuleBroken, match="End it first"):
        rule_standing()
    with pytest.raises(RuleBroken, match="not be before"):
        end(dt.date(2020, 11, 1))
    with pytest.raises(RuleBroken, match="Say why"):
        end(TODAY, reason="")
    assert end(TODAY).words == "Takes no part in votes."
    with pytest.raises(RuleBroken, match="already"):
        end(dt.date(2020, 12, 1))

    rule_standing(starts_on=dt.date(2020, 11, 21))
    assert StandingRuling.objects.count() == 2
