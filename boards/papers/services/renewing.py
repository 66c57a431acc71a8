"""Preparing stored parts anew, once the PDF engine writes them differently."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from boards.papers.enums import VersionState
from boards.papers.models import PaperVersion
from boards.papers.services.locks import lock_paper
from boards.papers.services.versions import start_converting
from ics_portal.core.jobs import Job
from ics_portal.core.pdf.record import ENGINE

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class Renewal:
    """How many versions were asked for, wait already, and need nothing."""

    asked: int
    waiting: int
    as_they_should_be: int


def prepare_anew(*, actor: Actor, at: datetime) -> Renewal:
    """Ask for every ready version whose part another edition of the engine wrote.

    A version stays ready, with its old part, until the new one replaces it. Asked twice,
    what waits is not asked for again. For whoever looks after the portal: no page leads
    here, so there is no verdict to ask.
    """
    ready = PaperVersion.objects.filter(state=VersionState.READY)
    good = ready.filter(record__engine=ENGINE)
    # Not ``exclude(record__engine=…)``, which leaves out what names no engine at all.
    stale = ready.exclude(pk__in=good.values("pk"))
    asked = waiting = 0
    # What stands for a paper is wanted by the next pack, so it comes first.
    for version_id in stale.order_by("-paper__current_version", "-pk").values_list(
        "pk", flat=True
    ):
        if _ask(version_id, actor, at):
            asked += 1
        else:
            waiting += 1
    return Renewal(asked, waiting, good.count())


@transaction.atomic
def _ask(version_id: int, actor: Actor, at: datetime) -> bool:
    version = PaperVersion.objects.select_related("paper").get(pk=version_id)
    version.paper = lock_paper(version.paper)
    version.refresh_from_db(fields=["job_id"])
    if version.job_id and Job.objects.active().filter(pk=version.job_id).exists():
        return False
    start_converting(version, actor, at)
    return True
