"""Stored files, with or without their bytes."""

import uuid

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from ics_portal.core.files.models import StoredFile


class StoredFileFactory(factory.django.DjangoModelFactory[StoredFile]):
    """A small file. ``content=b"…"`` gives it those bytes, and their length."""

    class Meta:
        model = StoredFile

    class Params:
        content = b"%PDF-1.7 stand-in"

    sha256 = factory.LazyFunction(lambda: uuid.uuid4().hex * 2)
    size = factory.LazyAttribute(lambda made: len(made.content))
    content_type = "application/pdf"
    original_name = "paper.pdf"
    file = factory.LazyAttribute(
        lambda made: ContentFile(made.content, name=f"{uuid.uuid4().hex}.pdf")
    )
    created_at = factory.LazyFunction(timezone.now)
