"""Kinds of body (LAYOUT: one table, a new kind is a value)."""

from __future__ import annotations

from django.db.models import TextChoices


class BodyKind(TextChoices):
    """What kind of body meets."""

    PARTNERSHIP = "partnership", "ICS Partnership"
    NHS_BODY_BOARD = "nhs_body_board", "Board"
    COMMITTEE = "committee", "Committee"
    JOINT_COMMITTEE = "joint_committee", "Joint committee"
    COMMITTEES_IN_COMMON = "committees_in_common", "Committees in common"
    PLACE_PARTNERSHIP = "place_partnership", "Place-based partnership"
    PROVIDER_COLLABORATIVE = "provider_collaborative", "Provider collaborative"
    SYSTEM_QUALITY_GROUP = "system_quality_group", "System quality group"
    ADVISORY_FORUM = "advisory_forum", "Advisory forum"
    SUB_GROUP = "sub_group", "Sub-group"
    FORUM = "forum", "Other forum"
