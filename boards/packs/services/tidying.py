"""Letting go of cached pages, and of prints of parts, that no pack has used for long."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from boards.packs.enums import CopyState, PackState
from boards.packs.models import Pack, PackEntry, PartPrint, ReaderCopy, RenderedPart
from ics_portal.core.files import StoredFile
from ics_portal.core.pdf.prints import PRINT

UNUSED_DAYS = 60


@transaction.atomic
def forget_unused_parts(at: datetime) -> int:
    """Forget the cached pages no build of the last UNUSED_DAYS days used; gives how many.

    Every entry of a build names the bytes it was set from, so the builds themselves say
    what was used; a build that failed or was stopped keeps what it would want again.
    While one is under way nothing is forgotten: its entries do not say everything yet.
    The bytes go with the next sweep of files.
    """
    if Pack.objects.filter(state=PackState.BUILDING).exists():
        return 0
    since = at - timedelta(days=UNUSED_DAYS)
    used = PackEntry.objects.filter(pack__asked_at__gte=since).exclude(part_sha256="")
    unused = RenderedPart.objects.filter(made_at__lt=since).exclude(
        stored__sha256__in=used.values("part_sha256")
    )
    rows = dict(unused.values_list("pk", "stored_id"))
    RenderedPart.objects.filter(pk__in=rows).delete()
    StoredFile.objects.filter(pk__in=rows.values()).delete()
    return len(rows)


@transaction.atomic
def forget_unused_prints(at: datetime) -> int:
    """Forget the prints of parts no build of the last UNUSED_DAYS days was set from, and
    those an earlier edition of the portal made; gives how many.

    A print that is wanted after all is read from its part again. While a copy is made
    nothing is forgotten.
    """
    if ReaderCopy.objects.filter(state=CopyState.BUILDING).exists():
        return 0
    since = at - timedelta(days=UNUSED_DAYS)
    used = PackEntry.objects.filter(pack__asked_at__gte=since).exclude(part_sha256="")
    unused = Q(made_at__lt=since) & ~Q(sha256__in=used.values("part_sha256"))
    count, _ = PartPrint.objects.filter(unused | ~Q(edition=PRINT)).delete()
    return count
