"""Bodies, their words, and who holds which role."""

from typing import Any

import factory
from django.utils import timezone

from boards.bodies.enums import (
    BodyKind,
    BodyStatus,
    Constituency,
    Form,
    HeldBy,
    InstrumentKind,
    LeadKind,
    RuleCheck,
)
from boards.bodies.models import (
    Appointment,
    ApprovalRoute,
    ApprovalStep,
    Body,
    BodyMember,
    BodyParent,
    BodyRole,
    BodyStanding,
    CompositionRule,
    Delegation,
    Function,
    GovernanceForm,
    Instrument,
    InstrumentVersion,
    NamedLead,
    Objective,
    Purpose,
    QuorumLine,
    SchemeLine,
    Seat,
    TermsOfReference,
)
from boards.bodies.selectors import actor_for
from boards.bodies.services import USUAL_PURPOSES
from ics_portal.accounts.actor import Actor, Role
from tests.factories.accounts import UserFactory
from tests.factories.directory import (
    IntegratedCareSystemFactory,
    OrganisationFactory,
    PersonFactory,
)


class BodyFactory(factory.django.DjangoModelFactory[Body]):
    """A board with the usual purposes."""

    class Meta:
        model = Body
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"Board {number}")
    slug = factory.Sequence(lambda number: f"board-{number}")
    code = factory.Sequence(lambda number: f"BRD{number}")
    kind = BodyKind.NHS_BODY_BOARD
    system = factory.SubFactory(IntegratedCareSystemFactory)

    @factory.post_generation
    def words(self: Body, create: bool, extracted: Any, **kwargs: Any) -> None:  # type: ignore[misc]
        if not create:
            return
        for position, usual in enumerate(USUAL_PURPOSES):
            PurposeFactory(
                body=self,
                word=usual.word,
                past_tense=usual.past_tense,
                strength=usual.strength,
                position=position,
            )


class PurposeFactory(factory.django.DjangoModelFactory[Purpose]):
    class Meta:
        model = Purpose

    body = factory.SubFactory(BodyFactory)
    word = factory.Sequence(lambda number: f"Consider {number}")
    past_tense = factory.LazyAttribute(lambda purpose: f"{purpose.word} done")
    strength = 15


class BodyRoleFactory(factory.django.DjangoModelFactory[BodyRole]):
    class Meta:
        model = BodyRole

    person = factory.SubFactory(PersonFactory)
    body = factory.SubFactory(BodyFactory)
    role = Role.MEMBER


def someone_signed_up(body: Body, *roles: Role, **user_fields: Any) -> Any:
    """A user with a person who holds the roles in the body."""
    user = UserFactory(**user_fields)
    person = PersonFactory(name=user.name, user=user)
    for role in roles:
        BodyRoleFactory(person=person, body=body, role=role)
    return user


def actor_in(body: Body, *roles: Role) -> Actor:
    """Someone acting today who holds the roles in the body."""
    return actor_for(someone_signed_up(body, *roles), timezone.localdate())


class SeatFactory(factory.django.DjangoModelFactory[Seat]):
    class Meta:
        model = Seat

    body = factory.SubFactory(BodyFactory)
    title = factory.Sequence(lambda number: f"Seat {number}")
    constituency = Constituency.INDEPENDENT_NON_EXECUTIVE
    position = factory.Sequence(lambda number: number)


class AppointmentFactory(factory.django.DjangoModelFactory[Appointment]):
    class Meta:
        model = Appointment

    seat = factory.SubFactory(SeatFactory)
    person = factory.SubFactory(PersonFactory)


class NamedLeadFactory(factory.django.DjangoModelFactory[NamedLead]):
    class Meta:
        model = NamedLead

    body = factory.SubFactory(BodyFactory)
    person = factory.SubFactory(PersonFactory)
    kind = LeadKind.DIGITAL_SRO


class BodyStandingFactory(factory.django.DjangoModelFactory[BodyStanding]):
    class Meta:
        model = BodyStanding

    body = factory.SubFactory(BodyFactory)
    status = BodyStatus.PROPOSED


