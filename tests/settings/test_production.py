"""A real installation starts only when it is whole, and then it is strict."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

WHOLE = {
    "SECRET_KEY": "k7#xQ-w2Zm9" * 6,
    "DATABASE_URL": "postgres://portal:secret@database:5432/portal",
    "CELERY_BROKER_URL": "redis://redis:6379/0",
    "CACHE_URL": "rediscache://redis:6379/1",
    "ALLOWED_HOSTS": "portal.example",
    "EMAIL_URL": "smtp://mail:25",
    "DEFAULT_FROM_EMAIL": "portal@portal.example",
}
SHOW = """
import json
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in NAMES}, default=str))
"""


@pytest.fixture
def environment(tmp_path):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    own = {
        "DJANGO_SETTINGS_MODULE": "ics_portal.settings.production",
        "ICS_VAR_DIR": str(tmp_path),
    }
    return kept | own | WHOLE


def run(environment, *arguments):
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def shown(environment, *names):
    done = run(environment, "-c", SHOW.replace("NAMES", repr(names)))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
def test_it_starts_and_passes_the_deployment_checks_without_a_remark(environment):
    done = run(environment, "manage.py", "check", "--deploy", "--fail-level=INFO")

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "missing", [[name] for name in WHOLE] + [["SECRET_KEY", "EMAIL_URL"]]
)
def test_what_is_missing_stops_the_start_and_is_named(environment, missing):
    for name in missing:
        del environment[name]

    done = run(environment, "-c", SHOW.replace("NAMES", "['DEBUG']"))

    assert done.returncode != 0
    said = done.stderr.splitlines()[-1]
    assert said.endswith("missing from the environment: " + ", ".join(missing))


EXAMPLE = (settings.BASE_DIR / ".env.example").read_text("utf-8")
PRINTED = EXAMPLE.partition("\nSECRET_KEY=")[2].partition("\n")[0]


@pytest.mark.parametrize("key", [PRINTED, "short" * 6])
def test_a_key_that_others_know_or_could_guess_stops_the_start(environment, key):
    done = run(
        environment | {"SECRET_KEY": key}, "-c", SHOW.replace("NAMES", "['DEBUG']")
    )

    assert done.returncode != 0
    assert done.stderr.splitlines()[-1].endswith(
        "SECRET_KEY is that of .env.example, or has fewer than 32 letters."
        " Make one of your own: .env.example says how."
    )


def test_it_is_strict_about_cookies_transport_and_debugging(environment):
    assert shown(
        environment,
        "DEBUG",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "ALLOWED_HOSTS",
        "DEMONSTRATION",
    ) == {
        "DEBUG": False,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "ALLOWED_HOSTS": ["portal.example"],
        "DEMONSTRATION": False,
    }


def test_a_killed_workers_messages_come_back_from_redis_within_seconds(environment):
    options = shown(environment, "CELERY_BROKER_TRANSPORT_OPTIONS")

    kept = options["CELERY_BROKER_TRANSPORT_OPTIONS"]
    wait = kept["unacked_restore_interval"] * kept["unacked_restore_throttle"]
    assert wait <= 5


def test_a_redis_that_is_down_does_not_hold_up_the_page_that_asked(environment):
    options = shown(environment, "CELERY_BROKER_TRANSPORT_OPTIONS")

    kept = options["CELERY_BROKER_TRANSPORT_OPTIONS"]
    assert kept["connect_retries_timeout"] + kept["socket_connect_timeout"] <= 2


def test_debugging_cannot_be_switched_on_by_the_environment(environment):
    assert shown(environment | {"DEBUG": "on"}, "DEBUG") == {"DEBUG": False}
