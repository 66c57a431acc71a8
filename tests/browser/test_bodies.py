"""A body, its seats and its forms in a real browser: axe, narrow, without scripts."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from boards.bodies import services
from boards.bodies.enums import BodyKind
from boards.bodies.importers import FIRST_EDITION, read_rules
from boards.bodies.models import Appointment
from ics_portal.accounts.actor import SYSTEM_ACTOR, Role
from tests.browser.chromium import DESK, NARROWEST, PHONE
from tests.factories.bodies import (
    AppointmentFactory,
    BodyFactory,
    BodyMemberFactory,
    DelegationFactory,
    FunctionFactory,
    InstrumentFactory,
    NamedLeadFactory,
    SeatFactory,
    TermsOfReferenceFactory,
    someone_signed_up,
)
from tests.factories.directory import OrganisationFactory, PersonFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
APRIL = date(2022, 4, 1)


@pytest.fixture
def world():
    """A board with a bit of everything, a place, and their governance lead."""
    board = BodyFactory(name="Board of the ICS NHS body", slug="board")
    system = board.system
    trust = OrganisationFactory(name="Lancashire Teaching Hospitals")
    trust.systems.add(system)
    place = BodyFactory(
        name="West Lancashire partnership",
        slug="west-lancs",
        kind=BodyKind.PLACE_PARTNERSHIP,
        system=system,
    )
    chair = SeatFactory(body=board, title="Chair", constituency="chair")
    held = AppointmentFactory(
        seat=chair,
        person=PersonFactory(name="Chair designate"),
        capacity="designate",
        starts_on=APRIL,
        is_accountable_officer=True,
    )
    SeatFactory(body=board, title="Director of nursing", starts_on=APRIL)
    BodyMemberFactory(body=board, organisation=trust)
    NamedLeadFactory(body=board)
    TermsOfReferenceFactory(body=board, version=1, quorum_share=50)
    document = InstrumentFactory(body=board)
    DelegationFactory(
        accountable=board, function=FunctionFactory(system=system), limit=250000
    )
    act = {"actor": SYSTEM_ACTOR, "at": timezone.now()}
    services.load_rules(rows=read_rules(FIRST_EDITION.read_text()), **act)
    services.add_objective(body=board, text="Shorter waits", priority="Recovery", **act)
    return {
        "lead": someone_signed_up(board, Role.GOVERNANCE_LEAD),
        "board": board,
        "place": place,
        "chair": chair,
        "held": held,
        "document": document,
        "trust": trust,
    }


def addresses(world):
    board = world["board"].slug
    pk = {name: world[name].pk for name in ("chair", "held", "document")}
    yield reverse("bodies:body", args=[board])
    yield reverse("bodies:body", args=[board]) + "?on=2022-05-01"
    yield reverse("bodies:body", args=[world["place"].slug])
    yield reverse("bodies:changes", args=[board])
    yield reverse("bodies:add_body")
    yield reverse("bodies:seat", args=[board, pk["chair"]])
    for name in (
        "add_seat",
        "add_member",
        "name_lead",
        "standing",
        "parents",
        "add_terms",
        "add_instrument",
    ):
        yield reverse(f"bodies:{name}", args=[board])
    yield reverse("bodies:take_form", args=[world["place"].slug])
    for name in ("appoint", "close_seat"):
        yield reverse(f"bodies:{name}", args=[board, pk["chair"]])
    for name in ("end_appointment", "deputy", "exception", "officer"):
        yield reverse(f"bodies:{name}", args=[board, pk["held"]])
    yield reverse("bodies:add_version", args=[board, pk["document"]])
    yield reverse("directory:organisation", args=[world["trust"].pk])
    yield reverse("directory:person", args=[world["held"].person_id])


def test_axe_finds_nothing_at_a_desk_or_on_a_phone(world, open_page, axe, sideways):
    found = {}
    page = open_page("/system/", user=world["lead"])
    for address in addresses(world):
        for size in (DESK, PHONE, NARROWEST):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.goto(address)
            expect(page.locator("h1")).to_have_count(1)
            troubles = axe(page) if size != NARROWEST else []
            if sideways(page) > 0:
                troubles.append(f"{sideways(page)} pixels too wide")
            if troubles:
                found[f"{address} {size[0]}"] = troubles

    assert found == {}


def test_a_refusal_and_a_clash_are_read_without_scripts(world, open_page):
    address = reverse("bodies:appoint", args=[world["board"].slug, world["chair"].pk])
    page = open_page(address, user=world["lead"], scripts=False)
    person = PersonFactory(name="Next chair")
    page.goto(address)
    page.get_by_label("Person").select_option("Next chair")
    page.get_by_label("First day").fill("2023-01-01")
    page.get_by_label("Basis").fill("Open competition")
    page.get_by_role("button", name="Appoint").click()

    expect(page.get_by_role("alert")).to_contain_text("Chair designate holds this seat")
    expect(page.get_by_label("Basis")).to_have_value("Open competition")

    services.end_appointment(
        appointment=Appointment.objects.get(),
        ends_on=date(2022, 12, 31),
        reason="Left",
        actor=SYSTEM_ACTOR,
        at=timezone.now(),
    )
    page.get_by_role("button", name="Appoint").click()

    expect(page.get_by_text("Yours, not yet saved")).to_be_visible()
    expect(page.locator(".app-two-texts")).to_contain_text(
        "Chair designate, from 1 April 2022 to 31 December 2022"
    )
    page.get_by_role("button", name="Appoint").click()
    expect(page.get_by_text("The appointment is saved.")).to_be_visible()
    assert Appointment.objects.filter(person=person, starts_on="2023-01-01").exists()


def test_a_clash_and_an_error_pass_axe(world, open_page, axe):
    address = reverse("bodies:take_form", args=[world["place"].slug])
    page = open_page(address, user=world["lead"])
    page.get_by_label("Joint committee", exact=True).check()
    page.get_by_label("From").fill("2022-05-01")
    page.get_by_role("button", name="Take this form").click()
    expect(page.get_by_role("alert")).to_contain_text("Name a partner")
    assert axe(page) == []

    services.take_form(
        body=world["place"],
        form="icb_committee",
        starts_on=APRIL,
        actor=SYSTEM_ACTOR,
        at=timezone.now(),
    )
    page.get_by_label("Lancashire Teaching Hospitals").check()
    page.get_by_role("button", name="Take this form").click()
    expect(page.get_by_text("Yours, not yet saved")).to_be_visible()
    assert axe(page) == []


def test_somebody_is_appointed_with_the_keyboard_only(world, open_page):
    page = open_page(
        reverse("bodies:body", args=[world["board"].slug]), user=world["lead"]
    )
    PersonFactory(name="Nursing director")

    def tab_to(text):
        for _ in range(80):
            page.keyboard.press("Tab")
            said = page.evaluate(
                "document.activeElement.getAttribute('aria-label')"
                " || document.activeElement.labels?.[0]?.innerText"
                " || document.activeElement.innerText"
            )
            if said and said.strip().startswith(text):
                return
        raise AssertionError(f"{text} is not reached")

    tab_to("Appoint to Director of nursing")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Appoint to “Director of nursing”")
    tab_to("Person")
    page.keyboard.type("Nursing")
    tab_to("First day")
    page.keyboard.type("04042022")  # the same in either order of day and month
    tab_to("Appoint")
    page.keyboard.press("Enter")

    expect(page.get_by_text("The appointment is saved.")).to_be_visible()
    assert Appointment.objects.filter(person__name="Nursing director").exists()
