"""Members, the form of a place or collaborative, and named leads."""

from datetime import date, timedelta

import pytest

from boards.bodies import services
from boards.bodies.enums import BodyKind, Form
from boards.bodies.models import BodyMember, GovernanceForm, NamedLead
from boards.bodies.rules.forms import FORMS_OF
from boards.directory.enums import OrganisationKind
from ics_portal.core.audit.models import AuditEvent
from tests.boards.bodies.refusals import refused
from tests.factories.bodies import (
    AppointmentFactory,
    BodyFactory,
    DelegationFactory,
    FunctionFactory,
    GovernanceFormFactory,
    SeatFactory,
)
from tests.factories.directory import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
APRIL = date(2022, 4, 1)
ONE_DAY = timedelta(days=1)
FIVE = [
    Form.CONSULTATIVE_FORUM,
    Form.ICB_COMMITTEE,
    Form.JOINT_COMMITTEE,
    Form.INDIVIDUAL_DIRECTOR,
    Form.LEAD_PROVIDER,
]
THREE = [Form.PROVIDER_LEADERSHIP_BOARD, Form.LEAD_PROVIDER, Form.SHARED_LEADERSHIP]


@pytest.fixture
def trust(db):
    return OrganisationFactory(name="Fylde Coast Trust")


def everything_asked_for(trust):
    return {
        "partners": [trust],
        "director": PersonFactory(),
        "lead": trust,
        "contract": "Contract 7",
    }


# --- Members -----------------------------------------------------------------------


def test_an_organisation_is_a_member_once_at_a_time(place, trust, by):
    member = services.add_member(body=place, organisation=trust, starts_on=APRIL, **by)

    with refused("BDY-14", "organisation") as said:
        services.add_member(
            body=place, organisation=trust, starts_on=date(2023, 1, 1), **by
        )
    assert said.message == "Fylde Coast Trust is a member already, from 1 April 2022."

    services.end_member(member=member, ends_on=APRIL, reason="Left", **by)
    services.add_member(body=place, organisation=trust, starts_on=APRIL + ONE_DAY, **by)
    assert BodyMember.objects.filter(body=place).count() == 2
    assert AuditEvent.objects.get(verb="bodies.member_ended").reason == "Left"


@pytest.mark.requirement("COL-05")
def test_the_lead_provider_of_a_collaborative_stays_a_member(collaborative, trust, by):
    member = services.add_member(
        body=collaborative, organisation=trust, starts_on=APRIL, **by
    )
    services.take_form(
        body=collaborative,
        form=Form.LEAD_PROVIDER,
        lead=trust,
        starts_on=APRIL,
        **by,
    )

    with refused("BDY-14", "ends_on"):
        services.end_member(
            member=member, ends_on=date(2022, 9, 30), reason="Left", **by
        )
    member.refresh_from_db()
    assert member.ends_on is None

    services.take_form(
        body=collaborative,
        form=Form.SHARED_LEADERSHIP,
        starts_on=date(2022, 10, 1),
        **by,
    )
    services.end_member(member=member, ends_on=date(2022, 9, 30), reason="Left", **by)


# --- Forms -------------------------------------------------------------------------


@pytest.mark.requirement("PLC-04")
@pytest.mark.requirement("COL-04")
def test_there_are_five_forms_for_a_place_and_three_for_a_collaborative():
    assert set(FORMS_OF[BodyKind.PLACE_PARTNERSHIP]) == set(FIVE)
    assert set(FORMS_OF[BodyKind.PROVIDER_COLLABORATIVE]) == set(THREE)


@pytest.mark.requirement("PLC-04")
@pytest.mark.parametrize("form", Form)
def test_a_place_takes_one_of_the_five(place, trust, by, form):
    typed = {"body": place, "form": form, "starts_on": APRIL}
    if form in FIVE:
        services.take_form(**typed, **everything_asked_for(trust), **by)
        assert place.forms.get().form == form
    else:
        with refused("BDY-15", "form") as said:
            services.take_form(**typed, **everything_asked_for(trust), **by)
        assert "A place takes one of these forms: consultative forum," in said.message


