"""A file that would take all memory ends its own job, and the worker lives on."""

import subprocess
import sys

import pytest

from tests.core.supervise.harness import ROOT

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux keeps this limit"
)

CHILD = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "ics_portal.settings.test"
import resource
from celery.signals import worker_process_init
from ics_portal.celery import app
hard_before = resource.getrlimit(resource.RLIMIT_AS)[1]
worker_process_init.send(sender=None)
soft, hard = resource.getrlimit(resource.RLIMIT_AS)
assert hard == hard_before, (hard, hard_before)
try:
    bytearray(3 * 2**30)
except MemoryError:
    print("refused", soft // 2**20)
bytearray(2**20)
print("lives on")
"""


def test_a_worker_process_is_refused_more_memory_than_its_limit(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", CHILD],
        cwd=ROOT,
        env={"PATH": "", "ICS_VAR_DIR": str(tmp_path), "WORKER_MEMORY_MB": "1024"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.splitlines() == ["refused 1024", "lives on"], done.stderr
