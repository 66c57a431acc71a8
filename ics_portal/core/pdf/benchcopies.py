"""What readers' copies cost, measured against plain concatenation of the same pages.

A board of thirty, from whom different papers are withheld: one build for each distinct set
of omissions, the readers of a set named in it, and the check of each build. Seconds of a
busy machine mean little, so each act is set against a concatenation just before it.
"""

import json
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from ics_portal.core.pdf.assemble import assemble
from ics_portal.core.pdf.bench import concatenate, forget_garbage
from ics_portal.core.pdf.copycheck import Known, check_copy
from ics_portal.core.pdf.naming import differs_elsewhere, write_name
from ics_portal.core.pdf.plan import AssemblyPlan, PlannedPart
from ics_portal.core.pdf.prints import Print, print_of
from ics_portal.core.pdf.stampfont import stamp_fonts
from ics_portal.core.pdf.walk import UNTAGGED, walk_pdf
from ics_portal.core.pdf.xmp import xmp_packet

# How many of the thirty have the same papers withheld, by the numbers of those papers.
BOARD = {(): 18, (2,): 5, (5,): 3, (2, 5): 2, (9,): 1, (3, 7): 1}


@dataclass(frozen=True, slots=True)
class CopiesMeasure:
    """One repetition over the whole board. Ratios are to one concatenation of the pages
    of the copy; ``reader`` is the median of all readers, ``walk`` that of the walk through
    the tags, which a build makes once, and 0 but in the first repetition."""

    build: float
    reader: float
    check: float
    walk: float
    concat_s: float
    pages: int
    sets: int
    readers: int
    board_s: float

    def line(self) -> str:
        return json.dumps(asdict(self))


def measure_copies(
    parts: list[PlannedPart], folder: Path, repeat: int
) -> Iterator[CopiesMeasure]:
    """Every copy of the board, ``repeat`` times. Raises ValueError for one that fails its
    check, or that has a withheld part in it."""
    stamp_fonts()
    prints = [print_of(part.path, part.record) for part in parts]
    for part in parts:
        part.path.read_bytes()  # into the page cache, for all ways alike
    sets = {omitted: readers for omitted, readers in BOARD.items() if omitted}
    for turn in range(repeat):
        forget_garbage()
        rows = [
            _one_set(parts, prints, omitted, readers, folder, walk=not turn)
            for omitted, readers in sets.items()
        ]
        yield CopiesMeasure(
            build=_median([row["build"] / row["concat"] for row in rows]),
            reader=_median(
                [one / row["concat"] for row in rows for one in row["readers"]]
            ),
            check=_median([row["check"] / row["concat"] for row in rows]),
            walk=_median([row["walk"] / row["concat"] for row in rows]),
            concat_s=_median([row["concat"] for row in rows]),
            pages=sum(part.record.page_count for part in parts),
            sets=len(sets),
            readers=sum(sets.values()),
            board_s=round(
                sum(row["build"] + row["check"] + sum(row["readers"]) for row in rows),
                3,
            ),
        )


def _one_set(
    parts: list[PlannedPart],
    prints: list[Print],
    omitted: tuple[int, ...],
    readers: int,
    folder: Path,
    *,
    walk: bool,
) -> dict[str, Any]:
    """Seconds of each act for one set. A sheet for each gap is no part of it: setting the
    pages made for a copy is measured with the pack."""
    kept = [part for number, part in enumerate(parts, 1) if number not in omitted]
    plan = AssemblyPlan(
        title="Board pack, a reader's copy",
        parts=tuple(kept),
        header="Board · Part 1",
        footer="Version 1 · copy",
        name_room=True,
    )
    copy, other = folder / "copy.pdf", folder / "other.pdf"
    before = _timed(lambda: concatenate(kept, other), other)
    build = _timed(lambda: assemble(plan, copy), copy)
    # The last one is still there: made again, so that its places are known.
    result = assemble(plan, copy)
    named = []
    for reader in range(readers):

        def name(who: int = reader) -> None:
            write_name(copy, result.name_places, f"Copy for member {who}", other)
            if differs_elsewhere(copy, other, result.name_places):
                raise ValueError("A named copy is not the one that was checked.")

        named.append(_timed(name, other))
    known = Known.of(
        kept=[prints[parts.index(part)] for part in kept],
        withheld=[prints[number - 1] for number in omitted],
        words=[plan.title, plan.header, plan.footer, "Papers", "Item"],
        own=[_packet(plan)],
        phrases=[parts[number - 1].title for number in omitted],
    )
    started = time.perf_counter()
    found = check_copy(copy, known)
    checked = time.perf_counter() - started
    # Again at the end: on a busy machine one alone would be luck.
    after = _timed(lambda: concatenate(kept, other), other)
    if found.faults:
        raise ValueError(f"A copy failed its check: {found.faults[0]}")
    started = time.perf_counter()
    if walk and (faults := [f for f in walk_pdf(copy) if f.kind != UNTAGGED]):
        raise ValueError(f"The tags of a copy have a fault: {faults[0]}")
    walked = time.perf_counter() - started
    return {
        "concat": (before + after) / 2,
        "build": build,
        "readers": named,
        "check": checked,
        "walk": walked,
    }


def _packet(plan: AssemblyPlan) -> bytes:
    packet = xmp_packet(
        title=plan.title, lang=plan.lang, claims_ua=plan.claims_ua, at=plan.pdf_date
    )
    return sha256(packet).digest()


def _timed(act: Callable[[], object], out: Path) -> float:
    # Taking the earlier file away is no part of making the new one.
    out.unlink(missing_ok=True)
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _median(values: list[float]) -> float:
    return round(statistics.median(values), 4)
