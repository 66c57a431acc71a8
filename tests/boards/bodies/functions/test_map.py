"""The functions and decisions map: page, picture and files."""

import io

import pikepdf
import pypdf
import pytest
from django.urls import reverse

from boards.bodies.enums import BodyKind
from boards.bodies.models import Delegation, Function
from ics_portal.accounts.actor import Role
from tests.boards.bodies.functions.common import DAY, REVIEW, csv, page, words
from tests.factories.accounts import UserFactory
from tests.factories.bodies import (
    BodyFactory,
    BodyParentFactory,
    DelegationFactory,
    FunctionFactory,
    someone_signed_up,
)
from tests.factories.directory import IntegratedCareSystemFactory

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("FDM-01")
@pytest.mark.requirement("ICB-11")
def test_each_decision_says_who_what_how_much_by_which_paper_and_to_whom(reader):
    shown = page(reader)

    assert "Functions and decisions on Friday 1 July 2022" in shown
    assert shown.index("At system level") < shown.index("At place level")
    for each in (
        "Plan community beds Lead: Place director",
        "Fylde Coast partnership Level 2, under Board of the ICS NHS body",
        "Joint £250,000 Scheme of delegation",
        f"Board of the ICS NHS body {REVIEW}",
    ):
        assert each in shown


def test_the_picture_shows_the_same_from_the_board_down(reader):
    picture = page(reader).partition("The same as a picture")[2]

    assert picture.index("First level: the board") < picture.index("Level 2")
    assert "Plan community beds (Joint, up to £250,000)" in picture
    assert "Approve the system plan (Reserved)" in picture


@pytest.mark.requirement("FDM-02")
def test_a_function_at_system_level_without_a_reason_is_warned_about(reader, system):
    assert "No reason for system level" in page(reader)
    Function.objects.update(subsidiarity_reason="One allocation")
    shown = page(reader)
    assert "No reason for system level" not in shown
    assert "Why at this level: One allocation" in shown


@pytest.mark.requirement("FDM-03")
def test_the_length_of_the_chain_is_a_figure(reader):
    shown = page(reader)

    assert "2 levels of decision at most" in shown
    assert (
        "The longest chain of decision has 2 levels"
        " (Plan community beds, Fylde Coast partnership)." in shown
    )


@pytest.mark.requirement("FDM-03")
def test_a_chain_that_nobody_recorded_is_said(reader, place):
    place.parents.all().delete()

    shown = page(reader)
    assert "For 1 decision it is not recorded from which body" in shown
    assert "Chain not recorded" in shown


@pytest.mark.requirement("ICP-07")
def test_what_nobody_decides_is_named_as_a_gap(reader):
    shown = page(reader, on="2022-06-30")

    assert "Nobody decides on: Plan community beds." in shown
    assert "1 without anybody who decides" in shown
    assert "Nobody decides on:" not in page(reader)


@pytest.mark.requirement("COM-07")
@pytest.mark.requirement("ICP-07")
def test_advice_is_shown_and_does_not_close_a_gap(reader, scene, board):
    Delegation.objects.filter(function=scene).update(kind="advisory", limit=None)

    shown = page(reader)
    assert "Nobody decides What is there is advice." in shown
    assert "Fylde Coast partnership" in shown
    assert "Plan community beds (advice only)" in shown


def test_an_officer_is_shown_under_the_board(reader, scene, board):
    DelegationFactory(
        function=scene,
        accountable=board,
        holder=None,
        officer="Director of finance",
        kind="delegated",
    )
    assert "Officer. Under Board of the ICS NHS body" in page(reader)


def test_only_who_keeps_the_map_is_offered_to_change_it(reader):
    shown = page(reader)
    for offer in ("Add a function", "Publish this version", "Say who decides"):
        assert offer not in shown


def test_who_keeps_the_map_is_offered_to_change_it(keeper):
    shown = page(keeper)
    for offer in ("Add a function", "Publish this version", "Say who decides"):
        assert offer in shown


def test_a_day_that_is_none_is_said(reader):
    answer = reader.get(reverse("bodies:functions"), {"on": "31 February"})
    assert "nhsuk-error-message" in answer.content.decode()


def test_a_system_without_functions_says_what_the_map_is_for(reader, board, client):
    Delegation.objects.all().delete()
    Function.objects.all().delete()

    assert "A governance lead adds the functions" in page(reader)
    client.force_login(someone_signed_up(board, Role.GOVERNANCE_LEAD))
    assert "The map says who decides what" in page(client)


def test_a_portal_without_a_system_says_so(client):
    client.force_login(UserFactory())
    answer = client.get(reverse("bodies:functions"))
    assert "There is no integrated care system yet" in answer.content.decode()
    for name in ("add_function", "publish_functions"):
        assert "no integrated care system" in words(
            client.get(reverse(f"bodies:{name}"))
        )


def test_another_system_can_be_chosen(reader):
    other = IntegratedCareSystemFactory(name="Next door")
    FunctionFactory(name="Theirs", system=other)

    assert "Theirs" not in page(reader)
    assert "Theirs" in page(reader, system=other.pk)


def test_the_number_of_queries_does_not_grow(
    reader, board, system, django_assert_max_num_queries
):
    url = reverse("bodies:functions")
    reader.get(url)
    with django_assert_max_num_queries(30) as few:
        reader.get(url)
    for _ in range(15):
        body = BodyFactory(system=system, kind=BodyKind.COMMITTEE)
        BodyParentFactory(body=body, parent=board)
        DelegationFactory(
            function=FunctionFactory(system=system), accountable=board, holder=body
        )
    with django_assert_max_num_queries(len(few)):
        reader.get(url)


class TestFiles:
    def test_the_table_as_csv(self, reader, system):
        FunctionFactory(name="=Open", system=system, position=3)
        answer = reader.get(reverse("bodies:functions"), {"on": DAY, "format": "csv"})
        lines = csv(answer)

        assert "functions-and-decisions-2022-07-01.csv" in answer["Content-Disposition"]
        assert lines[0].startswith(
            "Level,Function,Lead,Reason for the level,Who decides"
        )
        assert (
            "At place level,Plan community beds,Place director,,Fylde Coast partnership,"
            "Body,Joint,250000,Scheme of delegation,Board of the ICS NHS body,"
            f"{REVIEW},from 1 July 2022,2" in lines
        )
        assert lines[-1] == "At place level,'=Open,,,Nobody decides,,,,,,,,"

    def test_the_print_is_tagged_and_says_the_same(self, reader):
        answer = reader.get(reverse("bodies:functions"), {"on": DAY, "format": "pdf"})

        assert answer["Content-Type"] == "application/pdf"
        with pikepdf.open(io.BytesIO(answer.content)) as pdf:
            assert pdf.Root.MarkInfo.Marked
            assert "/StructTreeRoot" in pdf.Root
        pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
        text = " ".join(" ".join(each.extract_text() for each in pages).split())
        for each in (
            "Functions and decisions map",
            "This is not a published version.",
            "Plan community beds",
            "£250,000",
            f"Board of the ICS NHS body: {REVIEW}",
        ):
            assert each in text
