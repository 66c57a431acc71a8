"""HTML templates to tagged PDF: the door to `weasy`, the one place that knows how."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import get_template

from ics_portal.core.pdf.mend import mend_rendered

TEMPLATE_ENGINE = "jinja2"


@dataclass(frozen=True, slots=True)
class PdfDocument:
    """A printed page in the making: a Jinja template and what it needs.

    The template is given ``context`` and, beside it, ``title`` and ``lang`` unless
    the context has its own. ``filename`` is what a download is called.
    """

    template: str
    context: Mapping[str, Any]
    filename: str
    title: str
    lang: str = "en-GB"


@dataclass(frozen=True, slots=True)
class Rendered:
    """The bytes, and every address that was asked for and refused."""

    pdf: bytes
    refused: list[str] = field(default_factory=list)


def render_pdf(document: PdfDocument) -> bytes:
    """The document as PDF/UA-1; equal context gives equal bytes, today or next year.

    Images, fonts and style sheets come from the project's static files; an address
    outside them is refused and logged, and the page is made without it.
    """
    return render(document).pdf


def render(document: PdfDocument) -> Rendered:
    """As ``render_pdf``, telling what was refused."""
    context = {"title": document.title, "lang": document.lang, **document.context}
    html = get_template(document.template, using=TEMPLATE_ENGINE).render(context)
    return render_html(html, title=document.title, lang=document.lang)


def render_html(html: str, *, title: str, lang: str = "en-GB") -> Rendered:
    """A page that is HTML already: for tests and for the bench."""
    from ics_portal.core.pdf.weasy import print_html  # noqa: PLC0415 -- see there

    made, refused = print_html(html)
    return Rendered(mend_rendered(made, title=title, lang=lang), refused)
