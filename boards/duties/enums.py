"""The fixed words of duties, oversight, assessments and the transition."""

from __future__ import annotations

from django.db.models import IntegerChoices, TextChoices


class Level(TextChoices):
    """How far a duty binds: the catalogue's H, S and D."""

    REQUIRED = "required", "Required"
    EXPECTED = "expected", "Expected"
    RECORDED = "recorded", "Kept on record"


class Subject(TextChoices):
    """What a duty is about: the groups in which pages list them, in this order."""

    PARTNERSHIP = "partnership", "ICS Partnership"
    NHS_BODY = "nhs_body", "NHS body and its committees"
    ACCOUNTABILITY = "accountability", "Accountability and oversight"
    PLACES = "places", "Places"
    COLLABORATIVES = "collaboratives", "Provider collaboratives"
    PRIMARY_CARE = "primary_care", "Primary care"
    VOLUNTARY = "voluntary", "Voluntary sector"
    PEOPLE = "people", "People and culture"
    ENGAGEMENT = "engagement", "People and communities"
    QUALITY = "quality", "Quality"
    CLINICAL = "clinical", "Clinical and professional leadership"
    DIGITAL = "digital", "Data and digital"
    TRANSITION = "transition", "Transition"
    DOCUMENTS = "documents", "Documents of governance"
    OWN = "own", "Set by the system itself"


class RatingStatus(TextChoices):
    """Whether an oversight rating was expected or is the regulator's last word (ACC-04)."""

    EXPECTED = "expected", "Expected"
    FINAL = "final", "Final"


class Segment(IntegerChoices):
    """Levels of the System Oversight Framework; no source names the second (ACC-04)."""

    ONE = 1, "1, freedom and flexibility"
    TWO = 2, "2"
    THREE = 3, "3, enhanced support and oversight"
    FOUR = 4, "4, mandated, enhanced national intervention"


class ActionKind(TextChoices):
    """What a regulator did (ACC-06, ACC-15)."""

    SUPPORT = "support", "Recovery support programme"
    UNDERTAKING = "undertaking", "Undertakings"
    LICENCE = "licence", "Licence conditions"
    DIRECTION = "direction", "Direction"
    OTHER = "other", "Other"


class AssessmentKind(TextChoices):
    """Who assessed: the place itself or its peers (ICP-06)."""

    SELF = "self", "Self-assessment"
    PEER = "peer", "Peer assessment"


class JointArea(TextChoices):
    """The eight areas of joint work of a place (ICP-05; 003:518-626)."""

    LEADERSHIP = "leadership", "2.1 Place-based leadership and collaboration"
    COMMUNITY = "community", "2.2 Listening to the voice of our communities"
    PLANNING = "planning", "2.3 Planning integrated services"
    DELIVERY = "delivery", "2.4 Delivering integrated services"
    POPULATION_HEALTH = "population_health", "2.5 Population health management"
    QUALITY = "quality", "2.6 Improving quality of services"
    RESOURCES = "resources", "2.7 Maximising the use of resources"
    WORKFORCE = "workforce", "2.8 Valuing and developing the workforce"


class InvolvementLevel(TextChoices):
    """How far people were involved: more than a chance to comment (ENG-04)."""

    INFORMED = "informed", "Informed"
    CONSULTED = "consulted", "Asked for comments"
    INVOLVED = "involved", "Involved in working it out"
    DESIGNED = "designed", "Designed together"
    DECIDED = "decided", "Decided together"


class Pillar(TextChoices):
    """The six pillars of the clinical strategy (CPL-08; 003:145,358)."""

    COMMUNITIES = "communities", "Health and wellbeing of our communities"
    LIVING_WELL = "living_well", "Living well"
    MANAGING_ILLNESS = "managing_illness", "Managing illness"
    URGENT = "urgent", "Urgent and emergency care"
    END_OF_LIFE = "end_of_life", "End of life care, with frailty and dementia"
    WORKFORCE = "workforce", "Workforce"


class Phase(TextChoices):
    """Phases of the transition; two quarters share one (TRN-01, TRN-02)."""

    NONE = "", "None"
    PREPARATION = "preparation", "Preparation"
    IMPLEMENTATION = "implementation", "Implementation"
    TRANSITION = "transition", "Transition"


class MilestoneStatus(TextChoices):
    """How a milestone stands (TRN-01)."""

    PLANNED = "planned", "Planned"
    UNDER_WAY = "under_way", "Under way"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"
