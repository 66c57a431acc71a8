"""What part 2 asked for at an item is not read by whom that item is withheld from (CONF-1)."""

import pytest
from django.utils import timezone

from boards.actions.models import Action
from boards.actions.permissions import may_see_action
from boards.bodies.selectors import actor_for
from boards.directory.models import Person
from ics_portal.accounts.actor import Role
from tests.factories.actions import ActionFactory
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.calling import ItemParticipationFactory, RulingFactory
from tests.factories.declarations import WithheldRecordFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "part", "reads"),
    [
        (Role.MEMBER, 2, False),
        (Role.CHAIR, 2, False),
        (Role.SECRETARY, 2, True),
        (Role.MEMBER, 1, True),  # the public reads the log of part 1
    ],
)
def test_the_action_goes_as_its_item_does(role, part, reads):
    body = BodyFactory()
    item = AgendaItemFactory(
        section__meeting=MeetingFactory(body=body),
        part=part,
        private_reason="Commercial" if part == 2 else "",
    )
    action = ActionFactory(body=body, item=item, part=part)
    user = someone_signed_up(body, role)
    other = someone_signed_up(body, Role.MEMBER)
    person = Person.objects.get(user=user)
    ItemParticipationFactory(item=item, person=person, papers_withheld=True)
    actor, colleague = (actor_for(each, timezone.localdate()) for each in (user, other))

    assert bool(may_see_action(actor, action)) is reads
    assert Action.objects.readable_by(actor).exists() is reads
    assert may_see_action(colleague, action)
    assert Action.objects.readable_by(colleague).exists()
    action.lead_person = person
    action.save()
    assert may_see_action(actor, action)
    assert Action.objects.readable_by(actor).exists()


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CHAIR, Role.SECRETARY])
def test_an_action_added_to_a_ruling_is_withheld_in_part_1_and_from_its_lead(role):
    body = BodyFactory()
    user = someone_signed_up(body, role)
    person = Person.objects.get(user=user)
    action = ActionFactory(body=body, lead_person=person)
    actor = actor_for(user, timezone.localdate())
    assert may_see_action(actor, action)

    WithheldRecordFactory(
        ruling=RulingFactory(
            item__section__meeting__body=body, person=person, papers_withheld=True
        ),
        kind="action",
        record_id=action.pk,
    )

    verdict = may_see_action(actor, action)
    assert bool(verdict) is (role == Role.SECRETARY)
    assert bool(verdict) or "withheld from you by a ruling" in verdict.reason
