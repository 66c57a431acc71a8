"""Forms of places and collaboratives, who only advises, and how a body comes to be."""

from dataclasses import replace
from datetime import date

import pytest

from boards.bodies.rules.forms import (
    Predecessor,
    circle,
    decides_nothing,
    missing_for_form,
    wrong_form,
    wrong_standing,
    wrong_successor,
)

PLACE, COLLABORATIVE = "place_partnership", "provider_collaborative"
NONE_MISSING = ("", "")
ALL = {
    "has_partner": True,
    "has_director": True,
    "lead": "A trust",
    "is_member": True,
    "has_contract": True,
    "held": [],
}
FIVE = (
    "A place takes one of these forms: consultative forum, committee of the ICS NHS"
    " body, joint committee, director with delegated authority and lead provider."
)
THREE = (
    "A collaborative takes one of these forms: lead provider, provider leadership board"
    " and shared leadership or group."
)
NO_OTHER = "Only places and provider collaboratives take a form of governance."


@pytest.mark.requirement("PLC-04")
@pytest.mark.requirement("COL-04")
@pytest.mark.parametrize(
    ("form", "at_place", "of_collaborative"),
    [
        ("consultative_forum", "", THREE),
        ("icb_committee", "", THREE),
        ("joint_committee", "", THREE),
        ("individual_director", "", THREE),
        ("lead_provider", "", ""),
        ("provider_leadership_board", FIVE, ""),
        ("shared_leadership_or_group", FIVE, ""),
        ("parliament", FIVE, THREE),
    ],
)
def test_a_place_takes_one_of_five_forms_and_a_collaborative_one_of_three(
    form, at_place, of_collaborative
):
    kinds = (PLACE, COLLABORATIVE, "committee")

    assert [wrong_form(kind, form) for kind in kinds] == [
        at_place,
        of_collaborative,
        NO_OTHER,
    ]


@pytest.mark.parametrize(
    ("kind", "form", "without"),
    [
        (PLACE, "consultative_forum", {}),
        (PLACE, "icb_committee", {"held": ["Beds"], "has_director": False}),
        (PLACE, "joint_committee", {"has_director": False, "lead": ""}),
        (PLACE, "individual_director", {"has_partner": False, "lead": ""}),
        (PLACE, "lead_provider", {"is_member": False}),
        (COLLABORATIVE, "lead_provider", {"has_contract": False}),
        (COLLABORATIVE, "provider_leadership_board", {"lead": "", "held": ["Beds"]}),
    ],
)
def test_a_form_asks_for_nothing_that_belongs_to_another(kind, form, without):
    assert missing_for_form(kind=kind, form=form, **ALL | without) == NONE_MISSING


@pytest.mark.requirement("PLC-05")
@pytest.mark.requirement("COL-05")
@pytest.mark.parametrize(
    ("kind", "form", "without", "field", "sentence"),
    [
        (
            PLACE,
            "consultative_forum",
            {"held": ["Beds"]},
            "form",
            (
                "A consultative forum decides nothing, and Beds is delegated to this body."
                " End the delegation first."
            ),
        ),
        (
            PLACE,
            "consultative_forum",
            {"held": ["Beds", "Community services"]},
            "form",
            (
                "A consultative forum decides nothing, and Beds and Community services are"
                " delegated to this body. End the delegation first."
            ),
        ),
        (
            PLACE,
            "joint_committee",
            {"has_partner": False},
            "partners",
            "Name a partner of the joint committee beside the ICS NHS body.",
        ),
        (
            PLACE,
            "individual_director",
            {"has_director": False},
            "director",
            "Name the director who holds the delegated authority.",
        ),
        (PLACE, "lead_provider", {"lead": ""}, "lead", "Name the lead provider."),
        (
            PLACE,
            "lead_provider",
            {"has_contract": False},
            "contract",
            "Name the contract the lead provider holds.",
        ),
        (
            COLLABORATIVE,
            "lead_provider",
            {"lead": "", "is_member": False},
            "lead",
            "Name the lead provider.",
        ),
        (
            COLLABORATIVE,
            "lead_provider",
            {"is_member": False},
            "lead",
            (
                "A trust is not a member of this collaborative on that day. A lead provider"
                " is one of its members."
            ),
        ),
    ],
)
def test_what_a_form_asks_for_and_has_not_is_said_at_its_field(
    kind, form, without, field, sentence
):
    missing = missing_for_form(kind=kind, form=form, **ALL | without)

    assert missing == (field, sentence)


ADVISES = "It advises, so no decision can be delegated to it."
A_FORUM = "It is a consultative forum, so no decision can be delegated to it."


@pytest.mark.requirement("COM-07")
@pytest.mark.parametrize(
    ("kind", "authority", "form", "sentence"),
    [
        ("committee", "decides", "", ""),
        (PLACE, "decides", "joint_committee", ""),
        ("committee", "advises", "", ADVISES),
        ("advisory_forum", "decides", "", ADVISES),
        (PLACE, "advises", "consultative_forum", ADVISES),
        (PLACE, "decides", "consultative_forum", A_FORUM),
    ],
)
def test_what_advises_is_given_no_decision(kind, authority, form, sentence):
    assert decides_nothing(kind=kind, authority=authority, form=form) == sentence


@pytest.mark.requirement("TRN-06")
@pytest.mark.parametrize(
    ("now", "to_proposed", "to_shadow", "to_statutory"),
    [
        ("", "", "", ""),
        (
            "proposed",
            "It is proposed; the next step is “In shadow form”.",
            "",
            "It is proposed; the next step is “In shadow form”.",
        ),
        (
            "shadow",
            "It is in shadow form; the next step is “Established”.",
            "It is in shadow form; the next step is “Established”.",
            "",
        ),
        ("statutory", *["It is established; nothing comes after that."] * 3),
    ],
)
def test_a_body_comes_into_being_one_step_at_a_time(
    now, to_proposed, to_shadow, to_statutory
):
    steps = ("proposed", "shadow", "statutory")

    assert [wrong_standing(now, then) for then in steps] == [
        to_proposed,
        to_shadow,
        to_statutory,
    ]


def test_a_circle_is_spelt_out():
    assert circle(["A", "B", "A"]) == "That would be a circle: A under B under A."


JULY, SHADOW = date(2022, 7, 1), date(2021, 10, 1)
OLD = Predecessor("Joint Commissioning Board", 1, SHADOW)


@pytest.mark.requirement("COM-11")
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, ""),
        ({"starts_on": None}, ""),
        ({"starts_on": SHADOW}, ""),
        ({"before": None, "is_before": True}, ""),
        ({"before": replace(OLD, starts_on=None), "starts_on": date(2020, 1, 1)}, ""),
        ({"system_id": 2}, "Joint Commissioning Board is a body of another system."),
        (
            {"is_before": True},
            "That would be a circle: Partnership Board after Joint Commissioning Board.",
        ),
        (
            {"starts_on": date(2021, 9, 30)},
            (
                "Joint Commissioning Board began on 1 October 2021; what follows it begins"
                " then or later."
            ),
        ),
    ],
)
def test_a_body_comes_in_the_place_of_one_that_was_there(changes, sentence):
    asked = {"starts_on": JULY, "system_id": 1, "before": OLD, "is_before": False}
    assert wrong_successor("Partnership Board", **asked | changes) == sentence
