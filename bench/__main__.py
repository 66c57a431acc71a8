"""``make bench``: every measure in turn, one line each; ``make bench ONLY=start``."""

import os
import subprocess
import sys
import time

MEASURES = (
    "start",
    "agenda",
    "meetings",
    "public",
    "structure",
    "interests",
    "pack",
    "assembly",
    "copies",
)


def main() -> int:
    asked = os.environ.get("ONLY", "").replace(",", " ").split() or MEASURES
    if unknown := sorted(set(asked) - set(MEASURES)):
        sys.stderr.write(f"No such measure: {', '.join(unknown)}. ")
        sys.stderr.write(f"There are {', '.join(MEASURES)}.\n")
        return 2
    failed = []
    for name in asked:
        sys.stdout.write(f"── {name}\n")
        sys.stdout.flush()
        begun = time.monotonic()
        ended = subprocess.run([sys.executable, "-m", f"bench.{name}"])  # noqa: S603
        if ended.returncode:
            failed.append(name)
        sys.stdout.write(f"   ({time.monotonic() - begun:.0f} s)\n")
    if failed:
        sys.stderr.write(f"Could not be measured: {', '.join(failed)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
