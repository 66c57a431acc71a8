"""Our own pages as stored parts: rendered once, found again by their content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import IntegrityError, transaction

from boards.packs.models import RenderedPart
from ics_portal.core.files.limits import work_root
from ics_portal.core.files.models import StoredFile
from ics_portal.core.files.services import store_path
from ics_portal.core.pdf import PartRecord, PdfDocument, normalise_part, render_pdf
from ics_portal.core.pdf.fingerprint import document_hash
from ics_portal.core.pdf.record import ENGINE

KEY_LETTERS = 20
# A page of ours is short; this only keeps a runaway template from filling the disk.
OWN_PAGE_LIMIT = 500


@dataclass(frozen=True, slots=True)
class StoredPart:
    """A part ready to merge. ``was_cached`` says that nothing had to be rendered."""

    path: Path
    record: PartRecord
    was_cached: bool = False


def own_part(document: PdfDocument, *, entry_key: str, at: datetime) -> StoredPart:
    """The pages of one of our own documents, from the cache or rendered now.

    The same words, template, style sheets and renderer give the same part. ``entry_key``
    keeps two equal documents of one pack apart, since a part's ids bear its key.
    """
    content_key = content_key_of(document, entry_key)
    if cached := _cached(content_key):
        return cached
    with TemporaryDirectory(dir=work_root(), prefix="work-part-") as folder:
        rendered = Path(folder, "rendered.pdf")
        rendered.write_bytes(render_pdf(document))
        part = Path(folder, "part.pdf")
        record = normalise_part(
            rendered,
            part,
            key=content_key[:KEY_LETTERS],
            page_limit=OWN_PAGE_LIMIT,
            own_pages=True,
        )
        stored = _keep(document, content_key, part, record, at)
    return StoredPart(Path(stored.file.path), record)


def kept_part(sha256: str) -> StoredPart | None:
    """The pages of ours that have these bytes, while they are kept."""
    row = (
        RenderedPart.objects.filter(stored__sha256=sha256)
        .select_related("stored")
        .first()
    )
    if row is None or row.record.get("engine") != ENGINE:
        return None
    path = Path(row.stored.file.path)
    if not path.is_file() or path.stat().st_size != row.stored.size:
        return None
    return StoredPart(path, PartRecord.from_json(row.record), was_cached=True)


def content_key_of(document: PdfDocument, entry_key: str) -> str:
    """SHA-256 of all that decides how the document looks."""
    return document_hash(document, entry_key)


def _cached(content_key: str) -> StoredPart | None:
    row = (
        RenderedPart.objects.filter(content_key=content_key)
        .select_related("stored")
        .first()
    )
    if row is None:
        return None
    path = Path(row.stored.file.path)
    if not path.is_file() or path.stat().st_size != row.stored.size:
        row.delete()  # the file went missing: it is only a cache, so make it again
        return None
    return StoredPart(path, PartRecord.from_json(row.record), was_cached=True)


def _keep(
    document: PdfDocument,
    content_key: str,
    part: Path,
    record: PartRecord,
    at: datetime,
) -> StoredFile:
    try:
        with transaction.atomic():
            stored = store_path(
                path=part,
                name=document.filename,
                content_type="application/pdf",
                actor_id=None,
                at=at,
            )
            RenderedPart.objects.create(
                content_key=content_key,
                template=document.template,
                stored=stored,
                record=record.to_json(),
                made_at=at,
            )
    except IntegrityError:
        # Another build rendered the same page meanwhile; its bytes are the same.
        return RenderedPart.objects.get(content_key=content_key).stored
    return stored
