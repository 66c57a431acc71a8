"""The page of a body on a day, its tables as files, a seat, and what was done."""

import csv
import re
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from boards.bodies import services
from boards.bodies.importers import FIRST_EDITION, read_rules
from boards.bodies.presenters.changes import VERBS, change_row
from ics_portal.accounts.actor import SYSTEM_ACTOR, Role
from tests.boards.bodies.conftest import AT
from tests.factories.bodies import (
    AppointmentFactory,
    BodyFactory,
    BodyMemberFactory,
    BodyParentFactory,
    BodyStandingFactory,
    DelegationFactory,
    FunctionFactory,
    GovernanceFormFactory,
    InstrumentFactory,
    InstrumentVersionFactory,
    NamedLeadFactory,
    ObjectiveFactory,
    QuorumLineFactory,
    SeatFactory,
    TermsOfReferenceFactory,
    someone_signed_up,
)
from tests.factories.core import AuditEventFactory
from tests.factories.directory import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
APRIL, JULY = date(2022, 4, 1), date(2022, 7, 1)


def client_for(body, *roles):
    client = Client()
    client.force_login(someone_signed_up(body, *roles))
    return client


@pytest.fixture
def reader(db):
    """Signed in, with a role in another system only."""
    return client_for(BodyFactory(), Role.MEMBER)


@pytest.fixture
def keeper(board):
    return client_for(board, Role.GOVERNANCE_LEAD)


def page_of(client, body, **query):
    response = client.get(reverse("bodies:body", args=[body.slug]), query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_everybody_signed_in_reads_a_body_and_nobody_else(board, reader):
    assert "Board of the ICS NHS body" in page_of(reader, board)
    assert "Add a seat" not in page_of(reader, board)
    assert Client().get(reverse("bodies:body", args=[board.slug])).status_code == 302
    assert reader.get(reverse("bodies:body", args=["none"])).status_code == 404


def test_a_body_of_which_little_is_known_says_so(board, reader, keeper):
    page = page_of(reader, board)
    for sentence in (
        "No seat is recorded on this day.",
        "No rule of composition binds it on this day.",
        "None is in force on this day.",
        "Nothing was changed in the portal yet.",
    ):
        assert sentence in page
    assert "Members" not in page

    kept = page_of(keeper, board)
    for words in ("Add a seat", "Add a member", "Name a lead", "Set the parents"):
        assert words in kept


def test_seats_show_holder_capacity_and_vacancy_since_when(board, reader, nhs_body):
    seat = SeatFactory(body=board, title="Director of finance", clause="3.7")
    AppointmentFactory(
        seat=seat,
        person=PersonFactory(name="Former director"),
        starts_on=date(2020, 4, 1),
        ends_on=date(2022, 3, 31),
    )
    AppointmentFactory(
        seat=SeatFactory(body=board, title="Chair", is_voting=False),
        person=PersonFactory(name="Chair designate"),
        capacity="designate",
        nominated_by=nhs_body,
        starts_on=APRIL,
        ends_on=date(2025, 3, 31),
        is_accountable_officer=True,
        exception="Agreed by the chair",
    )
    SeatFactory(body=board, title="Nursing", starts_on=APRIL)
    SeatFactory(body=board, title="Medical")

    page = page_of(reader, board, on="2022-05-01")

    assert "Board of the ICS NHS body, on Sunday 1 May 2022" in page
    assert "1 of 4 filled" in page
    assert "Vacant since 1 Apr 2022<" in page.replace("</span>", "<")
    assert "Vacant since 1 Apr 2022, never filled" in page
    assert "Vacant, never filled" in page
    for words in (
        "Chair designate",
        "Designate",
        "Accountable officer",
        "Exception: Agreed by the chair",
        "until 31 Mar 2025",
        "does not vote",
        "clause 3.7",
    ):
        assert words in page
    earlier = page_of(reader, board, on="2021-05-01")
    assert "Former director" in earlier
    assert "Next: Chair designate from 1 Apr 2022" in earlier


def test_all_that_is_recorded_stands_on_the_page(system, board, place, reader):
    parent = BodyFactory(name="Partnership", system=system)
    BodyParentFactory(body=place, parent=parent)
    BodyParentFactory(
        body=place,
        parent=None,
        organisation=OrganisationFactory(name="Borough council"),
    )
    BodyParentFactory(
        body=BodyFactory(name="Neighbourhood", system=system), parent=place
    )
    BodyStandingFactory(body=place, status="shadow")
    trust = OrganisationFactory(name="Fylde Coast Trust")
    BodyMemberFactory(body=place, organisation=trust, note="From the first day")
    form = GovernanceFormFactory(
        body=place, form="lead_provider", lead=trust, contract="Contract 7"
    )
    form.partners.add(trust)
    NamedLeadFactory(
        body=place,
        kind="place_leader",
        person=PersonFactory(name="Place director"),
        starts_on=APRIL,
        has_executive_responsibility=True,
        responsibility_from=board.organisation,
    )
    terms = TermsOfReferenceFactory(
        body=place,
        version=2,
        starts_on=APRIL,
        quorum_share=50,
        is_public=False,
        approved_by="The board",
        approved_on=APRIL,
    )
    QuorumLineFactory(terms=terms)
    document = InstrumentFactory(
        body=place, kind="mou", title="Memorandum", financial_year=2022
    )
    version = InstrumentVersionFactory(
        instrument=document, version=3, starts_on=APRIL, approved_by="NHS England"
    )
    version.parties.add(trust)
    InstrumentFactory(body=place, title="Place plan", kind="place_plan")
    DelegationFactory(
        function=FunctionFactory(name="Community services", system=system),
        accountable=board,
        holder=place,
        kind="delegated",
        limit=250000,
    )
    ObjectiveFactory(body=place, text="Shorter waits", priority="Recovery")

    page = page_of(reader, place)

    for words in (
        "In shadow form",
        "Partnership",
        "Borough council",
        "Neighbourhood",
        "From the first day",
        "Contract 7",
        "Place leader",
        "Executive responsibility from ICS NHS body",
        "In force from",
        "50 per cent of voting members; 1 of Medical director or Director of nursing",
        "1 Apr 2022 by The board",
        "Memorandum 2022/23",
        "Version 3",
        "1 party",
        "None in force",
        "Community services",
        "£250,000",
        "Report to the board each quarter",
        "Serves: Recovery",
    ):
        assert words in page, words


def test_a_committee_says_what_it_is_for_and_whether_it_decides(board, reader):
    committee = BodyFactory(
        system=board.system,
        kind="committee",
        committee_type="audit",
        legal_form="committee",
        authority="decides",
        organisation=board.organisation,
    )

    page = page_of(reader, committee)

    for words in ("Audit", "Legal form", "Decides", "ICS NHS body"):
        assert words in page


def test_findings_of_the_day_stand_on_the_page(board, reader):
    services.load_rules(
        rows=read_rules(FIRST_EDITION.read_text()), actor=SYSTEM_ACTOR, at=AT
    )
    SeatFactory(body=board, title="Chair", constituency="chair")

    page = page_of(reader, board, on="2022-07-01")

    assert "RULE-BRD-01" in page
    assert "Not met" in page
    assert "Chair: vacant, never filled" in page
    assert "Not known" in page
    rules = page.split('id="rules"')[1]
    assert rules.index(">Not met<") < rules.index(">Not known<") < rules.index(">Met<")


def test_a_day_that_is_none_gets_a_sentence_and_today_is_shown(board, reader):
    page = page_of(reader, board, on="31 February")

    assert "Enter a day that exists, such as 2/12/2020." in page
    assert "<h1>Board of the ICS NHS body</h1>" in page


def test_a_body_of_other_days_says_when(system, reader):
    over = BodyFactory(system=system, ends_on=date(2022, 6, 30))
    coming = BodyFactory(system=system, starts_on=date(2090, 1, 1))

    assert "It ended on 30 Jun 2022." in page_of(reader, over)
    assert "It begins on 1 Jan 2090." in page_of(reader, coming)


def rows_of(response):
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))


