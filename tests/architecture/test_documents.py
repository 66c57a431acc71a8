"""The documents say what is there: rules, dependencies, seams, files, links."""

import ast
import csv
import re
import tomllib
from collections.abc import Iterator
from itertools import chain
from json import loads
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from boards.meetings import contributions
from boards.meetings.withholding import withheld_records
from boards.packs.checks import issue_checks
from boards.papers.issued import issued_papers
from ics_portal.core import offers, panels
from ics_portal.core.jobs import registry as jobs
from ics_portal.core.outbox import registry as outbox
from ics_portal.core.web import navigation

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
APPS = ("boards", "declarations", "finance", "ics_portal", "programmes", "risks")
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]

CATALOGUE_RULE = re.compile(r"(AGD|CVR|LOG|PCK)-\d\d")
OWN_RULE = re.compile(
    r"(ACC|BDY|DEC|DIR|DUT|JOB|LOGB|MNT|MTG|PACK|PAPER|PUBS|QST)-\d+|UPLOAD"
)
FINDING = re.compile(
    r"(CELL|CONTENT|FIELD|FIGURE|FONT|FORM|FORMULA|HEADER|HEADING|ITEM|LANG|LINES|LINK|"
    r"LIST|MARK|NOTE|OPEN|PAGE|ROLE|ROW|TABLE)-[A-Z]+"
)
ANY_RULE = re.compile(
    rf"\b(?:{CATALOGUE_RULE.pattern}|(?:ACC|BDY|DEC|DIR|DUT|JOB|LOGB|MNT|MTG|PACK|PAPER|PUBS|QST)-\d+)\b"
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FILE_NAMED = re.compile(r"`([\w.-]+(?:/[\w.-]+)*\.(?:csv|html|json|md|py|toml|yml))`")


def source_files() -> Iterator[Path]:
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts:
                yield path


def strings_in(path: Path) -> set[str]:
    """Every string constant of a file, docstrings among them."""
    return {
        node.value
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def rules_raised() -> dict[str, str]:
    """Each id that stands as a string of its own in the code, and one file it is in."""
    found = {}
    for path in source_files():
        for text in strings_in(path):
            for pattern in (CATALOGUE_RULE, OWN_RULE, FINDING):
                if pattern.fullmatch(text):
                    found[text] = path.relative_to(ROOT).as_posix()
    return found


def rules_spoken_of() -> dict[str, str]:
    """Each id that a comment, a docstring or a sentence of the code names."""
    return {
        match[0]: path.relative_to(ROOT).as_posix()
        for path in source_files()
        for match in ANY_RULE.finditer(path.read_text("utf-8"))
    }


def rows_of(page: Path) -> Iterator[list[str]]:
    """The cells of every row of every table, heads left out."""
    lines = page.read_text("utf-8").splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith("|") and not set(line) <= set("|- "):
            if set(following) <= set("|- ") and following.startswith("|"):
                continue
            yield [cell.strip() for cell in line.strip("|").split("|")]


def documented_rules() -> dict[str, list[str]]:
    return {
        row[0]: row
        for row in rows_of(DOCS / "rules.md")
        if any(p.fullmatch(row[0]) for p in (CATALOGUE_RULE, OWN_RULE, FINDING))
    }


# --- Rules -------------------------------------------------------------------------


def test_every_rule_the_code_raises_is_documented():
    missing = rules_raised().keys() - documented_rules().keys()

    assert {rule: rules_raised()[rule] for rule in missing} == {}


def test_every_rule_the_code_speaks_of_is_documented():
    missing = rules_spoken_of().keys() - documented_rules().keys()

    assert {rule: rules_spoken_of()[rule] for rule in missing} == {}


def test_every_documented_rule_is_in_the_code_or_in_the_catalogue():
    known = rules_raised().keys() | rules_spoken_of().keys() | catalogue().keys()

    assert documented_rules().keys() - known == set()


def test_a_rule_is_documented_once():
    rows = [row[0] for row in rows_of(DOCS / "rules.md")]
    twice = {rule for rule in documented_rules() if rows.count(rule) > 1}

    assert twice == set()


def catalogue() -> dict[str, str]:
    """Rows of agenda, cover sheet and pack in the catalogue, with their check letters."""
    with (ROOT / "tests" / "requirements.csv").open(encoding="utf-8") as rows:
        return {
            row["id"]: row["check"]
            for row in csv.DictReader(rows)
            if CATALOGUE_RULE.fullmatch(row["id"])
        }


def test_the_catalogues_rows_are_documented_with_their_check_letter():
    rules = documented_rules()

    assert {rule: rules[rule][1] for rule in catalogue()} == catalogue()


NOT_BUILT = {"PCK-06"}  # comes with publication


def test_every_rule_a_program_can_decide_names_its_tests():
    of_the_catalogue = {r for r, check in catalogue().items() if check == "H"}
    ours = {rule for rule in documented_rules() if OWN_RULE.fullmatch(rule)}
    without = {
        rule
        for rule in of_the_catalogue | ours
        if "`tests/" not in documented_rules()[rule][-1]
    }

    assert without == NOT_BUILT


def test_the_tests_a_row_of_the_catalogue_names_are_marked_with_it():
    wrong = [
        (rule, name)
        for rule in catalogue()
        for name in FILE_NAMED.findall(documented_rules()[rule][-1])
        if f'"{rule}"' not in (ROOT / name).read_text("utf-8")
    ]

    assert wrong == []


# --- Dependencies ------------------------------------------------------------------

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
NPM = loads((ROOT / "static" / "package.json").read_text("utf-8"))


def python_packages() -> dict[str, str]:
    texts = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]
    asked = [(text, Requirement(text)) for text in texts]
    return {one.name: text.removeprefix(one.name) for text, one in asked}


def debian_packages() -> set[str]:
    lists = (ROOT / ".ci").glob("apt-packages*.txt")
    lines = chain.from_iterable(one.read_text("utf-8").splitlines() for one in lists)
    return {line for line in lines if line and not line.startswith("#")}


def documented_packages() -> dict[str, list[str]]:
    """Rows up to what was looked at and not taken."""
    taken = (DOCS / "dependencies.md").read_text("utf-8").split("## Looked at")[0]
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in taken.splitlines()
        if line.startswith("| ")
    ]
    return {row[0]: row for row in cells if row[0] != "package"}


