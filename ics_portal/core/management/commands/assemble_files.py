"""Assemble a corpus of papers and print what it cost, one JSON line a repetition."""

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ics_portal.core.pdf.bench import measure, store_papers
from ics_portal.core.pdf.benchcopies import measure_copies
from ics_portal.core.pdf.errors import PdfRefused


class Command(BaseCommand):
    help = (
        "Stores the papers of a manifest, then assembles them without tags, with tags "
        "and concatenates them, in turn. OUT is the tagged pack. With --copies it makes "
        "the readers' copies of a board instead."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("manifest", type=Path)
        parser.add_argument("out", type=Path)
        parser.add_argument("--repeat", type=int, default=5)
        parser.add_argument("--copies", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        manifest, out = options["manifest"], options["out"]
        if not manifest.is_file():
            raise CommandError(f"There is no manifest at {manifest}.")
        with tempfile.TemporaryDirectory(dir=out.absolute().parent) as folder:
            try:
                parts = store_papers(manifest, Path(folder))
            except PdfRefused as error:
                raise CommandError(str(error)) from error
            if options["copies"]:
                measured = measure_copies(parts, Path(folder), options["repeat"])
                lines = (one.line() for one in measured)
            else:
                lines = (one.line() for one in measure(parts, out, options["repeat"]))
            for line in lines:
                self.stdout.write(line)
                self.stdout.flush()
