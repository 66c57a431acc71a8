"""Letters, and who wants no reminders."""

from django.conf import settings
from django.db import models

from ics_portal.core.audit.registry import untracked
from ics_portal.core.notify.enums import LetterKind


@untracked("It is a letter: written once, then only ticked off.")
class Letter(models.Model):
    """One e-mail to one person, written in the transaction of the change it tells of.

    ``dedupe_key`` is written once however often it is told. ``claimed_at`` says that a
    worker has begun to send it: a letter whose worker was killed in between may have
    gone out, and is not sent again.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="letters"
    )
    email = models.EmailField()
    kind = models.CharField(max_length=10, choices=LetterKind.choices)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    url = models.CharField(max_length=500, blank=True)
    dedupe_key = models.CharField(max_length=200, unique=True)
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(sent_at__isnull=True, claimed_at__isnull=True),
                name="letter_due",
            )
        ]

    def __str__(self) -> str:
        return self.dedupe_key


@untracked("It is a person's own choice about e-mail, of the present only.")
class NoticeChoice(models.Model):
    """Whether a user wants reminders; one without a row does."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choice"
    )
    reminders = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.user_id}"
