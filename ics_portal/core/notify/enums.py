"""Kinds of letters."""

from django.db.models import TextChoices


class LetterKind(TextChoices):
    """A reminder may be declined; a notice of a meeting or a pack goes to all it is for."""

    NOTICE = "notice", "Notice"
    REMINDER = "reminder", "Reminder"
