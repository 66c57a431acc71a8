"""Organisations that an item's papers name and the item does not say it concerns."""

from __future__ import annotations

from collections import defaultdict

from boards.directory.models import Organisation
from boards.meetings.enums import ItemState
from boards.meetings.models import ItemParty, Meeting
from boards.papers.enums import PaperState
from boards.papers.models import Paper
from declarations.rules.naming import Finder


def suggested_parties(meeting: Meeting) -> dict[int, list[Organisation]]:
    """By item, what could be said: named in a title, a cover sheet or a paper's text.

    Without the body whose meeting it is. Read for the office, which sees every paper; in a number of queries that does not
    grow.
    """
    texts: dict[int, list[str]] = defaultdict(list)
    live = meeting.items.filter(state=ItemState.LIVE)
    for item_id, title in live.values_list("pk", "title"):
        texts[item_id].append(title)
    for paper in _papers(meeting):
        texts[paper.item_id] += _texts_of(paper)
    # The body itself is named on every page of its own papers.
    own = (meeting.body.name, meeting.body.long_name)
    organisations = Organisation.objects.exclude(name__in=own).in_bulk()
    finder = Finder(
        {pk: (row.name, row.short_name) for pk, row in organisations.items()}
    )
    said = set(
        ItemParty.objects.filter(item__meeting=meeting).values_list(
            "item_id", "organisation_id"
        )
    )
    found = {}
    for item_id, parts in texts.items():
        named = finder.named_in("\n".join(parts))
        new = [organisations[pk] for pk in named if (item_id, pk) not in said]
        if new:
            found[item_id] = sorted(new, key=lambda row: row.name)
    return found


def _papers(meeting: Meeting) -> list[Paper]:
    return list(
        Paper.objects.filter(item__meeting=meeting, item__state=ItemState.LIVE)
        .exclude(state=PaperState.WITHDRAWN)
        .select_related("current_version", "cover_sheet")
        .prefetch_related("cover_sheet__recommendations")
    )


def _texts_of(paper: Paper) -> list[str]:
    texts = [paper.title]
    if paper.current_version is not None:
        texts.append(paper.current_version.text)
    sheet = getattr(paper, "cover_sheet", None)
    if sheet is not None:
        texts += [sheet.purpose, sheet.executive_summary, sheet.conflicts_text]
        texts += [row.text for row in sheet.recommendations.all()]
    return texts
