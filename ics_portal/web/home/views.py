"""The home page: one address, its content by role."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ics_portal.core.web.requests import PortalRequest
from ics_portal.web.home.selectors import home_page


@require_safe
def home(request: PortalRequest) -> HttpResponse:
    page = home_page(
        request.actor,
        at=timezone.now(),
        today=timezone.localdate(),
    )
    return render(
        request, "web/home.html", {"page": page, "today": timezone.localdate()}
    )
