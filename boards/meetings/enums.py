"""The fixed words of a meeting and its agenda."""

from __future__ import annotations

from django.db.models import IntegerChoices, TextChoices


class MeetingType(TextChoices):
    """Formal or informal: one truth, on the meeting (AGD-10)."""

    FORMAL = "formal", "Formal"
    INFORMAL = "informal", "Informal"


class Part(IntegerChoices):
    """Part 1 is in public, part 2 is private (nhs-practice 1)."""

    ONE = 1, "Part 1"
    TWO = 2, "Part 2"


class ItemFormat(TextChoices):
    """How an item comes to the meeting (AGD-06)."""

    VERBAL = "verbal", "Verbal"
    ATTACHED = "attached", "Attached"
    PRESENTATION = "presentation", "Presentation"
    TO_FOLLOW = "to_follow", "To follow"


class ItemState(TextChoices):
    """Whether an item is heard; a frozen number is kept whatever the state."""

    LIVE = "live", "On the agenda"
    DEFERRED = "deferred", "Deferred"
    WITHDRAWN = "withdrawn", "Withdrawn"


class StandingItem(TextChoices):
    """Items every agenda has (AGD-08); blank for business of the day."""

    NONE = "", "Not a standing item"
    WELCOME = "welcome", "Welcome and apologies"
    QUORUM = "quorum", "Quorum"
    DECLARATIONS = "declarations", "Declarations of interest"
    MINUTES = "minutes", "Minutes and actions"
    KEY_MESSAGES = "key_messages", "Key messages"
    NEXT_ITEMS = "next_items", "Items for the next meeting"
    ANY_OTHER_BUSINESS = "aob", "Any other business"


BEFORE_DECLARATIONS = (StandingItem.WELCOME, StandingItem.QUORUM)
"""Standing items that may come before the declarations (nhs-practice 5)."""

CLOSES = (StandingItem.NEXT_ITEMS, StandingItem.ANY_OTHER_BUSINESS)
"""Standing items an agenda ends with; key messages may come just before them."""


class DecisionMethod(TextChoices):
    """How a decision was come to: consensus first (ICB-21; nhs-practice 3.3)."""

    CONSENSUS = "consensus", "By consensus"
    VOTE = "vote", "By a vote"
    CHAIR = "chair", "By the chair for the board"
    THIRD_PARTY = "third_party", "With support from a third party"


class CarriedState(TextChoices):
    """What became of an item deferred from an earlier meeting (AGD-13)."""

    OFFERED = "offered", "Offered"
    TAKEN = "taken", "Taken on to an agenda"
    DROPPED = "dropped", "Dropped"


class MeetingState(TextChoices):
    """How far a meeting is; ``rules/meeting_states.py`` says which moves there are."""

    PLANNED = "planned", "Planned"
    CALLED = "called", "Called"
    POSTPONED = "postponed", "Postponed"
    SITTING = "sitting", "Sitting"
    ADJOURNED = "adjourned", "Adjourned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


class CallKind(TextChoices):
    """How a meeting was called; each has its own notice to members (nhs-practice 4)."""

    ORDINARY = "ordinary", "In the usual way"
    BY_CHAIR = "by_chair", "By the chair"
    EMERGENCY = "emergency", "In an emergency"


class NoticeKind(TextChoices):
    """What a notice tells, and whom."""

    MEMBERS = "members", "Notice to members"
    PUBLIC = "public", "Public notice"
    POSTPONED = "postponed", "Meeting postponed"
    ADJOURNED = "adjourned", "Meeting adjourned"
    RESUMED = "resumed", "Meeting resumed"
    CANCELLED = "cancelled", "Meeting cancelled"


class ReplyAnswer(TextChoices):
    """What a person says before the meeting."""

    COMING = "coming", "Coming"
    VIDEO = "video", "Coming by video"
    APOLOGIES = "apologies", "Apologies"


class Frequency(TextChoices):
    """How often an item of the forward plan comes."""

    ONCE = "once", "Once"
    EACH = "each", "Each meeting"
    QUARTERLY = "quarterly", "Quarterly"
    HALF_YEARLY = "half_yearly", "Twice a year"
    ANNUAL = "annual", "Annually"


class PlanState(TextChoices):
    """What became of an entry of the forward plan."""

    PLANNED = "planned", "Planned"
    TAKEN = "taken", "On an agenda"
    DROPPED = "dropped", "Dropped"


class RulingOption(TextChoices):
    """The options of the person presiding (DOI-08; nhs-practice 6.4)."""

    FULL_PART = "full_part", "Noted, takes full part"
    NO_VOTE = "no_vote", "Stays and speaks, does not vote"
    SILENT = "silent", "Stays, neither speaks nor votes"
    LEAVES_DECISION = "leaves_decision", "Leaves for the decision"
    LEAVES = "leaves", "Leaves for the whole item"


class RoundKind(TextChoices):
    """How a body decides between two meetings (nhs-practice 3.3)."""

    URGENT = "urgent", "Urgent decision"
    WRITTEN = "written", "Written resolution"


class RoundState(TextChoices):
    """How far it is."""

    OPEN = "open", "Open"
    DECIDED = "decided", "Decided"
    FAILED = "failed", "Not carried"
    STOPPED = "stopped", "Stopped"


class Consulted(TextChoices):
    """What somebody answered who was asked."""

    WAITING = "waiting", "No answer yet"
    AGREES = "agrees", "Agrees"
    AGAINST = "against", "Does not agree"
    ABSTAINS = "abstains", "Abstains"


class PublicationKind(TextChoices):
    """What was published."""

    NOTICE = "notice", "Notice"
    AGENDA = "agenda", "Agenda"
    PAPER = "paper", "Paper"
    PACK = "pack", "Pack"
    SUPPLEMENT = "supplement", "Supplement"
    MINUTES = "minutes", "Minutes"


class QuestionState(TextChoices):
    """Where a question of the public stands."""

    RECEIVED = "received", "Received"
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Not taken"
    ANSWERED = "answered", "Answered"


class QuestionRefusal(TextChoices):
    """Why a question is not taken (nhs-practice 4)."""

    NOT_OURS = "not_ours", "It is not about a matter of this body"
    UNFIT = "unfit", "It is defamatory, frivolous or offensive"
    ASKED_ELSEWHERE = "elsewhere", "It was put to another meeting of this body"
    REPEATED = "repeated", "It is much the same as one of the last six months"
    CONFIDENTIAL = "confidential", "The answer would need confidential information"
    NAMES_SOMEBODY = "names", "It names or identifies a person"
    TOO_LATE = "late", "It came after the last day for questions"
    TOO_MANY = "too_many", "As many questions as there is time for were taken before"
