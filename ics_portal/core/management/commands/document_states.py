"""Draw every transition table into docs/states/."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ics_portal.core.state import documented, page_of


class Command(BaseCommand):
    help = "Writes docs/states/*.md from the code's transition tables."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", default="docs/states")
        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing, fail if one is out of date",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / options["folder"]
        wanted = {f"{name}.md": page_of(table) for name, table in documented().items()}
        found = {path.name: path.read_text() for path in folder.glob("*.md")}
        if options["check"]:
            if wanted != found:
                raise CommandError(
                    "docs/states is out of date: run `python manage.py document_states`."
                )
            return
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in wanted.items():
            (folder / name).write_text(text)
        for name in found.keys() - wanted.keys():
            (folder / name).unlink()
        self.stdout.write(f"{len(wanted)} state diagrams written to {folder}")
