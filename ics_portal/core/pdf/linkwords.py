"""Give a paper's links the words they are printed with, where they have none.

A safe repair: the words are those on the page under the link, nothing is guessed.
"""

import html
import logging
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pikepdf import Dictionary, Name, String

from ics_portal.core.pdf.look import limited_command
from ics_portal.core.pdf.pageprep import PreparedPage

logger = logging.getLogger(__name__)

PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">')
WORD = re.compile(
    r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">'
    r"(.*?)</word>"
)
WORDS_LIMIT = 300
SECONDS = 60.0

Word = tuple[float, float, float, float, str]


def describe_links(
    path: Path, pages: list[PreparedPage], links: Iterable[tuple[int, Dictionary]]
) -> int:
    """Set /Contents of each (page index, link) from the page; return how many."""
    waiting = list(links)
    if not waiting:
        return 0
    words = _words_per_page(path, len(pages))
    mended = 0
    for index, link in waiting:
        page = pages[index]
        if page.rotate:
            continue
        under = _under(link, page, words[index])
        if under:
            link.Contents = String(under)
            mended += 1
    return mended


def _under(link: Dictionary, page: PreparedPage, words: list[Word]) -> str:
    try:
        rect: Any = link.get(Name.Rect)
        x0, y0, x1, y1 = (float(edge) for edge in rect)
    except (TypeError, ValueError):
        return ""
    left, right = min(x0, x1) - page.crop[0], max(x0, x1) - page.crop[0]
    top, bottom = page.crop[3] - max(y0, y1), page.crop[3] - min(y0, y1)
    found = [
        word
        for a, b, c, d, word in words
        if left - 1 <= (a + c) / 2 <= right + 1 and top - 1 <= (b + d) / 2 <= bottom + 1
    ]
    return " ".join(found)[:WORDS_LIMIT]


def _words_per_page(path: Path, page_count: int) -> list[list[Word]]:
    command = ["pdftotext", "-bbox", "-cropbox", "-enc", "UTF-8", "-q", str(path), "-"]
    try:
        done = subprocess.run(  # noqa: S603 -- fixed tool, our own paths
            limited_command(command, seconds=SECONDS),
            timeout=SECONDS,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        logger.warning("The words under the links of %s could not be read.", path.name)
        return [[] for _ in range(page_count)]
    printed = done.stdout.decode("utf-8", "replace")
    pages: list[list[Word]] = []
    for part in PAGE.split(printed)[3::3]:
        pages.append(
            [
                (float(a), float(b), float(c), float(d), html.unescape(word))
                for a, b, c, d, word in WORD.findall(part)
            ]
        )
    return (pages + [[] for _ in range(page_count)])[:page_count]
