"""How people were involved: list, page, forms, file and API."""

import re
from datetime import date

import pytest
from django.urls import reverse

from boards.duties.models import Involvement
from boards.meetings.enums import Part
from ics_portal.accounts.actor import Role
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.directory import OrganisationFactory
from tests.factories.duties import InvolvementFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    AgendaSectionFactory,
    DecisionFactory,
    MeetingFactory,
)

pytestmark = pytest.mark.django_db

DAY = "2022-12-20"
PAGE = "/system/involvement/"
API = "/api/v1/involvement/"
TYPED = {
    "proposal": "Move the clinic",
    "raised_on": "2022-07-01",
    "level": "consulted",
    "how": "",
    "groups": "",
    "needs_consultation": "",
    "consultation_starts_on": "",
    "consultation_ends_on": "",
    "decision": "",
    "insight": "",
}


@pytest.fixture
def board():
    return BodyFactory(name="ICB board")


@pytest.fixture
def keeper(board, client):
    client.force_login(someone_signed_up(board, Role.GOVERNANCE_LEAD))
    return client


@pytest.fixture
def reader(board, client):
    client.force_login(someone_signed_up(board, Role.MEMBER))
    return client


@pytest.fixture
def proposal(board):
    made = InvolvementFactory(
        body=board,
        is_service_change=True,
        needs_consultation=True,
        decision=DecisionFactory(
            body=board, number="ICB-2022-009", decided_on=date(2022, 12, 7)
        ),
    )
    made.consultees.add(OrganisationFactory(name="Healthwatch Coast", kind="other"))
    return made


@pytest.fixture
def secret(board):
    """A proposal on which part 2 of the same body decided."""
    meeting = MeetingFactory(body=board)
    item = AgendaItemFactory(
        section=AgendaSectionFactory(meeting=meeting),
        part=Part.TWO,
        private_reason="Commercial in confidence",
    )
    return InvolvementFactory(
        body=board,
        proposal="Close the walk-in centre",
        level="involved",
        decision=DecisionFactory(
            body=board, meeting=meeting, item=item, number="ICB-2022-066"
        ),
    )


def text_of(answer):
    return " ".join(answer.content.decode().split())


def page(client, address=PAGE, **query):
    answer = client.get(address, {"on": DAY, **query})
    assert answer.status_code == 200
    return text_of(answer)


@pytest.mark.requirement("ENG-01", "ENG-06", "ENG-07", "ENG-08")
def test_the_list_shows_how_people_were_involved_and_what_to_look_at(reader, proposal):
    shown = page(reader)

    for words in (
        "Move the minor injuries unit",
        "ICB board · 1 Jul 2022 · changes a service",
        "Consulted: Healthwatch Coast",
        "Needed, without days",
        "ICB-2022-009",
        "A formal consultation is needed, and its days are not set.",
        "How people were involved is not said.",
        "How what people said told on the decision is not said.",
    ):
        assert words in shown
    assert "Move the minor" not in page(reader, on="2022-06-30")


def test_one_proposal_has_a_page(reader, proposal):
    shown = page(reader, reverse("duties:involvement", args=[proposal.pk]))

    assert "raised on 1 Jul 2022" in shown
    assert "A formal consultation is needed, and its days are not set." in shown
    assert 'href="/decisions/ICB-2022-009/"' in shown


@pytest.mark.parametrize(
    ("role", "is_told"), [(Role.MEMBER, True), (Role.AUTHOR, False)]
)
def test_what_part_2_decided_is_not_told_here_either(
    client, board, proposal, secret, role, is_told
):
    client.force_login(someone_signed_up(board, role))

    roads = [
        PAGE,
        f"{PAGE}?format=csv",
        reverse("duties:involvement", args=[secret.pk]),
        API,
    ]
    told = {road: text_of(client.get(road)) for road in roads}

    assert all("Close the walk-in centre" in text for text in told.values())
    assert {"ICB-2022-066" in text for text in told.values()} == {is_told}
    assert "ICB-2022-009" in told[PAGE]


def test_one_from_elsewhere_in_the_system_reads_no_decision(client, board, proposal):
    other = BodyFactory(system=board.system)
    client.force_login(someone_signed_up(other, Role.SECRETARY))

    assert "ICB-2022-009" not in page(client)


def test_the_list_is_narrowed_to_a_body(reader, board, proposal):
    other = BodyFactory(name="Place", system=board.system)
    InvolvementFactory(body=other, proposal="Open a hub")

    assert "Open a hub" not in page(reader, body=board.pk)
    assert "Move the minor" not in page(reader, body=other.pk)
    assert "Open a hub" in page(reader, body="99999999999999999999999")
    empty = BodyFactory(system=board.system)
    assert "No proposal of this body" in page(reader, body=empty.pk)


def test_an_empty_list_says_what_will_be_there(client, board, keeper):
    assert "Add a proposal" in page(keeper)
    client.force_login(someone_signed_up(board, Role.MEMBER))
    assert "A governance lead adds them." in page(client)


