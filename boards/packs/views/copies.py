"""Readers' copies: one's own to open, and for the office who gets which, with the proof."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from boards.packs.models import ReaderCopy
from boards.packs.permissions import may_see_copies
from boards.packs.presenters.copies import copy_rows, proof_of, readers_view
from boards.packs.selectors import pack_or_404
from boards.packs.selectors.copies import copies_of, copy_or_404, own_copy_or_404
from boards.packs.services import note_copy_reading
from boards.packs.services.copies import make_copy_again
from boards.packs.views.packs import edition_or_404, meeting_context
from ics_portal.core.errors import RuleBroken
from ics_portal.core.files.download import file_response
from ics_portal.core.files.names import content_disposition
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest


@require_safe
def own_copy(
    request: PortalRequest, meeting_id: int, version: int, edition: str
) -> HttpResponseBase:
    """The reader's own copy; anybody else's does not exist."""
    row = own_copy_or_404(request.actor, meeting_id, version, edition_or_404(edition))
    stored = row.stored or row.copy.stored
    if stored is None:
        raise Http404
    note_copy_reading(
        row=row,
        actor=request.actor,
        at=timezone.now(),
        wanted_range=request.headers.get("Range", ""),
    )
    return file_response(
        stored, filename=stored.original_name, request=request, inline=True
    )


@require_safe
def own_copy_manifest(
    request: PortalRequest, meeting_id: int, version: int, edition: str
) -> HttpResponse:
    """What the reader's own copy holds, what not and by whose ruling."""
    row = own_copy_or_404(request.actor, meeting_id, version, edition_or_404(edition))
    return _manifest(row.copy, readers_view(row.copy.manifest))


@never_cache
@require_safe
def copies(request: PortalRequest, meeting_id: int, version: int) -> HttpResponse:
    """Who gets which copy of an issued pack."""
    pack = pack_or_404(request.actor, meeting_id, version)
    require(may_see_copies(request.actor, pack.meeting))
    context = meeting_context(request, pack.meeting) | {
        "pack": pack,
        "copies": copy_rows(copies_of(request.actor, pack)),
    }
    return render(request, "boards/packs/copies.html", context)


@never_cache
@require_safe
def copy(
    request: PortalRequest, meeting_id: int, version: int, copy_id: int
) -> HttpResponse:
    """The proof of one copy: from which bytes, what not, and what the check said."""
    found = copy_or_404(request.actor, meeting_id, version, copy_id)
    if "format" in request.GET:
        return _manifest(found, found.manifest)
    context = meeting_context(request, found.pack.meeting) | {
        "pack": found.pack,
        "proof": proof_of(found),
    }
    return render(request, "boards/packs/copy.html", context)


@require_safe
def copy_file(
    request: PortalRequest, meeting_id: int, version: int, copy_id: int
) -> HttpResponseBase:
    """The file of a copy for the office, without a reader's name."""
    found = copy_or_404(request.actor, meeting_id, version, copy_id)
    if found.stored is None:
        raise Http404
    return file_response(
        found.stored,
        filename=found.stored.original_name,
        request=request,
        inline=True,
    )


@require_POST
def copy_again(
    request: PortalRequest, meeting_id: int, version: int, copy_id: int
) -> HttpResponse:
    """Make a copy once more that was kept back or failed."""
    found = copy_or_404(request.actor, meeting_id, version, copy_id)
    try:
        make_copy_again(copy=found, actor=request.actor, at=timezone.now())
    except RuleBroken as broken:
        messages.error(request, broken.message)
    return redirect("packs:copies", meeting_id=meeting_id, version=version)


def _manifest(found: ReaderCopy, manifest: dict[str, object]) -> HttpResponse:
    answer = HttpResponse(
        json.dumps(manifest, indent=2, ensure_ascii=False),
        content_type="application/json",
    )
    name = f"{manifest.get('title', 'copy')}, version {found.pack.version}"
    answer["Content-Disposition"] = content_disposition(f"{name}, manifest.json")
    answer["Cache-Control"] = "private, no-store"
    return answer
