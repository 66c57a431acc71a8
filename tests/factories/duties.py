"""Duties, oversight, assessments, involvement and the transition."""

from datetime import date

import factory

from boards.directory.enums import OrganisationKind
from boards.duties.enums import (
    ActionKind,
    AssessmentKind,
    JointArea,
    Pillar,
    RatingStatus,
)
from boards.duties.models import (
    DutyOwner,
    Evidence,
    Involvement,
    LocalDuty,
    MaturityAssessment,
    MaturityScale,
    MaturityScore,
    Milestone,
    OversightRating,
    RegulatoryAction,
    Workstream,
)
from tests.factories.bodies import BodyFactory
from tests.factories.directory import IntegratedCareSystemFactory, OrganisationFactory


class LocalDutyFactory(factory.django.DjangoModelFactory[LocalDuty]):
    class Meta:
        model = LocalDuty

    system = factory.SubFactory(IntegratedCareSystemFactory)
    key = factory.Sequence(lambda number: f"own-duty-{number}")
    title = factory.Sequence(lambda number: f"Duty of our own {number}")
    asked = "What we ask of ourselves"
    source = "Board decision"


class DutyOwnerFactory(factory.django.DjangoModelFactory[DutyOwner]):
    class Meta:
        model = DutyOwner

    body = factory.SubFactory(BodyFactory)
    duty = "constitution"
    post = "Board secretary"


class EvidenceFactory(factory.django.DjangoModelFactory[Evidence]):
    class Meta:
        model = Evidence

    body = factory.SubFactory(BodyFactory)
    duty = "shared_care_record"
    words = "The shared care record is in use"


class OversightRatingFactory(factory.django.DjangoModelFactory[OversightRating]):
    class Meta:
        model = OversightRating

    system = factory.SubFactory(IntegratedCareSystemFactory)
    scheme = "System Oversight Framework 2021/22"
    segment = 3
    status = RatingStatus.EXPECTED
    starts_on = date(2021, 7, 1)


class RegulatoryActionFactory(factory.django.DjangoModelFactory[RegulatoryAction]):
    class Meta:
        model = RegulatoryAction

    system = factory.SubFactory(IntegratedCareSystemFactory)
    about = factory.SubFactory(OrganisationFactory)
    taken_by = factory.SubFactory(OrganisationFactory, kind=OrganisationKind.REGULATOR)
    kind = ActionKind.UNDERTAKING
    words = "Undertakings on waiting times"
    starts_on = date(2021, 7, 1)


class MaturityScaleFactory(factory.django.DjangoModelFactory[MaturityScale]):
    class Meta:
        model = MaturityScale

    system = factory.SubFactory(IntegratedCareSystemFactory)
    name = "Our scale"
    levels = factory.LazyFunction(lambda: ["Emerging", "Developing", "Thriving"])


class MaturityAssessmentFactory(factory.django.DjangoModelFactory[MaturityAssessment]):
    class Meta:
        model = MaturityAssessment

    body = factory.SubFactory(BodyFactory)
    scale = factory.SubFactory(MaturityScaleFactory)
    kind = AssessmentKind.SELF
    assessed_on = date(2021, 3, 31)
    assessors = "The partners of the place"


class MaturityScoreFactory(factory.django.DjangoModelFactory[MaturityScore]):
    class Meta:
        model = MaturityScore

    assessment = factory.SubFactory(MaturityAssessmentFactory)
    area = JointArea.LEADERSHIP
    level = 2


class InvolvementFactory(factory.django.DjangoModelFactory[Involvement]):
    class Meta:
        model = Involvement

    body = factory.SubFactory(BodyFactory)
    proposal = "Move the minor injuries unit"
    raised_on = date(2022, 7, 1)


class MilestoneFactory(factory.django.DjangoModelFactory[Milestone]):
    class Meta:
        model = Milestone

    system = factory.SubFactory(IntegratedCareSystemFactory)
    code = factory.Sequence(lambda number: f"MS-{number}")
    programme = "ICS transition 2021/22"
    text = "Begin due diligence planning"


class WorkstreamFactory(factory.django.DjangoModelFactory[Workstream]):
    class Meta:
        model = Workstream

    system = factory.SubFactory(IntegratedCareSystemFactory)
    name = factory.Sequence(lambda number: f"Workstream {number}")
    pillar = Pillar.URGENT
