"""The Dockerfile and the compose file, which nothing here can build, are linted."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.packaging.project import ROOT

BIN = Path(sys.executable).parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")

# CL-0019 asks for a digest instead of a tag; a digest misses the security fixes that
# the tags of Debian's PostgreSQL and Redis images receive.
ACCEPTED = {"CL-0019"}


def test_hadolint_finds_nothing():
    linted = subprocess.run(
        [BIN / "hadolint", "--no-color", "Dockerfile"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert (linted.returncode, linted.stdout) == (0, "")


def test_compose_lint_finds_nothing_that_is_not_accepted():
    linted = subprocess.run(
        [BIN / "compose-lint", "check", "--format", "json", "docker-compose.yml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    findings = json.loads(linted.stdout)["findings"]
    assert {finding["rule_id"] for finding in findings} <= ACCEPTED, findings


def test_it_has_the_portal_its_stores_and_a_mail_catcher():
    assert set(COMPOSE["services"]) == {
        *("migrate", "web", "worker", "beat"),
        *("postgres", "redis", "mail"),
    }


@pytest.mark.parametrize("name", sorted(COMPOSE["services"]))
def test_a_service_is_confined(name):
    service = COMPOSE["services"][name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["mem_limit"]


@pytest.mark.parametrize("name", sorted(set(COMPOSE["services"]) - {"migrate", "web"}))
def test_a_service_has_a_health_check(name):
    assert COMPOSE["services"][name]["healthcheck"]["test"]


def test_the_image_has_the_health_check_of_the_web_service():
    assert "HEALTHCHECK" in DOCKERFILE
    assert "ics_portal.core.supervise.probe" in DOCKERFILE


def test_nothing_runs_as_root():
    assert re.findall(r"^USER (.*)$", DOCKERFILE, re.MULTILINE) == ["10001"]
    others = [COMPOSE["services"][name] for name in ("postgres", "redis", "mail")]
    assert all(service["user"] not in {"root", "0"} for service in others)


def test_ports_are_open_to_this_machine_alone():
    ports = [
        port
        for service in COMPOSE["services"].values()
        for port in service.get("ports", [])
    ]

    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_named_volumes_are_declared_and_used():
    used = {
        volume.split(":")[0]
        for service in COMPOSE["services"].values()
        for volume in service.get("volumes", [])
    }

    assert used == set(COMPOSE["volumes"])


def test_the_image_installs_the_packages_and_the_lock_of_make_run():
    assert "COPY .ci/apt-packages.txt .ci/apt-packages-office.txt" in DOCKERFILE
    assert "RUN python .ci/setup.py" in DOCKERFILE
    assert "pip install" not in DOCKERFILE


def test_the_build_sees_no_secret_and_no_data():
    ignore = (ROOT / ".dockerignore").read_text("utf-8").split()

    assert "*" in ignore
    assert not {"!.env", "!var", "!.git", "!.venv"} & set(ignore)
