"""Every address and every API operation refuses a stranger, unless it is listed here."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import get_converters

OPEN = {
    "/sign-in/",  # the door itself
    "/sign-out/",  # leads a stranger to the door
    "/health/live/",  # asked by the platform
    "/health/ready/",
    "/account/inactive/",  # tells someone who has left that they cannot sign in
    # The public site, which reads publications alone (tests/security/test_public_surfaces.py).
    "/robots.txt",
    "/public/",
    "/public/meetings/",
    "/public/decisions/",
    "/public/registers/",
    "/public/about/",
    "/public/governance/",
    "/public/publication-scheme/",
    "/public/accessibility/",
    "/public/feed.atom",
    "/public/calendar.ics",
    "/public/sitemap.xml",
}
OPEN_API = {
    "/api/v1/public/meetings/",
    "/api/v1/public/publications/",
    "/api/v1/public/decisions/",
    "/api/v1/registers/",
    "/api/v1/registers/1/",
    "/api/v1/registers/1/gifts/",
}
OPEN_OPERATIONS = {
    ("post", "/api/v1/tokens/"),
    *(("get", address) for address in OPEN_API),
}
METHODS = ("get", "post", "put", "patch", "delete")
REFUSALS = {401, 403, 404, 405}

SAMPLES = {
    "int": "1",
    "str": "x",
    "slug": "x",
    "uuid": str(uuid.UUID(int=1)),
    "path": "x",
}


def addresses():
    """One example address for every pattern of the project."""
    return sorted({f"/{address}" for address in _walk(get_resolver(), "")})


def _walk(resolver: URLResolver, before: str):
    for entry in resolver.url_patterns:
        here = before + _example(entry)
        if isinstance(entry, URLPattern):
            yield here
        else:
            yield from _walk(entry, here)


def _example(entry: URLPattern | URLResolver) -> str:
    pattern = entry.pattern
    text = str(pattern)
    for name, converter in pattern.converters.items():
        for kind, known in get_converters().items():
            if known is converter or type(known) is type(converter):
                text = text.replace(f"<{kind}:{name}>", SAMPLES.get(kind, "1"))
        text = text.replace(f"<{name}>", "x")
    return _without_groups(text).lstrip("^").rstrip("$").removesuffix(r"\Z")


def _without_groups(text: str) -> str:
    """Replace the named groups of a regular expression by a sample."""
    while (start := text.find("(?P<")) >= 0:
        depth, end = 0, start
        for end in range(start, len(text)):
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            if depth == 0:
                break
        group = text[start : end + 1]
        sample = next(word for word in SAMPLES.values() if re.fullmatch(group, word))
        text = text[:start] + sample + text[end + 1 :]
    return text.replace(r"\.", ".").replace("/?", "/")


def test_the_walk_finds_what_is_known_to_be_there():
    found = set(addresses())

    assert found >= OPEN
    assert "/api/v1/jobs/1/cancel/" in found
    assert f"/jobs/{SAMPLES['uuid']}/progress/" in found
    assert not [address for address in found if set("<>()^$?\\") & set(address)]


@pytest.mark.django_db
@pytest.mark.parametrize("address", [a for a in addresses() if a not in OPEN])
def test_an_address_is_closed_to_strangers(address):
    stranger = Client(raise_request_exception=True)
    for method in METHODS:
        if (method, address) in OPEN_OPERATIONS:
            continue
        response = getattr(stranger, method)(address)
        if address.startswith("/api/"):
            assert response.status_code in REFUSALS, (method, response.status_code)
        else:
            assert (
                response.status_code in REFUSALS
                or response.url.partition("?")[0] == "/sign-in/"
            ), (method, response.status_code)


@pytest.mark.parametrize(
    "address",
    [a for a in addresses() if a.startswith("/api/") and a not in OPEN_API],
)
@pytest.mark.django_db
def test_an_api_operation_is_refused_and_never_redirected(address):
    """A program must not be sent to a page for people, nor told 404 by the router."""
    response = Client().get(address)

    assert response.status_code in {401, 405}, response.status_code


def test_the_open_addresses_all_exist():
    assert set(addresses()) >= OPEN | {address for _, address in OPEN_OPERATIONS}
