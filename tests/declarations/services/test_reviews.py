"""Others review a declaration and decide on an objection; nobody on one's own."""

import pytest
from django.core.exceptions import PermissionDenied

from declarations.enums import InterestState, Showing
from declarations.models import Interest
from declarations.services.interests import withdraw_interest
from declarations.services.reviews import (
    decide_objection,
    object_to_publication,
    review_interest,
)
from ics_portal.accounts.actor import Role
from ics_portal.core.audit.models import AuditEvent
from ics_portal.core.errors import RuleBroken
from tests.factories.bodies import BodyFactory, actor_in
from tests.factories.declarations import InterestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(story, at):
    def act(actor, interest=None, words=""):
        return review_interest(
            interest=interest or story.interest, words=words, actor=actor, at=at
        )

    return act


def test_the_office_or_the_chair_reviews_once(story, review, at):
    reviewed = review(story.secretary, words=" Takes no part in contracts ")

    assert reviewed.state == InterestState.REVIEWED
    assert reviewed.state_reason == "Takes no part in contracts"
    assert (reviewed.reviewed_at, reviewed.reviewed_by_id) == (
        at,
        story.secretary.user_id,
    )
    with pytest.raises(RuleBroken, match="Nothing waits"):
        review(story.chair)


def test_nobody_reviews_an_own_declaration_and_no_stranger_any(story, review):
    own = InterestFactory(person_id=story.secretary.person_id)

    with pytest.raises(PermissionDenied, match="Somebody else reviews"):
        review(story.secretary, own)
    for other in (story.member, actor_in(BodyFactory(), Role.GOVERNANCE_LEAD)):
        with pytest.raises(PermissionDenied):
            review(other, InterestFactory(person_id=story.chair.person_id))
    assert review(story.chair, own).state == InterestState.REVIEWED


@pytest.fixture
def objected(story, at):
    return object_to_publication(
        interest=story.interest, reason="A threat was made", actor=story.member, at=at
    )


@pytest.fixture
def decide(story, at):
    def act(actor, *, withhold=True, reason="The risk is real"):
        return decide_objection(
            interest=story.interest,
            withhold=withhold,
            reason=reason,
            actor=actor,
            at=at,
        )

    return act


def test_an_objection_waits_and_its_reason_is_not_in_the_audit_trail(story, objected):
    assert (objected.showing, objected.objection) == (
        Showing.ASKED,
        "A threat was made",
    )
    event = AuditEvent.objects.get(verb="interests.objected")
    assert "threat" not in f"{event.reason}{event.detail}{event.target_label}"


def test_an_objection_has_a_reason_and_is_made_once(story, objected, at):
    def again(reason):
        object_to_publication(
            interest=story.interest, reason=reason, actor=story.member, at=at
        )

    with pytest.raises(RuleBroken, match="once at a time"):
        again("Again")
    Interest.objects.update(showing=Showing.PUBLIC)
    with pytest.raises(RuleBroken, match="what harm"):
        again("  ")


def test_somebody_else_decides_with_a_reason(story, objected, decide):
    with pytest.raises(PermissionDenied, match="Somebody else decides"):
        decide(story.member)
    with pytest.raises(RuleBroken, match="Say why"):
        decide(story.chair, reason="")

    withheld = decide(story.chair)

    assert (withheld.showing, withheld.showing_reason) == (
        Showing.WITHHELD,
        "The risk is real",
    )
    assert withheld.showing_decided_by_id == story.chair.user_id
    assert decide(story.secretary, withhold=False).showing == Showing.PUBLIC
    with pytest.raises(RuleBroken, match="Nobody objects"):
        decide(story.chair)


def test_the_chair_does_not_decide_on_an_own_objection(story, decide):
    Interest.objects.update(person_id=story.chair.person_id, showing=Showing.ASKED)
    Interest.objects.update(objection="Harm")

    with pytest.raises(PermissionDenied, match="Somebody else"):
        decide(story.chair)
    with pytest.raises(PermissionDenied, match="Only the board office"):
        decide(story.member)


def test_what_was_withdrawn_is_not_objected_to(story, at):
    withdraw_interest(
        interest=story.interest, reason="Mistake", actor=story.member, at=at
    )

    with pytest.raises(RuleBroken, match="Only what is published"):
        object_to_publication(
            interest=story.interest, reason="Harm", actor=story.member, at=at
        )
