"""Make stored papers ready again after an upgrade of the PDF engine."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from boards.papers.services import prepare_anew
from ics_portal.accounts.actor import SYSTEM_ACTOR
from ics_portal.core.web.words import plural


class Command(BaseCommand):
    help = (
        "Asks the worker to prepare anew every paper whose stored part was written by "
        "another edition of the PDF engine. It may be run again at any time: papers "
        "that wait are not asked for twice, and papers as they should be are left."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found = prepare_anew(actor=SYSTEM_ACTOR, at=timezone.now())
        self.stdout.write(
            f"Asked for: {plural(found.asked, 'version')}. "
            f"Waiting already: {found.waiting}. "
            f"Nothing to do: {found.as_they_should_be}."
        )
