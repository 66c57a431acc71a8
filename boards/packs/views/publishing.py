"""What goes out to the public: see, check, let out, withdraw; and a supplement."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from boards.meetings.models import Meeting
from boards.meetings.permissions import may_publish
from boards.meetings.presenters.stages import stages_for
from boards.meetings.rules.publication import is_late
from boards.meetings.selectors import body_asked_for, meeting_heading, meeting_or_404
from boards.meetings.services.publication import withdraw_publication
from boards.minutes.enums import MinutesState
from boards.minutes.models import Minutes
from boards.packs import services
from boards.packs.forms import LateForm, NoticeForm, WithdrawForm
from boards.packs.permissions import may_build_pack
from boards.packs.presenters.publishing import PublishPage, out_rows, steps_of
from boards.packs.selectors.published import (
    out_to_the_public,
    publication_or_404,
    publications_of,
)
from boards.packs.selectors.supplement import last_issued
from boards.packs.services import publishing
from boards.packs.services.publish_job import (
    publishing_now,
    start_publishing,
    start_publishing_minutes,
)
from ics_portal.core.panels import panels_for
from ics_portal.core.verdicts import require
from ics_portal.core.web.acts import Act, carry_out
from ics_portal.core.web.requests import PortalRequest

PRIVATE = "This meeting is not held in public, so nothing of it is published."


@never_cache
@require_safe
def publish(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """What goes out, when it is due, and what was published when, with its proof.

    Whoever sees the meeting reads what the public reads; the office publishes here.
    """
    meeting = meeting_or_404(request.actor, meeting_id)
    may = may_publish(request.actor, meeting)
    rows = list(
        publications_of(request.actor, meeting.pk)
        if may
        else out_to_the_public(meeting, timezone.now())
    )
    page = PublishPage(
        steps=steps_of(
            rows,
            last_issued(meeting.pk),
            notice_on=publishing.notice_due(meeting),
            papers_on=publishing.papers_due(meeting),
            has_minutes=_minutes(meeting) is not None,
            is_office=bool(may),
            today=timezone.localdate(),
        ),
        rows=tuple(out_rows(row for row in rows if row.is_current)),
        earlier=tuple(out_rows(row for row in rows if not row.is_current)),
        why_not="" if meeting.held_in_public else PRIVATE,
    )
    context = _context(request, meeting) | {
        "page": page,
        "may_publish": may,
        "under_way": publishing_now(meeting) if may else None,
        "panels": panels_for("packs.publish", actor=request.actor, thing=meeting),
    }
    return render(request, "boards/publishing/publish.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def publish_papers(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """One confirm page, then agenda, papers and the whole pack go out."""
    meeting = _to_publish(request, meeting_id)
    pack = last_issued(meeting.pk)
    if pack is None:
        raise Http404
    pack.meeting = meeting
    late = is_late(publishing.papers_due(meeting), timezone.localdate())

    def let_out(**by: Any) -> HttpResponse:
        return redirect(start_publishing(pack=pack, **by))

    return _confirm(
        request,
        meeting,
        LateForm(request.POST or None) if late or pack.supplement_to_id else None,
        let_out,
        heading=f"Publish version {pack.version}",
        words="Publish the papers",
        consequences=[
            (
                "The public reads the agenda, each paper that is not confidential, and the"
                " public pack in one file."
            ),
            "Part 2 is named by number and public title, and nothing else of it goes out.",
            (
                "Each file is looked through first: if anything withheld is found in it,"
                " nothing goes out."
            ),
            "What was published stays on record. It can be withdrawn with a reason.",
        ],
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def publish_notice(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """The notice of the meeting, confirmed and published."""
    meeting = _to_publish(request, meeting_id)

    form = NoticeForm(request.POST or None)
    if not is_late(publishing.notice_due(meeting), timezone.localdate()):
        del form.fields["late_reason"], form.fields["late_agreed_by"]
    return _confirm(
        request,
        meeting,
        form,
        partial(publishing.publish_notice, meeting=meeting),
        heading="Publish the notice",
        words="Publish the notice",
        said="The notice is published.",
        consequences=[
            "The public reads when and where the body meets, and how to come."
        ],
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def publish_minutes(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """The minutes of part 1, confirmed and published."""
    meeting = meeting_or_404(request.actor, meeting_id)
    body = body_asked_for(request.actor, meeting, request.GET.get("body", ""))
    require(may_publish(request.actor, meeting, body_id=body.pk))
    minutes = _minutes(meeting, body.pk)
    if minutes is None:
        raise Http404

    def let_out(**by: Any) -> HttpResponse:
        return redirect(start_publishing_minutes(minutes=minutes, **by))

    return _confirm(
        request,
        meeting,
        None,
        let_out,
        heading="Publish the minutes",
        words="Publish the minutes",
        consequences=[
            f"They go out as they are now: {minutes.get_state_display().lower()}.",
            "Until the next meeting agrees them every page says “unconfirmed”.",
        ],
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(
    request: PortalRequest, meeting_id: int, publication_id: int
) -> HttpResponse:
    """Take one thing back, with a reason the public reads."""
    meeting = _to_publish(request, meeting_id)
    publication = publication_or_404(request.actor, meeting_id, publication_id)

    return _confirm(
        request,
        meeting,
        WithdrawForm(request.POST or None),
        partial(withdraw_publication, publication=publication),
        heading=f"Withdraw {publication.title}",
        words="Withdraw it",
        said=f"{publication.title} is withdrawn.",
        consequences=[
            (
                "The public no longer reads it. A line in its place says that it was"
                " withdrawn, when and why."
            ),
            "The copy that was out is kept.",
        ],
        danger=True,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """What came after issue, added to the issued pack."""
    meeting = meeting_or_404(request.actor, meeting_id)
    require(may_build_pack(request.actor, meeting))
    pack = last_issued(meeting.pk)
    if pack is None:
        raise Http404

    def build(*, late_reason: str, late_agreed_by: str, **by: Any) -> HttpResponse:
        return redirect(
            services.start_supplement(
                pack=pack, reason=late_reason, agreed_by=late_agreed_by, **by
            )
        )

    return _confirm(
        request,
        meeting,
        LateForm(request.POST or None),
        build,
        heading=f"Supplement to version {pack.version}",
        words="Build the supplement",
        back_url=reverse("packs:overview", args=[meeting.pk]),
        stage="pack",
        consequences=[
            (
                "What was accepted since is set by itself, with a sheet that says what is"
                " new, and once more in its place in the whole pack."
            ),
            "No page that was issued changes its number: after page 14 come 14a, 14b.",
            (
                "Pages that were replaced or withdrawn leave one sheet that bears their"
                " numbers and says so."
            ),
            "Nothing is sent until you issue it.",
        ],
    )


def _to_publish(request: PortalRequest, meeting_id: int) -> Meeting:
    meeting = meeting_or_404(request.actor, meeting_id)
    require(may_publish(request.actor, meeting))
    return meeting


def _minutes(meeting: Meeting, body_id: int | None = None) -> Minutes | None:
    own = body_id or meeting.body_id
    return (
        Minutes.objects.filter(meeting=meeting, body=own, part=1)
        .exclude(state=MinutesState.DRAFT)
        .select_related("meeting__body__system", "body")
        .first()
    )


def _confirm(
    request: PortalRequest,
    meeting: Meeting,
    form: Any,
    do: Callable[..., object],
    *,
    said: str = "",
    back_url: str = "",
    stage: str = "publish",
    **words: Any,
) -> HttpResponse:
    """Say what it does; do it once confirmed. ``said`` is nothing where the worker goes on
    with it, and its page is shown."""
    act = Act(
        said=said,
        back_url=back_url or reverse("packs:publish", args=[meeting.pk]),
        template="boards/publishing/confirm.html",
        **words,
    )
    context = _context(request, meeting) | {"stage": stage}
    return carry_out(request, form, act, do, **context)


def _context(request: PortalRequest, meeting: Meeting) -> dict[str, Any]:
    return {
        "meeting": meeting,
        "meeting_heading": meeting_heading(meeting),
        "stages": stages_for(meeting.pk, request.actor),
    }
