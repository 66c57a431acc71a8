"""What assembling costs, measured against plain concatenation of the same files.

Run by ``manage.py assemble_files`` and by ``make bench``, never by a timed test: a
busy machine makes seconds mean little, and ratios taken side by side mean much.
"""

import contextlib
import ctypes
import gc
import json
import multiprocessing
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf

from ics_portal.core.pdf.assemble import assemble
from ics_portal.core.pdf.normalise import normalise_part
from ics_portal.core.pdf.pages import consecutive
from ics_portal.core.pdf.plan import AssemblyPlan, AssemblyResult, PlannedPart
from ics_portal.core.pdf.record import PartRecord
from ics_portal.core.pdf.stampfont import stamp_fonts

PAGE_LIMIT = 100_000


@dataclass(frozen=True, slots=True)
class Measure:
    """One repetition: seconds of each way, peak memory of the assembling in MB."""

    untagged_s: float
    tagged_s: float
    concat_s: float
    peak_mb: float
    pages: int
    tagged_pages: int

    def line(self) -> str:
        return json.dumps(asdict(self))


def store_papers(manifest: Path, folder: Path) -> list[PlannedPart]:
    """Normalise the papers of a manifest (``papers``: ``file`` and ``title``).

    In processes of their own: what reading uploads costs is no part of assembling.
    """
    papers = json.loads(manifest.read_text())["papers"]
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(mp_context=spawn) as pool:
        jobs = [
            pool.submit(_store, manifest.parent / paper["file"], folder, number)
            for number, paper in enumerate(papers, 1)
        ]
        records = [PartRecord.from_json(job.result()) for job in jobs]
    runs = consecutive(record.page_count for record in records)
    return [
        PlannedPart(
            path=folder / f"{record.key}.pdf",
            record=record,
            key=record.key,
            title=paper["title"],
            labels=(run,),
            bookmarks=("Papers", f"{number} {paper['title']}"),
            item_key=str(number),
            item_label=f"Item {number}",
        )
        for number, (paper, record, run) in enumerate(
            zip(papers, records, runs, strict=True), 1
        )
    ]


def _store(source: Path, folder: Path, number: int) -> dict[str, Any]:
    key = f"paper-{number}"
    record = normalise_part(
        source, folder / f"{key}.pdf", key=key, page_limit=PAGE_LIMIT
    )
    return record.to_json()


def measure(parts: list[PlannedPart], out: Path, repeat: int) -> Iterator[Measure]:
    """Each way in turn, ``repeat`` times; ``out`` is the tagged pack."""
    plan = AssemblyPlan(title="Board pack", parts=tuple(parts), header="Board · Part 1")
    untagged = replace(plan, merge_tags=False)
    beside = out.with_name(out.name + ".other")
    stamp_fonts()
    for part in parts:
        part.path.read_bytes()  # into the page cache, for all three alike
    for _ in range(repeat):
        forget_garbage()
        reset_peak()
        untagged_s, _result = _timed(lambda: assemble(untagged, beside), beside)
        tagged_s, result = _timed(lambda: assemble(plan, out), out)
        peak = peak_mb()
        concat_s, _nothing = _timed(lambda: concatenate(parts, beside), beside)
        beside.unlink()
        yield Measure(
            untagged_s=round(untagged_s, 4),
            tagged_s=round(tagged_s, 4),
            concat_s=round(concat_s, 4),
            peak_mb=round(peak, 1),
            pages=result.pages if result else 0,
            tagged_pages=result.tagged_pages if result else 0,
        )


def concatenate(parts: list[PlannedPart], out: Path) -> None:
    """The least that Python can do: pages one after another, and nothing else."""
    with pikepdf.new() as pdf:
        for part in parts:
            with pikepdf.open(part.path) as source:
                pdf.pages.extend(source.pages)
        pdf.save(out)


def _timed(
    act: Callable[[], AssemblyResult | None], out: Path
) -> tuple[float, AssemblyResult | None]:
    # Taking the earlier file away is no part of making the new one.
    out.unlink(missing_ok=True)
    start = time.perf_counter()
    result = act()
    return time.perf_counter() - start, result


def forget_garbage() -> None:
    """Give freed memory back to the system, so that one way's is not counted as
    another's."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def reset_peak() -> None:
    """Start counting this process's peak memory anew, where the kernel lets us."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


def peak_mb() -> float:
    """The process's peak resident memory in MB since ``reset_peak``; Linux only."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0
