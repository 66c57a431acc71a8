"""Load the rules of composition."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from boards.bodies.importers import EDITIONS, NotRules, read_editions
from boards.bodies.services import load_rules
from ics_portal.accounts.actor import SYSTEM_ACTOR


class Command(BaseCommand):
    """``manage.py load_composition_rules [FILE]``; loading twice changes nothing."""

    help = "Load composition rules from a JSON file; the editions that ship by default."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        given: Path | None = options["file"]
        try:
            rows = read_editions([given] if given else EDITIONS)
        except (OSError, UnicodeDecodeError) as problem:
            raise CommandError(f"{given} cannot be read: {problem}.") from problem
        except NotRules as refused:
            raise CommandError("\n".join(refused.sentences)) from refused
        done = load_rules(rows=rows, actor=SYSTEM_ACTOR, at=timezone.now())
        self.stdout.write(
            f"{done.added} added, {done.changed} changed, {done.kept} as they were."
        )
