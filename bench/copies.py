"""Readers' copies of a board of thirty for a pack of 300 pages, against concatenation.

``make bench ONLY=copies``. For each distinct set of what is withheld one build and one
check; for each reader the name on every page, with the comparison of all other bytes.
Ratios are to one plain concatenation of the same pages; medians of runs taken in turn.
The walk through the tags is made once a build and told by itself.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.corpus import make_corpus

ROOT = Path(__file__).resolve().parents[1]
PAGES = 300
REPEAT = 7
LIMITS = {"build": 1.8, "reader": 1.0, "check": 1.5}


def main() -> int:
    manifest = make_corpus(ROOT / "var" / "bench" / f"corpus-{PAGES}", pages=PAGES)
    with tempfile.TemporaryDirectory(prefix="ics-bench-") as var:
        command = [sys.executable, "manage.py", "assemble_files", str(manifest)]
        out = str(Path(var) / "pack.pdf")
        done = subprocess.run(  # noqa: S603
            [*command, out, "--copies", "--repeat", str(REPEAT)],
            cwd=ROOT,
            env=os.environ | {"ICS_VAR_DIR": var},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    runs = [json.loads(line) for line in done.stdout.splitlines()]
    first = runs[0]
    tell(
        measure=f"readers' copies of a pack of {first['pages']} pages: {first['readers']}"
        f" of 30 members in {first['sets']} sets, median of {len(runs)}",
        build_ratio=median(runs, "build"),
        further_reader_ratio=median(runs, "reader"),
        check_ratio=median(runs, "check"),
        walk_ratio=round(first["walk"], 2),
        concat_s=median(runs, "concat_s"),
        whole_board_s=median(runs, "board_s"),
        at_most=LIMITS,
    )
    return 0


def median(runs: list[dict[str, float]], what: str) -> float:
    return round(statistics.median(run[what] for run in runs), 2)


def tell(**facts: object) -> None:
    sys.stdout.write(f"{json.dumps(facts)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
