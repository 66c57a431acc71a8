"""Services write so that history says who and why (docs/adr/0006)."""

import ast
import inspect
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import apps

from ics_portal.core.audit import keeps_history

ROOT = Path(__file__).resolve().parents[2]
APPS = ("boards", "declarations", "finance", "programmes", "risks", "ics_portal")
WRITES = {
    "bulk_create",
    "bulk_update",
    "create",
    "delete",
    "get_or_create",
    "save",
    "update",
    "update_or_create",
}
# Names that hold a row or rows of a model without history, and one counter that the
# history leaves out.
UNTRACKED_ROWS = {
    "boards.meetings.services.changing": {
        "Meeting.objects.filter(pk=meeting.pk)": "agenda_version ticks, no history",
    },
    "boards.meetings.services.undoing": {
        "change": "an AgendaChange is a history itself",
    },
    "boards.minutes.services.printing": {"old": "a StoredFile that is let go"},
    "boards.packs.services.build": {
        "pack.entries": "entries are written as the build goes",
        "self.pack.entries.filter(edition=edition, key=key)": "the same",
    },
    "boards.packs.services.parts": {"row": "a RenderedPart is a cache"},
    "boards.packs.services.settle": {
        "pack.entries.filter(step=EntryStep.SETTING)": "entries, as in build",
    },
    "boards.packs.services.start": {"pack.entries.all()": "entries, as in build"},
    "ics_portal.accounts.services": {"stored": "an API token is knox's own row"},
}


def service_modules() -> list[str]:
    paths = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    return sorted(
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in paths
        if "services" in path.relative_to(ROOT).with_suffix("").parts
        and path.name != "__init__.py"
    )


ROOMS = [name for name in service_modules() if not name.startswith("ics_portal.core")]


def bare_writes(module: ModuleType) -> list[str]:
    """Calls that would write a row without actor and reason, as source.

    Rows of a model that keeps no history may be written plainly: by the model's own
    name, or under a name listed in UNTRACKED_ROWS.
    """
    known = UNTRACKED_ROWS.get(module.__name__, {})
    found = []
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr not in WRITES:
            continue
        target = node.func.value
        source = ast.unparse(target)
        model = _model(module, target)
        if model is not None and not keeps_history(model):
            continue
        if source in known or _is_no_row(source, node, model):
            continue
        found.append(f"{source}.{node.func.attr}")
    return found


def _model(module: ModuleType, target: ast.expr) -> type | None:
    """The model whose name a chain such as ``Meeting.objects.filter(…)`` begins with."""
    while isinstance(target, ast.Attribute | ast.Call):
        target = target.func if isinstance(target, ast.Call) else target.value
    thing = getattr(module, target.id, None) if isinstance(target, ast.Name) else None
    return thing if thing in set(apps.get_models()) else None


def _is_no_row(source: str, node: ast.Call, model: type | None) -> bool:
    """A dictionary, set or digest is updated with something, a row with keywords."""
    if model is not None or ".objects" in source or "_manager" in source:
        return False
    return bool(node.args) and getattr(node.func, "attr", "") == "update"


@pytest.mark.parametrize("name", ROOMS)
def test_a_service_writes_tracked_rows_with_actor_and_reason(name):
    assert bare_writes(import_module(name)) == []


def test_the_walk_reads_the_services_there_are():
    assert {
        "boards.meetings.services.changing",
        "boards.papers.services.papers",
        "boards.packs.services.issue",
        "boards.bodies.services.roles",
    } <= set(ROOMS)


def test_what_is_excused_is_still_there():
    for name, excuses in UNTRACKED_ROWS.items():
        source = inspect.getsource(import_module(name))
        plain = "".join(source.split())
        for written in excuses:
            assert "".join(written.split()) in plain, (name, written)


def test_a_bare_write_would_be_seen(tmp_path, monkeypatch):
    (tmp_path / "careless_services.py").write_text(
        "from boards.meetings.models import AgendaChange, Meeting\n"
        "def all_wrong(meeting):\n"
        "    meeting.save()\n"
        "    Meeting.objects.filter(pk=1).update(title='')\n"
        "    Meeting.objects.create(title='')\n"
        "    AgendaChange.objects.create(summary='')\n"
        "    {}.update({'a': 1})\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))

    assert bare_writes(import_module("careless_services")) == [
        "meeting.save",
        "Meeting.objects.filter(pk=1).update",
        "Meeting.objects.create",
    ]
