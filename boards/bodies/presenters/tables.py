"""The tables of a body's page as files for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from boards.bodies.presenters.body import BodyPage

Rows = Iterable[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Table:
    """Header and rows."""

    header: tuple[str, ...]
    rows: Callable[[BodyPage], Rows]


def _seats(page: BodyPage) -> Rows:
    for one in page.seats:
        yield (
            one.title,
            one.constituency,
            "Yes" if one.votes else "No",
            one.clause,
            one.represents,
            one.holder.words if one.holder else one.vacancy,
            one.capacity,
            one.nominated_by,
            one.employer,
            one.since,
            one.until,
            "; ".join(one.deputies),
            page.day,
        )


TABLES = {
    "seats": Table(
        (
            "Seat",
            "Constituency",
            "Votes",
            "Clause",
            "Speaks for",
            "Holder",
            "Capacity",
            "Nominated by",
            "Employer",
            "From",
            "To",
            "Deputies",
            "Day shown",
        ),
        _seats,
    ),
    "members": Table(
        ("Organisation", "From", "Note", "Day shown"),
        lambda page: (
            (one.organisation.words, one.since, one.note, page.day)
            for one in page.members
        ),
    ),
    "documents": Table(
        (
            "Kind",
            "Title",
            "Version",
            "From",
            "Approved",
            "Review",
            "Parties",
            "With regard to",
            "Day shown",
        ),
        lambda page: (
            (
                one.kind,
                one.title,
                one.version,
                one.since,
                one.approved,
                one.review_on,
                one.parties,
                one.regard_to,
                page.day,
            )
            for one in page.documents
        ),
    ),
    "delegations": Table(
        (
            "Function",
            "Authority",
            "Decides",
            "Limit",
            "Accountable",
            "Assurance",
            "By",
            "Day shown",
        ),
        lambda page: (
            (
                one.function,
                one.kind,
                one.holder,
                one.limit,
                one.accountable,
                one.route,
                one.instrument,
                page.day,
            )
            for one in page.delegations
        ),
    ),
    "findings": Table(
        (
            "Rule",
            "What it says",
            "Verdict",
            "Why",
            "Vacant seats",
            "Source",
            "Day shown",
        ),
        lambda page: (
            (
                one.rule_id,
                one.text,
                one.chip.words,
                one.words,
                "; ".join(one.seats),
                one.sources,
                page.day,
            )
            for one in page.findings
        ),
    ),
}
"""By the word the address asks with: ``?format=csv&table=seats``."""
