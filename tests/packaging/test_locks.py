"""The locks hold what pyproject.toml asks for, by hash, and no address of any index."""

import json
import re
import tomllib
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.packaging.project import ROOT

LOCKS = sorted((ROOT / ".requirements").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

NAME = r"[a-z0-9._-]+(?:\[[a-z0-9,._-]+\])?"
"""A package with the extras it is installed with."""


def requirements(name: str) -> list[Requirement]:
    """Lines of a lock that Python 3.11 on Linux installs."""
    text = (ROOT / ".requirements" / f"{name}.txt").read_text("utf-8")
    lines = re.findall(rf"^({NAME}==[^\\\n]+)", text, re.MULTILINE)
    asked = [Requirement(line.strip()) for line in lines]
    return [
        one
        for one in asked
        if one.marker is None or one.marker.evaluate({"python_full_version": "3.11.9"})
    ]


def pinned(name: str) -> dict[str, Version]:
    """Packages of a lock and their versions, as Python 3.11 on Linux installs them."""
    return {
        canonicalize_name(one.name): Version(next(iter(one.specifier)).version)
        for one in requirements(name)
    }


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_holds_pinned_names_and_hashes_alone(lock):
    for line in lock.read_text("utf-8").splitlines():
        assert re.fullmatch(
            rf"{NAME}==\S+( ;.*)? \\|    --hash=sha256:[0-9a-f]{{64}}( \\)?", line
        )


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        ("base", PROJECT["dependencies"]),
        ("dev", PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]),
    ],
)
def test_what_the_project_asks_for_is_locked(lock, asked):
    versions = pinned(lock)
    wanted = [Requirement(text) for text in asked]

    not_met = [
        str(one)
        for one in wanted
        if versions.get(canonicalize_name(one.name), Version("0")) not in one.specifier
        or canonicalize_name(one.name) not in versions
    ]
    assert not_met == [], "run `make lock`"


@pytest.mark.parametrize("lock", ["base", "dev"])
def test_what_a_package_asks_of_another_s_extras_is_pinned_with_them(lock):
    """pip looks for “coverage[toml]” beside a pin of “coverage” alone, takes the newest
    there is, and stops: that one has no hash."""
    extras = {canonicalize_name(one.name): one.extras for one in requirements(lock)}
    asked = [
        Requirement(text)
        for name in extras
        for text in metadata.distribution(name).requires or ()
    ]

    lacking = {
        f"{one.name}[{','.join(sorted(one.extras))}]"
        for one in asked
        if one.extras - extras.get(canonicalize_name(one.name), one.extras)
        and (one.marker is None or one.marker.evaluate({"extra": ""}))
    }
    assert extras["fonttools"] == {"woff"}
    assert lacking == set(), "run `make lock`"


def test_both_locks_agree_on_every_package_the_portal_runs_with():
    base, dev = pinned("base"), pinned("dev")

    assert {name: dev.get(name) for name in base} == base


@pytest.mark.parametrize("name", ["pymupdf", "pytest", "outloud"])
def test_the_portal_runs_without_the_tools_of_its_tests(name):
    """PyMuPDF is under the AGPL: it comes with a checker and must not be shipped."""
    assert name not in pinned("base")
    assert name in pinned("dev")


def test_the_npm_lock_has_hashes_and_no_addresses():
    lock = json.loads((ROOT / "static" / "package-lock.json").read_text("utf-8"))
    packages = {name: one for name, one in lock["packages"].items() if name}

    assert packages
    assert all(one["integrity"].startswith("sha512-") for one in packages.values())
    assert not any("resolved" in one for one in packages.values())


def test_the_npm_lock_has_the_exact_versions_asked_for():
    lock = json.loads((ROOT / "static" / "package-lock.json").read_text("utf-8"))
    wanted = json.loads((ROOT / "static" / "package.json").read_text("utf-8"))

    for name, version in (wanted["dependencies"] | wanted["devDependencies"]).items():
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
