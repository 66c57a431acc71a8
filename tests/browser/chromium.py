"""A real Chromium for the whole suite, and what is measured of a page in it.

Tests marked ``browser`` are skipped, and counted, where there is none.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    expect,
    sync_playwright,
)

CHROMIUM = Path(os.environ.get("CHROMIUM_PATH", "/usr/bin/chromium"))
NODE_MODULES = Path(__file__).resolve().parents[2] / "static" / "node_modules"
AXE = NODE_MODULES / "axe-core" / "axe.min.js"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# All rules are tried; only what passed is not told node by node, which takes four times as
# long as the rest.
AXE_RUN = """async (tags) => {
    const options = {runOnly: tags, preload: false, resultTypes: ["violations"]};
    return (await axe.run(document, options)).violations;
}"""
PATIENCE = 60_000  # milliseconds; a guard against hanging, never a measure
DESK, PHONE, NARROWEST = (1280, 900), (390, 844), (320, 640)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Hold back what needs a browser where there is none, and say so."""
    if CHROMIUM.exists():
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=f"no Chromium at {CHROMIUM}"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the run. Its event loop makes Django think we are asynchronous."""
    patch = pytest.MonkeyPatch()
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=list(ARGUMENTS)
        )
        yield browser
        browser.close()
    patch.undo()


def listen_for_faults(page: Page, faults: list[str]) -> None:
    """Add to ``faults`` every script error, and what breaks the security policy."""

    def hear(message: ConsoleMessage) -> None:
        # A lost connection and a refusal are reported by the browser and by htmx, and
        # are what some tests are about.
        expected = message.text.startswith(
            ("Failed to load resource", "Response Status Error Code", "htmx:")
        )
        if message.type == "error" and not expected:
            faults.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: faults.append(str(error)))


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """``axe(page)`` lists what axe-core objects to: rule, help and the element."""
    if not AXE.exists():
        pytest.skip(f"axe-core is not installed at {AXE}")

    def check(page: Page) -> list[str]:
        # By the debugger, past the page's security policy. Axe then measures with inline
        # styles, which the policy refuses and the console reports: those are its own.
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate(AXE_RUN, list(RULES))
        return [
            f"{violation['id']}: {violation['help']}: {node['html'][:200]}"
            for violation in found
            for node in violation["nodes"]
        ]

    return check


@pytest.fixture(scope="session")
def sideways() -> Callable[[Page], int]:
    """``sideways(page)``: by how many pixels the page is wider than its window."""

    def measure(page: Page) -> int:
        return int(
            page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        )

    return measure


def drag(page: Page, handle: Locator, *, over: Locator, to: str) -> None:
    """Drag a row by its handle until it stands ``"above"`` or ``"below"`` another.

    As a hand does it: while rows glide aside the list hears nothing, so the pointer moves
    about until they have made way.
    """
    is_there = f"""([row, over]) => {{
        const rows = [...over.closest("[data-sortable]").querySelectorAll("[data-row]")];
        return rows.indexOf(row.closest("[data-row]")) {"<" if to == "above" else ">"}
            rows.indexOf(over.closest("[data-row]"));
    }}"""
    held, other = handle.element_handle(), over.element_handle()
    start = held.bounding_box()
    assert start
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    for shake in range(200):
        end = other.bounding_box()
        assert end
        edge = 4 if to == "above" else end["height"] - 4
        page.mouse.move(start["x"] + 8, end["y"] + edge + shake % 2, steps=4)
        page.wait_for_timeout(30)
        if page.evaluate(is_there, [held, other]):
            break
    else:
        raise AssertionError("The rows never made way.")
    page.mouse.up()