def test_tables_are_files_for_a_spreadsheet(board, reader):
    seat = SeatFactory(body=board, title="=Chair", constituency="chair")
    AppointmentFactory(seat=seat, person=PersonFactory(name="A chair"), starts_on=APRIL)
    address = reverse("bodies:body", args=[board.slug])

    response = reader.get(address, {"format": "csv", "on": "2022-07-01"})

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "the-board-seats-2022-07-01.csv" in response["Content-Disposition"]
    header, row = rows_of(response)
    assert header[:3] == ["Seat", "Constituency", "Votes"]
    assert row[:6] == ["'=Chair", "Chair", "Yes", "", "", "A chair"]
    assert row[9] == "2022-04-01"


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("members", ["Fylde Coast Trust", "", "", "2022-07-01"]),
        ("documents", ["Constitution", "Constitution", "None in force"]),
        ("delegations", ["Community services", "Reserved"]),
        ("findings", ["RULE-BRD-01"]),
    ],
)
def test_each_table_has_its_file(board, reader, table, cells):
    services.load_rules(
        rows=read_rules(FIRST_EDITION.read_text()), actor=SYSTEM_ACTOR, at=AT
    )
    BodyMemberFactory(
        body=board, organisation=OrganisationFactory(name="Fylde Coast Trust")
    )
    InstrumentFactory(body=board)
    DelegationFactory(
        accountable=board,
        function=FunctionFactory(name="Community services", system=board.system),
    )
    query = {"format": "csv", "table": table, "on": "2022-07-01"}

    response = reader.get(reverse("bodies:body", args=[board.slug]), query)

    header, *rows = rows_of(response)
    assert cells in [row[: len(cells)] for row in rows]
    assert {len(row) for row in rows} == {len(header)}


def test_a_table_that_is_none_is_not_found(board, reader):
    address = reverse("bodies:body", args=[board.slug])

    assert reader.get(address, {"format": "csv", "table": "x"}).status_code == 404


