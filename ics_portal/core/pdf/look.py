"""Look at pages as a reader sees them: poppler's tools, each under a time limit.

Uploads are drawn in another process, so that one which would take all memory or all
day harms nobody else.
"""

import logging
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import IO

from PIL import Image

from ics_portal.core.pdf.geometry import BAND, scale_of
from ics_portal.core.pdf.record import PageRecord

logger = logging.getLogger(__name__)

MEMORY_LIMIT = 2**30
TIME_LIMIT = 120.0
PICTURE_SECONDS = 30.0
INK_DPI = 36
# Paper scanned or printed in grey counts as paper; darker, our own words would be
# hard to read on it, so it counts as ink.
PAPER = 200
CONTRAST = 24


@dataclass(frozen=True, slots=True)
class PageInk:
    """Whether anything is printed in the bands that the stamps need."""

    top: bool
    bottom: bool
    blank: bool


ALL_INKED = PageInk(top=True, bottom=True, blank=False)


def limited_command(command: list[str], *, seconds: float) -> list[str]:
    """The command under limits of memory and processor time.

    Set by util-linux's ``prlimit`` and not by a function between fork and exec,
    which is not safe in a worker that has threads.
    """
    prlimit = shutil.which("prlimit")
    if prlimit is None:
        return command
    return [prlimit, f"--as={MEMORY_LIMIT}", f"--cpu={int(seconds) + 1}", *command]


def first_page_picture(path: Path, out_png: Path, *, width: int = 480) -> bool:
    """Draw the first page as a PNG ``width`` pixels wide; False if it cannot be."""
    root = out_png.with_suffix("")
    command = ["pdftoppm", "-png", "-singlefile", "-cropbox", "-f", "1", "-l", "1"]
    command += ["-scale-to-x", str(width), "-scale-to-y", "-1", str(path), str(root)]
    try:
        done = subprocess.run(  # noqa: S603 -- fixed tool, our own paths
            limited_command(command, seconds=PICTURE_SECONDS),
            timeout=PICTURE_SECONDS,
            check=False,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    made = root.with_suffix(".png")
    if done.returncode != 0 or not made.is_file():
        return False
    if made != out_png:
        made.replace(out_png)
    return True


def text_per_page(
    path: Path, page_count: int, *, seconds: float = TIME_LIMIT
) -> list[str]:
    """The text of each page, "" where there is none or the time ran out."""
    command = ["pdftotext", "-enc", "UTF-8", "-q", str(path), "-"]
    try:
        done = subprocess.run(  # noqa: S603 -- fixed tool, our own paths
            limited_command(command, seconds=seconds),
            timeout=seconds,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        logger.warning("No text could be read from %s.", path.name)
        return [""] * page_count
    pages = done.stdout.decode("utf-8", "replace").split("\f")
    return (pages + [""] * page_count)[:page_count]


def ink_per_page(
    path: Path, pages: list[PageRecord], *, seconds: float = TIME_LIMIT
) -> list[PageInk]:
    """Draw every page small and look at its margins.

    A page that could not be drawn in time counts as printed to its edges, so that
    its stamps get a strip of their own.
    """
    command = ["pdftoppm", "-gray", "-cropbox", "-r", str(INK_DPI), str(path)]
    found: list[PageInk] = []
    try:
        process = subprocess.Popen(  # noqa: S603 -- fixed tool, our own paths
            limited_command(command, seconds=seconds),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return [ALL_INKED] * len(pages)
    end = Timer(seconds, process.kill)
    end.start()
    try:
        with process:
            assert process.stdout is not None  # noqa: S101 -- asked for above
            for page, image in zip(pages, _pictures(process.stdout), strict=False):
                found.append(_ink(image, page))
            process.kill()
    finally:
        end.cancel()
    return found + [ALL_INKED] * (len(pages) - len(found))


def _pictures(stream: IO[bytes]) -> Iterator[Image.Image]:
    """The grey pictures (PGM, "P5 width height 255") that pdftoppm prints in a row."""
    while stream.readline().strip() == b"P5":
        width, height = (int(n) for n in stream.readline().split())
        stream.readline()
        data = stream.read(width * height)
        if len(data) < width * height:
            return
        yield Image.frombytes("L", (width, height), data)


def _ink(image: Image.Image, page: PageRecord) -> PageInk:
    # One unit of the page is 1/72 inch times its user unit.
    inches = BAND * scale_of(page) * page.user_unit / 72
    band = min(image.height, round(inches * INK_DPI) + 1)
    return PageInk(
        top=_is_inked(image.crop((0, 0, image.width, band))),
        bottom=_is_inked(
            image.crop((0, image.height - band, image.width, image.height))
        ),
        blank=not _is_inked(image),
    )


def _is_inked(band: Image.Image) -> bool:
    counts = band.histogram()
    half = band.width * band.height / 2
    total = 0
    paper = 255
    for shade, count in enumerate(counts):
        total += count
        if total >= half:
            paper = shade
            break
    lowest = next((n for n, count in enumerate(counts) if count), 255)
    highest = 255 - next((n for n, c in enumerate(reversed(counts)) if c), 0)
    return paper < PAPER or paper - lowest > CONTRAST or highest - paper > CONTRAST
