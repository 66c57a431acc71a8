"""Places and their partnerships: RULE-PLC-… and RULE-ICP-…."""

from __future__ import annotations

from boards.bodies.rules.board import EXECUTIVES, count_seats
from boards.bodies.rules.facts import BodyFact, Day, FormFact, RuleFact
from boards.bodies.rules.findings import (
    Check,
    Outcome,
    listed,
    met,
    not_known,
    not_met,
    vacancy,
)
from boards.directory.enums import TRUST_KINDS, OrganisationKind

FORMS = frozenset(
    {
        "consultative_forum",
        "icb_committee",
        "joint_committee",
        "individual_director",
        "lead_provider",
    }
)
MOST_PEOPLE = 500_000
"""A place holds at most so many people (Lancashire and South Cumbria, ICP-01)."""


def of_kind(constituency: str, kind: str = "") -> Check:
    """A seat of the constituency is filled, or an organisation of the kind is a member."""

    def check(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
        members = [
            one.name for one in today.members_of(body) if kind and one.kind == kind
        ]
        counted = count_seats(today, rule, body, {constituency})
        if counted.verdict == "met" or not members:
            return counted
        return met(f"{listed(members)}.")

    return check


def provider_of(service: str) -> Check:
    """A member provides the service; one trust may fill several of these (PLC-02)."""

    def check(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
        members = today.members_of(body)
        found = [one.name for one in members if service in one.services_on(today.day)]
        if found:
            return met(f"{listed(found)}.")
        trusts = [one for one in members if one.kind in TRUST_KINDS]
        unsaid = [one.name for one in trusts if not one.has_known_services]
        if unsaid:
            return not_known(f"What {listed(unsaid)} provides is not recorded.")
        vacant = [
            vacancy(today, seat)
            for seat in today.seats_of(body.id)
            if seat.constituency == "provider" and not today.holders.get(seat.id)
        ]
        return not_met("No member provides it.", vacant)

    return check


def one_form(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """Exactly one of the five (PLC-04)."""
    forms = _forms(today, body)
    if not forms:
        return not_known("The form is not recorded.")
    names = listed(one.form.replace("_", " ") for one in forms)
    if len(forms) > 1:
        return not_met(f"{len(forms)} forms at once: {names}.")
    if forms[0].form not in FORMS:
        return not_met(f"{names.capitalize()} is not one of the five.")
    return met(f"{names.capitalize()}.")


def joint_partners(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """A joint committee names a partner beside the ICS NHS body (PLC-05, PLC-06)."""
    form = _the_form(today, body, "joint_committee")
    if form is None:
        return None
    nhs_body = {
        one.organisation_id
        for one in today.bodies_of_kind("nhs_body_board")
        if one.organisation_id
    }
    partners = [
        today.organisations[i]
        for i in sorted(form.partner_ids - nhs_body)
        if i in today.organisations
    ]
    if not partners:
        return not_met("No partner is named beside the ICS NHS body.")
    statutory = TRUST_KINDS | {OrganisationKind.LOCAL_AUTHORITY}
    names = listed(one.name for one in partners)
    if not any(one.kind in statutory for one in partners):
        return met(
            f"{names}. None of them is a statutory provider, as one source asks."
        )
    return met(f"{names}.")


def named_director(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """A director of the ICS NHS body (PLC-05)."""
    form = _the_form(today, body, "individual_director")
    if form is None:
        return None
    if form.director_id is None:
        return not_met("No director is named.")
    directors = {
        holder.person_id
        for board in today.bodies_of_kind("nhs_body_board")
        for seat, holder in today.filled(board.id)
        if seat.constituency in EXECUTIVES
    }
    if form.director_id in directors:
        return met("A director of the ICS NHS body.")
    nhs_bodies = {
        board.organisation_id for board in today.bodies_of_kind("nhs_body_board")
    }
    if any(
        role.organisation_id in nhs_bodies for role in today.roles_of(form.director_id)
    ):
        return met("A director of the ICS NHS body.")
    return not_met(
        "The person named is not a director of the ICS NHS body on this day."
    )


def contract(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """A lead provider holds a contract with the ICS NHS body (PLC-05)."""
    form = _the_form(today, body, "lead_provider")
    if form is None:
        return None
    if form.lead_id is None:
        return not_met("No lead provider is named.")
    if not form.contract.strip():
        return not_met("The lead provider's contract is not recorded.")
    return met(f"{form.contract}.")


def no_delegation(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """A consultative forum holds no delegated decision or budget (PLC-05)."""
    if _the_form(today, body, "consultative_forum") is None:
        return None
    held = [
        one.function
        for one in today.delegations
        if one.holder_id == body.id and one.kind != "advisory"
    ]
    if held:
        return not_met(f"A forum, yet it holds {listed(held)}.")
    return met("It holds none.")


def leader(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """A place leader, who convenes and represents (PLC-07)."""
    found = [
        one
        for one in today.leads
        if one.kind == "place_leader" and one.body_id == body.id
    ]
    return met("Named.") if found else not_met("Nobody is named.")


def accountability(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """What the place holds stays accountable to the ICS NHS body, by a named route of
    assurance (ICB-11, PLC-10)."""
    held = [one for one in today.delegations if one.holder_id == body.id]
    boards = {one.id for one in today.bodies_of_kind("nhs_body_board")}
    elsewhere = [one.function for one in held if one.accountable_id not in boards]
    unassured = [one.function for one in held if not one.assurance_route.strip()]
    if elsewhere:
        return not_met(f"Accountable elsewhere: {listed(elsewhere)}.")
    if unassured:
        return not_met(f"No route of assurance for {listed(unassured)}.")
    return met(
        f"{len(held)} delegated, each with its route." if held else "It holds none."
    )


def board_seat(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """A seat on the board speaks for the place (PLC-14)."""
    boards = {one.id for one in today.bodies_of_kind("nhs_body_board", "ics_board")}
    seats = [
        seat
        for seat in today.seats.values()
        if seat.represents_id == body.id and seat.body_id in boards
    ]
    if not boards:
        return not_known("There is no board on this day.")
    if not seats:
        return not_met("No seat on the board speaks for it.")
    if not any(today.holders.get(seat.id) for seat in seats):
        return not_met("Its seat is vacant.", [vacancy(today, seats[0])])
    return met(f"{seats[0].title}.")


def population(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """Up to 500,000 people (ICP-01)."""
    if body.population is None:
        return not_known("The number of people is not recorded.")
    words = f"{body.population:,} people, at most {MOST_PEOPLE:,}."
    return met(words) if body.population <= MOST_PEOPLE else not_met(words)


def icp_roles(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """ICP chair, executive leadership and integration lead (ICP-13)."""
    wanted = {
        "icp_chair": "chair",
        "icp_executive": "executive leadership",
        "integration_lead": "integration lead",
    }
    filled = {seat.constituency for seat, _ in today.filled(body.id)}
    missing = [words for key, words in wanted.items() if key not in filled]
    return not_met(f"No {listed(missing)}.") if missing else met("All three filled.")


def _forms(today: Day, body: BodyFact) -> list[FormFact]:
    return [one for one in body.forms if one.covers(today.day)]


def _the_form(today: Day, body: BodyFact, form: str) -> FormFact | None:
    return next((one for one in _forms(today, body) if one.form == form), None)


CHECKS: dict[tuple[str, str], Check] = {
    ("place_partnership", "primary_care"): of_kind("primary_care", "primary_care"),
    ("place_partnership", "local_authority"): of_kind(
        "local_authority", "local_authority"
    ),
    ("place_partnership", "director_of_public_health"): of_kind(
        "director_of_public_health"
    ),
    ("place_partnership", "provider_acute"): provider_of("acute"),
    ("place_partnership", "provider_community"): provider_of("community"),
    ("place_partnership", "provider_mental_health"): provider_of("mental_health"),
    ("place_partnership", "people_representative"): of_kind("people_representative"),
    ("place_partnership", "governance_form"): one_form,
    ("place_partnership", "joint_committee_partner"): joint_partners,
    ("place_partnership", "named_director"): named_director,
    ("place_partnership", "contract"): contract,
    ("place_partnership", "delegation"): no_delegation,
    ("place_partnership", "place_leader"): leader,
    ("place_partnership", "accountability"): accountability,
    ("place_partnership", "ics_board_seat"): board_seat,
    ("place_partnership", "population"): population,
    ("icp_board", "role"): icp_roles,
    ("icp_board", "lay"): of_kind("lay"),
}
