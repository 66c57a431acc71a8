"""A file the portal keeps: its bytes never change, so its row never does."""

import uuid
from typing import Any, NoReturn

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from ics_portal.core.audit.registry import untracked
from ics_portal.core.files.kinds import FileKind
from ics_portal.core.files.scan import NOT_CHECKED
from ics_portal.core.files.storage import PrivateStorage

SHA256_LETTERS = 64
NAME_LETTERS = 150


class FileIsFixedError(Exception):
    """Something tried to change a stored file. A new version is a new row."""


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise FileIsFixedError("A stored file is never changed.")


@untracked("It is never changed: a new version of a paper is a new file.")
class StoredFile(models.Model):
    """Bytes with their checksum, and the name they came under.

    ``virus_check`` says in words what was done: by default, that nothing was.
    ``created_by_id`` is a user's id, null for what the portal made itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=SHA256_LETTERS, db_index=True)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    original_name = models.CharField(max_length=NAME_LETTERS)
    file = models.FileField(storage=PrivateStorage(), max_length=150, unique=True)
    virus_check = models.CharField(max_length=200, default=NOT_CHECKED)
    created_at = models.DateTimeField()
    created_by_id = models.BigIntegerField(null=True, blank=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0), name="stored_file_is_not_empty"
            ),
            models.CheckConstraint(
                condition=Exact(Length("sha256"), Value(SHA256_LETTERS)),
                name="stored_file_checksum_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(original_name="") & ~Q(content_type="") & ~Q(file=""),
                name="stored_file_is_named_and_typed",
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise FileIsFixedError("A stored file is never changed.")
        super().save(*args, **kwargs)

    @property
    def kind(self) -> FileKind | None:
        """What it is, or None for a kind the portal makes but does not take."""
        return FileKind.of_mime(self.content_type)
