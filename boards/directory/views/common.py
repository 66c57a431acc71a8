"""What the pages of the directory share: a list, and a form with one act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from boards.directory.forms import RuleForm
from boards.directory.permissions import may_keep_directory
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.web.csv import csv_response
from ics_portal.core.web.pagination import paginate
from ics_portal.core.web.requests import PortalRequest

HOME = (("Home", "/"), ("System", "/system/"))
UNPROCESSABLE = 422
CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Act:
    """A page with one form. ``crumbs`` are (words, address) of the pages above it, the
    last of them where *Go back* leads; ``said`` is told when it is done; ``lines`` explain
    what the act does."""

    heading: str
    caption: str
    words: str
    crumbs: tuple[tuple[str, str], ...]
    said: str
    lines: tuple[str, ...] = ()

    @property
    def back_url(self) -> str:
        return self.crumbs[-1][1]


def posted(request: PortalRequest) -> QueryDict | None:
    """What was sent, even if that is nothing; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def acted(
    request: PortalRequest,
    form: RuleForm,
    page: Act,
    do: Callable[[], Any],
    *,
    newest: Callable[[], object] | None = None,
    to: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """Draw the form, or do what it says and go on to ``to(result)``, else back.

    A refusal is shown at its field; after a clash both texts are shown and ``newest`` is
    put into the form, so that saving again saves what was typed.
    """
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            done = do()
        except RuleBroken as problem:
            form.refuse(problem)
        except EditConflict as clash:
            conflict = clash
            form.see_again(newest() if newest else "")
        else:
            messages.success(request, page.said)
            return redirect(to(done) if to else page.back_url)
    status = CONFLICT if conflict else UNPROCESSABLE if form.errors else 200
    context = {"page": page, "form": form, "conflict": conflict}
    return render(request, "boards/directory/act.html", context, status=status)


class Row(Protocol):
    """One line of a list, on the page and in the file."""

    def csv(self) -> Sequence[object]: ...


def listed(
    request: PortalRequest,
    template: str,
    *,
    found: QuerySet[Any],
    row: Callable[[Any], Row],
    header: Sequence[str],
    filename: str,
    is_filtered: bool,
    **context: object,
) -> HttpResponse:
    """A page of a list that was narrowed to ``found``; ``?format=csv`` gives all of it as
    a file."""
    if request.GET.get("format") == "csv":
        return csv_response(filename, header, (row(one).csv() for one in found))
    pages = paginate(found, request)
    query = request.GET.copy()
    query.pop("page", None)
    query["format"] = "csv"
    context |= {
        "pages": pages,
        "rows": [row(one) for one in pages.items],
        "is_filtered": is_filtered,
        "may_keep": may_keep_directory(request.actor),
        "csv_url": f"?{query.urlencode()}",
    }
    return render(request, template, context)
