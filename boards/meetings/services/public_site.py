"""What a system says of itself on its public pages, and its own mark."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from boards.directory.models import IntegratedCareSystem
from boards.meetings.models import PublicSite
from boards.meetings.permissions import may_edit_public_site
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.files.kinds import FileKind
from ics_portal.core.files.services import store_upload
from ics_portal.core.text import visible
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from ics_portal.accounts.actor import Actor

MARKS = (FileKind.PNG, FileKind.JPEG)
MARK_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDetails:
    """All of it but the mark."""

    licence: str
    about: str = ""
    contact: str = ""
    mark_words: str = ""
    accessibility_contact: str = ""
    accessibility_known: str = ""
    accessibility_tested_on: date | None = None
    accessibility_tested_how: str = ""


def save_public_site(
    *,
    system: IntegratedCareSystem,
    details: SiteDetails,
    mark: UploadedFile[bytes] | None = None,
    drop_mark: bool = False,
    actor: Actor,
    at: datetime,
) -> PublicSite:
    """Keep what the public pages say. Raises RuleBroken (PUBS-1), RefusedFile.

    A mark is a PNG or a JPEG: a drawing in SVG could hold a script. It needs words for
    those who do not see it. The NHS logo has an owner and is not ours to ship; what is
    uploaded is the organisation's own answer.
    """
    require(may_edit_public_site(actor))
    details = _clean(details)
    stored = None
    if mark is not None:  # before the transaction: checking takes its time
        if not details.mark_words:
            raise RuleBroken(
                "PUBS-1", "Say in words what the mark shows.", field="mark_words"
            )
        stored = store_upload(upload=mark, actor=actor, at=at, limit_bytes=MARK_BYTES)
        if stored.kind not in MARKS:
            raise RuleBroken(
                "PUBS-1", "Choose a picture: a PNG or a JPEG file.", field="mark"
            )
    with transaction.atomic():
        values: dict[str, object] = asdict(details)
        if stored is not None or drop_mark:
            values["mark"] = stored
        site = PublicSite.objects.select_for_update().filter(system=system).first()
        if site is None:
            site = create_with_reason(
                PublicSite, "Public pages", actor=actor, system=system, **values
            )
        else:
            for name, value in values.items():
                setattr(site, name, value)
            save_with_reason(site, "Public pages changed", actor=actor)
        record(verb="public_site_changed", target=site, actor=actor, at=at)
    return site


def _clean(details: SiteDetails) -> SiteDetails:
    plain: dict[str, Any] = {
        name: visible(value).strip() if isinstance(value, str) else value
        for name, value in asdict(details).items()
    }
    if not plain["licence"]:
        raise RuleBroken(
            "PUBS-1", "Say under which licence the pages may be used.", field="licence"
        )
    return SiteDetails(**plain)
