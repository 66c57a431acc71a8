"""Turn an upload into a stored part: read once, mended once, ready to be merged.

All that an assembly would have to look for is looked for here, when nobody waits:
see `partwriter` for what is stored and `record` for what is remembered.
"""

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path

from ics_portal.core.pdf.look import ink_per_page, text_per_page
from ics_portal.core.pdf.opening import open_upload, pages_of
from ics_portal.core.pdf.partmaker import PartMaker
from ics_portal.core.pdf.record import PartRecord

KEY = re.compile(r"[A-Za-z0-9_-]{1,80}")
CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file by its bytes: SHA-256, size, and how many times it says that it ends."""

    sha256: str
    size: int
    ends: int


def normalise_part(
    src: Path, out: Path, *, key: str, page_limit: int, own_pages: bool = False
) -> PartRecord:
    """Store ``src`` at ``out``, ready to be merged, and return what is known of it.

    ``key`` (letters, digits, - and _) is the part's permanent name: its ids carry it
    into every pack. ``own_pages`` is for pages that we rendered: only they may hold
    links to ``https://pack.invalid/``. Equal input gives an equal file.

    Raises a kind of PdfRefused, whose sentence is for the uploader; then nothing is
    left at ``out``.
    """
    if not KEY.fullmatch(key):
        raise ValueError(f"Not a key for a part: {key!r}.")
    beside = out.with_name(out.name + ".new")
    try:
        with open_upload(src) as (pdf, findings):
            pages = pages_of(pdf, page_limit)
            source = file_facts(src)
            maker = PartMaker(pdf, pages, src, key, own_pages=own_pages)
            with beside.open("wb") as file:
                record = maker.make(file, findings, ends=source.ends)
        stored = file_facts(beside)
        record = replace(
            record,
            source_sha256=source.sha256,
            sha256=stored.sha256,
            size=stored.size,
        )
        record = _looked_at(beside, record, maker.described)
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
    return record


def file_facts(path: Path) -> FileFacts:
    digest = hashlib.sha256()
    size = ends = 0
    tail = b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            # A mark that lies across two chunks is seen with the second.
            ends += (tail + chunk).count(b"%%EOF") - tail.count(b"%%EOF")
            tail = chunk[-4:]
    return FileFacts(digest.hexdigest(), size, ends)


def _looked_at(path: Path, record: PartRecord, described: set[int]) -> PartRecord:
    """The record with what can only be seen: text, margins, empty pages."""
    pages = list(record.pages)
    texts = text_per_page(path, len(pages))
    inks = ink_per_page(path, pages)
    return replace(
        record,
        pages=tuple(
            replace(
                page,
                text_length=len("".join(text.split())),
                ink_top=ink.top,
                ink_bottom=ink.bottom,
                blank=ink.blank,
                described=index in described,
            )
            for index, (page, text, ink) in enumerate(
                zip(pages, texts, inks, strict=True)
            )
        ),
    )
