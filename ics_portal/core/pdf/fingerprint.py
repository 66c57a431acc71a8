"""What decides how a document of ours looks, as one hash: equal hash, equal pages."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.metadata import version
from urllib.parse import urljoin

from django.template.loader import get_template

from ics_portal.core.pdf.fetching import BASE_URL, static_file
from ics_portal.core.pdf.record import ENGINE
from ics_portal.core.pdf.render import TEMPLATE_ENGINE, PdfDocument

_STYLESHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)">')


def document_hash(document: PdfDocument, *said: str) -> str:
    """SHA-256 of its words, template, style sheets and renderer, and of what is ``said``
    beside; the words are filled in, and nothing is printed."""
    context = {"title": document.title, "lang": document.lang, **document.context}
    html = get_template(document.template, using=TEMPLATE_ENGINE).render(context)
    digest = hashlib.sha256()
    for words in (_made_with(), *said, document.title, html):
        digest.update(words.encode())
        digest.update(b"\0")
    for address in _STYLESHEET.findall(html):
        path = static_file(urljoin(BASE_URL, address))
        digest.update(path.read_bytes() if path else b"missing")
    return digest.hexdigest()


@cache
def _made_with() -> str:
    """A newer renderer sets pages differently, so it does not use the older's."""
    return f"engine {ENGINE}, weasyprint {version('weasyprint')}"
