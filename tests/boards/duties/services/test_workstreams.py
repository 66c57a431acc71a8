"""Workstreams and their leads over time."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from boards.bodies.services.seen import mark_of
from boards.duties.models import Workstream
from boards.duties.services.workstreams import (
    Leads,
    add_workstream,
    change_leads,
    end_workstream,
    leads_words,
)
from ics_portal.accounts.actor import Role
from ics_portal.core.errors import EditConflict, RuleBroken
from tests.factories.bodies import BodyFactory, actor_in
from tests.factories.directory import PersonFactory
from tests.factories.duties import WorkstreamFactory

pytestmark = pytest.mark.django_db

FIRST = dt.date(2021, 4, 1)
LATER = dt.date(2022, 4, 1)
AT = dt.datetime(2022, 4, 5, 10, tzinfo=dt.UTC)


@pytest.fixture
def board():
    return BodyFactory()


@pytest.fixture
def by(board):
    return {"actor": actor_in(board, Role.GOVERNANCE_LEAD), "at": AT}


@pytest.fixture
def stroke(board):
    return WorkstreamFactory(
        system=board.system,
        name="Stroke",
        starts_on=FIRST,
        clinical_lead=PersonFactory(name="Medical Director"),
    )


def days(name="Stroke"):
    found = Workstream.objects.filter(name=name).order_by("starts_on")
    return [(one.starts_on, one.ends_on) for one in found]


@pytest.mark.requirement("CPL-07")
def test_a_workstream_is_added_with_its_leads(board, by):
    leads = Leads(senior_responsible_owner=PersonFactory(), finance_lead=None)

    made = add_workstream(
        system=board.system,
        name=" Stroke ",
        pillar="urgent",
        leads=leads,
        starts_on=FIRST,
        **by,
    )

    assert (made.name, made.pillar, made.starts_on) == ("Stroke", "urgent", FIRST)
    assert made.senior_responsible_owner == leads.senior_responsible_owner
    assert made.finance_lead is None


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"name": " "}, "name", "Give the workstream a name."),
        ({"name": "x" * 201}, "name", "Shorten the name to 200 letters."),
        ({"pillar": "seventh"}, "pillar", "“seventh” is not a pillar."),
        (
            {"name": "STROKE"},
            "name",
            "“Stroke” is a workstream from 1 April 2021. Change that one.",
        ),
    ],
)
def test_a_workstream_that_cannot_be_is_refused(
    board, by, stroke, given, field, sentence
):
    data = {"name": "Cancer", "pillar": "urgent", "starts_on": LATER, **given}

    with pytest.raises(RuleBroken) as refusal:
        add_workstream(system=board.system, leads=Leads(), **data, **by)

    assert (refusal.value.field, refusal.value.message) == (field, sentence)


def test_other_leads_begin_where_those_of_before_end(stroke, by):
    lead = PersonFactory()

    change_leads(
        workstream=stroke,
        leads=Leads(finance_lead=lead),
        starts_on=LATER,
        reason="Named by the executive",
        **by,
    )

    assert days() == [(FIRST, dt.date(2022, 3, 31)), (LATER, None)]
    before, after = Workstream.objects.order_by("starts_on")
    assert str(before.clinical_lead) == "Medical Director"
    assert (after.clinical_lead, after.finance_lead) == (None, lead)
    assert after.pillar == before.pillar


def test_leads_of_the_same_first_day_are_corrected(stroke, by):
    change_leads(
        workstream=stroke,
        leads=Leads(),
        starts_on=FIRST,
        reason="Entered by mistake",
        **by,
    )

    assert days() == [(FIRST, None)]
    stroke.refresh_from_db()
    assert stroke.clinical_lead is None
    assert stroke.history.latest().history_change_reason == "Entered by mistake"


def test_leads_do_not_change_before_they_began_or_after_the_end(stroke, by):
    given = {"workstream": stroke, "leads": Leads(), "reason": "Why", **by}

    with pytest.raises(RuleBroken, match="begins on 1 April 2021"):
        change_leads(starts_on=dt.date(2021, 3, 1), **given)
    end_workstream(workstream=stroke, ends_on=LATER, reason="Merged", **by)
    with pytest.raises(RuleBroken, match="ends on 1 April 2022"):
        change_leads(starts_on=dt.date(2022, 5, 1), **given)


def test_a_workstream_that_ended_stays_and_its_name_is_free_again(board, stroke, by):
    end_workstream(workstream=stroke, ends_on=LATER, reason="Merged", **by)

    add_workstream(
        system=board.system,
        name="Stroke",
        pillar="urgent",
        leads=Leads(),
        starts_on=dt.date(2022, 4, 2),
        **by,
    )

    assert days() == [(FIRST, LATER), (dt.date(2022, 4, 2), None)]
    with pytest.raises(RuleBroken, match="cannot be made longer"):
        end_workstream(
            workstream=stroke, ends_on=dt.date(2023, 1, 1), reason="More", **by
        )


def test_the_second_of_two_editors_sees_both_texts(stroke, by):
    seen = mark_of(leads_words(stroke))
    given = {"workstream": stroke, "starts_on": FIRST, "reason": "Why", **by}
    first, second = PersonFactory(name="First"), PersonFactory(name="Second")
    change_leads(leads=Leads(finance_lead=first), seen=seen, **given)

    with pytest.raises(EditConflict) as clash:
        change_leads(leads=Leads(finance_lead=second), seen=seen, **given)

    assert "Finance lead: Second" in clash.value.mine
    assert "Finance lead: First" in clash.value.theirs


def test_an_end_is_part_of_what_a_form_shows(stroke, by):
    before = leads_words(stroke)
    ended = end_workstream(workstream=stroke, ends_on=LATER, reason="Merged", **by)

    assert leads_words(ended) == f"{before}\nUntil: 1 April 2022"


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.MEMBER])
def test_only_a_governance_lead_of_the_system_keeps_workstreams(board, stroke, role):
    by = {"actor": actor_in(board, role), "at": AT}
    for act in (
        lambda: add_workstream(
            system=board.system,
            name="Cancer",
            pillar="urgent",
            leads=Leads(),
            starts_on=FIRST,
            **by,
        ),
        lambda: change_leads(
            workstream=stroke, leads=Leads(), starts_on=LATER, reason="Why", **by
        ),
        lambda: end_workstream(workstream=stroke, ends_on=LATER, reason="Why", **by),
    ):
        with pytest.raises(PermissionDenied, match="governance lead"):
            act()
