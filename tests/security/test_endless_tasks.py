"""A file that would keep the worker for good ends its own job, and the worker lives on."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

TASKS = """
from ics_portal.celery import app

@app.task(name="endless")
def endless():
    print("begun", flush=True)
    while True:
        pass

@app.task(name="the_next")
def the_next():
    print("the next is done", flush=True)
    app.control.shutdown()
"""
ASK = "import tasks_here; tasks_here.endless.delay(); tasks_here.the_next.delay()"


def test_the_longest_task_is_far_longer_than_the_longest_pack():
    assert settings.CELERY_TASK_TIME_LIMIT == 1800


@pytest.mark.slow
def test_an_endless_task_is_killed_and_the_next_is_done(tmp_path):
    (tmp_path / "tasks_here.py").write_text(TASKS)
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join([str(settings.BASE_DIR), str(tmp_path)]),
        "DJANGO_SETTINGS_MODULE": "ics_portal.settings.local",
        "ICS_VAR_DIR": str(tmp_path / "var"),
        "WORKER_TASK_SECONDS": "2",
    }
    here = {"cwd": tmp_path, "env": environment, "text": True, "timeout": 60}
    subprocess.run([sys.executable, "-c", ASK], check=True, **here)

    done = subprocess.run(
        [sys.executable, "-m", "celery", "-A", "tasks_here", "worker", "-c", "1"],
        capture_output=True,
        check=False,
        **here,
    )

    said = done.stdout + done.stderr
    assert said.index("begun") < said.index("the next is done")
