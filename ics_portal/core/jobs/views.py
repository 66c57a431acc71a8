"""Watching one job, stopping it, asking again."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ics_portal.core.jobs import services
from ics_portal.core.jobs.models import Job
from ics_portal.core.jobs.presenters import job_page
from ics_portal.core.web.requests import PortalRequest

STOP_POLLING = 286  # htmx: swap this answer in and ask no more


@never_cache
@require_safe
def detail(request: PortalRequest, job_id: uuid.UUID) -> HttpResponse:
    page = job_page(_find(request, job_id), request.actor, timezone.now())
    return render(request, "jobs/detail.html", {"page": page})


@never_cache
@require_safe
def progress(request: PortalRequest, job_id: uuid.UUID) -> HttpResponse:
    page = job_page(_find(request, job_id), request.actor, timezone.now())
    status = 200 if page.is_active else STOP_POLLING
    return render(request, "jobs/_progress.html", {"page": page}, status=status)


@require_POST
def cancel(request: PortalRequest, job_id: uuid.UUID) -> HttpResponse:
    job = _find(request, job_id)
    services.request_cancel(job=job, actor=request.actor, at=timezone.now())
    return redirect(job)


@require_POST
def retry(request: PortalRequest, job_id: uuid.UUID) -> HttpResponse:
    job = _find(request, job_id)
    services.retry_job(job=job, actor=request.actor, at=timezone.now())
    return redirect(job)


def _find(request: PortalRequest, job_id: uuid.UUID) -> Job:
    return get_object_or_404(Job.objects.visible_to(request.actor), pk=job_id)
