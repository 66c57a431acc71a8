"""Loading the demonstration: never over other data, never half, never in production."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from boards.bodies.models import Body
from boards.papers.models import Paper
from ics_portal.accounts.actor import SYSTEM_ACTOR
from ics_portal.core.audit import record
from ics_portal.demo import world
from ics_portal.demo.people import PASSWORD
from tests.demo.conftest import NOW
from tests.factories.bodies import BodyFactory

pytestmark = pytest.mark.django_db


def loaded(**options) -> str:
    said = StringIO()
    call_command("seed_demo", stdout=said, **options)
    return said.getvalue()


def test_production_is_given_no_demonstration(settings):
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError, match="its passwords are public"):
        loaded()
    assert not Body.objects.exists()


def test_a_portal_with_data_of_its_own_is_left_alone():
    BodyFactory()

    assert loaded(if_empty=True).strip() == ""
    with pytest.raises(CommandError, match="There is data already"):
        loaded()
    assert Body.objects.count() == 1


def test_a_second_start_only_says_how_to_sign_in(ground):
    said = loaded(if_empty=True)

    assert PASSWORD in said
    assert "secretary@demo.example" in said
    assert Body.objects.count() == 1


def test_an_interrupted_loading_is_not_taken_for_a_whole_one(ground):
    record(verb=world.BEGUN, target=ground.body, actor=SYSTEM_ACTOR, at=NOW)

    with pytest.raises(CommandError, match="make reset"):
        loaded(if_empty=True)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_paper_of_december_is_ready_for_the_pack():
    world.tell(at=NOW)

    from_items = {paper.item.title: paper.state for paper in _papers()}
    assert set(from_items.values()) == {"accepted"}
    assert len(_papers()) == 9
    assert all(
        paper.is_stand_in and paper.current_version.page_count
        for paper in _papers()
        if paper.kind != "action_log"
    )
    confidential = {p.item.title for p in _papers() if p.confidential}
    assert confidential == {
        "Strategic Assurance Framework",
        "High Level Programme Summary Report",
    }
    assert not world.was_interrupted()


def _papers():
    return list(Paper.objects.select_related("item", "current_version"))
