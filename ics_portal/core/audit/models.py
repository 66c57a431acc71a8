"""Who did what, in whose name, and why. Rows are added and never changed."""

from typing import Any, NoReturn

from django.db import models

from ics_portal.core.audit.registry import untracked


class AppendOnlyError(Exception):
    """Something tried to change or remove an audit event."""


class AuditQuerySet(models.QuerySet["AuditEvent"]):
    def about(self, target: models.Model) -> "AuditQuerySet":
        return self.filter(
            target_type=target._meta.label_lower, target_id=str(target.pk)
        )

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("An audit event is never changed.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("An audit event is never changed.")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("An audit event is never removed.")


@untracked("It is itself the record: rows are added and never changed.")
class AuditEvent(models.Model):
    """One act. Labels and ids are copied, so the event outlives what it describes."""

    verb = models.CharField(max_length=60)
    at = models.DateTimeField()
    actor_user_id = models.BigIntegerField(null=True, blank=True)
    actor_person_id = models.BigIntegerField(null=True, blank=True)
    actor_name = models.CharField(max_length=200)
    target_type = models.CharField(max_length=100)
    target_id = models.CharField(max_length=64)
    target_label = models.CharField(max_length=300)
    body_id = models.BigIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True)
    detail = models.JSONField(default=dict, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["target_type", "target_id", "at"]),
            models.Index(fields=["actor_user_id", "at"]),
            models.Index(fields=["body_id", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.verb} {self.target_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("An audit event is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("An audit event is never removed.")
