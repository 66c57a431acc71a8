"""The scheme of delegation: its matrix, its file, a partner's row, and the API."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.urls import reverse

from boards.bodies.models import SchemeLine
from ics_portal.accounts.actor import Role
from tests.boards.bodies.views.opened import Form
from tests.factories.bodies import (
    BodyMemberFactory,
    FunctionFactory,
    SchemeLineFactory,
    someone_signed_up,
)
from tests.factories.directory import OrganisationFactory

pytestmark = pytest.mark.django_db
DAY = date(2022, 7, 1)


@pytest.fixture
def trust(place, system):
    trust = OrganisationFactory(name="General Hospitals")
    trust.systems.add(system)
    BodyMemberFactory(body=place, organisation=trust)
    return trust


@pytest.fixture
def beds(system):
    return FunctionFactory(name="Beds", system=system, level="place", position=1)


@pytest.fixture
def screening(system):
    return FunctionFactory(name="Screening", system=system, level="place", position=2)


@pytest.fixture
def reader(board, client):
    client.force_login(someone_signed_up(board, Role.MEMBER))
    return client


@pytest.fixture
def keeper(board, client):
    client.force_login(someone_signed_up(board, Role.GOVERNANCE_LEAD))
    return client


def page(client, place, **query):
    answer = client.get(
        reverse("bodies:scheme", args=[place.slug]), {"on": DAY.isoformat(), **query}
    )
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.requirement("ICP-07")
def test_the_matrix_shows_who_has_what_and_where_nobody_said(
    reader, place, trust, beds, screening
):
    SchemeLineFactory(
        body=place,
        function=beds,
        partner=trust,
        held_by="place",
        limit=Decimal("250000.00"),
        note="By contract",
    )

    shown = " ".join(page(reader, place).split())

    for words in ("to £250,000", "By contract", "<b>Not said</b>", "Not met"):
        assert words in shown
    assert "Not settled: General Hospitals (Screening)." in shown
    assert "Say the row" not in shown


def test_an_empty_scheme_says_what_is_missing(reader, place, system):
    assert "No function at place level is in force on this day" in page(reader, place)
    FunctionFactory(system=system, level="place")
    assert "No organisation is a member on this day" in page(reader, place)


def test_a_body_that_is_no_place_has_none(keeper, board, place, trust):
    for name, args in (("scheme", []), ("scheme_row", [trust.pk])):
        address = reverse(f"bodies:{name}", args=[board.slug, *args])
        assert keeper.get(address).status_code == 404


def test_every_pair_is_in_the_file(reader, place, trust, beds, screening):
    SchemeLineFactory(
        body=place, function=beds, partner=trust, held_by="retained", starts_on=DAY
    )

    rows = list(
        csv.reader(StringIO(page(reader, place, format="csv").lstrip("\ufeff")))
    )

    assert rows[1:] == [
        [
            "General Hospitals", "Beds", "Kept by the partner", "", "",
            "2022-07-01", "2022-07-01",
        ],
        ["General Hospitals", "Screening", "Not said", "", "", "", "2022-07-01"],
    ]  # fmt: skip


def test_a_partners_whole_row_is_saved_at_once(keeper, place, trust, beds, screening):
    form = Form(keeper, "scheme_row", place, trust.pk)

    shown = form.saves(
        starts_on="2022-07-01",
        **{
            f"held_by_{beds.pk}": "place",
            f"limit_{beds.pk}": "£250,000",
            f"held_by_{screening.pk}": "none",
        },
    )

    assert "The row of General Hospitals is saved." in shown
    assert list(
        SchemeLine.objects.order_by("pk").values_list("function", "held_by", "limit")
    ) == [(beds.pk, "place", Decimal(250_000)), (screening.pk, "none", None)]


def test_a_wrong_cell_keeps_all_that_was_typed_and_saves_nothing(
    keeper, place, trust, beds, screening
):
    form = Form(keeper, "scheme_row", place, trust.pk)

    form.refuses(
        "A limit says up to what amount the place decides.",
        starts_on="2022-07-01",
        **{
            f"held_by_{beds.pk}": "retained",
            f"limit_{beds.pk}": "12.50",
            f"note_{screening.pk}": "As agreed in May",
        },
    )

    assert f'href="#id_limit_{beds.pk}"' in form.page
    assert "As agreed in May" in form.page
    assert not SchemeLine.objects.exists()


def test_the_second_of_two_who_edit_a_row_sees_both(keeper, place, trust, beds):
    form = Form(keeper, "scheme_row", place, trust.pk)
    SchemeLineFactory(
        body=place, function=beds, partner=trust, held_by="retained", starts_on=DAY
    )

    answer = form.send(starts_on="2022-07-01", **{f"held_by_{beds.pk}": "place"})

    assert answer.status_code == 409
    assert "Who has “Beds”: Managed by the place" in form.page
    assert "Beds: Kept by the partner, from 1 July 2022" in form.page


def test_the_row_opens_with_what_is_said_now(keeper, place, trust, beds):
    SchemeLineFactory(
        body=place, function=beds, partner=trust, limit=Decimal("99.50"), note="Pilot"
    )
    form = Form(keeper, "scheme_row", place, trust.pk)

    assert '<option value="place" selected>' in form.page
    assert 'value="99.50"' in form.page
    assert 'value="Pilot"' in form.page


def test_who_does_not_keep_the_structure_is_refused(reader, place, trust):
    address = reverse("bodies:scheme_row", args=[place.slug, trust.pk])
    assert reader.get(address).status_code == 403


def test_the_queries_do_not_grow_with_the_matrix(
    reader, place, trust, beds, django_assert_max_num_queries
):
    page(reader, place)
    with django_assert_max_num_queries(35) as few:
        page(reader, place)
    for number in range(6):
        function = FunctionFactory(system=place.system, level="place", position=number)
        partner = OrganisationFactory()
        partner.systems.add(place.system)
        BodyMemberFactory(body=place, organisation=partner)
        SchemeLineFactory(body=place, function=function, partner=partner)
    with django_assert_max_num_queries(len(few)):
        page(reader, place)


def test_programs_read_the_same(reader, place, trust, beds, screening):
    SchemeLineFactory(
        body=place, function=beds, partner=trust, held_by="place", limit=Decimal(5)
    )

    [scheme] = reader.get("/api/v1/schemes/", {"on": "2022-07-01"}).json()["schemes"]

    assert (scheme["body_id"], scheme["verdict"]) == (place.pk, "not_met")
    assert scheme["partners"] == [{"id": trust.pk, "name": "General Hospitals"}]
    assert [line["limit"] for line in scheme["lines"]] == ["5.00"]
    assert scheme["gaps"] == [
        {"function_id": screening.pk, "partner_id": trust.pk, "lines": 0}
    ]
    assert reader.get("/api/v1/schemes/", {"on": "May"}).status_code == 400
