"""Oversight: its pages, forms and files, the panel, and the API."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from boards.directory.enums import OrganisationKind
from boards.duties.models import OversightRating, RegulatoryAction
from boards.duties.rules.oversight import WHO_ACTS, WRONG_SEGMENT
from ics_portal.accounts.actor import Role
from tests.factories.accounts import UserFactory
from tests.factories.bodies import someone_signed_up
from tests.factories.directory import IntegratedCareSystemFactory, OrganisationFactory
from tests.factories.duties import OversightRatingFactory, RegulatoryActionFactory

pytestmark = pytest.mark.django_db
DAY = "2022-07-01"
SOF = "System Oversight Framework 2021/22"


@pytest.fixture
def reader(board, client):
    client.force_login(someone_signed_up(board, Role.MEMBER))
    return client


@pytest.fixture
def keeper(board, client):
    client.force_login(someone_signed_up(board, Role.GOVERNANCE_LEAD))
    return client


@pytest.fixture
def rating(system, trust):
    return OversightRatingFactory(
        system=system, organisation=trust, source="Letter", note="By region"
    )


@pytest.fixture
def nhs_england():
    return OrganisationFactory(name="NHS England", kind=OrganisationKind.REGULATOR)


@pytest.fixture
def action(system, trust, nhs_england):
    return RegulatoryActionFactory(system=system, about=trust, taken_by=nhs_england)


def page(client, name="oversight", *args, **query):
    query = query if args else {"on": DAY, **query}
    answer = client.get(reverse(f"duties:{name}", args=args), query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def send(client, name, *args, gives=302, **typed):
    answer = client.post(reverse(f"duties:{name}", args=args), typed)
    assert answer.status_code == gives, answer.content.decode()
    return " ".join(answer.content.decode().split())


@pytest.mark.requirement("ACC-04")
@pytest.mark.requirement("ACC-10")
def test_a_day_shows_who_is_rated_how_and_who_is_not_known(
    reader, system, rating, action
):
    for name, kind in (
        ("A sector", OrganisationKind.SECTOR),
        ("A supplier", OrganisationKind.COMPANY),
    ):
        OrganisationFactory(name=name, kind=kind).systems.add(system)
    shown = page(reader)

    for each in (
        "Oversight on Friday 1 July 2022",
        "Segment 3</span>",
        "Enhanced support and oversight",
        SOF,
        "from 1 July 2021",
        "Not known</span>",  # the system as a whole
        "Undertakings on waiting times",
        "<b>1</b> rated",
        "<b>1</b> not known",
        "is still being agreed between NHS England, the Care Quality Commission",
    ):
        assert each in shown
    assert "A sector" not in shown
    assert "A supplier" not in shown
    assert "Record a rating" not in shown
    assert "None is recorded on this day." in page(reader, on="2021-06-30")
    assert "<b>0</b> rated" in page(reader, on="2021-06-30")


def test_an_organisation_has_a_page_of_all_that_was_recorded(
    reader, system, trust, rating, action
):
    rating.ends_on = date(2021, 12, 31)
    rating.save()
    OversightRatingFactory(
        system=system, organisation=trust, segment=2, starts_on=date(2022, 1, 1)
    )
    shown = page(reader, "oversight_of", trust.pk)

    assert shown.index("from 1 January 2022") < shown.index(
        "from 1 July 2021 to 31 December 2021"
    )
    for each in (
        "Oversight of General Hospitals",
        "Undertakings",
        "Changes",
        "By region",
    ):
        assert each in shown
    assert "Not known: no rating is recorded." in page(reader, "oversight_of_system")


def test_an_organisation_of_another_system_is_shown_under_its_own(reader):
    stranger = OrganisationFactory(name="Elsewhere")
    address = reverse("duties:oversight_of", args=[stranger.pk])
    assert reader.get(address).status_code == 404

    other = IntegratedCareSystemFactory(name="Their system")
    stranger.systems.add(other)
    OversightRatingFactory(system=other, organisation=stranger, segment=1)
    shown = page(reader, "oversight_of", stranger.pk)
    assert "Their system" in shown
    assert "Freedom and flexibility" in shown


@pytest.mark.requirement("ACC-04")
def test_a_rating_is_recorded_and_the_next_one_ends_it(keeper, trust):
    typed = {
        "organisation": trust.pk,
        "scheme": SOF,
        "segment": "3",
        "status": "expected",
        "starts_on": "2021-07-01",
        "seen": "0",
    }
    send(keeper, "rate", **typed)
    shown = page(keeper, "rate", organisation=trust.pk)
    assert f'value="{SOF}"' in shown
    assert f'<option value="{trust.pk}" selected' in shown
    mark = re.search(r'name="seen" value="(\d+)"', shown)[1]
    send(keeper, "rate", **typed | {"segment": "2", "starts_on": DAY, "seen": mark})

    assert list(OversightRating.objects.values_list("segment", "ends_on")) == [
        (2, None),
        (3, date(2022, 6, 30)),
    ]
    # Somebody who had the form open before that is shown both.
    clash = send(
        keeper,
        "rate",
        gives=409,
        **{**typed, "segment": "4", "starts_on": "2022-08-01", "seen": mark},
    )
    assert "2; expected; from 1 July 2022" in clash
    assert "4, mandated, enhanced national intervention; expected" in clash
    assert 'value="2022-08-01"' in clash


@pytest.mark.requirement("ACC-04")
def test_a_segment_that_is_none_is_refused_and_what_was_typed_stays(keeper):
    typed = {
        "organisation": "system",
        "scheme": SOF,
        "status": "final",
        "starts_on": DAY,
        "note": "By letter",
    }
    for segment in ("5", "0", "three", ""):
        shown = send(keeper, "rate", gives=422, segment=segment, **typed)
        assert WRONG_SEGMENT in shown.replace("&amp;", "&")
        for each in ("By letter", f'value="{SOF}"', f'value="{DAY}"'):
            assert each in shown
    assert not OversightRating.objects.exists()


def test_a_stranger_is_no_choice(keeper):
    stranger = OrganisationFactory(name="Elsewhere")
    typed = {"scheme": SOF, "segment": "3", "status": "final", "starts_on": DAY}
    shown = send(keeper, "rate", gives=422, organisation=stranger.pk, **typed)
    assert "Choose the system or one of its organisations." in shown


def test_an_expected_rating_after_the_final_one_is_refused_beside_its_field(
    keeper, system
):
    OversightRatingFactory(system=system, status="final", starts_on=date(2022, 7, 1))
    typed = {
        "organisation": "system",
        "scheme": SOF,
        "segment": "3",
        "starts_on": DAY,
        "seen": "99999",
    }
    answer = keeper.post(reverse("duties:rate"), typed | {"status": "expected"})

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_status"' in shown
    assert "is final already" in shown


def test_a_rating_is_ended(keeper, rating):
    address = reverse("duties:end_rating", args=[rating.pk])
    shown = page(keeper, "end_rating", rating.pk)
    mark = re.search(r'name="seen" value="(\d+)"', shown)[1]
    assert keeper.post(address, {"seen": mark, "ends_on": DAY}).status_code == 422
    keeper.post(address, {"seen": mark, "ends_on": DAY, "reason": "Left the system"})

    rating.refresh_from_db()
    assert rating.ends_on == date(2022, 7, 1)
    assert "Left the system" in page(keeper, "oversight_of", rating.organisation_id)


@pytest.mark.requirement("ACC-06")
def test_an_action_is_nhs_englands_alone(keeper, trust, nhs_body, nhs_england):
    other = OrganisationFactory(
        name="Care Quality Commission", kind=OrganisationKind.REGULATOR
    )
    typed = {
        "about": trust.pk,
        "kind": "direction",
        "words": "Replace the board",
        "starts_on": DAY,
    }
    for taker in (nhs_body, trust, other):
        shown = send(keeper, "act_on", gives=422, taken_by=taker.pk, **typed)
        assert 'href="#id_taken_by"' in shown
        assert shown.count(WHO_ACTS.replace("&", "&amp;")) >= 2
        assert "Replace the board</textarea>" in shown
    assert not RegulatoryAction.objects.exists()

    send(keeper, "act_on", taken_by=nhs_england.pk, **typed)
    action = RegulatoryAction.objects.get()
    assert "Replace the board" in page(keeper)
    send(keeper, "end_action", action.pk, ends_on=DAY, reason="Done")
    assert "Replace the board" not in page(keeper, on="2022-07-02")


def test_who_does_not_keep_the_system_reads_and_changes_nothing(reader, rating, action):
    for name, args in (
        ("rate", []),
        ("act_on", []),
        ("end_rating", [rating.pk]),
        ("end_action", [action.pk]),
    ):
        assert reader.get(reverse(f"duties:{name}", args=args)).status_code == 403


def test_ratings_and_actions_are_files(reader, rating, action):
    address = reverse("duties:oversight")
    query = {"on": DAY, "format": "csv"}
    ratings = reader.get(address, query).content.decode("utf-8-sig").splitlines()
    actions = reader.get(address, {**query, "table": "actions"})

    assert ratings[1].endswith(",The system as a whole,,Not known,,,,,,,2022-07-01")
    assert ratings[2] == (
        f"General Hospitals,NHS trust,{SOF},3,Enhanced support and oversight,Expected,"
        "2021-07-01,,Letter,By region,2022-07-01"
    )
    assert actions.content.decode("utf-8-sig").splitlines()[1] == (
        "General Hospitals,NHS England,Undertakings,Undertakings on waiting times,"
        "2021-07-01,,2022-07-01"
    )
    assert reader.get(address, {**query, "table": "x"}).status_code == 404


def test_programs_read_the_same(reader, system, trust, rating, action, nhs_england):
    told = reader.get("/api/v1/oversight-ratings/", {"on": DAY}).json()
    assert (told["system"], told["on"]) == (system.name, DAY)
    assert told["subjects"] == [
        {"organisation_id": None, "name": system.name, "ratings": []},
        {
            "organisation_id": trust.pk,
            "name": "General Hospitals",
            "ratings": [
                {
                    "id": rating.pk,
                    "organisation_id": trust.pk,
                    "scheme": SOF,
                    "segment": 3,
                    "status": "expected",
                    "starts_on": "2021-07-01",
                    "ends_on": None,
                    "source": "Letter",
                    "note": "By region",
                }
            ],
        },
    ]
    told = reader.get("/api/v1/regulatory-actions/", {"on": DAY}).json()
    assert told["actions"] == [
        {
            "id": action.pk,
            "about_id": trust.pk,
            "about": "General Hospitals",
            "taken_by_id": nhs_england.pk,
            "taken_by": "NHS England",
            "kind": "undertaking",
            "words": "Undertakings on waiting times",
            "starts_on": "2021-07-01",
            "ends_on": None,
        }
    ]
    for name in ("oversight-ratings", "regulatory-actions"):
        assert reader.get(f"/api/v1/{name}/", {"on": "soon"}).status_code == 400


def test_the_page_of_an_organisation_shows_its_oversight(
    reader, system, trust, rating, action
):
    shown = page_of_organisation(reader, trust)
    for each in ("Segment 3", "Undertakings on waiting times", "over time, System"):
        assert each in shown

    rating.ends_on = action.ends_on = timezone.localdate() - timedelta(days=1)
    rating.save()
    action.save()
    shown = page_of_organisation(reader, trust)
    assert "Not known: no rating is in force today." in shown
    assert "Undertakings on waiting times" not in shown


def page_of_organisation(reader, trust):
    answer = reader.get(reverse("directory:organisation", args=[trust.pk]))
    return " ".join(answer.content.decode().split())


def test_a_portal_without_a_system_says_so(client):
    client.force_login(UserFactory())
    for name in ("oversight", "oversight_of_system", "rate", "act_on"):
        answer = client.get(reverse(f"duties:{name}"))
        assert "There is no integrated care system yet" in answer.content.decode()


def test_the_queries_do_not_grow(
    reader, system, trust, rating, action, nhs_england, django_assert_max_num_queries
):
    addresses = (
        reverse("duties:oversight"),
        reverse("duties:oversight_of", args=[trust.pk]),
        "/api/v1/oversight-ratings/",
        "/api/v1/regulatory-actions/",
    )
    few = []
    for address in addresses:
        reader.get(address, {"on": DAY})
        with django_assert_max_num_queries(30) as counted:
            reader.get(address, {"on": DAY})
        few.append(len(counted))
    for number in range(4):
        other = OrganisationFactory()
        other.systems.add(system)
        for one in (trust, other):
            scheme = f"Framework {number}"
            OversightRatingFactory(system=system, organisation=one, scheme=scheme)
            RegulatoryActionFactory(system=system, about=one, taken_by=nhs_england)
    for address, most in zip(addresses, few, strict=True):
        with django_assert_max_num_queries(most):
            reader.get(address, {"on": DAY})
