"""The duties of a system: page, file and API."""

from datetime import date

import pytest
from django.urls import reverse

from boards.bodies.enums import BodyKind, InstrumentKind
from ics_portal.accounts.actor import Role
from tests.factories.accounts import UserFactory
from tests.factories.bodies import (
    BodyFactory,
    InstrumentFactory,
    InstrumentVersionFactory,
    someone_signed_up,
)
from tests.factories.duties import (
    DutyOwnerFactory,
    EvidenceFactory,
    InvolvementFactory,
    LocalDutyFactory,
    WorkstreamFactory,
)
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db

DAY = "2022-07-01"


@pytest.fixture
def board():
    board = BodyFactory(name="ICB board", slug="the-board")
    InstrumentVersionFactory(
        instrument=InstrumentFactory(
            body=board, title="Our constitution", owner="Board secretary"
        ),
        version=3,
        approved_on=date(2022, 6, 20),
        approved_by="NHS England",
        review_on=date(2022, 6, 30),
        sections={"partner_appointment": True},
    )
    return board


@pytest.fixture
def reader(board, client):
    client.force_login(someone_signed_up(board, Role.MEMBER))
    return client


def page(reader, **query):
    answer = reader.get(reverse("duties:list"), {"on": DAY, **query})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.requirement("ACC-01")
def test_a_duty_shows_its_finding_evidence_owner_and_overdue_review(reader):
    shown = page(reader)

    assert "Duties and evidence on Friday 1 July 2022" in shown
    for each in (
        "Approved by NHS England on 20 June 2022.",
        "Our constitution, version 3",
        "Owner: Board secretary",
        "Review overdue",
        "<b>1</b> review overdue",
        "ACC-01, ACC-02",
        'href="/system/bodies/the-board/?on=2022-07-01"',
    ):
        assert each in shown
    assert "Review overdue" not in page(reader, on="2022-06-30")


def test_what_is_not_met_stands_first_in_its_subject(reader):
    shown = page(reader)
    assert shown.index("There is none for 2021/22 and 2022/23.") < shown.index(
        "Our constitution"
    )


@pytest.mark.requirement("VCS-01")
def test_another_day_has_other_findings(reader):
    assert "Due from 1 April 2022." in page(reader, on="2022-03-31")
    assert "Due from 1 April 2022." not in page(reader)


@pytest.mark.requirement("ACC-03")
def test_a_memorandum_of_a_year_that_is_over_stays_evidence(reader, board):
    InstrumentVersionFactory(
        instrument=InstrumentFactory(
            body=board, kind=InstrumentKind.MOU, title="MOU 21", financial_year=2021
        ),
        starts_on=date(2021, 4, 1),
        ends_on=date(2022, 3, 31),
    )
    assert "MOU 21, version" in page(reader)
    assert "MOU 21, version" not in page(reader, on="2021-03-31")
    assert "There is none for 2022/23." in page(reader)


@pytest.mark.requirement("PTN-11")
def test_the_strategy_is_that_of_the_partnership(reader, board):
    partnership = BodyFactory(
        name="The Partnership", kind=BodyKind.PARTNERSHIP, system=board.system
    )
    InstrumentVersionFactory(
        instrument=InstrumentFactory(
            body=partnership, kind=InstrumentKind.STRATEGY, title="Our strategy"
        ),
        sections={"jsna": ["Coast 2021"], "children": True, "adults": True},
    )
    assert "Our strategy, for children and adults, on the needs assessments." in page(
        reader
    )


def test_the_table_as_a_file(reader):
    answer = reader.get(reverse("duties:list"), {"on": DAY, "format": "csv"})
    lines = answer.content.decode("utf-8-sig").splitlines()

    assert "duties-2022-07-01.csv" in answer["Content-Disposition"]
    assert lines[0].startswith(
        "Duty,What is asked,Requirements,Source,Subject,Level,Body,Finding"
    )
    [line] = [line for line in lines if "Our constitution" in line]
    assert line.endswith("Board secretary,,2022-06-30,Yes,2022-07-01")
    assert len(lines) == 108


def test_a_day_that_is_none_is_said(reader):
    assert "nhsuk-error-message" in page(reader, on="31 February")


def test_a_portal_without_a_system_says_so(client):
    client.force_login(UserFactory())
    answer = client.get(reverse("duties:list"))
    assert "There is no integrated care system yet" in answer.content.decode()
    told = client.get("/api/v1/duties/").json()
    assert told == {"system": ["There is no integrated care system yet."]}


def test_the_number_of_queries_does_not_grow(
    reader, board, django_assert_max_num_queries
):
    url = reverse("duties:list")
    reader.get(url)
    with django_assert_max_num_queries(55) as few:
        reader.get(url)
    for number in range(8):
        place = BodyFactory(kind=BodyKind.PLACE_PARTNERSHIP, system=board.system)
        EvidenceFactory(body=place, duty="place_services", part="acute")
        DutyOwnerFactory(body=place, duty="integration_lead")
        LocalDutyFactory(system=board.system)
        MeetingFactory(body=board, held_on=date(2022, 6, number + 1))
        InvolvementFactory(body=place, proposal=f"Proposal {number}")
        WorkstreamFactory(system=board.system)
        InstrumentVersionFactory(
            instrument=InstrumentFactory(
                body=place, kind=InstrumentKind.PLACE_PLAN, title=f"Plan {number}"
            )
        )
    with django_assert_max_num_queries(len(few)):
        reader.get(url)


def test_programs_are_told_the_same(reader, board):
    answer = reader.get("/api/v1/duties/", {"on": DAY}).json()

    assert (answer["system"], answer["on"]) == (board.system.name, DAY)
    [told] = [one for one in answer["duties"] if one["key"] == "constitution"]
    assert (told["state"], told["body_id"]) == ("met", board.pk)
    assert told["evidence"] == [
        {
            "title": "Our constitution, version 3",
            "approved": "NHS England 20 Jun 2022",
            "owner": "Board secretary",
            "review_on": "2022-06-30",
            "is_overdue": True,
        }
    ]


@pytest.mark.parametrize("query", [{"on": "yesterday"}, {"system": "0"}])
def test_bad_input_is_a_sentence(reader, query):
    answer = reader.get("/api/v1/duties/", query)
    assert answer.status_code == 400
    assert answer.json()
