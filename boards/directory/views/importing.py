"""A table of organisations: choose it, look at what it would do, confirm."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from boards.directory import services
from boards.directory.forms import ImportForm
from boards.directory.importers import (
    COLUMNS,
    MOST_BYTES,
    MOST_ROWS,
    SHIPPED,
    Outcome,
    Plan,
    Reading,
    decoded,
    plan_import,
    read_organisations,
    shipped_table,
    tidy_text,
)
from boards.directory.models import IntegratedCareSystem
from boards.directory.permissions import may_keep_directory
from boards.directory.services import PlanStale
from boards.directory.views.common import CONFLICT, UNPROCESSABLE
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.forms import SummaryLine
from ics_portal.core.web.requests import PortalRequest
from ics_portal.core.web.words import plural


@dataclass(frozen=True, slots=True)
class Shown:
    """A preview: the text, what it would do, and into which system."""

    text: str
    reading: Reading
    plan: Plan
    into: IntegratedCareSystem | None


@never_cache
def importing(request: PortalRequest) -> HttpResponse:
    """The table, then what it would do, then the agreement."""
    require(may_keep_directory(request.actor))
    if request.method != "POST":
        return _ask(request, ImportForm())
    if request.POST.get("shipped") in SHIPPED:
        return _preview(request, _shown(shipped_table(request.POST["shipped"]), None))
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, form, status=UNPROCESSABLE)
    into = form.cleaned_data["into"]
    try:
        shown = _shown(_text_of(form), into)
    except RuleBroken as problem:
        form.refuse(problem)
        return _ask(request, form, status=UNPROCESSABLE)
    if "confirm" in request.POST:
        return _take(request, shown)
    return _preview(request, shown)


def _text_of(form: ImportForm) -> str:
    file = form.cleaned_data["file"]
    if not file:
        table: str = form.cleaned_data["table"]
        return table
    return decoded(file.read(MOST_BYTES + 1), size=file.size)


def _shown(text: str, into: IntegratedCareSystem | None) -> Shown:
    text = tidy_text(text)
    reading = read_organisations(text)
    return Shown(text, reading, plan_import(text, reading, into=into), into)


def _take(request: PortalRequest, shown: Shown) -> HttpResponse:
    try:
        done = services.import_organisations(
            text=shown.text,
            text_hash=request.POST.get("text_hash", ""),
            plan_hash=request.POST.get("plan_hash", ""),
            into=shown.into,
            leave_out_doubtful="leave_out" in request.POST,
            actor=request.actor,
            at=timezone.now(),
        )
    except PlanStale as stale:
        line = SummaryLine(stale.message)
        return _preview(request, shown, problem=line, status=CONFLICT)
    except RuleBroken as refusal:
        line = SummaryLine(refusal.message, "#leave-out")
        return _preview(request, shown, problem=line, status=UNPROCESSABLE)
    messages.success(request, _said(done))
    return redirect("directory:organisations")


def _said(done: services.Imported) -> str:
    left = f", {plural(done.left_out, 'row')} left out" if done.left_out else ""
    return f"{done.added} added, {done.changed} changed{left}."


def _preview(
    request: PortalRequest,
    shown: Shown,
    *,
    problem: SummaryLine | None = None,
    status: int = 200,
) -> HttpResponse:
    names = dict(IntegratedCareSystem.objects.values_list("pk", "name"))
    context = {
        "shown": shown,
        "groups": [
            (outcome, words, shown.plan.of(outcome))
            for outcome, words in (
                (Outcome.DOUBTFUL, "Doubtful: left out, or corrected in the table"),
                (Outcome.NEW, "New"),
                (Outcome.CHANGED, "Changed"),
                (Outcome.UNCHANGED, "Already as the table says"),
            )
        ],
        "counts": _counts(shown.plan),
        "system_names": names,
        "problem": problem,
    }
    template = "boards/directory/import_preview.html"
    return render(request, template, context, status=status)


def _counts(plan: Plan) -> dict[str, int]:
    return {outcome.value: len(plan.of(outcome)) for outcome in Outcome}


def _ask(request: PortalRequest, form: ImportForm, status: int = 200) -> HttpResponse:
    columns: Iterable[str] = COLUMNS
    context = {"form": form, "columns": columns, "most_rows": MOST_ROWS}
    return render(request, "boards/directory/import.html", context, status=status)
