"""Long lists, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class PageOf:
    """One page of a list, with what ``components/pagination.html`` needs.

    ``links`` are the design system's items: a number with its address, or an ellipsis.
    """

    items: Sequence[Any]
    in_words: str
    is_needed: bool
    previous_url: str
    next_url: str
    links: list[dict[str, Any]]


def paginate(
    rows: QuerySet[Any] | Sequence[Any], request: HttpRequest, per_page: int = PER_PAGE
) -> PageOf:
    """Return the page that ``?page=`` asks for; a number out of range gives the nearest.

    The other parameters of the address are kept, so a filtered list stays filtered.
    """
    page = Paginator(rows, per_page).get_page(request.GET.get("page"))

    def address(number: int) -> str:
        query = request.GET.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    return PageOf(
        items=list(page.object_list),
        in_words=_in_words(page),
        is_needed=page.has_other_pages(),
        previous_url=address(page.number - 1) if page.has_previous() else "",
        next_url=address(page.number + 1) if page.has_next() else "",
        links=[
            {"ellipsis": True}
            if number == Paginator.ELLIPSIS
            else {
                "number": number,
                "href": address(int(number)),
                "current": number == page.number,
            }
            for number in page.paginator.get_elided_page_range(
                page.number, on_each_side=1, on_ends=1
            )
        ],
    )


def _in_words(page: Page[Any]) -> str:
    total = page.paginator.count
    return f"Showing {page.start_index():,} to {page.end_index():,} of {total:,}"
