"""Recording what regulators think and do: ratings and actions."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from boards.directory.enums import OrganisationKind
from boards.duties.models import OversightRating, RegulatoryAction
from boards.duties.rules.oversight import WRONG_SEGMENT
from boards.duties.selectors.oversight import latest_rating_change, oversight_on
from boards.duties.services.oversight import (
    end_action,
    end_rating,
    rating_words,
    record_action,
    record_rating,
)
from ics_portal.accounts.actor import Role
from ics_portal.core.audit.models import AuditEvent
from ics_portal.core.errors import EditConflict
from tests.boards.bodies.conftest import AT
from tests.boards.bodies.refusals import refused
from tests.factories.bodies import actor_in
from tests.factories.directory import OrganisationFactory

pytestmark = pytest.mark.django_db
JULY, AUGUST, YESTERDAY = date(2022, 7, 1), date(2022, 8, 1), date(2022, 7, 31)
SOF = "System Oversight Framework 2022/23"


def rate(system, by, organisation=None, **told):
    given = {
        "scheme": SOF,
        "segment": 3,
        "status": "expected",
        "starts_on": JULY,
        "source": "Letter of 30 June",
        **told,
    }
    return record_rating(system=system, organisation=organisation, **given, **by)


def on(system, day):
    """Who has which segment on the day."""
    return {
        one.organisation: [(each.segment, each.status) for each in one.ratings]
        for one in oversight_on(system, day)
    }


@pytest.mark.requirement("ACC-04")
def test_the_system_and_an_organisation_are_rated_each_for_itself(system, trust, by):
    rate(system, by)
    rate(system, by, trust, segment=1)

    assert on(system, JULY) == {None: [(3, "expected")], trust: [(1, "expected")]}
    assert on(system, date(2022, 6, 30)) == {None: [], trust: []}
    events = AuditEvent.objects.values_list("verb", flat=True)
    assert list(events) == ["duties.rating_recorded"] * 2


@pytest.mark.requirement("ACC-04")
@pytest.mark.parametrize("segment", [0, 5])
def test_a_segment_is_one_of_four(system, by, segment):
    with refused("ACC-04", "segment") as said:
        rate(system, by, segment=segment)
    assert said.message == WRONG_SEGMENT
    assert not OversightRating.objects.exists()


def test_a_new_rating_ends_the_one_before_of_its_scheme_only(system, trust, by):
    first = rate(system, by, trust)
    other = rate(system, by, trust, scheme="Use of resources")
    rate(system, by, trust, scheme=SOF.upper(), starts_on=AUGUST, segment=2)

    first.refresh_from_db()
    other.refresh_from_db()
    assert (first.ends_on, other.ends_on) == (YESTERDAY, None)
    with refused("BDY-5", "starts_on"):
        rate(system, by, trust, starts_on=JULY)


@pytest.mark.requirement("ACC-04")
def test_a_final_rating_takes_the_place_of_an_expected_one(system, by):
    expected = rate(system, by)
    final = rate(system, by, segment=4, status="final")

    assert final.pk == expected.pk
    assert on(system, JULY) == {None: [(4, "final")]}
    said = final.history.values_list("segment", "status", "history_change_reason")
    assert list(said) == [
        (4, "final", "Final, in place of the expected one"),
        (3, "expected", "Rating recorded"),
    ]


@pytest.mark.requirement("ACC-04")
def test_an_expected_rating_after_a_final_one_of_the_same_day_is_refused(system, by):
    rate(system, by, status="final")

    with refused("DUT-20", "status") as said:
        rate(system, by, status="expected")
    assert said.message == (
        "The rating of this scheme from this day is final already, and an expected one"
        " comes before the final one. Choose a later day, or say that this one is final."
    )
    rate(system, by, status="expected", starts_on=AUGUST)


def test_a_rating_of_the_same_day_is_corrected_with_a_reason(system, by):
    rate(system, by)

    with refused("BDY-4", "reason") as said:
        rate(system, by, segment=2)
    assert "is recorded already. Say why you correct it" in said.message
    rate(system, by, segment=2, reason="Misread")
    assert on(system, JULY) == {None: [(2, "expected")]}


def test_only_organisations_of_the_system_are_rated_while_they_are_open(
    system, trust, by
):
    stranger = OrganisationFactory(name="Elsewhere")
    with refused("DUT-21", "organisation") as said:
        rate(system, by, stranger)
    assert said.message == f"Elsewhere is no organisation of {system}."

    trust.ends_on = date(2022, 6, 30)
    trust.save()
    with refused("DUT-21", "organisation") as said:
        rate(system, by, trust)
    assert said.message == "General Hospitals is not open on 1 July 2022."


@pytest.mark.parametrize(
    ("told", "rule", "field"),
    [
        ({"scheme": " "}, "BDY-3", "scheme"),
        ({"scheme": "s" * 121}, "BDY-3", "scheme"),
        ({"source": "s" * 201}, "BDY-3", "source"),
        ({"note": "n" * 501}, "BDY-3", "note"),
        ({"status": "likely"}, "BDY-3", "status"),
    ],
)
def test_what_is_typed_is_fit_to_be_kept(system, by, told, rule, field):
    with refused(rule, field):
        rate(system, by, **told)


def test_the_second_of_two_sees_both_ratings(system, trust, by):
    rate(system, by, trust)
    seen = latest_rating_change(system)
    rate(system, by, trust, segment=2, starts_on=AUGUST)

    with pytest.raises(EditConflict) as clash:
        rate(system, by, trust, segment=4, starts_on=date(2022, 9, 1), seen=seen)
    assert clash.value.mine == (
        "4, mandated, enhanced national intervention; expected; from 1 September 2022;"
        " Letter of 30 June"
    )
    assert clash.value.theirs.splitlines() == [
        "2; expected; from 1 August 2022; Letter of 30 June",
        (
            "3, enhanced support and oversight; expected;"
            " from 1 July 2022 to 31 July 2022; Letter of 30 June"
        ),
    ]
    # What somebody did to another organisation meanwhile is no clash.
    rate(system, by, seen=seen)


def test_a_rating_is_ended_with_a_reason_unless_it_was_changed_meanwhile(system, by):
    rating = rate(system, by)
    seen = latest_rating_change(system)
    with refused("BDY-4", "reason"):
        end_rating(rating=rating, ends_on=AUGUST, reason=" ", **by)
    rate(system, by, segment=4, status="final")
    with pytest.raises(EditConflict) as clash:
        end_rating(rating=rating, ends_on=AUGUST, reason="Left", seen=seen, **by)
    rating.refresh_from_db()
    assert clash.value.theirs == rating_words(rating)
    assert clash.value.mine == "Ends on 1 August 2022: Left"

    end_rating(rating=rating, ends_on=JULY, reason="Left", **by)
    assert on(system, AUGUST) == {None: []}
    with refused("BDY-2", "ends_on"):
        end_rating(rating=rating, ends_on=AUGUST, reason="Longer", **by)


# --- Regulatory actions --------------------------------------------------------------


@pytest.fixture
def nhs_england():
    return OrganisationFactory(name="NHS England", kind=OrganisationKind.REGULATOR)


def act(system, by, about, taken_by, **told):
    given = {
        "kind": "undertaking",
        "words": "Undertakings on waiting times",
        "starts_on": JULY,
        **told,
    }
    return record_action(system=system, about=about, taken_by=taken_by, **given, **by)


@pytest.mark.requirement("ACC-06")
def test_nhs_england_takes_an_action_and_it_is_ended(system, trust, nhs_england, by):
    action = act(system, by, trust, nhs_england)
    with refused("BDY-4", "reason"):
        end_action(action=action, ends_on=AUGUST, reason="", **by)
    end_action(action=action, ends_on=AUGUST, reason="Complied", **by)

    action.refresh_from_db()
    assert action.ends_on == AUGUST
    assert AuditEvent.objects.get(verb="duties.action_ended").reason == "Complied"


@pytest.mark.requirement("ACC-06")
def test_an_integrated_care_board_or_a_trust_takes_none(system, trust, nhs_body, by):
    for taker in (nhs_body, trust):
        with refused("ACC-06", "taken_by") as said:
            act(system, by, trust, taker)
        assert said.message == (
            f"{taker} cannot be chosen. Only NHS England takes statutory or regulatory"
            " action. The integrated care board leads oversight of local performance,"
            " and no more: H&W design framework summary, June 2021, lines 203-204;"
            " NHS Providers briefing, June 2021, lines 16, 147."
        )
    assert not RegulatoryAction.objects.exists()


@pytest.mark.requirement("ACC-15")
def test_recovery_support_is_recorded_once(system, trust, nhs_england, by):
    told = {"kind": "support", "words": "Recovery support"}
    act(system, by, trust, nhs_england, **told)

    with refused("DUT-22", "words") as said:
        act(system, by, trust, nhs_england, **told)
    assert said.message == "This action is recorded already."


def test_what_is_typed_of_an_action_is_fit_to_be_kept(system, trust, nhs_england, by):
    stranger = OrganisationFactory(name="Elsewhere")
    with refused("DUT-21", "about"):
        act(system, by, stranger, nhs_england)
    with refused("BDY-3", "words"):
        act(system, by, trust, nhs_england, words=" ")
    with refused("BDY-3", "kind"):
        act(system, by, trust, nhs_england, kind="fine")
    with refused("BDY-2", "ends_on"):
        act(system, by, trust, nhs_england, ends_on=date(2022, 6, 1))
    nhs_england.ends_on = date(2022, 6, 30)
    nhs_england.save()
    with refused("DUT-21", "taken_by"):
        act(system, by, trust, nhs_england)


def test_only_a_governance_lead_of_the_system_records(board, system, trust, by):
    secretary = {"actor": actor_in(board, Role.SECRETARY), "at": AT}
    rating = rate(system, by)

    for change in (
        lambda: rate(system, secretary),
        lambda: end_rating(rating=rating, ends_on=JULY, reason="No", **secretary),
        lambda: act(system, secretary, trust, trust),
    ):
        with pytest.raises(PermissionDenied, match="governance lead of this system"):
            change()
