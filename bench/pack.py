"""The pack of 2 December from a press of the button, cold and with one paper changed.

``make bench ONLY=pack``. The demonstration is loaded into a data folder of its own and
a real worker is started; the button is pressed through the page's own view. Cold means a
worker that has built nothing yet and an empty cache of our own pages. The first progress
is what the page of the build would show first: that it has begun.
"""

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3
LONGEST = 300
LONGEST_GOODBYE = 20
LOOK_EVERY = 0.01
SECRETARY = "secretary@demo.example"
PAPER = "ICS Finance Report"


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="ics-bench-") as var:
        os.environ |= {
            "ICS_VAR_DIR": var,
            "DJANGO_SETTINGS_MODULE": "ics_portal.settings.local",
            "LOG_LEVEL": "ERROR",
            "ALLOWED_HOSTS": "testserver",
        }
        for command in ("migrate", "seed_demo"):
            subprocess.run(  # noqa: S603
                [sys.executable, "manage.py", command],
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                check=True,
            )
        django.setup()
        measure()
    return 0


def measure() -> None:
    cold, first, warm = [], [], []
    pages = 0
    for turn in range(ROUNDS):
        forget_our_pages()
        with worker():
            shown, built, pages = press()
            first.append(shown)
            cold.append(built)
            change_a_paper(turn)
            _, built, pages = press()
            warm.append(built)
    tell(
        measure=f"pack of 2 December, {pages} pages, median of {ROUNDS}",
        first_progress_s=round(statistics.median(first), 2),
        slowest_first_progress_s=round(max(first), 2),
        cold_s=round(statistics.median(cold), 2),
        one_paper_changed_s=round(statistics.median(warm), 2),
        ratio=round(
            statistics.median(w / c for w, c in zip(warm, cold, strict=True)), 2
        ),
        at_most={"first_progress_s": 1.0, "ratio": 0.25},
    )


def forget_our_pages() -> None:
    from boards.packs.models import RenderedPart  # noqa: PLC0415 -- after the set-up

    RenderedPart.objects.all().delete()


@contextmanager
def worker() -> Iterator[None]:
    """A real worker with its scheduler, ready to take work."""
    from ics_portal.core.jobs import WorkerPulse  # noqa: PLC0415

    WorkerPulse.objects.all().delete()
    command = [sys.executable, "-m", "celery", "-A", "ics_portal", "worker", "-B"]
    process = subprocess.Popen(  # noqa: S603
        [*command, "-c", "2", "-l", "ERROR", "-s", f"{os.environ['ICS_VAR_DIR']}/beat"],
        cwd=ROOT,
        env=os.environ | {"C_FORCE_ROOT": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for(WorkerPulse.objects.exists)
        yield
    finally:
        # The worker itself ends its children; all of them told at once, it would wait.
        process.terminate()
        try:
            process.wait(timeout=LONGEST_GOODBYE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def press() -> tuple[float, float, int]:
    """Seconds to the first progress and to the finished pack, and pages of part 1."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from boards.packs.models import Pack  # noqa: PLC0415
    from ics_portal.core.jobs import Job  # noqa: PLC0415

    client = Client()
    client.force_login(get_user_model().objects.get(email=SECRETARY))
    begun = time.monotonic()
    client.post(f"/meetings/{meeting_id()}/pack/build/")
    pack = Pack.objects.order_by("-version").first()
    if pack is None:
        raise SystemExit("The button did nothing.")
    jobs = Job.objects.filter(pk=pack.job_id)
    wait_for(jobs.exclude(message="").exists)
    shown = time.monotonic() - begun
    wait_for(jobs.filter(finished_at__isnull=False).exists)
    built = time.monotonic() - begun
    pack.refresh_from_db()
    if not pack.is_built:
        job = jobs.get()
        raise SystemExit(f"The pack was not built: {job.state}, {job.failure}")
    return shown, built, pack.files.get(edition="members").page_count


def meeting_id() -> int:
    from boards.meetings.models import Meeting  # noqa: PLC0415

    return Meeting.objects.get(held_on="2020-12-02").pk


def change_a_paper(turn: int) -> None:
    """Upload a new file of as many pages, and have the worker make it ready."""
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from boards.bodies.selectors import actor_for  # noqa: PLC0415
    from boards.papers.models import Paper  # noqa: PLC0415
    from boards.papers.services import upload_version  # noqa: PLC0415
    from ics_portal.accounts.models import User  # noqa: PLC0415
    from ics_portal.core.pdf.render import render_html  # noqa: PLC0415

    paper = Paper.objects.get(title=PAPER)
    version = paper.current_version
    if version is None:
        raise SystemExit(f"{PAPER} has no file.")
    body = "".join(
        f'<h2 style="break-before: page">Page {page}, turn {turn}</h2><p>Words.</p>'
        for page in range(2, (version.page_count or 1) + 1)
    )
    html = f'<html lang="en-GB"><title>{PAPER}</title><h1>{PAPER}</h1>{body}</html>'
    upload_version(
        paper=paper,
        upload=SimpleUploadedFile("report.pdf", render_html(html, title=PAPER).pdf),
        note="Changed for the measure",
        actor=actor_for(User.objects.get(email=SECRETARY), timezone.localdate()),
        at=timezone.now(),
    )
    changed = Paper.objects.filter(pk=paper.pk).exclude(current_version=version)
    wait_for(changed.exists)


def wait_for(ready: Any) -> None:
    begun = time.monotonic()
    while not ready():
        if time.monotonic() - begun > LONGEST:
            raise SystemExit("Nothing came of it.")
        time.sleep(LOOK_EVERY)


def tell(**facts: object) -> None:
    sys.stdout.write(f"{json.dumps(facts)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
