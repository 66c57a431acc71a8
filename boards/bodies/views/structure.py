"""The whole system: its map, the same as a list, its findings, two days compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boards.bodies.forms.day import DayForm, TwoDaysForm
from boards.bodies.models import Body
from boards.bodies.permissions import may_establish_body
from boards.bodies.presenters import structure as shown
from boards.bodies.rules import Finding, SystemFacts, evaluate
from boards.bodies.selectors import facts_of, rules_of
from boards.bodies.selectors.compliance import home_system
from boards.directory.models import IntegratedCareSystem
from ics_portal.core.web.csv import csv_response
from ics_portal.core.web.requests import PortalRequest

__all__ = ["compare", "findings", "nested", "system_map"]

COLUMNS = ("Rule", "Body", "What it says", "Level", "Verdict", "Why", "Vacant seats")
COLUMNS_END = ("Source", "Day")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    form: DayForm
    system: IntegratedCareSystem
    day: date
    facts: SystemFacts
    findings: tuple[Finding, ...]
    query: str


def _asked(request: PortalRequest) -> Asked | None:
    """None while no system is in the directory."""
    systems = list(IntegratedCareSystem.objects.all())
    home = home_system(request.actor, systems)
    if home is None:
        return None
    # One's own system and today stand chosen until others are.
    today = timezone.localdate().isoformat()
    asked = {"system": str(home.pk), "on": today, **request.GET.dict()}
    form = DayForm(asked, several=len(systems) > 1)
    form.is_valid()
    system = form.cleaned_data.get("system") or home
    day = form.day()
    facts = facts_of(system)
    query = f"system={system.pk}&" if system != home else ""
    return Asked(
        form, system, day, facts, evaluate(facts, rules_of(system), day), query
    )


def _slugs(system: IntegratedCareSystem) -> dict[int, str]:
    return dict(
        (Body.objects.filter(system=system) | Body.objects.filter(also_in=system))
        .distinct()
        .values_list("pk", "slug")
    )


def _empty(request: PortalRequest) -> HttpResponse:
    return render(request, "boards/bodies/no_system.html")


def _context(asked: Asked) -> dict[str, object]:
    return {
        "form": asked.form,
        "system": asked.system,
        "day": asked.day,
        "is_today": asked.day == timezone.localdate(),
        "query": asked.query,
    }


@require_safe
def system_map(request: PortalRequest) -> HttpResponse:
    """Boxes by sort, each with its verdict, and the rules of the one that is chosen."""
    asked = _asked(request)
    if asked is None:
        return _empty(request)
    typed = request.GET.get("body", "")
    selected = (
        int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
    )
    page = shown.structure(
        asked.facts,
        asked.findings,
        asked.day,
        slugs=_slugs(asked.system),
        selected=selected,
        query=asked.query,
    )
    context = {
        **_context(asked),
        "page": page,
        "may_establish": may_establish_body(request.actor),
    }
    return render(request, "boards/bodies/map.html", context)


@require_safe
def nested(request: PortalRequest) -> HttpResponse:
    """The same as a nested list."""
    asked = _asked(request)
    if asked is None:
        return _empty(request)
    nodes = shown.nested(
        asked.facts, asked.findings, asked.day, slugs=_slugs(asked.system)
    )
    counts = shown.counted(asked.findings)
    return render(
        request,
        "boards/bodies/list.html",
        {**_context(asked), "nodes": nodes, "counts": counts},
    )


@require_safe
def findings(request: PortalRequest) -> HttpResponse:
    """Every rule on the day, what needs somebody first; as a file with ``format=csv``."""
    asked = _asked(request)
    if asked is None:
        return _empty(request)
    rows = shown.rows(asked.findings, by_rule=False)
    if request.GET.get("format") == "csv":
        return csv_response(
            f"findings-{asked.day.isoformat()}.csv",
            (*COLUMNS, *COLUMNS_END),
            [
                (
                    row.rule_id,
                    row.body,
                    row.text,
                    row.level,
                    row.verdict,
                    row.words,
                    "; ".join(row.seats),
                    row.sources,
                    asked.day.isoformat(),
                )
                for row in rows
            ],
        )
    only = request.GET.get("only", "")
    kept = [row for row in rows if not only or row.verdict == only]
    return render(
        request,
        "boards/bodies/findings.html",
        {
            **_context(asked),
            "sections": shown.sections(kept),
            "only": only,
            "counts": shown.counted(asked.findings),
        },
    )


@require_safe
def compare(request: PortalRequest) -> HttpResponse:
    """What differs between two days."""
    systems = list(IntegratedCareSystem.objects.all())
    system = home_system(request.actor, systems)
    if system is None:
        return _empty(request)
    form = TwoDaysForm(request.GET or None)
    changes = None
    if form.is_bound and form.is_valid():
        facts, rules = facts_of(system), rules_of(system)
        changes = shown.compared(
            evaluate(facts, rules, form.cleaned_data["a"]),
            evaluate(facts, rules, form.cleaned_data["b"]),
        )
    return render(
        request,
        "boards/bodies/compare.html",
        {"form": form, "system": system, "changes": changes},
    )
