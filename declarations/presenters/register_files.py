"""The tables of a register as files for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable

from declarations.presenters.registers import GiftRow, InterestRow

CSV_HEADER = (
    "Name",
    "Position",
    "Member since",
    "Member until",
    "Organisation",
    "Nature of its business",
    "Type",
    "Direct or indirect",
    "Relationship",
    "Underlying type",
    "Nature of the interest",
    "From",
    "To",
    "Action taken to mitigate",
    "Declared",
    "Last confirmed",
)
GIFTS_HEADER = (
    "Name",
    "Position",
    "Offered",
    "Received",
    "What",
    "Description",
    "Value in pounds",
    "Offered by",
    "Outcome",
    "Reason",
    "Approved by",
    "What was done with it",
)


def csv_rows(rows: Iterable[InterestRow]) -> Iterable[tuple[object, ...]]:
    """In the order of ``CSV_HEADER``."""
    return (
        (
            row.name,
            row.position,
            row.member_from,
            row.member_to,
            row.organisation,
            row.business,
            row.type,
            row.direct,
            row.relationship,
            row.underlying,
            row.nature,
            row.starts,
            row.ends,
            row.mitigation,
            row.declared,
            row.confirmed,
        )
        for row in rows
    )


def gift_csv_rows(rows: Iterable[GiftRow]) -> Iterable[tuple[object, ...]]:
    """In the order of ``GIFTS_HEADER``."""
    return (
        (
            row.name,
            row.position,
            row.offered,
            row.received,
            row.what,
            row.description,
            row.value,
            row.giver,
            row.outcome,
            row.reason,
            row.approved_by,
            row.done_with,
        )
        for row in rows
    )
