"""What a printed document may load: the project's own static files, nothing else.

The addresses only; `weasy` does the loading.
"""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.utils._os import safe_join

# Relative addresses in a template are resolved against this; the reserved domain
# makes sure that one which slips through leads nowhere.
BASE_URL = "https://portal.invalid/"


def static_file(url: str) -> Path | None:
    """The file behind an address under STATIC_URL; None for any other address."""
    parts = urlsplit(url)
    base = urlsplit(BASE_URL)
    prefix = "/" + settings.STATIC_URL.strip("/") + "/"
    if (parts.scheme, parts.netloc) != (base.scheme, base.netloc):
        return None
    if not parts.path.startswith(prefix):
        return None
    name = unquote(parts.path.removeprefix(prefix))
    # Collected files first: with hashed names the finders do not know them.
    for found in (_collected(name), _found(name)):
        if found is not None and found.is_file():
            return found
    return None


def _collected(name: str) -> Path | None:
    if not settings.STATIC_ROOT:
        return None
    try:
        return Path(safe_join(settings.STATIC_ROOT, name))
    except (SuspiciousFileOperation, ValueError):
        return None


def _found(name: str) -> Path | None:
    try:
        found = finders.find(name)
    except (SuspiciousFileOperation, ValueError):
        return None
    return Path(found) if found else None
