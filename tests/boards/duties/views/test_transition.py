"""The milestones of the transition: page, forms, file and API."""

import re
from datetime import date

import pytest
from django.urls import reverse

from boards.duties.models import Milestone
from ics_portal.accounts.actor import Role
from tests.factories.accounts import UserFactory
from tests.factories.bodies import (
    BodyFactory,
    InstrumentFactory,
    InstrumentVersionFactory,
    someone_signed_up,
)
from tests.factories.duties import MilestoneFactory

pytestmark = pytest.mark.django_db

DAY = "2022-04-01"
PAGE = "/system/transition/"
API = "/api/v1/milestones/"


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
def milestone(board):
    return MilestoneFactory(
        system=board.system,
        code="MS-18",
        quarter="2021/22 Q4",
        phase="transition",
        text="Submit constitution",
        due_on=date(2022, 3, 31),
        depends_on="The second reading of the Bill",
        correction="Printed “1st April 2021”, read as “1 April 2022”.",
    )


def text_of(answer):
    return " ".join(answer.content.decode().split())


def page(client, address=PAGE, **query):
    answer = client.get(address, {"on": DAY, **query})
    assert answer.status_code == 200
    return text_of(answer)


@pytest.mark.requirement("TRN-01", "TRN-03", "TRN-10")
def test_the_list_shows_each_milestone_as_it_stands_on_the_day(reader, milestone):
    shown = page(reader)

    for words in (
        "Transition on Friday 1 April 2022",
        "Quarter 4 of 2021/22, to 31 March 2022",
        "MS-18 · ICS transition 2021/22 · Transition",
        "Overdue by 1 day",
        "Depends on: The second reading of the Bill",
        "Corrected: Printed “1st April 2021”, read as “1 April 2022”.",
        "<b>1</b> overdue",
        "Nobody yet",
    ):
        assert words in shown
    assert "Due on this day" in page(reader, on="2022-03-31")


@pytest.mark.requirement("TRN-02")
def test_two_quarters_of_one_phase_stay_two_and_years_follow_them(reader, board):
    for code, quarter in (
        ("MS-32", "2021/22"),
        ("MS-08", "2021/22 Q3"),
        ("MS-03", "2021/22 Q2"),
        ("MS-26", "2022/23 Q1"),
        ("MS-12", "2021/22 Q4"),
        ("MS-99", ""),
    ):
        MilestoneFactory(
            system=board.system, code=code, quarter=quarter, phase="implementation"
        )

    shown = page(reader)

    headings = re.findall(r"<h2>([^<]*)</h2>", shown)
    assert headings == [
        "Quarter 2 of 2021/22, to 30 September 2021",
        "Quarter 3 of 2021/22, to 31 December 2021",
        "Quarter 4 of 2021/22, to 31 March 2022",
        "The year 2021/22, to 31 March 2022",
        "Quarter 1 of 2022/23, to 30 June 2022",
        "Without a quarter",
    ]


def test_an_empty_list_says_what_will_be_there(board, client, keeper):
    assert "Load the 32 milestones that ship" in page(keeper)
    client.force_login(someone_signed_up(board, Role.MEMBER))
    assert "A governance lead loads or adds them." in page(client)


def test_who_does_not_keep_the_system_changes_nothing(reader, milestone):
    assert "Change milestone MS-18" not in page(reader)
    for name, args in (
        ("load_milestones", []),
        ("add_milestone", []),
        ("change_milestone", [milestone.pk]),
    ):
        answer = reader.post(reverse(f"duties:{name}", args=args))
        assert answer.status_code == 403
        assert "Only a governance lead of this system" in text_of(answer)


@pytest.mark.requirement("TRN-10")
def test_the_list_that_ships_is_loaded_once_and_says_what_is_there(keeper, milestone):
    address = reverse("duties:load_milestones")
    shown = text_of(keeper.get(address))
    for words in (
        "31 milestones will be added.",
        "1 milestone is here already, and stays as it is.",
        "mended in MS-01, MS-02, MS-16, MS-19",
    ):
        assert words in shown

    first = text_of(keeper.post(address, follow=True))
    assert "31 milestones added; 1 was here already." in first
    assert Milestone.objects.count() == 32
    again = text_of(keeper.get(address))
    assert "All of them are here already: nothing will be added." in again
    keeper.post(address)
    assert Milestone.objects.count() == 32


def test_several_that_are_here_are_counted(keeper, board, milestone):
    MilestoneFactory(system=board.system, code="MS-01")

    shown = text_of(keeper.get(reverse("duties:load_milestones")))

    assert "2 milestones are here already, and stay as they are." in shown


def test_a_milestone_of_our_own_is_added(keeper):
    address = reverse("duties:add_milestone")

    unsaid = keeper.post(address, {"text": "", "due_on": "2022-05-01"})
    assert "Say what is to be done." in text_of(unsaid)
    assert 'value="2022-05-01"' in text_of(unsaid)
    done = keeper.post(
        address, {"text": "Name the place leaders", "due_on": "2022-05-01"}, follow=True
    )

    assert "OWN-01 · Our own" in text_of(done)
    assert "Quarter 1 of 2022/23" in text_of(done)


