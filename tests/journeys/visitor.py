"""Somebody with a session and no browser: pages, files and the API by plain HTTP."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request
from urllib.request import build_opener as opener_of

from ics_portal.demo.people import PASSWORD
from tests.journeys.installation import Installation


@dataclass(frozen=True)
class Answer:
    """What came back; redirections are not followed."""

    status: int
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")


class _StayHere(HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class Visitor:
    """One person at one portal."""

    def __init__(self, portal: Installation) -> None:
        self._address = portal.address
        self._jar = CookieJar()
        self._opener = opener_of(HTTPCookieProcessor(self._jar), _StayHere)
        self._headers: dict[str, str] = {}

    def sign_in(self, who: str) -> Visitor:
        """By the form, with a part before ``@demo.example`` or a whole address."""
        email = who if "@" in who else f"{who}@demo.example"
        page = self.get("/sign-in/").text
        [token] = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[:1]
        fields = {"csrfmiddlewaretoken": token, "login": email, "password": PASSWORD}
        assert self.ask("POST", "/sign-in/", fields).status == 302
        return self

    def take_token(self, who: str) -> Visitor:
        """For the API: a token instead of a session."""
        fields = {"email": f"{who}@demo.example", "password": PASSWORD}
        issued = self.ask("POST", "/api/v1/tokens/", fields)
        assert issued.status == 201
        self._headers["Authorization"] = f"Token {json.loads(issued.content)['token']}"
        return self

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str) -> Answer:
        """An act without fields, with the proof that it came from our own page."""
        return self.ask("POST", path, {})

    def ask(
        self, method: str, path: str, fields: dict[str, str] | None = None
    ) -> Answer:
        headers = dict(self._headers)
        tokens = [cookie.value for cookie in self._jar if cookie.name == "csrftoken"]
        if tokens and tokens[0]:
            headers["X-CSRFToken"] = tokens[0]
        body = None if fields is None else urlencode(fields).encode()
        request = Request(  # noqa: S310 -- our own server
            self._address + path, data=body, headers=headers, method=method
        )
        try:
            with self._opener.open(request, timeout=60) as answer:
                return Answer(answer.status, answer.read())
        except HTTPError as answer:
            with answer:
                return Answer(answer.code, answer.read())
