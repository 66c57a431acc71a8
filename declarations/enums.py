"""The fixed words of declarations (DOI-02 to DOI-06; nhs-practice 6)."""

from __future__ import annotations

from django.db.models import TextChoices


class InterestType(TextChoices):
    """What may be gained; of an indirect interest, by the person one is close to."""

    FINANCIAL = "financial", "Financial"
    PROFESSIONAL = "professional", "Non-financial professional"
    PERSONAL = "personal", "Non-financial personal"


INDIRECT_LABEL = "Indirect"
"""The fourth type of older registers; here it follows from how the interest is held."""


class SubType(TextChoices):
    """The examples of the published table (DOI-03 to DOI-05), and others in use."""

    DIRECTOR = "director", "Director, or senior employee"
    OWNER = "owner", "Shareholder, partner or owner"
    CONSULTANT = "consultant", "Management consultant for a provider"
    SECOND_JOB = "second_job", "Secondary employment"
    SECOND_INCOME = "second_income", "Secondary income from a provider"
    GRANT = "grant", "Grant from a provider"
    PAYMENT = "payment", "Payments, such as honoraria or travel"
    RESEARCH = "research", "Research funding"
    PATENT = "patent", "Patent or other intellectual property"
    PRIVATE_PRACTICE = "private_practice", "Clinical private practice"
    ADVOCATE = "advocate", "Advocate for a group of patients"
    SPECIAL_INTEREST = "special_interest", "GP with a special interest"
    SPECIALIST_BODY = "specialist_body", "Member of a specialist professional body"
    ADVISER = "adviser", "Adviser to CQC or NICE"
    CHAMPION = "champion", "Voluntary sector champion for a provider"
    VOLUNTEER = "volunteer", "Volunteer for a provider"
    VOLUNTARY_BOARD = "voluntary_board", "Position in a voluntary organisation"
    CONDITION = "condition", "Condition that needs individually funded treatment"
    LOYALTY = "loyalty", "Loyalty interest"
    OTHER = "other", "Something else"


class Relationship(TextChoices):
    """To whom an indirect interest belongs (DOI-06); never a name."""

    SPOUSE = "spouse", "Spouse or partner"
    RELATIVE = "relative", "Close relative"
    FRIEND = "friend", "Close friend"
    BUSINESS_PARTNER = "business_partner", "Business partner"


class InterestState(TextChoices):
    """How far a declaration is; one that was withdrawn stays on record."""

    DECLARED = "declared", "Declared"
    REVIEWED = "reviewed", "Reviewed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Showing(TextChoices):
    """Whether the public register shows an interest; an objection is decided on,
    and the entry held back until then."""

    PUBLIC = "public", "Published"
    ASKED = "asked", "Held back: withholding asked for"
    WITHHELD = "withheld", "Withheld"
    INTERNAL = "internal", "Kept inside"


class GiftKind(TextChoices):
    """What was offered."""

    GIFT = "gift", "Gift"
    CASH = "cash", "Cash, or a voucher"
    HOSPITALITY = "hospitality", "Meal or refreshments"
    TRAVEL = "travel", "Travel or accommodation, modest"
    TRAVEL_MORE = "travel_more", "Travel abroad, or in first or business class"


class GiftSource(TextChoices):
    """From whom: other limits hold for who supplies, or may supply."""

    SUPPLIER = "supplier", "A supplier or contractor, or one who may become one"
    OTHER = "other", "Somebody else, such as a patient or a family"


class GiftOutcome(TextChoices):
    """What was done with it."""

    DECLINED = "declined", "Declined"
    ACCEPTED = "accepted", "Accepted"
    FOR_THE_ORGANISATION = "for_organisation", "Accepted for the organisation"
    WAITING = "waiting", "Waits for a decision"


class ConflictSource(TextChoices):
    """What of a person meets an item."""

    INTEREST = "interest", "Declared interest"
    EMPLOYER = "employer", "Employer"
    OUTSIDE_ROLE = "outside_role", "Position elsewhere"
    NOMINATION = "nomination", "Nominated by it"


class ConflictState(TextChoices):
    """What became of a match."""

    FOUND = "found", "To be ruled on"
    STANDING = "standing", "Under a standing ruling"
    RULED = "ruled", "Ruled on"
    DISMISSED = "dismissed", "No conflict"
    GONE = "gone", "No longer meets"


class HoldRule(TextChoices):
    """What a body does with the papers of a direct match until the chair rules."""

    HOLD = "hold", "Hold the papers back"
    WARN = "warn", "Warn the secretary"
    OFF = "off", "Do nothing"
