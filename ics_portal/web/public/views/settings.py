"""Where the office says what the public pages say of the organisation."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from boards.meetings.forms.public_site import PublicSiteForm
from boards.meetings.permissions import may_edit_public_site
from boards.meetings.services.public_site import save_public_site
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest
from ics_portal.web.public.site import main_system, site_of

UNPROCESSABLE = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def site_settings(request: PortalRequest) -> HttpResponse:
    """The form; what was saved is public at once."""
    require(may_edit_public_site(request.actor))
    system = main_system()
    if system is None:
        raise Http404
    site = site_of(system)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PublicSiteForm(*sent, site=site)
    if request.method == "POST" and form.is_valid():
        try:
            save_public_site(
                system=system,
                details=form.details(),
                mark=form.cleaned_data["mark"],
                drop_mark=form.cleaned_data.get("drop_mark", False),
                actor=request.actor,
                at=timezone.now(),
            )
        except RuleBroken as problem:
            field = "mark" if problem.field == "file" else problem.field
            form.refuse(RuleBroken(problem.rule_id, problem.message, field=field))
        else:
            messages.success(request, "The public pages are changed.")
            return redirect("public:settings")
    return render(
        request,
        "public/settings.html",
        {"form": form, "site": site, "system": system},
        status=UNPROCESSABLE if form.errors else 200,
    )
