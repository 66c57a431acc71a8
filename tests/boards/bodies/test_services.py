"""Bodies and the roles in them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from boards.bodies.enums import BodyKind
from boards.bodies.models import Body, Purpose
from boards.bodies.selectors import actor_for
from boards.bodies.services import (
    USUAL_PURPOSES,
    PurposeWord,
    assign_role,
    end_role,
    establish_body,
    set_purposes,
)
from ics_portal.accounts.actor import SYSTEM_ACTOR, Role
from ics_portal.core.audit.models import AuditEvent
from ics_portal.core.errors import RuleBroken
from tests.factories.bodies import (
    BodyFactory,
    BodyRoleFactory,
    actor_in,
    someone_signed_up,
)
from tests.factories.directory import IntegratedCareSystemFactory, PersonFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
TODAY = date(2026, 4, 1)


def test_a_body_starts_with_the_usual_purposes_in_order_of_strength():
    body = establish_body(
        actor=SYSTEM_ACTOR,
        at=NOW,
        name="ICS Board",
        slug="ics-board",
        code="ICSB",
        kind=BodyKind.NHS_BODY_BOARD,
        system=IntegratedCareSystemFactory(),
    )

    words = list(body.purposes.order_by("strength").values_list("word", flat=True))
    assert words == [usual.word for usual in USUAL_PURPOSES]
    assert AuditEvent.objects.filter(verb="bodies.established").count() == 1


def test_a_secretary_does_not_establish_a_body():
    secretary = actor_in(BodyFactory(), Role.SECRETARY)

    with pytest.raises(PermissionDenied, match="Only a governance lead establishes"):
        establish_body(actor=secretary, at=NOW, name="Another")
    assert Body.objects.count() == 1


@pytest.mark.requirement("AGD-05")
def test_a_body_can_add_a_word_of_its_own_and_keeps_those_it_has():
    body = BodyFactory()
    secretary = actor_in(body, Role.SECRETARY)

    set_purposes(
        body=body,
        words=(
            PurposeWord("note", "noted", 1),
            PurposeWord("Assure", "gave assurance", 35),
        ),
        actor=secretary,
        at=NOW,
    )

    assert Purpose.objects.get(body=body, word="Note").strength == 10
    assert Purpose.objects.get(
        body=body, word="Assure"
    ).history.get().history_user_id == (secretary.user_id)


def test_a_role_counts_on_its_last_day_and_not_after():
    body = BodyFactory()
    user = someone_signed_up(body)
    BodyRoleFactory(body=body, person=user.person, role=Role.CHAIR, ends_on=TODAY)

    on_the_day = actor_for(user, TODAY).holds_any(Role.CHAIR, body_id=body.pk)
    day_after = actor_for(user, TODAY + timedelta(days=1)).holds_any(Role.CHAIR)

    assert (on_the_day, day_after) == (True, False)


def test_a_role_cannot_end_before_it_starts():
    body = BodyFactory()
    held = BodyRoleFactory(body=body, starts_on=TODAY)
    lead = actor_in(body, Role.GOVERNANCE_LEAD)

    with pytest.raises(RuleBroken, match="must not be before the first, 1 April 2026"):
        end_role(
            held=held, ends_on=date(2026, 3, 31), reason="Left", actor=lead, at=NOW
        )


def test_a_role_is_not_given_twice_at_a_time():
    body = BodyFactory()
    lead = actor_in(body, Role.GOVERNANCE_LEAD)
    person = PersonFactory()
    given = {"person": person, "body": body, "starts_on": TODAY, "at": NOW}
    assign_role(role=Role.MEMBER, actor=lead, **given)

    with pytest.raises(RuleBroken, match="is already member of"):
        assign_role(role=Role.MEMBER, actor=lead, **given)


def test_someone_without_a_person_holds_no_role(django_user_model):
    user = django_user_model.objects.create_user(
        email="nobody@demo.example", password="a long enough passphrase", name="Nobody"
    )

    actor = actor_for(user, TODAY)

    assert (actor.user_id, actor.person_id, dict(actor.roles_by_body)) == (
        user.pk,
        None,
        {},
    )
