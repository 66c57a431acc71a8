"""An extract made before an entry was withheld does not reach the public (DCL-6, PUBL-5)."""

import datetime as dt

import pytest
from django.utils import timezone

from boards.meetings.enums import StandingItem
from boards.packs.models import Pack
from boards.packs.services.outgoing import check_issued_last
from declarations.models import Interest
from declarations.selectors.extracts import TITLE
from ics_portal.core.errors import RuleBroken
from tests.factories.declarations import InterestFactory
from tests.factories.papers import PaperFactory, a_board, a_current_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return a_board()


@pytest.fixture
def interest(board):
    return InterestFactory(person_id=board.member.person_id)


def an_issued_extract(board):
    """As it stands in a pack, made a minute from now."""
    item = board.item(standing=StandingItem.DECLARATIONS)
    paper = PaperFactory(item=item, title=TITLE, kind="procedure", state="accepted")
    version = a_current_version(paper)
    type(version).objects.update(uploaded_at=timezone.now() + dt.timedelta(minutes=1))
    board.issue()
    return Pack.objects.get()


def show(interest, showing, *, later):
    interest.showing, interest.showing_reason = showing, "Harm"
    interest.save()
    step = Interest.history.filter(id=interest.pk).latest()
    step.history_date += dt.timedelta(minutes=later)
    step.save()


@pytest.mark.parametrize("showing", ["withheld", "asked"])
def test_what_was_withheld_since_the_extract_keeps_the_pack_back(
    board, interest, showing
):
    pack = an_issued_extract(board)
    check_issued_last(pack)

    show(interest, showing, later=2)

    with pytest.raises(RuleBroken, match="Make the extract anew") as refused:
        check_issued_last(pack)
    assert refused.value.rule_id == "PUBL-5"
    show(interest, "public", later=3)
    check_issued_last(pack)


def test_what_was_withheld_before_is_not_in_it(board, interest):
    show(interest, "withheld", later=0)
    check_issued_last(an_issued_extract(board))
