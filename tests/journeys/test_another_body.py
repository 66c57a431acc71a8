"""A person of another body, whatever office is held there, finds nothing of this one.

Every address of the portal that names something of the board's is asked for, by page,
file and API. The board's own secretary is asked for the same, and must find it: what
nobody finds would prove nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.journeys.installation import Installation
from tests.journeys.issued import ELSEWHERE
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.slow]

PLACEHOLDER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
# Of the API: what belongs to a body. The rest is the directory, which all bodies share.
OF_A_BODY = (
    "jobs", "meetings", "decisions", "outcomes", "papers", "actions", "minutes",
    "packs", "publications",
)  # fmt: skip
# A finished build and one under way; a paper of part 2, and one with a cover sheet.
CHOICES = ((1, "private", "private", "part"), (2, "report", "members", "original"))
LISTS = (
    "/", "/meetings/", "/decisions/", "/decisions/rounds/", "/packs/", "/papers/mine/", "/actions/",
    *(f"/api/v1/{kind}/" for kind in OF_A_BODY),
)  # fmt: skip
WORDS = ("2 December 2020", "2020-12-02", "settlement", "Clinical Strategy", "ICSB20")


# What the story has none of: a supplement, minutes that may go out, an invitation of the
# secretary, a reader's copy for the office. The gate before each is the one of the
# addresses around it, or looked at in the tests of copies.
NOT_IN_THE_STORY = {
    "/api/v1/packs/(?P<pk>[^/.]+)/copy/(?P<edition>[a-z]+)/",
    "/api/v1/packs/(?P<pk>[^/.]+)/copy/(?P<edition>[a-z]+)/manifest/",
    "/meetings/<int:meeting_id>/pack/<int:version>/copy/<str:edition>/",
    "/meetings/<int:meeting_id>/pack/<int:version>/copy/<str:edition>/manifest/",
    "/meetings/<int:meeting_id>/pack/<int:version>/supplement/<str:edition>/",
    "/meetings/<int:meeting_id>/publish/minutes/",
    "/meetings/<int:meeting_id>/reply/",
}


def patterns(resolver: URLResolver, before: str = "/") -> Iterator[str]:
    for entry in resolver.url_patterns:
        here = before + str(entry.pattern).removeprefix("^").removesuffix("$")
        if isinstance(entry, URLPattern):
            yield here
        else:
            yield from patterns(entry, here)


def addresses(places: dict[str, Any]) -> dict[str, list[str]]:
    """The addresses of each pattern that names something, with ids of the board's."""
    found: dict[str, list[str]] = {}
    for pattern in patterns(get_resolver()):
        api = re.match(r"/api/v1/\^?([\w-]+)/", pattern)
        if not PLACEHOLDER.search(pattern) or (api and api[1] not in OF_A_BODY):
            continue
        if pattern.startswith(
            ("/system/", "/public/", "/calendar/", "/interests/register/")
        ):
            # The structure is open to whoever signed in, as is the register of a body
            # that meets in public; the public pages are to all, and a calendar to
            # whoever has its secret.
            continue
        for version, paper, edition, which in CHOICES:
            values = {
                "meeting_id": places["december"],
                "item_id": places["private_item"],
                "section_id": places["december_section"],
                "carried_id": places["carried"],
                "purpose_id": places["purpose"],
                "item_format": "attached",
                "paper_id": places[paper],
                # A page of a pack has a number as well.
                "number": places["decision"] if "/decisions/" in pattern else 1,
                "version": version,
                "edition": edition,
                "which": which,
                "job_id": places["job"],
                "recommendation_id": places["recommendation"],
                "outcome_id": places["outcome"],
                "round_id": places["round"],
                "mark_id": places["mark"],
                "action_id": places["action"],
                "code": places["code"],
                "publication_id": places["publication"],
                "to": "cancelled",
                "person_id": places["person"],
                "question_id": places["question"],
                "entry_id": places["entry"],
                "slug": places["slug"],
                "key_id": places["key"],
                "event_id": places["event"],
                "conflict_id": places["conflict"],
                "interest_id": places["interest"],
                "cycle_id": places["cycle"],
                "ruling_id": places["ruling"],
                "record_id": places["record"],
                "gift_id": places["gift"],
                "presenter_id": places["presenter"],
                "copy_id": places["copy"],
                "pk": places[api[1]] if api else None,
            }
            address = _filled_in(pattern, values)
            if address not in found.setdefault(pattern, []):
                found[pattern].append(address)
    return found


def _filled_in(pattern: str, values: dict[str, Any]) -> str:
    filled = PLACEHOLDER.sub(lambda match: str(values[match[1] or match[2]]), pattern)
    return filled.replace("^", "")


@pytest.fixture
def stranger(issued_portal: Installation) -> Visitor:
    return Visitor(issued_portal).sign_in(ELSEWHERE)


@pytest.fixture
def secretary(issued_portal: Installation) -> Visitor:
    return Visitor(issued_portal).sign_in("secretary")


def test_no_address_of_the_boards_exists_for_a_person_of_another_body(
    stranger: Visitor, secretary: Visitor, places: dict[str, Any]
) -> None:
    asked = addresses(places)
    every = [address for known in asked.values() for address in known]

    read = {path: stranger.get(path).status for path in every}
    done = {path: stranger.post(path).status for path in every}

    # 405: an address that is only read, or only acted on, whoever asks.
    assert {path: code for path, code in read.items() if code not in (404, 405)} == {}
    assert {path: code for path, code in done.items() if code not in (404, 405)} == {}
    assert [path for path in every if (read[path], done[path]) == (405, 405)] == []
    nobody = {
        pattern
        for pattern, known in asked.items()
        if not any(secretary.get(path).status != 404 for path in known)
    }
    assert nobody == NOT_IN_THE_STORY
    assert len(asked) > 60


def test_no_list_and_no_page_of_ones_own_tells_of_another_body(
    stranger: Visitor, secretary: Visitor
) -> None:
    theirs = {path: stranger.get(path) for path in LISTS}
    ours = "".join(secretary.get(path).text for path in LISTS)

    assert {answer.status for answer in theirs.values()} == {200}
    for words in WORDS:
        assert words in ours, words
        assert [path for path, answer in theirs.items() if words in answer.text] == []
