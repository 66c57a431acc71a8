"""What happened, written with the change, so that it is surely told afterwards."""

from django.db import models

from ics_portal.core.audit.registry import untracked


@untracked("It is a letter: written once, then only ticked off.")
class OutboxMessage(models.Model):
    """One "this happened", in the transaction of the change itself."""

    topic = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.topic} {self.pk}"


@untracked("It only ticks: whether one receiver has acted on one message.")
class OutboxDelivery(models.Model):
    """One receiver's copy of a message."""

    message = models.ForeignKey(
        OutboxMessage, on_delete=models.CASCADE, related_name="deliveries"
    )
    receiver = models.CharField(max_length=200)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)
    failure = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "outbox deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["message", "receiver"], name="delivery_once_for_each_receiver"
            )
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(delivered_at__isnull=True),
                name="delivery_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.receiver} of {self.message_id}"
