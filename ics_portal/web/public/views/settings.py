"""Where the office says what the public pages say of the organisation."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from boards.bodies.services.seen import mark_of
from boards.meetings.forms.public_site import PublicSiteForm
from boards.meetings.permissions import may_edit_public_site
from boards.meetings.services.public_site import public_site_words, save_public_site
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest
from ics_portal.web.public.site import main_system, site_of

UNPROCESSABLE = 422
CONFLICT = 409


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
    seen = request.POST.get("seen") or mark_of(public_site_words(site))
    conflict: EditConflict | None = None
    if request.method == "POST" and form.is_valid():
        try:
            save_public_site(
                system=system,
                details=form.details(),
                mark=form.cleaned_data["mark"],
                drop_mark=form.cleaned_data.get("drop_mark", False),
                seen=request.POST.get("seen", ""),
                actor=request.actor,
                at=timezone.now(),
            )
        except EditConflict as clash:
            conflict, seen = clash, mark_of(clash.theirs)
        except RuleBroken as problem:
            field = "mark" if problem.field == "file" else problem.field
            form.refuse(RuleBroken(problem.rule_id, problem.message, field=field))
        else:
            messages.success(request, "The public pages are changed.")
            return redirect("public:settings")
    return render(
        request,
        "public/settings.html",
        {
            "form": form,
            "site": site,
            "system": system,
            "conflict": conflict,
            "seen": seen,
        },
        status=UNPROCESSABLE if form.errors else CONFLICT if conflict else 200,
    )
