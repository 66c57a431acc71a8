"""Kinds of organisation named in the sources and in practice (nhs-practice 2.1)."""

from __future__ import annotations

from django.db.models import TextChoices


class OrganisationKind(TextChoices):
    """What an organisation is; ``SECTOR`` and ``FORUM`` are named but are no bodies."""

    ICS = "ics", "Integrated care system"
    ICB = "icb", "Integrated care board"
    CCG = "ccg", "Clinical commissioning group"
    FOUNDATION_TRUST = "nhs_foundation_trust", "NHS foundation trust"
    NHS_TRUST = "nhs_trust", "NHS trust"
    LOCAL_AUTHORITY = "local_authority", "Local authority"
    PRIMARY_CARE = "primary_care", "Primary care"
    REGULATOR = "regulator", "National body or regulator"
    VOLUNTARY = "voluntary", "Voluntary, community or social enterprise"
    COMPANY = "company", "Company"
    SECTOR = "sector", "Sector or group of organisations"
    FORUM = "forum", "Forum or partnership"
    OTHER = "other", "Other"


TRUST_KINDS = frozenset({OrganisationKind.FOUNDATION_TRUST, OrganisationKind.NHS_TRUST})
"""NHS providers in the sense of the composition rules."""

NHS_KINDS = TRUST_KINDS | {OrganisationKind.ICB, OrganisationKind.CCG}
"""NHS bodies of a footprint: parties of the System Collaboration and Financial
Management Agreement (RULE-ICB-07)."""

HEALTH_AND_CARE_KINDS = NHS_KINDS | {
    OrganisationKind.LOCAL_AUTHORITY,
    OrganisationKind.PRIMARY_CARE,
}
"""Where an independent non-executive holds no position (RULE-BRD-03). An organisation of
another kind counts too once services of it are recorded."""


class Service(TextChoices):
    """What an organisation provides."""

    ACUTE = "acute", "Acute"
    MENTAL_HEALTH = "mental_health", "Mental health"
    COMMUNITY = "community", "Community"
    AMBULANCE = "ambulance", "Ambulance"
    PRIMARY_CARE = "primary_care", "Primary care"
    SOCIAL_CARE = "social_care", "Social care"


class SuccessionKind(TextChoices):
    """How one organisation followed another."""

    MERGER = "merger", "Merged into"
    RENAME = "rename", "Renamed as"
    TRANSFER = "transfer", "Functions transferred to"
