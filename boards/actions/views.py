"""The action log on the screen."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boards.actions.forms import LogFilter
from boards.actions.presenters import action_row
from boards.actions.selectors import actions_for
from ics_portal.core.web.pagination import paginate
from ics_portal.core.web.requests import PortalRequest


@require_safe
def listing(request: PortalRequest) -> HttpResponse:
    form = LogFilter(request.GET or None, actor=request.actor)
    chosen = form.chosen()
    found = actions_for(request.actor, **chosen)
    pages = paginate(found, request)
    today = timezone.localdate()
    context = {
        "form": form,
        "pages": pages,
        "rows": [action_row(action, on=today) for action in pages.items],
        "today": today,
        "is_filtered": any(chosen.values()),
    }
    return render(request, "boards/actions/list.html", context)