@pytest.mark.requirement("TRN-04", "TRN-07")
def test_a_milestone_is_changed_and_what_was_said_before_is_shown(
    keeper, board, milestone
):
    version = InstrumentVersionFactory(
        instrument=InstrumentFactory(body=board, title="Our constitution"), version=2
    )
    address = reverse("duties:change_milestone", args=[milestone.pk])
    form = text_of(keeper.get(address))
    assert "It depends on something else: The second reading of the Bill." in form
    seen = re.search(r'name="seen" value="(\w+)"', form)[1]
    data = {
        "seen": seen,
        "status": "done",
        "owner": "Chief Executive",
        "evidence": "Sent to NHS England",
        "documents": [version.pk],
        "reason": "The new leader took over",
    }

    undated = keeper.post(address, data)
    assert undated.status_code == 422
    assert "Give the day it was done." in text_of(undated)
    assert 'value="Chief Executive"' in text_of(undated)
    shown = text_of(keeper.post(address, data | {"done_on": "2022-04-01"}, follow=True))

    for words in (
        "Done on 1 April 2022, 1 day late",
        "Our constitution, version 2",
        "Sent to NHS England",
        "The new leader took over",
        "Chief Executive",
    ):
        assert words in shown


def test_the_second_of_two_editors_sees_both_and_may_go_on(keeper, milestone):
    address = reverse("duties:change_milestone", args=[milestone.pk])
    data = {"seen": "old", "status": "under_way", "owner": "Mine", "reason": "Why"}

    answer = keeper.post(address, data)

    shown = text_of(answer)
    assert answer.status_code == 409
    assert "Owner: Mine" in shown
    assert "Status: Planned" in shown
    seen = re.search(r'name="seen" value="(\w+)"', shown)[1]
    assert keeper.post(address, data | {"seen": seen}).status_code == 302
    milestone.refresh_from_db()
    assert milestone.owner == "Mine"


def test_documents_of_another_system_are_no_choice(keeper, board, milestone):
    InstrumentVersionFactory(instrument=InstrumentFactory(body=board))
    strange = InstrumentVersionFactory(instrument=InstrumentFactory(body=BodyFactory()))
    address = reverse("duties:change_milestone", args=[milestone.pk])
    data = {"status": "planned", "documents": [strange.pk], "reason": "Why"}

    assert "Choose documents of this system." in text_of(keeper.post(address, data))


def test_the_list_as_a_file(reader, milestone):
    answer = reader.get(PAGE, {"on": DAY, "format": "csv"})

    assert "milestones-2022-04-01.csv" in answer["Content-Disposition"]
    header, line = answer.content.decode("utf-8-sig").splitlines()
    assert header.startswith("Code,Programme,Quarter,Phase,Milestone,Due on,Owner")
    assert line == (
        "MS-18,ICS transition 2021/22,2021/22 Q4,Transition,Submit constitution,"
        "2022-03-31,,Planned,Overdue by 1 day,,,,The second reading of the Bill,,"
        '"Printed “1st April 2021”, read as “1 April 2022”.",2022-04-01'
    )


def test_the_list_makes_the_same_queries_however_long(
    reader, board, milestone, django_assert_max_num_queries
):
    version = InstrumentVersionFactory(instrument=InstrumentFactory(body=board))
    milestone.documents.add(version)
    reader.get(PAGE)
    with django_assert_max_num_queries(20) as few:
        reader.get(PAGE)
    for number in range(3):
        other = MilestoneFactory(system=board.system, code=f"X-{number}")
        other.documents.add(version)
    with django_assert_max_num_queries(len(few)):
        reader.get(PAGE)


def test_programs_are_told_the_same(reader, board, milestone):
    MilestoneFactory(code="MS-01")  # of another system

    answer = reader.get(API, {"on": DAY}).json()

    assert (answer["system"], answer["on"]) == (board.system.name, DAY)
    assert answer["milestones"] == [
        {
            "id": milestone.pk,
            "code": "MS-18",
            "programme": "ICS transition 2021/22",
            "quarter": "2021/22 Q4",
            "phase": "Transition",
            "text": "Submit constitution",
            "due_on": "2022-03-31",
            "owner": "",
            "status": "planned",
            "done_on": None,
            "progress": "overdue",
            "words": "Overdue by 1 day",
            "evidence": "",
            "documents": [],
            "depends_on": "The second reading of the Bill",
            "source": "",
            "correction": "Printed “1st April 2021”, read as “1 April 2022”.",
        }
    ]


@pytest.mark.parametrize(
    "address",
    [
        PAGE,
        f"{PAGE}load/",
        f"{PAGE}new/",
        "/system/workstreams/",
        "/system/workstreams/new/",
        "/system/involvement/",
        "/system/involvement/new/",
    ],
)
def test_a_portal_without_a_system_says_so(client, address):
    client.force_login(UserFactory())

    shown = text_of(client.get(address))

    assert "There is no integrated care system yet" in shown