@pytest.mark.requirement("COL-04")
@pytest.mark.parametrize("form", Form)
def test_a_collaborative_takes_one_of_the_three(collaborative, trust, by, form):
    services.add_member(body=collaborative, organisation=trust, starts_on=None, **by)
    typed = {"body": collaborative, "form": form, "starts_on": APRIL}
    if form in THREE:
        services.take_form(**typed, **everything_asked_for(trust), **by)
        assert collaborative.forms.get().form == form
    else:
        with refused("BDY-15", "form"):
            services.take_form(**typed, **everything_asked_for(trust), **by)


def test_no_other_body_takes_a_form(board, by):
    with refused("BDY-15") as said:
        services.take_form(body=board, form=FIVE[0], starts_on=APRIL, **by)
    assert said.message.startswith("Only places and provider collaboratives")


@pytest.mark.requirement("PLC-04")
def test_a_new_form_ends_the_old_the_day_before(place, by):
    first = services.take_form(body=place, form=FIVE[0], starts_on=APRIL, **by)
    second = services.take_form(
        body=place, form=FIVE[1], starts_on=date(2022, 7, 1), **by
    )

    first.refresh_from_db()
    assert (first.ends_on, second.ends_on) == (date(2022, 6, 30), None)
    assert first.history.latest().history_change_reason == "Form taken"


@pytest.mark.requirement("PLC-04")
@pytest.mark.parametrize("starts_on", [APRIL, APRIL - ONE_DAY])
def test_a_second_form_at_once_is_refused(place, by, starts_on):
    services.take_form(body=place, form=FIVE[0], starts_on=APRIL, **by)

    with refused("BDY-5", "starts_on") as said:
        services.take_form(body=place, form=FIVE[1], starts_on=starts_on, **by)
    assert said.message == (
        "One form at a time: consultative forum begins on 1 April 2022; the next one"
        " begins after that."
    )
    assert GovernanceForm.objects.count() == 1


@pytest.mark.requirement("PLC-04")
def test_a_form_without_a_first_day_gives_way_too(place, by):
    first = GovernanceFormFactory(body=place)
    services.take_form(body=place, form=FIVE[1], starts_on=APRIL, **by)
    services.take_form(body=place, form=FIVE[0], starts_on=date(2023, 4, 1), **by)

    first.refresh_from_db()
    assert first.ends_on == APRIL - ONE_DAY
    assert GovernanceForm.objects.in_force_on(APRIL).get().form == FIVE[1]


@pytest.mark.requirement("PLC-05")
@pytest.mark.parametrize(
    ("form", "field", "words"),
    [
        (Form.JOINT_COMMITTEE, "partners", "Name a partner of the joint committee"),
        (Form.INDIVIDUAL_DIRECTOR, "director", "Name the director who holds"),
        (Form.LEAD_PROVIDER, "lead", "Name the lead provider."),
        (Form.LEAD_PROVIDER, "contract", "Name the contract the lead provider holds."),
    ],
)
def test_a_form_asks_for_what_it_needs(place, trust, by, form, field, words):
    given = everything_asked_for(trust)
    del given[field]

    with refused("BDY-16", field) as said:
        services.take_form(body=place, form=form, starts_on=APRIL, **given, **by)
    assert said.message.startswith(words)


@pytest.mark.requirement("PLC-05")
def test_the_nhs_body_alone_makes_no_joint_committee(place, nhs_body, trust, by):
    typed = {"body": place, "form": Form.JOINT_COMMITTEE, "starts_on": APRIL, **by}

    with refused("BDY-16", "partners"):
        services.take_form(partners=[nhs_body], **typed)

    taken = services.take_form(partners=[nhs_body, trust], **typed)
    assert set(taken.partners.all()) == {nhs_body, trust}