def test_who_does_not_keep_the_system_changes_nothing(reader, proposal):
    for name, args in (("add_involvement", []), ("change_involvement", [proposal.pk])):
        answer = reader.post(reverse(f"duties:{name}", args=args), TYPED)
        assert answer.status_code == 403


@pytest.mark.requirement("ENG-01", "ENG-04")
def test_a_proposal_is_written_down(keeper, board):
    address = reverse("duties:add_involvement")
    assert "ICB board" in text_of(keeper.get(address))

    refused = keeper.post(
        address,
        TYPED | {"body": board.pk, "consultation_starts_on": "2022-09-01"},
    )
    assert refused.status_code == 422
    assert "Say that a formal consultation is needed" in text_of(refused)
    assert 'value="Move the clinic"' in text_of(refused)
    assert not Involvement.objects.exists()
    done = keeper.post(address, TYPED | {"body": board.pk}, follow=True)

    assert "The proposal is written down." in text_of(done)
    assert "People could comment and no more" in text_of(done)


def test_a_body_of_another_system_is_no_choice(keeper):
    answer = keeper.post(
        reverse("duties:add_involvement"), TYPED | {"body": BodyFactory().pk}
    )

    assert answer.status_code == 422
    assert not Involvement.objects.exists()


def test_a_proposal_is_changed(keeper, proposal):
    address = reverse("duties:change_involvement", args=[proposal.pk])
    form = text_of(keeper.get(address))
    seen = re.search(r'name="seen" value="(\w+)"', form)[1]
    [consultee] = proposal.consultees.all()
    data = TYPED | {
        "seen": seen,
        "needs_consultation": "yes",
        "consultation_starts_on": "2022-09-01",
        "consultation_ends_on": "2022-11-30",
        "consultees": [consultee.pk],
        "decision": proposal.decision_id,
        "insight": "It opens on Sundays.",
        "reason": "The days were set",
    }

    shown = text_of(keeper.post(address, data, follow=True))

    assert "The proposal is changed." in shown
    assert "1 September 2022 to 30 November 2022, over" in shown
    assert "It opens on Sundays." in shown


def test_the_second_of_two_editors_sees_both(keeper, proposal):
    answer = keeper.post(
        reverse("duties:change_involvement", args=[proposal.pk]),
        TYPED | {"seen": "old", "reason": "Why"},
    )

    shown = text_of(answer)
    assert answer.status_code == 409
    assert "Proposal: Move the clinic" in shown
    assert "Proposal: Move the minor injuries unit" in shown


def test_a_decision_one_may_not_read_is_neither_told_nor_taken_away(
    client, board, secret
):
    other = BodyFactory(system=board.system)
    client.force_login(someone_signed_up(other, Role.GOVERNANCE_LEAD))
    address = reverse("duties:change_involvement", args=[secret.pk])
    form = text_of(client.get(address))
    seen = re.search(r'name="seen" value="(\w+)"', form)[1]
    assert "One that you may not read" in form
    assert secret.decision.number not in form
    assert secret.decision.wording not in form

    answer = client.post(
        address,
        TYPED | {"seen": seen, "decision": secret.decision_id, "reason": "Why"},
    )

    assert answer.status_code == 302
    secret.refresh_from_db()
    assert (secret.proposal, secret.decision.number) == (
        "Move the clinic",
        "ICB-2022-066",
    )


def test_the_list_as_a_file(reader, proposal):
    answer = reader.get(PAGE, {"on": DAY, "format": "csv"})

    header, line = answer.content.decode("utf-8-sig").splitlines()
    assert header.startswith("Body,Proposal,Raised on,Change of service,People were")
    assert line.startswith(
        "ICB board,Move the minor injuries unit,2022-07-01,Yes,,,,Healthwatch Coast,"
        'Needed,,,ICB-2022-009,,"How people were involved is not said.'
    )


def test_the_list_makes_the_same_queries_however_long(
    reader, board, proposal, django_assert_max_num_queries
):
    reader.get(PAGE)
    with django_assert_max_num_queries(24) as few:
        reader.get(PAGE)
    for _ in range(3):
        more = InvolvementFactory(body=board, decision=DecisionFactory(body=board))
        more.consultees.add(OrganisationFactory())
    with django_assert_max_num_queries(len(few)):
        reader.get(PAGE)


def test_programs_are_told_the_same(reader, board, proposal):
    InvolvementFactory(proposal="Of another system")

    answer = reader.get(API, {"on": DAY}).json()

    [told] = answer["involvement"]
    assert (answer["system"], answer["on"]) == (board.system.name, DAY)
    assert told.pop("warnings")[0] == "How people were involved is not said."
    assert told == {
        "id": proposal.pk,
        "body": "ICB board",
        "proposal": "Move the minor injuries unit",
        "raised_on": "2022-07-01",
        "is_service_change": True,
        "level": "",
        "how": "",
        "groups": "",
        "consultees": ["Healthwatch Coast"],
        "needs_consultation": True,
        "consultation_starts_on": None,
        "consultation_ends_on": None,
        "decision": "ICB-2022-009",
        "insight": "",
    }
