"""Turns an accepted file into PDF, within limits, and says what to do when it cannot."""

import logging
import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ics_portal.core.files.errors import ConversionFailed, RefusedFile
from ics_portal.core.files.kinds import Family, FileKind
from ics_portal.core.files.limited import Ended, Ending, run_limited
from ics_portal.core.files.limits import MEBI, Limits, current_limits, work_root
from ics_portal.core.files.office import (
    NOT_INSTALLED,
    SAVE_AS_PDF,
    office_command,
    office_environment,
    soffice_path,
)
from ics_portal.core.files.remarks import remarks_on
from ics_portal.core.files.sniff import sniff
from ics_portal.core.files.workspace import work_folder

logger = logging.getLogger(__name__)

Heartbeat = Callable[[], None]

_PICTURE_PRINTER = Path(__file__).with_name("picture_pdf.py")
_DISK_IS_FULL_BELOW = 16 * MEBI
_SAVE_AGAIN = (
    "Open it on your own machine and save it again, or save it as PDF, and upload that."
)


@dataclass(frozen=True, slots=True)
class ConversionReport:
    """What was done. ``seconds`` is the whole time, ``peak_mb`` the memory reserved.

    ``remarks`` are sentences for the author, about what prints differently from what
    they may expect: fonts that are not here, pictures kept elsewhere, tracked changes.
    """

    seconds: float
    peak_mb: int
    fonts_replaced: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def convert_to_pdf(
    *, source: Path, kind: FileKind, out: Path, heartbeat: Heartbeat | None = None
) -> ConversionReport:
    """Write ``source`` as PDF to ``out``, whole or not at all. A PDF is copied.

    Safe to run twice and several at once. ``heartbeat`` is called about twice a second
    and may raise to cancel. Raises ConversionFailed with a sentence and its cure.
    """
    started = time.monotonic()
    try:
        with work_folder() as folder:
            if kind.family is Family.PDF:
                made, ended = source, None
            else:
                _check_again(source, kind)
                made, ended = _make(source, kind, folder, heartbeat)
            # Beside its place first, so that nobody ever sees half a file there.
            arriving = out.with_name(f"{out.name}.arriving")
            try:
                shutil.copyfile(made, arriving)
                arriving.replace(out)
            finally:
                arriving.unlink(missing_ok=True)
    except OSError as fault:
        if _no_room():
            raise _disk_is_full() from fault
        raise
    fonts, remarks = remarks_on(source, kind)
    return ConversionReport(
        seconds=time.monotonic() - started,
        peak_mb=ended.peak_mb if ended else 0,
        fonts_replaced=fonts,
        remarks=remarks,
    )


def _check_again(source: Path, kind: FileKind) -> None:
    """The file is still what it was at upload; a password is said here, not guessed at."""
    try:
        found = sniff(source)
    except RefusedFile as refusal:
        sentence, _, cure = refusal.message.partition(". ")
        raise ConversionFailed(f"{sentence}.", cure, is_final=True) from refusal
    if found.kind is not kind:
        raise ConversionFailed(
            f"This file was taken for a {kind.label} but is a {found.kind.label}.",
            "Upload it again.",
            is_final=True,
        )


def _make(
    source: Path, kind: FileKind, folder: Path, heartbeat: Heartbeat | None
) -> tuple[Path, Ended]:
    """The finished PDF inside ``folder``."""
    limits = current_limits()
    made = folder / "out" / "paper.pdf"
    made.parent.mkdir()
    if kind.needs_office:
        command = _office(source, kind, folder)
        environment = office_environment(folder)
    else:
        command = [sys.executable, "-I", str(_PICTURE_PRINTER)]
        command += [str(source), kind.name, str(made)]
        environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "TMPDIR": str(folder)}
    ended = run_limited(
        command,
        folder=folder,
        environment=environment,
        seconds=limits.office_timeout_seconds,
        memory_mb=limits.office_memory_mb,
        heartbeat=heartbeat,
    )
    if not ended.well or not made.exists() or not made.stat().st_size:
        logger.warning("No PDF was made of a %s: %s", kind.value, ended)
        raise _why_not(ended, kind, limits)
    return made, ended


def _office(source: Path, kind: FileKind, folder: Path) -> list[str]:
    soffice = soffice_path()
    if soffice is None:
        raise ConversionFailed(NOT_INSTALLED, SAVE_AS_PDF)
    # A copy: LibreOffice never has the stored file itself under its hands.
    shutil.copyfile(source, folder / f"paper{kind.extension}")
    return office_command(soffice, kind=kind, folder=folder)


def _why_not(ended: Ended, kind: FileKind, limits: Limits) -> ConversionFailed:
    program = "LibreOffice" if kind.needs_office else "The picture printer"
    if ended.ending is Ending.TIME:
        seconds = limits.office_timeout_seconds
        unit = "second" if seconds == 1 else "seconds"
        return ConversionFailed(
            f"{program} took longer than {seconds} {unit} over this file and was "
            "stopped.",
            SAVE_AS_PDF,
        )
    if ended.ending is Ending.NOT_STARTED and kind.needs_office:
        return ConversionFailed(NOT_INSTALLED, SAVE_AS_PDF)
    if _no_room():
        return _disk_is_full()
    if ended.short_of_memory:
        return ConversionFailed(
            f"{program} needed more than {limits.office_memory_mb:,} MB of memory for "
            "this file and was stopped.",
            SAVE_AS_PDF,
        )
    return ConversionFailed(
        f"{program} could not read this {kind.label}, which is damaged or unusual.",
        _SAVE_AGAIN,
    )


def _no_room() -> bool:
    return shutil.disk_usage(work_root()).free < _DISK_IS_FULL_BELOW


def _disk_is_full() -> ConversionFailed:
    return ConversionFailed(
        "There is no room left on the portal’s disk, so no PDF could be made.",
        "The file itself is kept. Tell whoever looks after the portal, then try again.",
    )
