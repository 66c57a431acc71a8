"""The prints of stored parts: read once, kept, and compared by the check of a copy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, transaction

from boards.packs.models import PartPrint
from boards.packs.services.parts import StoredPart
from ics_portal.core.pdf import PartRecord
from ics_portal.core.pdf.prints import PRINT, Print, print_of


def prints_of(parts: Iterable[StoredPart], *, at: datetime) -> list[Print]:
    """The print of each part, in order, from those kept or read now.

    Raises OSError, NotOurs or StalePart where a part has to be read and cannot be.
    """
    wanted = list(parts)
    sums = [part.record.sha256 for part in wanted]
    kept = {
        row.sha256: Print.unpacked(bytes(row.streams), bytes(row.tokens))
        for row in PartPrint.objects.filter(sha256__in=sums, edition=PRINT)
    }
    for part in wanted:
        if part.record.sha256 not in kept:
            kept[part.record.sha256] = _made(part.path, part.record, at)
    return [kept[each] for each in sums]


def _made(path: Path, record: PartRecord, at: datetime) -> Print:
    made = print_of(path, record)
    streams, tokens = made.packed()
    try:
        with transaction.atomic():
            PartPrint.objects.update_or_create(
                sha256=record.sha256,
                defaults={
                    "edition": PRINT,
                    "streams": streams,
                    "tokens": tokens,
                    "made_at": at,
                },
            )
    except IntegrityError:
        pass  # another copy of the same pack read it meanwhile; it is the same
    return made