class BodyParentFactory(factory.django.DjangoModelFactory[BodyParent]):
    """Under another body; give ``parent=None`` and an organisation for the other kind."""

    class Meta:
        model = BodyParent

    body = factory.SubFactory(BodyFactory)
    parent = factory.SubFactory(BodyFactory)


class BodyMemberFactory(factory.django.DjangoModelFactory[BodyMember]):
    class Meta:
        model = BodyMember

    body = factory.SubFactory(BodyFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class GovernanceFormFactory(factory.django.DjangoModelFactory[GovernanceForm]):
    class Meta:
        model = GovernanceForm

    body = factory.SubFactory(BodyFactory, kind=BodyKind.PLACE_PARTNERSHIP)
    form = Form.CONSULTATIVE_FORUM


class ObjectiveFactory(factory.django.DjangoModelFactory[Objective]):
    class Meta:
        model = Objective

    body = factory.SubFactory(BodyFactory, kind=BodyKind.PROVIDER_COLLABORATIVE)
    text = "Shorter waits for planned care"


class TermsOfReferenceFactory(factory.django.DjangoModelFactory[TermsOfReference]):
    class Meta:
        model = TermsOfReference

    body = factory.SubFactory(BodyFactory)
    version = factory.Sequence(lambda number: number + 1)


class QuorumLineFactory(factory.django.DjangoModelFactory[QuorumLine]):
    class Meta:
        model = QuorumLine

    terms = factory.SubFactory(TermsOfReferenceFactory)
    words = "Medical or nursing director"
    constituencies = factory.LazyFunction(
        lambda: [Constituency.EXECUTIVE_MEDICAL, Constituency.EXECUTIVE_NURSING]
    )


class InstrumentFactory(factory.django.DjangoModelFactory[Instrument]):
    class Meta:
        model = Instrument

    body = factory.SubFactory(BodyFactory)
    kind = InstrumentKind.CONSTITUTION
    title = "Constitution"


class InstrumentVersionFactory(factory.django.DjangoModelFactory[InstrumentVersion]):
    class Meta:
        model = InstrumentVersion

    instrument = factory.SubFactory(InstrumentFactory)
    version = factory.Sequence(lambda number: number + 1)


class FunctionFactory(factory.django.DjangoModelFactory[Function]):
    class Meta:
        model = Function

    system = factory.SubFactory(IntegratedCareSystemFactory)
    name = factory.Sequence(lambda number: f"Function {number}")
    level = Function.Level.PLACE


class DelegationFactory(factory.django.DjangoModelFactory[Delegation]):
    """Held by the board itself, which stays accountable."""

    class Meta:
        model = Delegation

    accountable = factory.SubFactory(BodyFactory)
    function = factory.SubFactory(
        FunctionFactory, system=factory.SelfAttribute("..accountable.system")
    )
    holder = factory.SelfAttribute("accountable")
    kind = Delegation.Kind.RESERVED
    assurance_route = "Report to the board each quarter"


class CompositionRuleFactory(factory.django.DjangoModelFactory[CompositionRule]):
    """A rule of the shipped edition."""

    class Meta:
        model = CompositionRule

    rule_id = factory.Sequence(lambda number: f"RULE-X-{number:02}")
    body_kind = "icb_board"
    text = "A chair"
    constituency = "chair"
    minimum = "1"
    check_kind = RuleCheck.HARD


class ApprovalRouteFactory(factory.django.DjangoModelFactory[ApprovalRoute]):
    class Meta:
        model = ApprovalRoute

    system = factory.SubFactory(IntegratedCareSystemFactory)
    subject = factory.Sequence(lambda number: f"Subject {number}")


class ApprovalStepFactory(factory.django.DjangoModelFactory[ApprovalStep]):
    class Meta:
        model = ApprovalStep

    route = factory.SubFactory(ApprovalRouteFactory)
    body = factory.SubFactory(BodyFactory)
    position = factory.Sequence(lambda number: number + 1)


class SchemeLineFactory(factory.django.DjangoModelFactory[SchemeLine]):
    class Meta:
        model = SchemeLine

    body = factory.SubFactory(BodyFactory)
    function = factory.SubFactory(FunctionFactory)
    partner = factory.SubFactory(OrganisationFactory)
    held_by = HeldBy.PLACE
