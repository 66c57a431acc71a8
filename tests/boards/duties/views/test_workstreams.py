"""The workstreams of the clinical strategy: page, forms, file and API."""

import re
from datetime import date

import pytest
from django.urls import reverse

from boards.duties.models import Workstream
from ics_portal.accounts.actor import Role
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.directory import PersonFactory
from tests.factories.duties import WorkstreamFactory

pytestmark = pytest.mark.django_db

DAY = "2022-04-01"
PAGE = "/system/workstreams/"


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
def stroke(board):
    return WorkstreamFactory(
        system=board.system,
        name="Stroke",
        starts_on=date(2021, 4, 1),
        clinical_lead=PersonFactory(name="Medical Director"),
    )


def text_of(answer):
    return " ".join(answer.content.decode().split())


def page(client, **query):
    answer = client.get(PAGE, {"on": DAY, **query})
    assert answer.status_code == 200
    return text_of(answer)


@pytest.mark.requirement("CPL-07", "CPL-08")
def test_the_list_shows_six_pillars_and_who_is_missing(reader, stroke, board):
    three = {
        name: PersonFactory()
        for name in ("senior_responsible_owner", "clinical_lead", "finance_lead")
    }
    WorkstreamFactory(system=board.system, name="Cancer", **three)

    shown = page(reader)

    assert re.findall(r"<h2>([^<]*)</h2>", shown)[:6] == [
        "Health and wellbeing of our communities",
        "Living well",
        "Managing illness",
        "Urgent and emergency care",
        "End of life care, with frailty and dementia",
        "Workforce",
    ]
    assert "It names no senior responsible owner and no finance lead." in shown
    assert "It names all three leads." in shown
    assert "<b>2</b> workstreams" in shown
    assert "<b>1</b> without all three leads" in shown
    assert "Led by the needs of the population" in shown


def test_another_day_has_other_workstreams(reader, stroke):
    assert "No workstream is in force on this day" in page(reader, on="2021-03-31")


def test_who_does_not_keep_the_system_changes_nothing(reader, stroke):
    assert "Change the leads of Stroke" not in page(reader)
    for name, args in (
        ("add_workstream", []),
        ("change_workstream", [stroke.pk]),
        ("end_workstream", [stroke.pk]),
    ):
        answer = reader.post(reverse(f"duties:{name}", args=args))
        assert answer.status_code == 403


@pytest.mark.requirement("CPL-07")
def test_a_workstream_is_added_and_its_leads_change_on_a_day(keeper):
    lead, other = PersonFactory(name="Finance Director"), PersonFactory(name="Deputy")
    address = reverse("duties:add_workstream")
    data = {
        "name": "Stroke",
        "pillar": "urgent",
        "finance_lead": lead.pk,
        "starts_on": "2021-04-01",
    }

    unnamed = keeper.post(address, data | {"name": ""})
    assert unnamed.status_code == 422
    assert "Give the workstream a name." in text_of(unnamed)
    keeper.post(address, data)
    [row] = Workstream.objects.all()
    change = reverse("duties:change_workstream", args=[row.pk])
    form = text_of(keeper.get(change))
    assert f'value="{lead.pk}" selected' in form
    seen = re.search(r'name="seen" value="(\w+)"', form)[1]
    keeper.post(
        change,
        {
            "seen": seen,
            "finance_lead": other.pk,
            "starts_on": DAY,
            "reason": "Retired",
        },
    )

    assert "Deputy" in page(keeper)
    assert "Finance Director" in page(keeper, on="2022-03-31")


def test_the_second_of_two_editors_sees_both(keeper, stroke):
    answer = keeper.post(
        reverse("duties:change_workstream", args=[stroke.pk]),
        {"seen": "old", "starts_on": DAY, "reason": "Why"},
    )

    assert answer.status_code == 409
    assert "Clinical lead: Medical Director" in text_of(answer)
    assert "Clinical lead: nobody" in text_of(answer)


def test_a_workstream_ends_and_stays_on_earlier_days(keeper, stroke):
    address = reverse("duties:end_workstream", args=[stroke.pk])

    unsaid = keeper.post(address, {"ends_on": "2022-03-31", "reason": ""})
    assert unsaid.status_code == 422
    keeper.post(address, {"ends_on": "2022-03-31", "reason": "Merged"})

    assert "Stroke" not in page(keeper)
    assert "Stroke" in page(keeper, on="2022-03-31")


def test_the_list_as_a_file(reader, stroke):
    answer = reader.get(PAGE, {"on": DAY, "format": "csv"})

    assert answer.content.decode("utf-8-sig").splitlines() == [
        (
            "Workstream,Pillar,Senior responsible owner,Clinical lead,Finance lead,"
            "Finding,Why,From,Day shown"
        ),
        (
            "Stroke,Urgent and emergency care,,Medical Director,,Not met,"
            "It names no senior responsible owner and no finance lead.,2021-04-01,"
            "2022-04-01"
        ),
    ]


def test_the_list_makes_the_same_queries_however_long(
    reader, board, stroke, django_assert_max_num_queries
):
    reader.get(PAGE)
    with django_assert_max_num_queries(20) as few:
        reader.get(PAGE)
    for _ in range(3):
        WorkstreamFactory(system=board.system, finance_lead=PersonFactory())
    with django_assert_max_num_queries(len(few)):
        reader.get(PAGE)


def test_programs_are_told_the_same(reader, board, stroke):
    WorkstreamFactory(name="Of another system")

    answer = reader.get("/api/v1/workstreams/", {"on": DAY}).json()

    assert answer == {
        "system_id": board.system_id,
        "system": board.system.name,
        "on": DAY,
        "workstreams": [
            {
                "id": stroke.pk,
                "name": "Stroke",
                "pillar": "urgent",
                "senior_responsible_owner": None,
                "clinical_lead": "Medical Director",
                "finance_lead": None,
                "starts_on": "2021-04-01",
                "ends_on": None,
                "is_met": False,
                "words": "It names no senior responsible owner and no finance lead.",
            }
        ],
    }
