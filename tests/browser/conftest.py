"""Pages of the test's own server in a real browser."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.chromium import (
    DESK,
    NARROWEST,
    PATIENCE,
    PHONE,
    listen_for_faults,
)

__all__ = ["DESK", "NARROWEST", "PHONE", "Open"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder needs the browser and says so."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


Open = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, live_server: LiveServer) -> Iterator[Open]:
    """``open_page("/path/", user=None, size=DESK, scripts=True)`` gives the loaded page.

    The test fails in the end if a page had a script error or broke the security policy.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_(
        path: str,
        *,
        user: Any = None,
        size: tuple[int, int] = DESK,
        scripts: bool = True,
        **context_options: Any,
    ) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            java_script_enabled=scripts,
            locale="en-GB",
            timezone_id="Europe/London",
            viewport={"width": size[0], "height": size[1]},
            **context_options,
        )
        contexts.append(context)
        if user is not None:
            sign_in(context, live_server, user)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        listen_for_faults(page, faults)
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


def sign_in(context: BrowserContext, live_server: LiveServer, user: Any) -> None:
    """Give the browser the session of somebody who signed in."""
    # Imported late: the test client must not be made before the database is there.
    from django.test import Client  # noqa: PLC0415

    client = Client()
    client.force_login(user)
    context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": live_server.url,
            }
        ]
    )
