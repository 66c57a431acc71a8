"""What a form knew of when it was drawn."""

from __future__ import annotations

from ics_portal.core.web.requests import PortalRequest


def seen_of(request: PortalRequest) -> int:
    """The newest change the form knew of; 0, which is older than any, without a mark."""
    mark = request.POST.get("seen", "")
    return int(mark) if mark.isascii() and mark.isdigit() and len(mark) < 20 else 0
