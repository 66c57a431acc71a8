"""Kinds of body, seat, form and authority; and each kind's word in the rules."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.db.models import TextChoices


class BodyKind(TextChoices):
    """What kind of body meets."""

    PARTNERSHIP = "partnership", "ICS Partnership"
    NHS_BODY_BOARD = "nhs_body_board", "Board of the ICS NHS body"
    ICS_BOARD = "ics_board", "ICS Board before the NHS body"
    COMMITTEE = "committee", "Committee"
    JOINT_COMMITTEE = "joint_committee", "Joint committee"
    COMMITTEES_IN_COMMON = "committees_in_common", "Committees in common"
    PLACE_PARTNERSHIP = "place_partnership", "Place-based partnership"
    PROVIDER_COLLABORATIVE = "provider_collaborative", "Provider collaborative"
    SYSTEM_QUALITY_GROUP = "system_quality_group", "System quality group"
    ADVISORY_FORUM = "advisory_forum", "Advisory forum"
    SUB_GROUP = "sub_group", "Sub-group"
    FORUM = "forum", "Other forum"


RULE_WORDS: Mapping[BodyKind, tuple[str, ...]] = MappingProxyType(
    {
        BodyKind.PARTNERSHIP: ("ics_partnership",),
        BodyKind.NHS_BODY_BOARD: ("icb_board", "icb_committees", "icb"),
        BodyKind.ICS_BOARD: ("ics_board_2020",),
        BodyKind.JOINT_COMMITTEE: ("icb_committees",),
        BodyKind.PLACE_PARTNERSHIP: ("place_partnership", "icp_board"),
        BodyKind.PROVIDER_COLLABORATIVE: ("provider_collaborative",),
    }
)
"""The words composition rules use for the kinds of body they bind."""


class CommitteeType(TextChoices):
    """What a committee is for; audit and remuneration are required (COM-01, COM-02)."""

    AUDIT = "audit", "Audit"
    REMUNERATION = "remuneration", "Remuneration"
    FINANCE = "finance", "Finance and performance"
    QUALITY = "quality", "Quality"
    PEOPLE = "people", "People and workforce"
    CLINICAL = "clinical", "Clinical and professional"
    OTHER = "other", "Other"


class Authority(TextChoices):
    """Whether a body decides or advises; one that advises holds no delegation (COM-07)."""

    DECIDES = "decides", "Decides"
    ADVISES = "advises", "Advises"


class LegalForm(TextChoices):
    """What a body is in law (PTN-03)."""

    STATUTORY_BODY = "statutory_body", "Statutory body"
    COMMITTEE = "committee", "Committee"
    FORUM = "forum", "Forum or partnership without legal form"
    CORPORATE_BODY = "corporate_body", "Company or other corporate body"


class BodyStatus(TextChoices):
    """How far a body has come into being, in this order (TRN-06)."""

    PROPOSED = "proposed", "Proposed"
    SHADOW = "shadow", "In shadow form"
    STATUTORY = "statutory", "Established"


class Constituency(TextChoices):
    """From where a seat is filled: the words of the composition rules."""

    CHAIR = "chair", "Chair"
    DEPUTY_CHAIR = "deputy_chair", "Deputy chair"
    INDEPENDENT_NON_EXECUTIVE = "independent_non_executive", "Independent non-executive"
    CHIEF_EXECUTIVE = "chief_executive", "Chief executive"
    EXECUTIVE_FINANCE = "executive_finance", "Director of finance"
    EXECUTIVE_NURSING = "executive_nursing", "Director of nursing"
    EXECUTIVE_MEDICAL = "executive_medical", "Medical director"
    EXECUTIVE_OTHER = "executive_other", "Other executive"
    PARTNER_TRUST = "partner_trust", "Partner member, NHS trusts"
    PARTNER_PRIMARY_CARE = "partner_primary_care", "Partner member, primary care"
    PARTNER_LOCAL_AUTHORITY = "partner_local_authority", "Partner member, councils"
    PARTNER_OTHER = "partner_other", "Partner member, other"
    PRIMARY_CARE = "primary_care", "Primary care leadership"
    LOCAL_AUTHORITY = "local_authority", "Local authority"
    DIRECTOR_OF_PUBLIC_HEALTH = "director_of_public_health", "Director of public health"
    PROVIDER = "provider", "Provider"
    PEOPLE_REPRESENTATIVE = "people_representative", "People who use services"
    VOLUNTARY = "voluntary", "Voluntary sector"
    HEALTHWATCH = "healthwatch", "Healthwatch"
    LAY = "lay", "Lay member"
    CLINICAL = "clinical", "Clinical lead"
    ICP_CHAIR = "icp_chair", "ICP chair"
    ICP_EXECUTIVE = "icp_executive", "ICP executive leadership"
    INTEGRATION_LEAD = "integration_lead", "Integration lead"
    ADDITIONAL = "additional", "Further member"


class Capacity(TextChoices):
    """Designate until the body exists in law, then confirmed (ICB-20)."""

    DESIGNATE = "designate", "Designate"
    CONFIRMED = "confirmed", "Confirmed"


class Form(TextChoices):
    """How a place or a collaborative is governed: five and three (PLC-04, COL-04)."""

    CONSULTATIVE_FORUM = "consultative_forum", "Consultative forum"
    ICB_COMMITTEE = "icb_committee", "Committee of the ICS NHS body"
    JOINT_COMMITTEE = "joint_committee", "Joint committee"
    INDIVIDUAL_DIRECTOR = "individual_director", "Director with delegated authority"
    LEAD_PROVIDER = "lead_provider", "Lead provider"
    PROVIDER_LEADERSHIP_BOARD = "provider_leadership_board", "Provider leadership board"
    SHARED_LEADERSHIP = "shared_leadership_or_group", "Shared leadership or group"


class LeadKind(TextChoices):
    """Posts that somebody must be named for."""

    DIGITAL_SRO = "digital_sro", "Senior responsible owner, digital and data"
    PLACE_LEADER = "place_leader", "Place leader"
    QUALITY_LEAD = "quality_lead", "Quality lead"
    PEOPLE_LEAD = "people_lead", "People lead"
    DEPUTY_CHAIR = "deputy_chair", "Deputy chair"
    SENIOR_NON_EXECUTIVE = "senior_non_executive", "Senior non-executive member"


class HeldBy(TextChoices):
    """Who has a function at a place: the partner keeps it, or the place (ICP-07)."""

    RETAINED = "retained", "Kept by the partner"
    PLACE = "place", "Managed by the place"
    NOT_APPLICABLE = "none", "Not a function of the partner"


class InstrumentKind(TextChoices):
    """Documents by which a system is governed."""

    CONSTITUTION = "constitution", "Constitution"
    MOU = "mou", "Memorandum of understanding with NHS England"
    STRATEGY = "integrated_care_strategy", "Integrated care strategy"
    VCSE_AGREEMENT = "vcse_agreement", "Agreement with the voluntary sector"
    ENGAGEMENT_STRATEGY = "engagement_strategy", "People and communities strategy"
    SCFMA = "scfma", "System Collaboration and Financial Management Agreement"
    FUNCTIONS_MAP = "functions_and_decisions_map", "Functions and decisions map"
    CHAIR_AGREEMENT = "chair_agreement", "Agreement on the Partnership chair"
    CLINICAL_MODEL = "clinical_leadership_model", "Clinical leadership model"
    DIGITAL_PLAN = "digital_plan", "Digital and data plan"
    PLACE_PLAN = "place_plan", "Place plan"
    SCHEME_OF_DELEGATION = "scheme_of_delegation", "Scheme of delegation"
    SYSTEM_PLAN = "system_plan", "Plan for the health needs of the population"
    DEVELOPMENT_PLAN = "system_development_plan", "System development plan"
    PEOPLE_PLAN = "people_plan", "People plan"
    STANDING_ORDERS = "standing_orders", "Standing orders"
    FINANCIAL_INSTRUCTIONS = "financial_instructions", "Standing financial instructions"
    HANDBOOK = "governance_handbook", "Governance handbook"
    CONFLICTS_POLICY = "conflicts_policy", "Conflicts of interest policy"
    PRIMARY_CARE_LIST = "primary_care_list", "Eligible primary care providers"
    DECISION_FRAMEWORK = "decision_framework", "Decision making framework"
    ACCOUNTABILITY = "accountability_framework", "Accountability framework"
    PARTNERSHIP_AGREEMENT = "partnership_agreement", "Partnership agreement or alliance"
    WORKING_AGREEMENT = "working_agreement", "Working agreement with a collaborative"
    SECTION_75 = "section_75", "Section 75 agreement"
    CONTRACT = "contract", "Contract"
    TRANSFER_REGISTER = "transfer_register", "Transfer register"
    OTHER = "other", "Other"


class RuleCheck(TextChoices):
    """What a composition rule can do (composition-rules.json)."""

    HARD = "hard", "Required"
    HARD_WITH_EXCEPTION = "hard_with_recorded_exception", "Required, or an exception"
    SOFT = "soft", "Expected"
    DERIVED = "derived", "Follows from others"
    INFO = "info", "Context"
    ADVISORY = "advisory", "Advice"
    SUPERSEDED = "superseded", "Superseded"
