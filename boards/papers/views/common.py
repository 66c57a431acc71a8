"""What every view of a paper needs first."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from boards.meetings.models import Meeting
from boards.meetings.presenters import stages_for
from boards.papers.models import Paper
from boards.papers.presenters import PaperHead, VersionView, paper_head, version_views
from boards.papers.selectors import jobs_of, remedies
from ics_portal.core.web.requests import PortalRequest


def head_of(
    request: PortalRequest, paper: Paper, *, number: str, missing: int = 0
) -> PaperHead:
    """The heading of a page about the paper, as this reader sees it today."""
    return paper_head(
        paper,
        request.actor,
        timezone.localdate(),
        number=number,
        missing=missing,
    )


def versions_of(paper: Paper, head: PaperHead) -> tuple[VersionView, ...]:
    """The paper's versions for someone who works with it."""
    versions = list(paper.versions.all())
    return version_views(
        versions,
        current_id=paper.current_version_id,
        public_id=paper.public_version_id,
        jobs=jobs_of(versions),
        may_retry=bool(head.may_edit),
        remedy=remedies([paper]).get(paper.pk, ""),
    )


def meeting_context(request: PortalRequest, meeting_id: int) -> Mapping[str, object]:
    """The bar of the meeting that every page of it bears; none for who came to a paper
    without seeing its meeting."""
    if not Meeting.objects.visible_to(request.actor).filter(pk=meeting_id).exists():
        return {"stages": []}
    return {"stages": stages_for(meeting_id, request.actor)}
