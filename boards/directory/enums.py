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
