"""A thousand pages assembled, against plain concatenation of the same files.

``make bench ONLY=assembly``; ratios are medians of runs taken in turn. To measure
another corpus, give its manifest: ``python -m bench.assembly MANIFEST``.
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
REPEAT = 7
LIMITS = {"untagged": 1.3, "tagged": 1.8, "peak_mb": 260}


def main() -> int:
    if len(sys.argv) > 1:
        manifest = Path(sys.argv[1])
    else:
        manifest = make_corpus(ROOT / "var" / "bench" / "corpus")
    with tempfile.TemporaryDirectory(prefix="ics-bench-") as var:
        out = Path(var) / "pack.pdf"
        command = [sys.executable, "manage.py", "assemble_files", str(manifest)]
        done = subprocess.run(  # noqa: S603
            [*command, str(out), "--repeat", str(REPEAT)],
            cwd=ROOT,
            env=os.environ | {"ICS_VAR_DIR": var},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    runs = [json.loads(line) for line in done.stdout.splitlines()]
    tell(
        measure=f"assembly of {runs[0]['pages']} pages, "
        f"{runs[0]['tagged_pages']} of them tagged, median of {len(runs)}",
        untagged_ratio=ratio(runs, "untagged_s"),
        tagged_ratio=ratio(runs, "tagged_s"),
        concat_s=round(statistics.median(run["concat_s"] for run in runs), 3),
        peak_mb=max(run["peak_mb"] for run in runs),
        at_most=LIMITS,
    )
    return 0


def ratio(runs: list[dict[str, float]], way: str) -> float:
    """The median over runs of this way's time to the concatenation's beside it."""
    return round(statistics.median(run[way] / run["concat_s"] for run in runs), 2)


def tell(**facts: object) -> None:
    sys.stdout.write(f"{json.dumps(facts)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