def test_every_package_asked_for_is_documented_and_no_other():
    npm = NPM["dependencies"].keys() | NPM["devDependencies"].keys()

    assert (
        documented_packages().keys()
        == python_packages().keys() | npm | debian_packages()
    )


def test_the_documented_ranges_are_those_asked_for():
    documented = {name: documented_packages()[name][1] for name in python_packages()}
    asked = {
        name: re.sub(r"^\[[^]]*\]", "", wanted) or "any"
        for name, wanted in python_packages().items()
    }

    assert documented == asked


def test_every_package_says_its_licence_and_why():
    short = [
        name
        for name, row in documented_packages().items()
        if not all(row) or len(row[-1]) < 10
    ]

    assert short == []


# --- Seams -------------------------------------------------------------------------


def seam(heading: str) -> list[list[str]]:
    """Rows of the table below a seam's name in the architecture."""
    text = (DOCS / "architecture.md").read_text("utf-8")
    below = text.split(f"**{heading}**", 1)[1].split("\n**", 1)[0]
    rows = [line for line in below.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


def names(cell: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", cell))


def of_the_product(registered: Iterator[str]) -> set[str]:
    return {name for name in registered if not name.startswith("tests.")}


def test_the_documented_receivers_are_those_registered():
    documented = {next(iter(names(row[0]))): names(row[2]) for row in seam("Tell")}
    topics = {topic for topic in outbox._RECEIVERS if not topic.startswith("tests_")}

    for topic in documented.keys() | topics:
        assert of_the_product(iter(outbox.receivers_of(topic))) == documented[topic]


def test_every_topic_that_is_told_is_documented():
    documented = {name for row in seam("Tell") for name in names(row[0])}
    told = {
        call.args[0].value
        for path in source_files()
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func) == "tell"
        and isinstance(call.args[0], ast.Constant)
    }

    assert told == documented


def test_the_documented_contributions_are_those_registered():
    documented = {
        next(iter(names(row[0])), row[0]): names(row[2])
        for row in seam("Show on a meeting's pages")
    }

    for registry in ("item_notes", "agenda_checks", "past_notes", "stage_counts"):
        functions = getattr(contributions, registry)._functions
        assert of_the_product(iter(functions)) == documented[registry], registry
    stages = {stage.url_name for stage in contributions.meeting_stages()}
    assert stages == documented["stages"]


def test_the_documented_handlers_are_those_registered():
    documented = {
        next(iter(names(row[0]))): next(iter(names(row[1]))) for row in seam("Do")
    }
    registered = {
        kind: f"{handler.__module__}.{handler.__qualname__}"
        for kind, handler in jobs._HANDLERS.items()
        if not kind.startswith("tests.")
    }

    assert registered == documented


def test_the_documented_navigation_is_that_registered():
    documented = {row[0]: next(iter(names(row[1]))) for row in seam("Navigation")}
    registered = {key: entry.url_name for key, entry in navigation._entries.items()}

    assert registered == documented


def test_the_documented_gate_is_the_one_registered():
    text = (DOCS / "architecture.md").read_text("utf-8")

    assert f"Answered by `{issued_papers.answering}`" in text
    assert f"Answered by\n`{withheld_records.answering}`" in text


def test_the_documented_panels_are_those_registered():
    documented = {
        (next(iter(names(row[0]))), next(iter(names(row[1]))))
        for row in seam("Show on another room's page")
    }

    assert set(panels._PANELS) == documented


def test_the_documented_issue_checks_are_those_registered():
    text = (DOCS / "architecture.md").read_text("utf-8")
    said = re.search(r"issuing this pack\?” Registered: (.*?)\. ", text)

    registered = {f"{each.__module__}.{each.__qualname__}" for each in issue_checks}
    assert said is not None
    assert names(said[1]) == registered


def test_seams_said_to_be_empty_are():
    """Whoever registers first writes it into docs/architecture.md, and here."""
    assert offers._OFFERERS == {}


# --- Files and links ---------------------------------------------------------------


def anchors_of(page: Path) -> set[str]:
    """The anchors a heading gets where these pages are read."""
    heads = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", head.replace("`", "").lower()).replace(" ", "-")
        for head in heads
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_link_is_dead(page):
    dead = []
    for target in LINK.findall(page.read_text("utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path) if path else page
        if not there.exists() or (anchor and anchor not in anchors_of(there)):
            dead.append(target)

    assert dead == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_named_is_there(page):
    """A name with a folder, from the top of the tree or from the page's own place."""
    gone = [
        name
        for name in FILE_NAMED.findall(page.read_text("utf-8"))
        if "/" in name
        and not any(
            (place / name).exists()
            for place in (ROOT, page.parent, ROOT / "ics_portal", ROOT / "boards")
        )
        and name not in PLANNED
    ]

    assert gone == []


# Files that docs/architecture.md and docs/adr name to say that they are not there.
PLANNED = {"boards/signals.py", "core/money.py"}
