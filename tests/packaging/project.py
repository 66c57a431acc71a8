"""Where the project's own files are, and how its settings name the environment."""

import ast
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
CI = ROOT / ".ci"
SETTINGS = ROOT / "ics_portal" / "settings"


def names_read_by(source: str) -> set[str]:
    """Environment variables a settings file reads.

    By ``env(…)`` or ``env.str(…)`` and its kin; what pytest itself sets does not count.
    """
    return {
        name
        for call in ast.walk(ast.parse(source))
        for name in _name_in(call)
        if not name.startswith("PYTEST_")
    }


def _name_in(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and node.args:
        called = node.func
        reader = called.value if isinstance(called, ast.Attribute) else called
        if ast.unparse(reader) in {"env", "os.environ"} and _is_text(node.args[0]):
            yield node.args[0].value
    if (
        isinstance(node, ast.Subscript)
        and ast.unparse(node.value) == "os.environ"
        and _is_text(node.slice)
    ):
        yield node.slice.value


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def env_example() -> dict[str, str]:
    """.env.example as a mapping."""
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    pairs = (line.partition("=") for line in lines if line and line[0] != "#")
    return {name: value for name, _, value in pairs}


def ci_script(name: str) -> ModuleType:
    """A script of .ci as a module, with its neighbours importable as when it is run."""
    if str(CI) not in sys.path:
        sys.path.append(str(CI))
    spec = importlib.util.spec_from_file_location(f"ci_{name}", CI / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module
