"""Registers of interests, gifts and breaches as anybody reads them, as on any day."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from rest_framework.throttling import SimpleRateThrottle

from boards.bodies.models import Body
from declarations.forms.registers import RegisterForm
from declarations.presenters.register_list import register_lines
from declarations.presenters.whole_register import (
    page_of_gifts,
    page_of_interests,
    published_page,
)
from declarations.selectors.as_on import Asked
from declarations.selectors.published import published_of
from declarations.selectors.registers import bodies_with_registers
from declarations.views.register_files import FORMATS, register_file
from ics_portal.core.errors import RuleBroken
from ics_portal.core.files.download import file_response
from ics_portal.core.web.pagination import paginate
from ics_portal.web.public.frame import open_page, page
from ics_portal.web.public.selectors import public_bodies

UNPROCESSABLE = 422
TOO_MANY = 429
TOO_OFTEN = (
    "Many registers were printed from your address within the hour. Take it as a CSV"
    " file, or try again later."
)
PARTS = {
    "interests": "Interests",
    "gifts": "Gifts and hospitality",
    "breaches": "Breaches",
}


class PrintThrottle(SimpleRateThrottle):
    """Registers printed for one address: each takes a second or more to make."""

    scope = "public-print"
    rate = "60/hour"

    def get_cache_key(self, request: Any, view: Any) -> str:
        return f"{self.scope}-{self.get_ident(request)}"


def _body(slug: str) -> Body:
    body = public_bodies().filter(slug=slug).first()
    if body is None:
        raise Http404
    return body


def _address(slug: str, part: str) -> str:
    return reverse("public:register", kwargs={"slug": slug, "part": part})


@open_page
def registers(request: HttpRequest) -> HttpResponseBase:
    """The bodies with registers; and a name looked for in all of them."""
    bodies = bodies_with_registers(public_bodies())
    now = timezone.now()
    form = RegisterForm(request.GET.dict(), today=timezone.localdate(now))
    is_valid = form.is_valid()
    shown = pages = None
    if is_valid and (form.cleaned_data["q"] or form.cleaned_data["name"]):
        asked = form.asked([body.pk for body in bodies], now=now)
        shown, pages = page_of_interests(
            asked, body="", page=lambda rows: paginate(rows, request)
        )
    return page(
        request,
        "registers.html",
        status=200 if is_valid else UNPROCESSABLE,
        here="registers",
        scheme_class="lists",
        lines=register_lines(bodies, _address, now=now),
        today=timezone.localdate(now),
        form=form,
        register=shown,
        pages=pages,
    )


@open_page
def register(request: HttpRequest, slug: str, part: str) -> HttpResponseBase:
    """One register as on a day; ``?format=`` gives it as a file."""
    if part not in PARTS:
        raise Http404
    body = _body(slug)
    now = timezone.now()
    form = RegisterForm(request.GET.dict(), today=timezone.localdate(now))
    asked = None
    if form.is_valid():
        asked = form.asked([body.pk], now=now)
        kind = request.GET.get("format", "")
        throttle: Any = PrintThrottle()
        if kind == "pdf" and not throttle.allow_request(request, None):
            form.add_error(None, TOO_OFTEN)
            return _shown(request, body, form, part, None, status=TOO_MANY)
        if kind in FORMATS:
            try:
                return register_file(asked, body=body.name, part=part, kind=kind)
            except RuleBroken as problem:
                form.refuse(problem)
                asked = None
    return _shown(request, body, form, part, asked)


def _shown(
    request: HttpRequest,
    body: Body,
    form: RegisterForm,
    part: str,
    asked: Asked | None,
    *,
    status: int = UNPROCESSABLE,
) -> HttpResponseBase:
    shown = pages = None
    if asked is not None:
        cut = page_of_gifts if part == "gifts" else page_of_interests
        shown, pages = cut(
            asked, body=body.name, page=lambda rows: paginate(rows, request)
        )
    return page(
        request,
        "register.html",
        status=200 if asked else status,
        here="registers",
        scheme_class="lists",
        body=body,
        form=form,
        part=part,
        parts=PARTS.items(),
        register=shown,
        pages=pages,
        is_today=asked is not None and asked.day == form.today,
        published=list(published_of(body).items()) if asked else (),
        address=f"{request.path}?{form.query()}",
    )


@open_page
def published_register(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """A register as it was published, less what has been withheld since."""
    body = _body(slug)
    row = published_of(body).get(key)
    shown = published_page(row) if row else None
    if row is None or shown is None:
        raise Http404
    if request.GET.get("format") == "pdf" and shown.is_whole and row.stored:
        return file_response(
            row.stored,
            filename=row.stored.original_name,
            request=request,
            inline=True,
        )
    return page(
        request,
        "published_register.html",
        here="registers",
        scheme_class="lists",
        body=body,
        register=shown.register,
        pages=paginate(shown.register.interests, request),
        published=row,
        file_href=f"{request.path}?format=pdf" if shown.is_whole else "",
    )
