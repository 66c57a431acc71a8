"""States of a pack, its editions and the kinds of things set in it."""

from __future__ import annotations

from django.db.models import TextChoices


class PackState(TextChoices):
    """Where one build stands; a finished build never changes but for being issued."""

    BUILDING = "building", "Building"
    BUILT = "built", "Built"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Stopped"


class Edition(TextChoices):
    """The files of one build. Members get the first two, the public the third."""

    MEMBERS = "members", "Part 1, members"
    PRIVATE = "private", "Part 2, private"
    PUBLIC = "public", "Part 1, public"


class FileKind(TextChoices):
    """Whether a file is the whole pack or only what a supplement brings."""

    WHOLE = "whole", "Whole pack"
    SUPPLEMENT = "supplement", "Supplement"


class EntryKind(TextChoices):
    """What a run of pages is."""

    FRONT = "front", "Front page"
    AGENDA = "agenda", "Agenda"
    COVER_SHEET = "cover_sheet", "Cover sheet"
    PAPER = "paper", "Paper"
    ACTION_LOG = "action_log", "Action log"
    NOT_PUBLISHED = "not_published", "Not published"
    TOMBSTONE = "tombstone", "Withdrawn pages"
    LEFT_OUT = "left_out", "Withheld from this copy"


class EntryStep(TextChoices):
    """How far the build is with an entry."""

    WAITING = "waiting", "Waiting"
    SETTING = "setting", "Setting"
    SET = "set", "Set"
    FAILED = "failed", "Failed"


class CopyState(TextChoices):
    """Where a reader's copy stands; only one that is released can be opened."""

    BUILDING = "building", "Being made"
    RELEASED = "released", "Checked, and open to its readers"
    BLOCKED = "blocked", "Kept back by the check"
    FAILED = "failed", "Not made"
