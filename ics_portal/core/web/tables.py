"""Any table of a page as a file for a spreadsheet, as it is printed there.

A list has a file of its own, with days and figures a program can read. The smaller tables of
a page about one thing are given as their reader sees them: ``?table=`` and the table's id.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeGuard
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from lxml import html

from ics_portal.core.web.csv import csv_response

PARAMETER = "table"
NAME = re.compile(r"[a-z][a-z0-9-]{0,79}")
"""Ids of tables; anything else is looked for on no page."""

ACTS = "Acts"
"""The unseen heading of a column of links, which a file has no use for."""

_BLOCKS = "descendant::*[self::p or self::li or self::div or self::br or self::summary]"
_LINES = "descendant::*[contains(concat(' ', @class, ' '), ' app-line ')]"


class TableAsFileMiddleware:
    """Answers with one table of the page that was asked for.

    The page is made first, by its own view: who may not read it gets no table of it.
    A table that is not on the page leaves the page as it is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        name = request.GET.get(PARAMETER, "")
        if (
            not NAME.fullmatch(name)
            or request.method != "GET"
            or not _is_page(response)
        ):
            return response
        rows = table_rows(response.content.decode(), name)
        if rows is None:
            return response
        return csv_response(f"{name}.csv", rows[0], rows[1:])


def _is_page(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    kind = response.headers.get("Content-Type", "")
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and kind.startswith("text/html")
    )


def table_rows(page: str, name: str) -> list[list[str]] | None:
    """Heading and rows of the table with this id, in words; None where there is none."""
    found = html.document_fromstring(page).xpath("//table[@id=$name]", name=name)
    if not found:
        return None
    rows = [
        [_words(cell) for cell in row.xpath("./th | ./td")]
        for row in found[0].xpath("./thead/tr | ./tbody/tr")
    ]
    left_out = {place for place, words in enumerate(rows[0]) if words == ACTS}
    return [
        [words for place, words in enumerate(row) if place not in left_out]
        for row in rows
    ]


def _words(cell: html.HtmlElement) -> str:
    # What stands on lines of its own is apart in the file as well.
    for block in (*cell.xpath(_BLOCKS), *cell.xpath(_LINES)):
        block.text = f" {block.text or ''}"
        block.tail = f" {block.tail or ''}"
    return " ".join(cell.text_content().split())


def table_address(path: str, name: str) -> str:
    """The address of a table's file; what else the page was asked for stays."""
    parts = urlsplit(path)
    query = QueryDict(parts.query, mutable=True)
    query[PARAMETER] = name
    return f"{parts.path}?{query.urlencode()}"
