"""The ICS Partnership: RULE-PTN-…."""

from __future__ import annotations

from boards.bodies.rules.documents import footprint_is_confirmed
from boards.bodies.rules.facts import BodyFact, Day, OrganisationFact, RuleFact
from boards.bodies.rules.findings import (
    Check,
    Outcome,
    listed,
    met,
    not_known,
    not_met,
)
from boards.directory.enums import TRUST_KINDS


def nhs_body(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """The ICS NHS body is a member; it is enough for the NHS (PTN-08)."""
    members = {one.id for one in today.members_of(body)}
    boards = today.bodies_of_kind("nhs_body_board")
    if not boards:
        return not_known("There is no ICS NHS body on this day.")
    unlinked = [one for one in boards if one.organisation_id is None]
    if unlinked:
        return not_known(f"{unlinked[0].name} is not linked to its organisation.")
    missing = [one.name for one in boards if one.organisation_id not in members]
    if missing:
        return not_met(f"Not a member: {listed(missing)}.")
    return met("A member.")


def councils(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """Every upper-tier council of the footprint (PTN-08)."""
    members = {one.id for one in today.members_of(body)}
    authorities = [
        one for one in today.organisations.values() if one.kind == "local_authority"
    ]
    wanted = [one for one in authorities if one.is_upper_tier]
    unsaid = [one for one in authorities if one.is_upper_tier is None]
    missing = [one.name for one in wanted if one.id not in members]
    if missing:
        return not_met(f"Not a member: {listed(sorted(missing))}.")
    if unsaid:
        names = listed(sorted(one.name for one in unsaid))
        return not_known(f"Whether it provides social care is not said of {names}.")
    if not footprint_is_confirmed(today):
        return not_known(
            "All known councils are members. Whether the directory has every council of "
            "the footprint is not confirmed."
        )
    if not wanted:
        return not_known("No upper-tier council is in the directory.")
    return met(f"{len(wanted)} of {len(wanted)} are members.")


def legal_form(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """A committee or forum, not a corporate body (PTN-03)."""
    if not body.legal_form:
        return not_known("The legal form is not recorded.")
    if body.legal_form in {"committee", "forum"}:
        return met(f"A {body.legal_form}.")
    return not_met("Recorded as a corporate body.")


def chair_agreement(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """Agreed by the NHS body and at least one council, with role, term and
    accountabilities (PTN-02)."""
    found = [
        one for one in today.documents_of("chair_agreement") if one.body_id == body.id
    ]
    if not found:
        return not_met("No agreement on the chair is recorded.")
    parties = [
        today.organisations[i] for i in found[0].party_ids if i in today.organisations
    ]
    lacking = []
    if not any(one.kind == "icb" for one in parties):
        lacking.append("the ICS NHS body")
    if not any(one.kind == "local_authority" for one in parties):
        lacking.append("a council")
    if lacking:
        return not_met(f"Not agreed by {listed(lacking)}.")
    unsaid = [
        words
        for key, words in (
            ("role", "the role"),
            ("term", "the term of office"),
            ("accountabilities", "the accountabilities"),
        )
        if not found[0].sections.get(key)
    ]
    if unsaid:
        return not_known(f"The agreement says nothing of {listed(unsaid)}.")
    return met(f"Agreed by {len(parties)} parties.")


def providers(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """All providers, by the wish of one source; another makes the NHS body enough."""
    members = {one.id for one in today.members_of(body)}
    trusts = [one for one in today.organisations.values() if _provides(today, one)]
    missing = sorted(one.name for one in trusts if one.id not in members)
    if not trusts:
        return not_known("No provider is in the directory.")
    if missing:
        return not_met(f"Not a member: {listed(missing)}.")
    return met(f"All {len(trusts)} are members.")


def _provides(today: Day, one: OrganisationFact) -> bool:
    is_trust = one.kind in TRUST_KINDS
    services = one.services_on(today.day) - {"social_care"}
    return is_trust or (bool(services) and one.kind != "local_authority")


CHECKS: dict[tuple[str, str], Check] = {
    ("ics_partnership", "ics_nhs_body"): nhs_body,
    ("ics_partnership", "upper_tier_local_authority"): councils,
    ("ics_partnership", "legal_form"): legal_form,
    ("ics_partnership", "chair_agreement_parties"): chair_agreement,
    ("ics_partnership", "provider"): providers,
}
