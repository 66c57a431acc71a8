"""Pages of organisations."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boards.directory.enums import OrganisationKind, SuccessionKind
from boards.directory.models import Organisation, OrganisationService
from boards.directory.selectors.history import latest_change_id
from ics_portal.accounts.actor import Role
from ics_portal.core import panels
from ics_portal.core.panels import Panel, register_panel
from ics_portal.core.verdicts import ALLOWED
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.directory import (
    IntegratedCareSystemFactory,
    OrganisationFactory,
)

pytestmark = pytest.mark.django_db
LIST = "/system/organisations/"
JULY = date(2022, 7, 1)


@pytest.fixture
def body():
    return BodyFactory()


def signed_in(body, role):
    client = Client()
    client.force_login(someone_signed_up(body, role))
    return client


@pytest.fixture
def secretary(body) -> Client:
    return signed_in(body, Role.SECRETARY)


@pytest.fixture
def member(body) -> Client:
    return signed_in(body, Role.MEMBER)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


# --- The list ----------------------------------------------------------------------


def test_the_list_shows_what_is_open_on_the_day(member):
    OrganisationFactory(name="Old group", ends_on=date(2022, 6, 30))
    OrganisationFactory(name="New board", starts_on=JULY)

    today, then, everything = (
        text_of(member.get(LIST + query))
        for query in ("", "?on=2020-01-01", "?on=2020-01-01&ended=on")
    )

    assert "New board" in today
    assert "Old group" not in today
    assert "Old group" in then
    assert "New board" not in then
    assert "Organisations on Wednesday 1 January 2020" in then
    assert "Old group" in everything
    assert "Opens 1 Jul 2022" in everything


def test_the_list_is_narrowed_by_kind_system_and_text(member):
    system = IntegratedCareSystemFactory()
    hospital = OrganisationFactory(name="Bay hospital trust", ods_code="RTX")
    hospital.systems.add(system)
    OrganisationFactory(name="Bay council", kind=OrganisationKind.LOCAL_AUTHORITY)

    for query in (
        "kind=nhs_trust",
        f"system={system.pk}",
        "text=bay+hospital",
        "text=rtx",
    ):
        page = text_of(member.get(f"{LIST}?{query}"))
        assert "Bay hospital trust" in page
        assert "Bay council" not in page
    assert "No organisation matches" in text_of(member.get(f"{LIST}?text=moon"))


@pytest.mark.parametrize(
    ("on", "told"),
    [("31/2/2022", "a day that exists"), ("0022-07-01", "this one is in the year 22")],
)
def test_a_day_that_is_none_gets_a_sentence_and_the_list_of_today(member, on, told):
    OrganisationFactory(name="A trust")

    page = text_of(member.get(LIST, {"on": on}))

    assert told in page
    assert "A trust" in page


def test_an_empty_directory_says_what_usually_is_here(member):
    assert "No organisation is in the directory" in text_of(member.get(LIST))


def test_the_list_as_a_file_is_the_list_as_it_was_narrowed(member):
    trust = OrganisationFactory(
        name="=A trust", ods_code="RXN", starts_on=date(2010, 4, 1)
    )
    OrganisationService.objects.create(organisation=trust, service="acute")
    OrganisationFactory(name="A council", kind=OrganisationKind.LOCAL_AUTHORITY)

    answer = member.get(f"{LIST}?kind=nhs_trust&on=2020-01-01&format=csv")

    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 1
    assert rows[0] == {
        "Name": "'=A trust",
        "Kind": "NHS trust",
        "ODS code": "RXN",
        "ONS code": "",
        "Services": "Acute",
        "Systems": "",
        "Opened": "2010-04-01",
        "Closed": "",
        "On the day": "Open",
    }
    assert "organisations-2020-01-01.csv" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_makes_the_same_number_of_queries(
    member, count, django_assert_num_queries
):
    system = IntegratedCareSystemFactory()
    for _ in range(count):
        one = OrganisationFactory()
        one.systems.add(system)
        OrganisationService.objects.create(organisation=one, service="acute")

    with django_assert_num_queries(9):
        member.get(LIST)


def test_the_list_of_a_system_says_whether_its_footprint_is_confirmed(
    member, secretary
):
    system = IntegratedCareSystemFactory()
    address = f"{LIST}?system={system.pk}"

    assert "Nobody has confirmed" in text_of(member.get(address))
    assert "Confirm the footprint" not in text_of(member.get(address))
    system.footprint_confirmed_on = date(2026, 4, 1)
    system.save()
    page = text_of(secretary.get(address))
    assert "Confirmed on 1 Apr 2026" in page
    assert f"/system/footprint/{system.pk}/" in page


def test_a_long_list_has_pages(member):
    OrganisationFactory.create_batch(51)

    assert "Showing 1 to 50 of 51" in text_of(member.get(LIST))


def test_only_the_office_is_offered_to_change_the_directory(member, secretary):
    assert "Add an organisation" not in text_of(member.get(LIST))
    assert "Add an organisation" in text_of(secretary.get(LIST))


# --- One ---------------------------------------------------------------------------


def test_the_page_tells_codes_services_neighbours_and_changes(secretary):
    old = OrganisationFactory(
        name="Old trust", kind=OrganisationKind.NHS_TRUST, ends_on=date(2022, 6, 30)
    )
    system = IntegratedCareSystemFactory(name="The system")
    secretary.post(
        f"{LIST}new/",
        {
            "name": "New trust",
            "kind": "nhs_foundation_trust",
            "ods_code": "rxn",
            "starts_on": "2022-07-01",
            "systems": [system.pk],
            "services": ["acute", "community"],
        },
    )
    new = Organisation.objects.get(ods_code="RXN")
    secretary.post(
        f"{LIST}{new.pk}/succession/",
        {
            "side": "before",
            "other": old.pk,
            "kind": SuccessionKind.MERGER,
            "on": "2022-07-01",
            "reason": "The order of 2022",
        },
    )
    secretary.post(
        f"{LIST}{new.pk}/services/",
        {
            "services": ["acute"],
            "on": "2024-01-01",
            "seen": "acute,community",
            "reason": "R",
        },
    )

    page = text_of(secretary.get(f"{LIST}{new.pk}/"))

    for words in (
        "RXN",
        "The system",
        "Merged into this",
        "Old trust",
        "1 Jul 2022 to 31 Dec 2023",
        "The order of 2022",
        "Added to the directory",
    ):
        assert words in page
    then = text_of(secretary.get(f"{LIST}{new.pk}/?on=2022-01-01"))
    assert "Opens 1 Jul 2022" in then
    assert "on Saturday 1 January 2022" in then
    before = text_of(secretary.get(f"{LIST}{old.pk}/"))
    assert "Merged into <a" in before
    assert "Closed 30 Jun 2022" in before


def test_a_change_shows_what_was_and_who_did_it(body, secretary):
    system = IntegratedCareSystemFactory(name="The system")
    trust = OrganisationFactory(name="Old name")
    secretary.post(
        f"{LIST}{trust.pk}/edit/",
        {
            "name": "New name",
            "kind": "nhs_trust",
            "systems": [system.pk],
            "reason": "Renamed by order",
            "seen": latest_change_id(trust),
        },
    )

    page = text_of(secretary.get(f"{LIST}{trust.pk}/"))

    assert "Name: Old name → New name" in page
    assert "Systems: The system" in page
    assert "Renamed by order" in page
    assert "Person " in page  # the secretary's name


def test_a_page_asks_the_same_number_of_queries_however_long_its_history(
    secretary,
):
    trust = OrganisationFactory(name="Old name")
    address = f"{LIST}{trust.pk}/"
    trust.save()

    def queries():
        with CaptureQueriesContext(connection) as seen:
            secretary.get(address)
        return len(seen)

    few = queries()
    for number in range(5):
        trust.name = f"Name {number}"
        trust.save()

    assert queries() == few


def test_a_code_that_is_on_no_list_is_remarked_on(member):
    board = OrganisationFactory(kind=OrganisationKind.ICB, ods_code="QZZ")

    assert "not one of the 42" in text_of(member.get(f"{LIST}{board.pk}/"))


def test_what_is_not_there_is_a_404(member):
    assert member.get(f"{LIST}99999/").status_code == 404


def test_other_rooms_add_to_the_page(member, monkeypatch):
    monkeypatch.setattr(panels, "_PANELS", {})
    trust = OrganisationFactory()
    register_panel(
        Panel(
            place="directory.organisation",
            key="sits",
            title="Where it sits",
            template="errors/_sentence.html",
            context=lambda actor, thing: {},
            may_see=lambda actor, thing: ALLOWED,
        )
    )

    assert "Where it sits" in text_of(member.get(f"{LIST}{trust.pk}/"))


# --- Acts --------------------------------------------------------------------------

ACTS = ("edit", "close", "services", "succession")


@pytest.mark.parametrize("act", ACTS)
def test_a_form_is_open_to_the_office_and_to_nobody_else(member, secretary, act):
    trust = OrganisationFactory()
    address = f"{LIST}{trust.pk}/{act}/"

    assert member.get(address).status_code == member.post(address).status_code == 403
    assert secretary.get(address).status_code == 200
    assert "keeps the directory" in text_of(member.get(address))


def test_adding_is_for_the_office(member, secretary):
    assert member.post(f"{LIST}new/", {"name": "X", "kind": "icb"}).status_code == 403
    assert secretary.get(f"{LIST}new/").status_code == 200
    assert not Organisation.objects.exists()


def test_a_refusal_stands_at_its_field_and_nothing_typed_is_lost(secretary):
    answer = secretary.post(
        f"{LIST}new/",
        {"name": "Typed name", "kind": "icb", "ods_code": "RXN", "note": "Typed note"},
    )

    page = text_of(answer)
    assert answer.status_code == 422
    assert "“RXN” is not the ODS code of an integrated care board" in page
    assert "id_ods_code-error" in page
    assert "Typed name" in page
    assert "Typed note" in page


def test_the_second_of_two_sees_both_texts_and_may_save_hers(secretary):
    trust = OrganisationFactory(name="First")
    address = f"{LIST}{trust.pk}/edit/"
    seen = latest_change_id(trust)
    typed = {"kind": "nhs_trust", "reason": "R", "seen": seen}
    secretary.post(address, typed | {"name": "Theirs"})

    clash = secretary.post(address, typed | {"name": "Mine"})

    assert clash.status_code == 409
    assert "Name: Mine" in text_of(clash)
    assert "Name: Theirs" in text_of(clash)
    trust.refresh_from_db()
    assert trust.name == "Theirs"
    newest = latest_change_id(trust)
    assert f'name="seen" value="{newest}"' in text_of(clash)
    again = secretary.post(address, typed | {"name": "Mine", "seen": newest})
    assert again.status_code == 302
    trust.refresh_from_db()
    assert trust.name == "Mine"


def test_the_services_of_two_are_shown_to_the_second(secretary):
    trust = OrganisationFactory()
    address = f"{LIST}{trust.pk}/services/"
    secretary.post(address, {"services": ["acute"], "seen": "", "reason": "R"})

    clash = secretary.post(
        address, {"services": ["community"], "seen": "", "reason": "R"}
    )

    assert clash.status_code == 409
    assert 'name="seen" value="acute"' in text_of(clash)


def test_closing_before_opening_is_told_beside_the_day(secretary):
    trust = OrganisationFactory(starts_on=JULY)

    answer = secretary.post(
        f"{LIST}{trust.pk}/close/", {"on": "2022-06-30", "reason": "R"}
    )

    assert answer.status_code == 422
    assert "before it opened on 1 July 2022" in text_of(answer)
    assert "id_on-error" in text_of(answer)


def test_closing_says_that_it_was_done(secretary):
    trust = OrganisationFactory(name="A trust", starts_on=JULY)
    day = timezone.localdate().isoformat()

    answer = secretary.post(
        f"{LIST}{trust.pk}/close/", {"on": day, "reason": "R"}, follow=True
    )

    assert "A trust has its last day." in text_of(answer)


def test_an_organisation_cannot_follow_itself(secretary):
    trust = OrganisationFactory()

    answer = secretary.post(
        f"{LIST}{trust.pk}/succession/",
        {
            "side": "after",
            "other": trust.pk,
            "kind": "merger",
            "on": "2022-07-01",
            "reason": "R",
        },
    )

    assert answer.status_code == 422
    assert "cannot follow itself" in text_of(answer)
