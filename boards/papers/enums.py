"""States and kinds of papers, fields of a cover sheet and its six questions."""

from __future__ import annotations

from django.db.models import TextChoices


class PaperKind(TextChoices):
    """What stands under an item: a paper, or something attached (AGD-15)."""

    PAPER = "paper", "Paper"
    PRESENTATION = "presentation", "Presentation"
    PROCEDURE = "procedure", "Procedure or register"
    MINUTES = "minutes", "Minutes"
    ACTION_LOG = "action_log", "Action log"
    ANNEX = "annex", "Annex"


class PaperState(TextChoices):
    """Where a paper stands between being asked for and being in the pack."""

    REQUESTED = "requested", "Requested"
    DRAFTING = "drafting", "Drafting"
    SUBMITTED = "submitted", "Submitted"
    ACCEPTED = "accepted", "Accepted"
    RETURNED = "returned", "Returned"
    WITHDRAWN = "withdrawn", "Withdrawn"


class VersionState(TextChoices):
    """What became of an uploaded file."""

    WAITING = "waiting", "Waiting"
    CONVERTING = "converting", "Converting"
    READY = "ready", "Ready"
    FAILED = "failed", "Could not be used"


class PaperRole(TextChoices):
    """How somebody stands to a paper (CVR-12: several of each, teams too)."""

    PRESENTER = "presenter", "Presented by"
    AUTHOR = "author", "Author"
    CONTRIBUTOR = "contributor", "Contributor"


class Answer(TextChoices):
    """Exactly one of three; ``UNCLEAR`` only as found on an imported sheet (CVR-07)."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NA = "na", "N/A"
    UNCLEAR = "unclear", "Unclear"


class Implication(TextChoices):
    """The six fixed questions (CVR-08)."""

    QUALITY = "quality_impact_assessment", "Quality impact assessment completed"
    EQUALITY = "equality_impact_assessment", "Equality impact assessment completed"
    PRIVACY = "privacy_impact_assessment", "Privacy impact assessment completed"
    FINANCIAL = "financial_impact_assessment", "Financial impact assessment completed"
    RISKS = "associated_risks", "Associated risks"
    REGISTER = (
        "risks_on_ics_risk_register",
        "Are associated risks detailed on the ICS risk register?",
    )


class ConflictsAnswer(TextChoices):
    """Conflicts of interest on a sheet: never silently blank (CVR-06)."""

    UNANSWERED = "", "Not answered"
    NONE = "none", "None identified"
    IDENTIFIED = "identified", "Identified"


class SheetFieldKind(TextChoices):
    """How a field of a cover sheet's form is asked and printed (CVR-19).

    The first three may be used under any key; each of the others belongs to the
    built-in key of its name.
    """

    TEXT = "text", "Paragraphs"
    LINE = "line", "One line"
    LIST = "list", "A list, one to a line"
    RECOMMENDATIONS = "recommendations", "Recommendations"
    ROUTE = "route", "Other forums"
    CONFLICTS = "conflicts", "Conflicts of interest"
    IMPLICATIONS = "implications", "The six implications"
    RISK = "risk", "Risk description and reference"
