"""The rules about a body, and those it makes for itself."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boards.bodies import services
from boards.bodies.enums import RULE_WORDS, BodyKind
from boards.bodies.forms.common import ReasonForm
from boards.bodies.forms.day import DayForm
from boards.bodies.forms.own_rules import OwnRuleForm, initial_of
from boards.bodies.models import Body, CompositionRule
from boards.bodies.permissions import may_keep_structure
from boards.bodies.presenters import shown
from boards.bodies.presenters.own_rules import CSV_HEADER, rule_row, rules_csv
from boards.bodies.selectors.own_rules import rules_on, shipped_rule
from boards.bodies.views.body import body_or_404
from boards.bodies.views.changing import Change, body_to_change, carry_out, posted
from ics_portal.core.web.csv import csv_response
from ics_portal.core.web.requests import PortalRequest


def _spoken_of(body: Body) -> Body:
    """Only where rules speak of such a body; the others have no such page."""
    if BodyKind(body.kind) not in RULE_WORDS:
        raise Http404
    return body


@require_safe
def rules(request: PortalRequest, slug: str) -> HttpResponse:
    """Every rule that speaks of the body on a day; ``?format=csv`` gives a file."""
    body = _spoken_of(body_or_404(request, slug))
    form = DayForm(request.GET if "on" in request.GET else None, several=False)
    day = form.day()
    rows = [rule_row(one) for one in rules_on(body, day)]
    if request.GET.get("format") == "csv":
        name = f"{body.slug}-rules-{day.isoformat()}.csv"
        return csv_response(name, CSV_HEADER, rules_csv(rows, day))
    context = {
        "body": body,
        "form": form,
        "day": day,
        "is_today": day == timezone.localdate(),
        "rows": rows,
        "may_keep": may_keep_structure(request.actor, body),
    }
    return render(request, "boards/bodies/rules.html", context)


def _back(body: Body) -> str:
    return reverse("bodies:rules", args=[body.slug])


@never_cache
def add(request: PortalRequest, slug: str) -> HttpResponse:
    """Make a rule; with ``?replaces=`` the form begins with a shipped one."""
    body = _spoken_of(body_to_change(request, slug))
    shipped = shipped_rule(body, request.GET.get("replaces", ""))
    form = OwnRuleForm(
        posted(request), body=body, initial=initial_of(shipped) if shipped else None
    )
    change = Change(
        heading=f"Replace {shipped.rule_id}" if shipped else "Add a rule of its own",
        act="Save the rule",
        said="The rule is saved. It binds this body from its first day on.",
        form=form,
        now=lambda: shown.own_rules_now(body),
        save=lambda by: services.add_own_rule(
            body=body,
            rule=form.rule(),
            starts_on=form.cleaned_data["starts_on"],
            **by,
        ),
    )
    return carry_out(request, body, change, back=_back(body))


@never_cache
def end(request: PortalRequest, slug: str, rule_id: int) -> HttpResponse:
    """End a rule of the body's own; a shipped rule it replaced binds again."""
    body = body_to_change(request, slug)
    row = get_object_or_404(CompositionRule, body=body, pk=rule_id)
    row.body = body
    form = ReasonForm(posted(request))
    change = Change(
        heading=f"End the rule {row.rule_id}",
        act="End the rule",
        said="The rule has its last day.",
        form=form,
        now=lambda: shown.own_rules_now(body),
        save=lambda by: services.end_own_rule(rule=row, **form.cleaned_data, **by),
    )
    return carry_out(request, body, change, back=_back(body))
