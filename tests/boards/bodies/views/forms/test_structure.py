"""Members, forms, parents, terms and documents of a body."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from boards.bodies import services
from boards.bodies.models import (
    BodyMember,
    GovernanceForm,
    Instrument,
    InstrumentVersion,
    NamedLead,
    Objective,
    TermsOfReference,
)
from ics_portal.accounts.actor import Role
from tests.boards.bodies.views.forms.common import APRIL
from tests.boards.bodies.views.opened import Form
from tests.factories.bodies import (
    AppointmentFactory,
    BodyFactory,
    BodyMemberFactory,
    InstrumentFactory,
    InstrumentVersionFactory,
    NamedLeadFactory,
    ObjectiveFactory,
    SeatFactory,
    someone_signed_up,
)
from tests.factories.directory import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(board):
    client = Client()
    client.force_login(someone_signed_up(board, Role.SECRETARY))
    return client


@pytest.fixture
def trust(system):
    trust = OrganisationFactory(name="Fylde Coast Trust")
    trust.systems.add(system)
    return trust


ADDRESSES = [
    ("add_seat", ()),
    ("add_member", ()),
    ("name_lead", ()),
    ("standing", ()),
    ("add_objective", ()),
    ("parents", ()),
    ("add_terms", ()),
    ("add_instrument", ()),
    ("close_seat", ("seat",)),
    ("appoint", ("seat",)),
    ("end_appointment", ("appointment",)),
    ("deputy", ("appointment",)),
    ("exception", ("appointment",)),
    ("officer", ("appointment",)),
    ("mental_health", ("appointment",)),
    ("end_member", ("member",)),
    ("end_lead", ("lead",)),
    ("end_objective", ("objective",)),
    ("add_version", ("instrument",)),
]


@pytest.mark.parametrize(("name", "args"), ADDRESSES)
def test_only_a_governance_lead_of_the_system_opens_a_form(
    board, place, keeper, reader, name, args
):
    appointment = AppointmentFactory(seat=SeatFactory(body=board))
    things = {
        "seat": appointment.seat,
        "appointment": appointment,
        "member": BodyMemberFactory(body=board),
        "lead": NamedLeadFactory(body=board),
        "instrument": InstrumentFactory(body=board),
        "objective": ObjectiveFactory(body=board),
    }
    pks = [things[arg].pk for arg in args]
    address = reverse(f"bodies:{name}", args=[board.slug, *pks])

    assert keeper.get(address).status_code == 200
    assert reader.get(address).status_code == 403
    assert reader.post(address, {"reason": "Mine"}).status_code == 403
    if args:  # what belongs to another body is not found under this one
        elsewhere = reverse(f"bodies:{name}", args=[place.slug, *pks])
        assert keeper.get(elsewhere).status_code == 404


def test_members_come_and_go(place, keeper, trust):
    Form(keeper, "add_member", place).saves(
        organisation=trust.pk, starts_on="2022-04-01", note_text="First"
    )
    member = BodyMember.objects.get()
    Form(keeper, "add_member", place).refuses(
        "Fylde Coast Trust is a member already",
        organisation=trust.pk,
        starts_on="2022-05-01",
    )

    Form(keeper, "end_member", place, member.pk).saves(
        ends_on="2022-06-30", reason="Left"
    )

    member.refresh_from_db()
    assert (member.ends_on, member.note) == (date(2022, 6, 30), "First")


@pytest.mark.requirement("PLC-05")
def test_a_place_takes_a_form_with_what_it_asks_for(place, keeper, trust):
    form = Form(keeper, "take_form", place)

    form.refuses("Choose the form it takes.", starts_on="2022-04-01")
    form.refuses("Name a partner", form="joint_committee", starts_on="2022-04-01")
    assert 'value="joint_committee" checked' in form.page
    form.saves(form="joint_committee", starts_on="2022-04-01", partners=[trust.pk])

    assert list(GovernanceForm.objects.get().partners.all()) == [trust]


@pytest.mark.requirement("COL-04")
def test_a_collaborative_is_offered_three_forms_and_a_board_none(
    collaborative, board, keeper
):
    page = Form(keeper, "take_form", collaborative).page

    assert page.count('name="form"') == 3
    assert 'name="contract"' not in page
    none = keeper.get(reverse("bodies:take_form", args=[board.slug]))
    assert none.status_code == 404


@pytest.mark.requirement("PLC-08")
def test_a_lead_is_named_and_ended(place, keeper, trust, nhs_body):
    form = Form(keeper, "name_lead", place)
    typed = {
        "kind": "place_leader",
        "person": PersonFactory().pk,
        "starts_on": "2022-04-01",
    }

    form.refuses("is neither.", responsibility_from=trust.pk, **typed)
    form.saves(responsibility_from=nhs_body.pk, **typed)
    named = NamedLead.objects.get()
    Form(keeper, "end_lead", place, named.pk).saves(ends_on="2022-06-30", reason="Left")

    named.refresh_from_db()
    assert named.ends_on == date(2022, 6, 30)


@pytest.mark.requirement("COL-08")
def test_an_objective_is_added_with_the_priority_it_serves_and_ended(
    collaborative, keeper
):
    form = Form(keeper, "add_objective", collaborative)
    form.refuses("Enter objective", priority="Recovery")
    page = form.saves(text="Fewer waits", priority="Recovery", starts_on="2022-04-01")

    assert "Serves: Recovery" in page
    [objective] = Objective.objects.all()
    page = Form(keeper, "end_objective", collaborative, objective.pk).saves(
        ends_on="2022-06-30", reason="Reached"
    )
    assert "None is recorded on this day." in page
    objective.refresh_from_db()
    assert objective.ends_on == date(2022, 6, 30)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1948-07-04"])
def test_a_day_out_of_all_reason_is_refused(board, keeper, day):
    Form(keeper, "standing", board).refuses(
        "Choose a day from 5 July 1948 to 31 December 2100.",
        status="proposed",
        starts_on=day,
    )


@pytest.mark.requirement("TRN-06")
def test_the_standing_is_set_step_by_step(board, keeper):
    Form(keeper, "standing", board).saves(status="proposed", starts_on="2021-06-01")

    Form(keeper, "standing", board).refuses(
        "the next step is “In shadow form”", status="statutory", starts_on="2022-07-01"
    )


@pytest.mark.requirement("COM-06")
def test_parents_are_set_from_bodies_and_organisations(system, board, keeper, trust):
    joint = BodyFactory(kind="joint_committee", system=system)
    form = Form(keeper, "parents", joint)

    form.refuses("only Board of the ICS NHS body is named", parents=[board.pk])
    form.saves(parents=[board.pk], organisations=[trust.pk], starts_on="2022-04-01")

    again = Form(keeper, "parents", joint).page
    assert again.count(" checked") == 2


def test_terms_are_added_with_a_quorum_by_constituency(board, keeper):
    form = Form(keeper, "add_terms", board)
    typed = {"starts_on": "2022-04-01", "quorum_share": "50", "is_public": "yes"}

    form.refuses("Begin “half of them” with a number", quorum="half of them", **typed)
    assert "half of them</textarea>" in form.page
    form.refuses("“stargazer” is not a constituency", quorum="1 of stargazer", **typed)
    form.refuses("Shorten the line", quorum=f"1 of {'Chair or ' * 30}Chair", **typed)
    form.refuses("from 1 to 100", **typed | {"quorum_share": "200"})
    form.saves(
        quorum="1 of medical director or Director of nursing\n\n1 of Chair", **typed
    )

    terms = TermsOfReference.objects.get()
    assert (terms.quorum_share, terms.is_public, terms.allows_deputies) == (
        50,
        True,
        None,
    )
    assert [line.constituencies for line in terms.quorum.all()] == [
        ["executive_medical", "executive_nursing"],
        ["chair"],
    ]


def test_two_people_add_terms_and_both_texts_are_shown(board, keeper, by):
    form = Form(keeper, "add_terms", board)
    services.add_terms(
        body=board,
        terms=services.Terms(quorum_share=40),
        quorum=[services.Quorum("The chair", ("chair",))],
        starts_on=APRIL,
        **by,
    )

    typed = {"starts_on": "2022-05-01", "decides_by": "Consensus", "is_public": "no"}
    assert form.send(**typed).status_code == 409
    assert "Version 1, from 1 April 2022; quorum 40 per cent, 1 of Chair" in form.page
    assert "Decides by: Consensus" in form.page
    form.saves(**typed)
    assert TermsOfReference.objects.count() == 2


@pytest.mark.requirement("ACC-03")
def test_a_document_and_its_version_are_added(board, keeper, trust):
    form = Form(keeper, "add_instrument", board)
    form.refuses("say which", kind="mou", title="MOU")
    form.saves(kind="engagement_strategy", title="Strategy", owner="Director of people")
    document = Instrument.objects.get()

    version = Form(keeper, "add_version", board, document.pk)
    version.refuses(
        "before it starts",
        starts_on="2022-04-01",
        review_on="2022-03-31",
        note_text="N",
    )
    version.saves(
        starts_on="2022-04-01",
        parties=[trust.pk],
        section_gathering_intelligence="yes",
        section_involvement_in_decisions="no",
    )
    added = InstrumentVersion.objects.get()
    assert added.sections == {
        "gathering_intelligence": True,
        "involvement_in_decisions": False,
    }
    assert list(added.parties.all()) == [trust]


@pytest.mark.requirement("ICB-04")
def test_a_plan_names_the_strategy_it_has_regard_to(board, system, keeper):
    partnership = BodyFactory(kind="partnership", system=system)
    strategy = InstrumentFactory(
        body=partnership, kind="integrated_care_strategy", title="Strategy"
    )
    version = InstrumentVersionFactory(instrument=strategy, version=3)
    plan = InstrumentFactory(body=board, kind="system_plan", title="Plan")
    form = Form(keeper, "add_version", board, plan.pk)
    assert "Strategy, version 3" in form.page

    page = form.saves(starts_on="2022-07-01", regard_to=[version.pk])

    assert "with regard to Strategy, version 3" in page
    other = InstrumentFactory(body=board, kind="constitution")
    assert (
        "Made with regard to" not in Form(keeper, "add_version", board, other.pk).page
    )


def test_two_people_at_each_form_are_shown_both(board, place, keeper, trust, by):
    """Whatever is changed meanwhile comes back as a clash, never as an overwriting."""
    soon = APRIL + timedelta(days=30)
    document = InstrumentFactory(body=board)
    opened = {
        name: Form(keeper, name, body, *args)
        for name, body, args in [
            ("add_seat", board, ()),
            ("add_member", place, ()),
            ("take_form", place, ()),
            ("name_lead", place, ()),
            ("standing", place, ()),
            ("parents", place, ()),
            ("add_instrument", board, ()),
            ("add_version", board, (document.pk,)),
        ]
    }
    services.add_seat(body=board, title="Chair", constituency="chair", **by)
    services.add_member(body=place, organisation=trust, starts_on=APRIL, **by)
    services.take_form(body=place, form="icb_committee", starts_on=APRIL, **by)
    services.name_lead(
        body=place, person=PersonFactory(), kind="quality_lead", starts_on=APRIL, **by
    )
    services.set_standing(body=place, status="proposed", starts_on=APRIL, **by)
    services.set_parents(body=place, parents=[board], starts_on=APRIL, **by)
    services.add_instrument(
        body=board, kind="mou", title="MOU", financial_year=2022, **by
    )
    services.add_version(instrument=document, starts_on=APRIL, **by)

    typed = {
        "add_seat": {"title": "Mine", "constituency": "chair"},
        "add_member": {"organisation": trust.pk, "starts_on": soon},
        "take_form": {"form": "consultative_forum", "starts_on": soon},
        "name_lead": {
            "kind": "place_leader",
            "person": PersonFactory().pk,
            "starts_on": soon,
        },
        "standing": {"status": "shadow", "starts_on": soon},
        "parents": {"starts_on": soon},
        "add_instrument": {"kind": "place_plan", "title": "Mine"},
        "add_version": {"starts_on": soon},
    }
    for name, form in opened.items():
        assert form.send(**typed[name]).status_code == 409, name
        assert "Yours, not yet saved" in form.page