@pytest.mark.requirement("PLC-05")
def test_a_form_keeps_only_what_it_asks_for(place, trust, by):
    taken = services.take_form(
        body=place,
        form=Form.INDIVIDUAL_DIRECTOR,
        starts_on=APRIL,
        **everything_asked_for(trust),
        **by,
    )

    assert taken.director is not None
    assert (taken.lead, taken.contract, list(taken.partners.all())) == (None, "", [])


@pytest.mark.requirement("PLC-05")
def test_a_forum_that_holds_a_delegation_is_refused(place, board, by):
    function = FunctionFactory(name="Community services", system=board.system)
    held = DelegationFactory(
        function=function, holder=place, accountable=board, kind="delegated"
    )
    typed = {"body": place, "form": Form.CONSULTATIVE_FORUM}

    with refused("BDY-16", "form") as said:
        services.take_form(starts_on=APRIL, **typed, **by)
    assert "Community services is delegated to this body" in said.message

    services.end_delegation(
        delegation=held, ends_on=APRIL - ONE_DAY, reason="Taken back", **by
    )
    services.take_form(starts_on=APRIL, **typed, **by)


@pytest.mark.requirement("COL-05")
def test_the_lead_provider_of_a_collaborative_is_a_member_on_that_day(
    collaborative, trust, by
):
    typed = {"body": collaborative, "form": Form.LEAD_PROVIDER, "lead": trust}

    with refused("BDY-16", "lead") as said:
        services.take_form(starts_on=APRIL, **typed, **by)
    assert said.message.startswith("Fylde Coast Trust is not a member")

    # A seat that it nominates to is membership too, as the findings count it.
    AppointmentFactory(
        seat=SeatFactory(body=collaborative), nominated_by=trust, starts_on=APRIL
    )
    with refused("BDY-16"):
        services.take_form(starts_on=APRIL - ONE_DAY, **typed, **by)
    services.take_form(starts_on=APRIL, **typed, **by)


# --- Leads -------------------------------------------------------------------------


def name(place, by, **given):
    typed = {"person": PersonFactory(), "kind": "place_leader", "starts_on": APRIL}
    return services.name_lead(body=place, **typed | given, **by)


def test_a_post_has_one_name_at_a_time(place, by):
    first = name(place, by)

    with refused("BDY-17", "person") as said:
        name(place, by, starts_on=date(2023, 1, 1))
    assert f"{first.person} is named for it from 1 April 2022" in said.message

    services.end_lead(lead=first, ends_on=APRIL, reason="Left", **by)
    name(place, by, starts_on=APRIL + ONE_DAY)
    name(place, by, kind="quality_lead")


def test_only_a_place_has_a_place_leader(board, by):
    with refused("BDY-17", "kind"):
        name(board, by)


@pytest.mark.requirement("PLC-08")
def test_executive_responsibility_comes_from_the_nhs_body_or_a_council(
    place, nhs_body, trust, by
):
    with refused("BDY-18", "responsibility_from") as said:
        name(place, by, responsibility_from=trust)
    assert said.message.endswith("Fylde Coast Trust is neither.")
    assert not NamedLead.objects.exists()

    council = OrganisationFactory(kind=OrganisationKind.LOCAL_AUTHORITY)
    before = BodyFactory(system=place.system, organisation=OrganisationFactory())
    for giver in (nhs_body, council, before.organisation):
        named = name(place, by, responsibility_from=giver)
        assert named.has_executive_responsibility
        services.end_lead(lead=named, ends_on=APRIL, reason="Left", **by)
        NamedLead.objects.filter(pk=named.pk).update(
            starts_on=APRIL - ONE_DAY, ends_on=APRIL - ONE_DAY
        )


@pytest.mark.requirement("PLC-08")
def test_executive_responsibility_goes_with_the_place_leader(place, nhs_body, by):
    with refused("BDY-18"):
        name(place, by, kind="quality_lead", responsibility_from=nhs_body)

    assert not name(place, by).has_executive_responsibility
