"""Maturity of places: pages, forms, files, the panel, and the API."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from boards.directory.models import Place
from boards.duties.enums import AssessmentKind, JointArea
from boards.duties.models import MaturityAssessment, MaturityScale
from ics_portal.accounts.actor import Role
from tests.factories.accounts import UserFactory
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.duties import (
    MaturityAssessmentFactory,
    MaturityScaleFactory,
    MaturityScoreFactory,
)

pytestmark = pytest.mark.django_db
DAY = "2022-07-01"


@pytest.fixture
def reader(board, client):
    client.force_login(someone_signed_up(board, Role.MEMBER))
    return client


@pytest.fixture
def keeper(board, client):
    client.force_login(someone_signed_up(board, Role.GOVERNANCE_LEAD))
    return client


@pytest.fixture
def scale(system):
    return MaturityScaleFactory(system=system, starts_on=date(2021, 1, 1))


def an_assessment(
    place, scale, kind=AssessmentKind.SELF, day=date(2022, 3, 31), **told
):
    """Levels by area; the others were not assessed."""
    one = MaturityAssessmentFactory(body=place, scale=scale, kind=kind, assessed_on=day)
    for area in JointArea.values:
        level = told.get(area)
        MaturityScoreFactory(
            assessment=one, area=area, level=level, words="Seen" if level else ""
        )
    return one


@pytest.fixture
def both(place, scale):
    """The view of the place and that of its peers."""
    own = an_assessment(place, scale, quality=3, planning=1, delivery=2)
    peers = an_assessment(
        place, scale, AssessmentKind.PEER, date(2022, 5, 1), quality=1, planning=1
    )
    return own, peers


def page(client, name, *args, **query):
    answer = client.get(reverse(f"duties:{name}", args=args), query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.requirement("ICP-06")
def test_a_place_shows_both_views_with_their_difference_in_words(reader, place, both):
    shown = page(reader, "place_maturity", place.slug, on=DAY)

    assert "</a>. Peers’ view: <a" in shown
    for each in (
        "Maturity on Friday 1 July 2022",
        "The place and its peers say the same in 1 of 2 areas.",
        "3 of 3: Thriving",
        "Peers two levels lower",
        "No view of the peers",
        "The same",
        "Self-assessment, 31 Mar 2022",
        "Peer assessment, 1 May 2022",
        "3 of 8",
    ):
        assert each in shown
    # Each level that is said is drawn as steps as well: five views, in two tables.
    assert shown.count('<svg class="app-ladder"') == 10
    assert "Record an assessment" not in shown
    earlier = page(reader, "place_maturity", place.slug, on="2022-04-01")
    assert "Peers have not assessed it." in earlier
    assert "Nobody has assessed this place" in page(
        reader, "place_maturity", place.slug, on="2022-01-01"
    )


def test_views_on_two_scales_are_not_compared(reader, place, scale, system, both):
    new = MaturityScaleFactory(system=system, name="New", levels=["Low", "High"])
    an_assessment(place, new, day=date(2022, 6, 1), quality=2)

    shown = page(reader, "place_maturity", place.slug, on=DAY)
    assert "Two scales: not compared" in shown
    assert "made on different scales and are not compared" in shown


def test_what_does_not_fit_beside_one_another_is_on_an_earlier_day(
    reader, place, scale
):
    for number in range(8):
        day = date(2021, 1 + number, 1)
        an_assessment(place, scale, day=day, quality=1 + number % 3)
    shown = page(reader, "place_maturity", place.slug, on=DAY)

    heads = re.findall(r'scope="col">(Self-assessment[^<]+)<', shown)
    assert heads[0] == "Self-assessment, 1 Mar 2021"
    assert len(heads) == 6
    assert 'href="?on=2021-02-28">Earlier assessments' in shown


@pytest.mark.requirement("ICP-05")
def test_the_system_shows_its_places_and_its_scale(reader, system, place, both):
    other = BodyFactory(name="Other place", kind="place_partnership", system=system)
    shown = page(reader, "maturity", on=DAY)

    for each in (
        "Fylde Coast partnership",
        "The place and its peers say the same in 1 of 2 areas.",
        other.name,
        "Not known",
        "<li>Emerging</li><li>Developing</li><li>Thriving</li>",
    ):
        assert each in shown
    assert "No scale is in force on this day." in page(
        reader, "maturity", on="2020-01-01"
    )


def test_a_scale_is_chosen_and_corrected_until_it_is_used(keeper, system, place):
    address = reverse("duties:choose_scale")
    typed = {"name": "Ours", "levels": "Low\n\n low \n", "starts_on": "2022-01-01"}
    refusal = keeper.post(address, typed)
    assert refusal.status_code == 422
    assert "“low” is there twice" in refusal.content.decode()
    assert "Low\n\n low" in refusal.content.decode().replace("\r", "")
    keeper.post(address, typed | {"levels": "Low\r\nHigh"})

    scale = MaturityScale.objects.get()
    assert scale.levels == ["Low", "High"]
    address = reverse("duties:correct_scale", args=[scale.pk])
    shown = page(keeper, "correct_scale", scale.pk)
    mark = re.search(r'name="seen" value="(\d+)"', shown)[1]
    typed = {"name": "Ours", "levels": "Low\nMiddle\nHigh", "reason": "Finer"}
    assert keeper.post(address, typed | {"seen": mark}).status_code == 302
    clash = keeper.post(address, typed | {"seen": mark})
    assert clash.status_code == 409
    an_assessment(place, scale, quality=1)
    refusal = keeper.post(address, typed | {"seen": "99999"})
    assert "stays as it is" in refusal.content.decode()
    assert "Used: it stays" in page(keeper, "maturity", on=DAY)


class Opened:
    """The form of an assessment as somebody has it open."""

    def __init__(self, client, name, *args):
        self.client, self.address = client, reverse(f"duties:{name}", args=args)
        self.read(client.get(self.address))

    def read(self, answer):
        self.page = " ".join(answer.content.decode().split())
        self.hidden = dict(
            re.findall(r'type="hidden" name="(seen|scale)" value="(\w+)"', self.page)
        )

    def send(self, **typed):
        answer = self.client.post(self.address, {**self.hidden, **typed})
        self.read(answer)
        return answer.status_code


@pytest.mark.requirement("ICP-06")
def test_an_assessment_is_recorded_with_levels_and_why(keeper, place, scale):
    form = Opened(keeper, "add_assessment", place.slug)
    typed = {
        "kind": "peer",
        "assessed_on": "2022-03-31",
        "assessors": "Neighbours",
        "level_quality": "2",
        "words_quality": "Plan agreed",
        "words_planning": "No time",
    }
    assert form.send(**typed) == 302

    one = MaturityAssessment.objects.get()
    assert (one.scale, one.kind, one.assessors) == (scale, "peer", "Neighbours")
    said = one.scores.exclude(words="").values_list("area", "level", "words")
    assert sorted(said) == [
        ("planning", None, "No time"),
        ("quality", 2, "Plan agreed"),
    ]
    shown = page(keeper, "assessment", place.slug, one.pk)
    for each in ("Peer assessment, 31 Mar 2022", "2 of 3: Developing", "No time"):
        assert each in shown


def test_a_refusal_keeps_all_that_was_typed(keeper, place, scale):
    form = Opened(keeper, "add_assessment", place.slug)
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    typed = {
        "kind": "self",
        "assessed_on": tomorrow,
        "assessors": "The partners",
        "level_quality": "2",
        "words_quality": "Plan agreed",
    }
    assert form.send(**typed) == 422
    for each in (
        "An assessment is not of a day to come.",
        'href="#id_assessed_on"',
        'value="The partners"',
        "Plan agreed</textarea>",
        '<option value="2" selected>2, Developing',
        f'value="{tomorrow}"',
    ):
        assert each in form.page
    assert form.send(**typed | {"level_quality": "4"}) == 422
    assert "Choose a level of the scale, or “Not assessed”." in form.page
    assert form.send(**typed | {"assessed_on": DAY, "level_quality": ""}) == 422
    assert "Say the level of at least one area." in form.page
    assert not MaturityAssessment.objects.exists()


def test_an_earlier_scale_is_offered_for_an_earlier_day(keeper, system, place, scale):
    scale.ends_on = date(2022, 6, 30)
    scale.save()
    new = MaturityScaleFactory(
        system=system, name="New", levels=["Low", "High"], starts_on=date(2022, 7, 1)
    )
    form = Opened(keeper, "add_assessment", place.slug)
    assert form.hidden["scale"] == str(new.pk)
    assert f'href="?scale={scale.pk}"' in form.page
    typed = {"kind": "self", "assessors": "Us", "level_quality": "2"}
    assert form.send(assessed_on="2022-06-01", **typed) == 422
    assert "On 1 June 2022 the scale is “Our scale”, not “New”." in form.page

    older = page(keeper, "add_assessment", place.slug, scale=scale.pk)
    assert "2, Developing" in older
    form.hidden["scale"] = str(scale.pk)
    assert form.send(assessed_on="2022-06-01", **typed) == 302


def test_without_a_scale_one_is_chosen_first(keeper, place):
    answer = keeper.get(reverse("duties:add_assessment", args=[place.slug]))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("duties:choose_scale"))
    assert "Choose the levels first" in keeper.get(answer.url).content.decode()


@pytest.mark.requirement("ICP-06")
def test_a_correction_shows_what_it_was_and_the_second_of_two_sees_both(
    keeper, place, both
):
    own, _ = both
    mine = Opened(keeper, "correct_assessment", place.slug, own.pk)
    theirs = Opened(keeper, "correct_assessment", place.slug, own.pk)
    assert '<option value="3" selected>3, Thriving' in mine.page
    typed = {"assessors": "The partners", "level_quality": "2", "words_quality": "Cut"}
    assert mine.send(**typed) == 422
    assert mine.send(**typed, reason="Minutes say so") == 302
    assert theirs.send(**typed | {"level_quality": "1"}, reason="Mine") == 409
    for each in (
        "2.6 Improving quality of services: Developing (Cut)",
        "2.6 Improving quality of services: Emerging (Cut)",
        'value="Mine"',
    ):
        assert each in theirs.page
    assert theirs.send(**typed | {"level_quality": "1"}, reason="Mine") == 302

    shown = page(keeper, "assessment", place.slug, own.pk)
    for each in ("Level: 3 → 2", "Level: 2 → 1", "Minutes say so", "Why: Seen → Cut"):
        assert each in shown
    changes = keeper.get(reverse("bodies:changes", args=[place.slug]))
    assert "Assessment corrected" in changes.content.decode()


def test_who_does_not_keep_the_system_reads_and_changes_nothing(
    reader, board, place, scale, both
):
    own, _ = both
    for name, args in (
        ("choose_scale", []),
        ("correct_scale", [scale.pk]),
        ("add_assessment", [place.slug]),
        ("correct_assessment", [place.slug, own.pk]),
    ):
        assert reader.get(reverse(f"duties:{name}", args=args)).status_code == 403
    for name, args in (
        ("place_maturity", [board.slug]),
        ("assessment", [place.slug, 0]),
        ("assessment", [board.slug, own.pk]),
    ):
        assert reader.get(reverse(f"duties:{name}", args=args)).status_code == 404


def test_each_area_is_a_line_of_the_files(reader, place, both):
    lines = (
        reader.get(
            reverse("duties:place_maturity", args=[place.slug]),
            {"on": DAY, "format": "csv"},
        )
        .content.decode("utf-8-sig")
        .splitlines()
    )
    assert len(lines) == 17
    assert (
        "Fylde Coast partnership,2022-03-31,Self-assessment,The partners of the place,"
        "Our scale,3,2.6 Improving quality of services,3,Thriving,Seen"
    ) in lines
    whole = reader.get(reverse("duties:maturity"), {"on": DAY, "format": "csv"})
    assert whole.content.decode("utf-8-sig").splitlines() == lines


def test_programs_read_the_same(reader, system, place, both):
    own, peers = both
    told = reader.get("/api/v1/maturity-assessments/", {"on": DAY}).json()

    assert (told["system_id"], told["on"]) == (system.pk, DAY)
    assert [one["id"] for one in told["assessments"]] == [peers.pk, own.pk]
    one = told["assessments"][1]
    assert (one["body_id"], one["kind"], one["levels"]) == (
        place.pk,
        "self",
        ["Emerging", "Developing", "Thriving"],
    )
    assert {"area": "quality", "level": 3, "words": "Seen"} in one["scores"]
    assert len(one["scores"]) == 8


def test_the_page_of_a_place_shows_its_maturity(reader, place, system, both):
    place.place = Place.objects.create(system=system, name="Fylde Coast", slug="fylde")
    place.save()
    answer = reader.get(reverse("directory:place", args=["fylde"]))
    shown = " ".join(answer.content.decode().split())

    assert "Own view of 31 Mar 2022. Peers’ view of 1 May 2022." in shown
    assert reverse("duties:place_maturity", args=[place.slug]) in shown
    body = reader.get(reverse("bodies:body", args=[place.slug]))
    assert reverse("duties:place_maturity", args=[place.slug]) in body.content.decode()


def test_the_queries_do_not_grow(
    reader, system, place, scale, both, django_assert_max_num_queries
):
    addresses = (
        reverse("duties:maturity"),
        reverse("duties:place_maturity", args=[place.slug]),
        "/api/v1/maturity-assessments/",
    )
    few = []
    for address in addresses:
        reader.get(address, {"on": DAY})
        with django_assert_max_num_queries(30) as counted:
            reader.get(address, {"on": DAY})
        few.append(len(counted))
    for number in range(4):
        other = BodyFactory(kind="place_partnership", system=system)
        for body in (place, other):
            an_assessment(body, scale, day=date(2021, 5, 1 + number), quality=1)
    for address, most in zip(addresses, few, strict=True):
        with django_assert_max_num_queries(most):
            reader.get(address, {"on": DAY})


def test_a_portal_without_a_system_says_so(client):
    client.force_login(UserFactory())
    for name in ("maturity", "choose_scale"):
        answer = client.get(reverse(f"duties:{name}"))
        assert "There is no integrated care system yet" in answer.content.decode()
