"""Every way a file comes to be kept, and the removal of what nobody kept."""

import hashlib
import logging
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import OperationalError, transaction

from ics_portal.core.files.errors import RefusedFile
from ics_portal.core.files.handlers import RefusedUpload
from ics_portal.core.files.limits import current_limits
from ics_portal.core.files.models import StoredFile
from ics_portal.core.files.names import clean_name, extension_of, name_for
from ics_portal.core.files.room import is_disk_full, no_room, too_large
from ics_portal.core.files.scan import check_for_viruses
from ics_portal.core.files.sniff import EMPTY, sniff
from ics_portal.core.files.storage import (
    ARRIVING,
    FILES,
    OWNER_ONLY_FOLDER,
    PrivateStorage,
    storage_name,
)
from ics_portal.core.files.workspace import clear_abandoned_work

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor

logger = logging.getLogger(__name__)

MADE_HERE = "made by the portal"

_READ_AT_ONCE = 1024 * 1024
_NOBODYS_AFTER_SECONDS = 24 * 60 * 60
_ASKED_AT_ONCE = 500


@dataclass(slots=True)
class _Arrived:
    """A file written whole, not yet in its place."""

    path: Path
    sha256: str
    size: int


class _Movable(File):  # type: ignore[type-arg]  # not generic when it runs
    """Tells the storage that it may move this file instead of copying it."""

    def temporary_file_path(self) -> str:
        return str(self.name)


def store_upload(
    *,
    upload: "UploadedFile[bytes]",
    actor: "Actor",
    at: datetime,
    limit_bytes: int | None = None,
) -> StoredFile:
    """Check an upload by its content and keep it under a cleaned, truthful name.

    ``limit_bytes`` may be below UPLOAD_MAX_BYTES, which is the default. Raises
    RefusedFile with a sentence for the person; nothing is then left behind.

    Call it before the transaction of the room's own change: checking 200 MB takes a
    second or two, for which SQLite's one writer should not wait.
    """
    if isinstance(upload, RefusedUpload):
        raise upload.refusal
    most = current_limits().upload_max_bytes
    limit = most if limit_bytes is None else min(limit_bytes, most)
    if upload.size is not None and upload.size > limit:
        raise too_large(limit)
    name = upload.name or ""
    with _arriving(upload.chunks(_READ_AT_ONCE), limit) as arrived:
        found = sniff(arrived.path, name=name)
        return _keep(
            arrived,
            name=name_for(name, found.kind),
            content_type=found.mime,
            virus_check=check_for_viruses(arrived.path),
            created_by_id=actor.user_id,
            at=at,
        )


def store_path(
    *,
    path: Path,
    name: str,
    content_type: str,
    actor_id: int | None,
    at: datetime,
) -> StoredFile:
    """Keep a copy of a file the portal made itself; ``path`` is left where it is.

    Raises RefusedFile for an empty file, and StorageFull when there is no room.
    """
    with path.open("rb") as source:
        return _store_made(_chunks(source), name, content_type, actor_id, at)


def store_bytes(
    *,
    content: bytes,
    name: str,
    content_type: str,
    actor_id: int | None,
    at: datetime,
) -> StoredFile:
    """Keep what the portal made itself and holds in memory; raises as ``store_path``."""
    return _store_made([content], name, content_type, actor_id, at)


def _store_made(
    chunks: Iterable[bytes],
    name: str,
    content_type: str,
    actor_id: int | None,
    at: datetime,
) -> StoredFile:
    with _arriving(chunks, None) as arrived:
        return _keep(
            arrived,
            name=clean_name(name),
            content_type=content_type,
            virus_check=MADE_HERE,
            created_by_id=actor_id,
            at=at,
        )


def sweep_files() -> int:
    """Remove what was written and then not kept; return how many files went.

    That is: uploads cut off half way, files whose transaction was rolled back, work
    folders of processes that were killed. Nothing younger than a day is touched.
    """
    removed = clear_abandoned_work()
    before = time.time() - _NOBODYS_AFTER_SECONDS
    storage = PrivateStorage()
    for path in _older_than(before, Path(storage.path(ARRIVING))):
        path.unlink(missing_ok=True)
        removed += 1
    waiting: list[str] = []
    for path in _older_than(before, Path(storage.path(FILES))):
        waiting.append(path.relative_to(storage.location).as_posix())
        if len(waiting) == _ASKED_AT_ONCE:
            removed += _remove_unkept(storage, waiting)
            waiting = []
    return removed + _remove_unkept(storage, waiting)


def _remove_unkept(storage: PrivateStorage, names: list[str]) -> int:
    kept = set(StoredFile.objects.filter(file__in=names).values_list("file", flat=True))
    unkept = [name for name in names if name not in kept]
    for name in unkept:
        storage.delete(name)
        logger.warning("Removed %s, which no record names", name)
    return len(unkept)


def _older_than(before: float, folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        try:
            if path.is_file() and path.stat().st_mtime < before:
                yield path
        except FileNotFoundError:
            continue


@contextmanager
def _arriving(chunks: Iterable[bytes], limit: int | None) -> Iterator[_Arrived]:
    """Write the chunks beside the stored files, and take them away unless kept.

    Beside them, because only within one disk is moving into place a single step.
    """
    folder = Path(PrivateStorage().path(ARRIVING))
    arrived = None
    try:
        folder.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
        handle, written_to = tempfile.mkstemp(dir=folder)
        arrived = _Arrived(Path(written_to), sha256="", size=0)
        _write(handle, chunks, arrived, limit)
        if not arrived.size:
            raise RefusedFile(EMPTY)
        yield arrived
    except OSError as fault:
        if is_disk_full(fault):
            raise no_room() from fault
        raise
    except OperationalError as fault:
        # The database lies on a disk too: SQLite's words, then PostgreSQL's.
        if "disk is full" in str(fault) or "No space left" in str(fault):
            raise no_room() from fault
        raise
    finally:
        if arrived is not None:
            arrived.path.unlink(missing_ok=True)


def _write(
    handle: int, chunks: Iterable[bytes], arrived: _Arrived, limit: int | None
) -> None:
    digest = hashlib.sha256()
    with os.fdopen(handle, "wb") as target:
        for chunk in chunks:
            arrived.size += len(chunk)
            if limit is not None and arrived.size > limit:
                raise too_large(limit)
            digest.update(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    arrived.sha256 = digest.hexdigest()


def _keep(
    arrived: _Arrived,
    *,
    name: str,
    content_type: str,
    virus_check: str,
    created_by_id: int | None,
    at: datetime,
) -> StoredFile:
    """Move the file to its place and write its row; neither without the other."""
    storage = PrivateStorage()
    wanted = storage_name(arrived.sha256, extension_of(name))
    with arrived.path.open("rb") as content:
        place = storage.save(wanted, _Movable(content, name=str(arrived.path)))
    try:
        with transaction.atomic():
            return StoredFile.objects.create(
                sha256=arrived.sha256,
                size=arrived.size,
                content_type=content_type,
                original_name=name,
                file=place,
                virus_check=virus_check,
                created_at=at,
                created_by_id=created_by_id,
            )
    except BaseException:
        storage.delete(place)
        raise


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    while chunk := source.read(_READ_AT_ONCE):
        yield chunk
