"""An item that has papers stays on record with them (docs/rules.md, MTG-10)."""

import pytest

from boards.meetings.models import AgendaItem
from boards.meetings.services import defer_item, remove_item
from boards.papers.models import Paper
from ics_portal.core.errors import RuleBroken
from tests.factories.papers import NOW, Board


def test_an_item_with_a_paper_is_not_removed_and_the_way_on_is_said(
    board: Board, paper: Paper
):
    with pytest.raises(RuleBroken) as refusal:
        remove_item(item=paper.item, actor=board.secretary, at=NOW)

    assert refusal.value.rule_id == "MTG-10"
    assert "Defer it or withdraw it" in refusal.value.message
    assert AgendaItem.objects.filter(pk=paper.item_id).exists()


def test_an_item_whose_paper_was_withdrawn_still_has_it(board: Board, paper: Paper):
    Paper.objects.filter(pk=paper.pk).update(state="withdrawn")

    with pytest.raises(RuleBroken):
        remove_item(item=paper.item, actor=board.secretary, at=NOW)


def test_a_deferred_item_keeps_its_papers(board: Board, paper: Paper):
    defer_item(item=paper.item, actor=board.secretary, at=NOW)

    assert Paper.objects.get(pk=paper.pk).item_id == paper.item_id


def test_an_item_without_papers_is_removed(board: Board):
    item = board.item()

    remove_item(item=item, actor=board.secretary, at=NOW)

    assert not AgendaItem.objects.filter(pk=item.pk).exists()
