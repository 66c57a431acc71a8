"""Long lists, a page at a time."""

import pytest
from django.test import RequestFactory

from ics_portal.core.web.jinja import environment
from ics_portal.core.web.pagination import PageOf, paginate

ROWS = range(213)


def page_at(query: str) -> PageOf:
    return paginate(ROWS, RequestFactory().get(f"/meetings/?{query}"))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "Showing 1 to 50 of 213"),
        ("page=2", "Showing 51 to 100 of 213"),
        ("page=5", "Showing 201 to 213 of 213"),
        ("page=99", "Showing 201 to 213 of 213"),
        ("page=-1", "Showing 201 to 213 of 213"),
        ("page=x", "Showing 1 to 50 of 213"),
    ],
)
def test_the_page_asked_for_or_the_nearest_is_shown(query: str, words: str) -> None:
    assert page_at(query).in_words == words


def test_the_filter_in_the_address_is_kept() -> None:
    page = page_at("body=ics-board&page=2")

    assert page.previous_url == "?body=ics-board&page=1"
    assert page.next_url == "?body=ics-board&page=3"
    assert list(page.items) == list(range(50, 100))


def test_the_ends_have_no_further_neighbour() -> None:
    assert page_at("page=1").previous_url == ""
    assert page_at("page=5").next_url == ""


def test_a_short_list_is_not_paged_and_draws_nothing() -> None:
    page = paginate(range(50), RequestFactory().get("/"))
    macro = environment().get_template("components/pagination.html").module.pagination

    assert not page.is_needed
    assert macro(page).strip() == ""


def test_pages_far_away_are_left_out() -> None:
    page = paginate(range(1000), RequestFactory().get("/?page=10"))

    numbers = [link.get("number", "…") for link in page.links]

    assert numbers == [1, "…", 9, 10, 11, "…", 20]
    assert [link["number"] for link in page.links if link.get("current")] == [10]
