"""What a system says of itself on its public pages, and its own mark."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from boards.bodies.services.seen import mark_of
from boards.directory.models import IntegratedCareSystem
from boards.meetings.models import PublicSite
from boards.meetings.permissions import may_edit_public_site
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import EditConflict, RuleBroken
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
    seen: str | None = None,
    actor: Actor,
    at: datetime,
) -> PublicSite:
    """Keep what the public pages say. Raises RuleBroken (PUBS-1), RefusedFile.

    ``seen`` is the mark of ``public_site_words`` the form showed; raises EditConflict if
    somebody changed them since.

    A mark is a PNG or a JPEG: a drawing in SVG could hold a script. It needs words for
    those who do not see it. The NHS logo has an owner and is not ours to ship; what is
    uploaded is the organisation's own answer.
    """
    require(may_edit_public_site(actor))
    details = _clean(details)
    stored = None
    # Looked at here too, so that no picture is kept for what is refused.
    _require_as_seen(system, seen, details, mark)
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
        IntegratedCareSystem.objects.select_for_update().get(pk=system.pk)
        _require_as_seen(system, seen, details, mark)
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


def _require_as_seen(
    system: IntegratedCareSystem,
    seen: str | None,
    details: SiteDetails,
    mark: UploadedFile[bytes] | None,
) -> None:
    found = PublicSite.objects.select_related("mark").filter(system=system).first()
    theirs = public_site_words(found or PublicSite(system=system))
    if seen is None or mark_of(theirs) == seen:
        return
    again = " Choose your picture again too." if mark is not None else ""
    raise EditConflict(
        "Somebody changed what the public pages say after you opened the form. Look at"
        f" both, then save again if yours is still right.{again}",
        field="",
        mine=public_site_words(PublicSite(**asdict(details))),
        theirs=theirs,
    )


def public_site_words(site: PublicSite) -> str:
    """What the form shows of it, a line for each, and which picture there is."""
    lines = [
        f"{_caption(name)}: {getattr(site, name) or ''}"
        for name in SiteDetails.__dataclass_fields__
    ]
    if site.mark is not None:
        lines.append(f"Picture: {site.mark.original_name}, {site.mark.sha256[:12]}")
    return "\n".join(lines)


def _caption(name: str) -> str:
    field: Any = PublicSite._meta.get_field(name)
    words = str(field.verbose_name)
    return words[:1].upper() + words[1:]


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
