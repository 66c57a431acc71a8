"""Signing in as one of the board's people, and reading what they are shown."""

import html
import re
from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client

from ics_portal.accounts.actor import Actor

SignIn = Callable[[Actor], Client]
LINK = re.compile(r'<a href="(#[^"]+)"[^>]*>\s*(.*?)\s*</a>', re.S)


@pytest.fixture
def summary() -> Callable[[HttpResponse], dict[str, str]]:
    """``summary(answer)``: the error summary's sentences by the field they lead to."""

    def read(answer: HttpResponse) -> dict[str, str]:
        page = answer.content.decode()
        if "nhsuk-error-summary" not in page:
            return {}
        listed = page.split('class="nhsuk-error-summary"')[1].split("</ul>")[0]
        return {href: html.unescape(text) for href, text in LINK.findall(listed)}

    return read


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path) -> None:
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "tmp")
    (tmp_path / "tmp").mkdir()


@pytest.fixture
def sign_in() -> SignIn:
    def client_of(actor: Actor) -> Client:
        client = Client()
        client.force_login(get_user_model().objects.get(pk=actor.user_id))
        return client

    return client_of
