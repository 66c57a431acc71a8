"""Forms that only add to a body, or give something of it a last day: each a few words."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from boards.bodies.forms.common import ReasonForm, RuleForm
from boards.bodies.models import Body
from boards.bodies.views.changing import Change, body_to_change, carry_out, posted
from ics_portal.core.web.requests import PortalRequest

View = Callable[..., HttpResponse]


def adding(
    heading: str,
    *,
    act: str,
    said: str,
    form: Callable[[Body, QueryDict | None], RuleForm],
    now: Callable[[Body], str],
    save: Callable[..., Any],
    template: str = "boards/bodies/change.html",
    kinds: Container[str] | None = None,
) -> View:
    """A form whose fields are what ``save`` takes beside ``body``; ``now`` says what is
    there. Where ``kinds`` are given, other bodies have no such page."""

    @never_cache
    def view(request: PortalRequest, slug: str) -> HttpResponse:
        body = body_to_change(request, slug)
        if kinds is not None and body.kind not in kinds:
            raise Http404
        filled = form(body, posted(request))
        change = Change(
            heading=heading,
            act=act,
            said=said,
            form=filled,
            now=lambda: now(body),
            save=lambda by: save(body=body, **filled.cleaned_data, **by),
            template=template,
        )
        return carry_out(request, body, change)

    return view


def ending(
    rows: Callable[[], QuerySet[Any]],
    *,
    heading: Callable[[Any], str],
    act: str,
    said: str,
    now: Callable[[Body], str],
    save: Callable[..., Any],
    named: str,
) -> View:
    """Last day and reason for one of ``rows`` of the body. The address and ``save`` both
    name it: ``member_id`` and ``member`` where ``named`` is "member"."""

    @never_cache
    def view(request: PortalRequest, slug: str, **which: int) -> HttpResponse:
        body = body_to_change(request, slug)
        row = get_object_or_404(rows(), body=body, pk=which[f"{named}_id"])
        row.body = body
        form = ReasonForm(posted(request))
        change = Change(
            heading=heading(row),
            act=act,
            said=said,
            form=form,
            now=lambda: now(body),
            save=lambda by: save(**{named: row}, **form.cleaned_data, **by),
        )
        return carry_out(request, body, change)

    return view
