"""The suite: quick hashing, plain storage, one folder for each process."""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path


def _folder() -> str:
    """Where this process keeps its files, removed after the run.

    Two runs, or two xdist workers, never read each other's queue or files; processes
    that a test starts inherit the folder. Tools that only read these settings (mypy)
    share one, since they end without tidying up.
    """
    given = os.environ.get("ICS_VAR_DIR", "")
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker and Path(given).name == FIRST:  # inherited from the run's own process
        return str(Path(given).with_name(worker))
    if given:
        return given
    if "pytest" not in sys.modules:
        return str(Path(tempfile.gettempdir()) / "ics-portal-settings")
    run = tempfile.mkdtemp(prefix="ics-portal-tests-")
    atexit.register(shutil.rmtree, run, ignore_errors=True)
    return str(Path(run) / FIRST)


FIRST = "main"
os.environ["ICS_VAR_DIR"] = _folder()

from ics_portal.settings.base import *  # noqa: E402, F403
from ics_portal.settings.base import SQLITE_OPTIONS, VAR_DIR, env  # noqa: E402

SECRET_KEY = "only-for-tests-" * 4
DEBUG = False
DEMONSTRATION = True
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

DATABASES = {"default": env.db_url("TEST_DATABASE_URL", default="sqlite:///unused")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file and not memory: threads then have connections of their own, and wait for
    # one another, exactly as in the portal itself.
    DATABASES["default"]["NAME"] = str(VAR_DIR / "unused.sqlite3")
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS | {
        "init_command": SQLITE_OPTIONS["init_command"] + "PRAGMA synchronous=OFF;"
    }

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
WHITENOISE_AUTOREFRESH = True  # no walk through every static file before each run

CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