def test_a_seat_shows_everybody_who_sat_there(board, reader, keeper):
    seat = SeatFactory(
        body=board, constituency="chair", term_years=3, most_terms=2, starts_on=APRIL
    )
    today = timezone.localdate()
    former = AppointmentFactory(seat=seat, starts_on=APRIL, ends_on=JULY)
    now = AppointmentFactory(
        seat=seat,
        starts_on=today,
        exception="Agreed",
        exception_on=today,
        is_accountable_officer=True,
    )
    AppointmentFactory(seat=seat, starts_on=today, deputy_for=now)
    AppointmentFactory(seat=seat, starts_on=today + timedelta(days=9))
    address = reverse("bodies:seat", args=[board.slug, seat.pk])

    page = " ".join(reader.get(address).content.decode().split())

    for words in (
        "Sits now",
        "Ended",
        "To come",
        f"Deputy for {now.person}",
        "3 years each, at most 2",
        "Exception: Agreed",
        "Accountable officer",
    ):
        assert words in page
    assert "Close the seat" not in page
    kept = keeper.get(address).content.decode()
    assert f"End the appointment of {now.person}" in kept
    assert f"Record an exception for {now.person}" in kept
    assert f"End the appointment of {former.person}" not in kept
    empty = SeatFactory(body=board)
    nobody = reader.get(reverse("bodies:seat", args=[board.slug, empty.pk]))
    assert "Nobody has sat here" in nobody.content.decode()


def test_what_was_done_is_listed_with_who_and_why(board, by, reader):
    seat = services.add_seat(body=board, title="Chair", constituency="chair", **by)
    services.close_seat(seat=seat, ends_on=JULY, reason="Merged with another", **by)

    page = page_of(reader, board)
    assert "Closed the seat: Chair, Board of the ICS NHS body" in page
    assert "Merged with another" in page

    for number in range(9):
        services.add_objective(body=board, text=f"Objective {number}", **by)
    assert "All changes" in page_of(reader, board)
    changes = reader.get(reverse("bodies:changes", args=[board.slug]))
    assert changes.content.decode().count("<tr") == 12
    other = BodyFactory()
    nothing = reader.get(reverse("bodies:changes", args=[other.slug]))
    assert "Nothing was changed yet" in nothing.content.decode()


def test_the_words_of_the_history_are_those_of_acts_that_services_record():
    folder = Path(services.__file__).parent
    text = "\n".join(path.read_text() for path in folder.glob("*.py"))
    verbs = set(re.findall(r'note\(\s*"(\w+)"', text))
    verbs |= set(re.findall(r'verb="(?:bodies\.)?(\w+)"', text))
    verbs |= set(re.findall(r'"(officer_\w+)"', text))
    of_no_body = {one for one in verbs if one.startswith(("function_", "rule_"))}

    assert set(VERBS) <= verbs
    assert {"appointed", "seat_added"} <= verbs - of_no_body


def test_an_act_without_words_of_its_own_is_still_printed():
    event = AuditEventFactory(verb="bodies.map_published", target_label="The map")

    assert change_row(event).what == "Map published: The map"


def test_the_number_of_queries_does_not_grow(
    board, reader, django_assert_max_num_queries
):
    def fill(count):
        for _ in range(count):
            seat = SeatFactory(body=board)
            AppointmentFactory(seat=seat, nominated_by=OrganisationFactory())
            BodyMemberFactory(body=board)
            InstrumentVersionFactory(instrument=InstrumentFactory(body=board))
            DelegationFactory(accountable=board)

    fill(1)
    with CaptureQueriesContext(connection) as few:
        page_of(reader, board)
    fill(10)
    with django_assert_max_num_queries(len(few)):
        page_of(reader, board)


def test_it_is_said_which_body_follows_which(board):
    old = BodyFactory(name="Board of before", slug="before", system=board.system)
    keeper = client_for(board, Role.GOVERNANCE_LEAD)
    address = reverse("bodies:follows", args=[board.slug])
    assert client_for(board, Role.MEMBER).get(address).status_code == 403

    form = keeper.get(address).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', form)[1]
    done = keeper.post(address, {"successor_of": old.pk, "seen": seen}, follow=True)
    back = keeper.get(reverse("bodies:body", args=["before"])).content.decode()

    shown = " ".join(done.content.decode().split())
    assert "Follows</dt>" in shown
    assert "Board of before" in shown
    assert "Followed by" in back


def test_the_small_tables_of_a_page_come_as_files_too(board):
    keeper = client_for(board, Role.GOVERNANCE_LEAD)
    address = reverse("bodies:changes", args=[board.slug])
    services.set_predecessor(
        body=board, successor_of=None, actor=SYSTEM_ACTOR, at=timezone.now()
    )
    assert (
        f'href="{address}?table=changes-table"' in keeper.get(address).content.decode()
    )

    answer = keeper.get(address, {"table": "changes-table"})

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "What,Who,When,Why"
    assert lines[1].startswith("Said what it follows: ")
    assert lines[1].endswith("Follows no other body")
