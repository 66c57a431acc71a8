"""Registers of interests inside the portal, as on any day, and as they were published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_safe,
)

from boards.bodies.models import Body
from boards.meetings.views.common import UNPROCESSABLE
from declarations.forms.registers import RegisterForm
from declarations.permissions import may_keep_register, may_read_register
from declarations.presenters.register_list import register_lines
from declarations.presenters.whole_register import (
    closed_files,
    page_of_gifts,
    page_of_interests,
    published_page,
)
from declarations.selectors.as_on import Asked
from declarations.selectors.held_files import meetings_held
from declarations.selectors.published import published_of
from declarations.selectors.registered_gifts import gifts_waiting
from declarations.selectors.registers import bodies_with_registers
from declarations.services.printing import Wanted, ask_for_print, kept_print
from declarations.services.registers import publish_register
from declarations.views.register_files import FORMATS, register_file
from ics_portal.core.errors import RuleBroken
from ics_portal.core.files import file_response
from ics_portal.core.verdicts import require
from ics_portal.core.web.pagination import paginate
from ics_portal.core.web.requests import PortalRequest
from ics_portal.core.web.words import longday

LONGEST_ADDRESS = 300
"""As long as a job keeps the address of what it makes."""
PARTS = {
    "interests": "Interests",
    "gifts": "Gifts and hospitality",
    "breaches": "Breaches",
}


def _body(request: PortalRequest, slug: str) -> Body:
    body = get_object_or_404(Body, slug=slug)
    require(may_read_register(request.actor, body))
    return body


@require_safe
def registers(request: PortalRequest) -> HttpResponse:
    """The bodies whose registers one may read."""
    readable = [
        body for body in Body.objects.all() if may_read_register(request.actor, body)
    ]
    now = timezone.now()
    context = {
        "lines": register_lines(bodies_with_registers(readable), _address, now=now),
        "today": timezone.localdate(now),
    }
    return render(request, "declarations/registers.html", context)


@never_cache
@require_safe
def register(
    request: PortalRequest, slug: str, part: str = "interests"
) -> HttpResponseBase:
    """A register as on a day; ``?format=`` gives it as a file, ``?record=1`` the office
    its private record."""
    if part not in PARTS:
        raise Http404
    body = _body(request, slug)
    keeps = may_keep_register(request.actor, body)
    is_record = part == "interests" and request.GET.get("record") == "1"
    if is_record:
        require(keeps)
    now = timezone.now()
    form = RegisterForm(request.GET.dict(), today=timezone.localdate(now))
    if not form.is_valid():
        return _page(request, body, form, part=part, status=UNPROCESSABLE)
    asked = replace(form.asked([body.pk], now=now), is_record=is_record)
    kind = request.GET.get("format", "")
    if kind in FORMATS:
        try:
            if kind == "pdf":
                return _printed(request, body, form, part, asked)
            return register_file(asked, body=body.name, part=part, kind=kind)
        except RuleBroken as problem:
            form.refuse(problem)
            return _page(request, body, form, part=part, status=UNPROCESSABLE)
    return _page(request, body, form, part=part, asked=asked)


def _printed(
    request: PortalRequest, body: Body, form: RegisterForm, part: str, asked: Asked
) -> HttpResponseBase:
    """The PDF at once where it is kept, else the page that shows how far the worker is."""
    record = "record=1&" if asked.is_record else ""
    here = f"{_address(body.slug, part)}?{record}{form.query()}"
    if "on=" not in here:
        here = f"{here}&on={asked.day.isoformat()}"
    here = f"{here}&format=pdf"
    wanted = Wanted(body, asked, here if len(here) <= LONGEST_ADDRESS else "")
    stored = kept_print(wanted)
    if stored is None:
        job = ask_for_print(wanted=wanted, actor=request.actor, at=timezone.now())
        return redirect(job)
    return file_response(
        stored, filename=stored.original_name, request=request, inline=True
    )


def _page(
    request: PortalRequest,
    body: Body,
    form: RegisterForm,
    *,
    part: str,
    asked: Asked | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = pages = None
    if asked is not None:
        cut = page_of_gifts if part == "gifts" else page_of_interests
        shown, pages = cut(
            asked, body=body.name, page=lambda rows: paginate(rows, request)
        )
    keeps = may_keep_register(request.actor, body)
    record = "record=1&" if asked is not None and asked.is_record else ""
    context = {
        "body": body,
        "form": form,
        "register": shown,
        "pages": pages,
        "part": part,
        "parts": [
            (key, words, _address(body.slug, key)) for key, words in PARTS.items()
        ],
        "is_today": asked is not None and asked.day == form.today,
        "is_record": asked is not None and asked.is_record,
        "keeps": keeps,
        **_published(request, body, is_shown=asked is not None),
        "waiting": gifts_waiting(asked) if asked and part == "gifts" and keeps else 0,
        "here": f"{request.path}?{record}{form.query()}",
    }
    return render(request, "declarations/register.html", context, status=status)


def _published(request: PortalRequest, body: Body, *, is_shown: bool) -> dict[str, Any]:
    """The registers published; the office reads which of them the public cannot open."""
    found = published_of(body) if is_shown else {}
    keeps = bool(may_keep_register(request.actor, body))
    closed = closed_files(found.values()) if keeps else set()
    return {
        "published": list(found.items()),
        "closed": closed,
        "meetings_held": meetings_held(body) if keeps and is_shown else (),
    }


def _address(slug: str, part: str) -> str:
    if part == "interests":
        return reverse("declarations:register", kwargs={"slug": slug})
    where = {"slug": slug, "part": part}
    return reverse("declarations:register_part", kwargs=where)


def _ask_to_publish(request: PortalRequest, body: Body, on: date) -> HttpResponse:
    back = reverse("declarations:register", kwargs={"slug": body.slug})
    context = {
        "nav": "interests",
        "heading": "Publish the register of interests",
        "caption": f"{body.name}, as on {longday(on)}",
        "consequences": [
            (
                "Its entries are kept as they are on this day, with a file that the public can"
                " open from then on."
            ),
            (
                "Entries that nobody has reviewed yet go out as well. Entries that are withheld,"
                " or held back while an objection waits, are counted and not described."
            ),
            "It stays on record. What is withheld later is taken out of it.",
        ],
        "action": f"{request.path}?on={on:%Y-%m-%d}",
        "act": "Publish the register",
        "back_url": f"{back}?on={on:%Y-%m-%d}",
    }
    return render(request, "layouts/confirm.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: PortalRequest, slug: str) -> HttpResponse:
    """Keep the register of a day as it is published, once that is confirmed."""
    body = _body(request, slug)
    require(may_keep_register(request.actor, body))
    now = timezone.now()
    asked = request.GET.dict() | request.POST.dict()
    form = RegisterForm(asked, today=timezone.localdate(now))
    if not form.is_valid():
        return _page(request, body, form, part="interests", status=UNPROCESSABLE)
    if request.method != "POST":
        return _ask_to_publish(request, body, form.cleaned_data["on"])
    publish_register(
        body=body, as_on=form.cleaned_data["on"], actor=request.actor, at=now
    )
    messages.success(request, "The register is published.")
    return redirect(reverse("declarations:register", kwargs={"slug": slug}))


@require_safe
def published(request: PortalRequest, slug: str, key: str) -> HttpResponseBase:
    """A register as it was published, less what has been withheld since;
    ``?format=pdf`` gives its file as long as nothing in it has been, and to the office as
    it was."""
    body = _body(request, slug)
    row = published_of(body).get(key)
    shown = published_page(row) if row else None
    if row is None or shown is None:
        raise Http404
    keeps = bool(may_keep_register(request.actor, body))
    has_file = row.stored is not None and (shown.is_whole or keeps)
    if request.GET.get("format") == "pdf" and has_file and row.stored:
        return file_response(
            row.stored,
            filename=row.stored.original_name,
            request=request,
            inline=True,
        )
    context = {
        "body": body,
        "register": shown.register,
        "pages": paginate(shown.register.interests, request),
        "published": row,
        "file_href": f"{request.path}?format=pdf" if has_file else "",
        "is_closed": has_file and not shown.is_whole,
    }
    return render(request, "declarations/published_register.html", context)
