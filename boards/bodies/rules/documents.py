"""What the ICS NHS body must have beside its board: RULE-ICB-…."""

from __future__ import annotations

from boards.bodies.rules.facts import BodyFact, Day, DocumentFact, RuleFact
from boards.bodies.rules.findings import (
    Check,
    Outcome,
    listed,
    met,
    not_known,
    not_met,
)
from boards.directory.enums import NHS_KINDS

MOU_YEARS = (2021, 2022)
"""The financial years the framework asks a memorandum for, each by the year it begins."""

ENGAGEMENT_SECTIONS = {
    "involvement_in_decisions": "involvement in decisions",
    "gathering_intelligence": "gathering intelligence",
}
"""The two sections a people-and-communities strategy must have (ENG-03)."""


def in_force(kind: str, name: str) -> Check:
    """A document of the kind is in force on the day."""

    def check(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
        found = _of(today, kind, body)
        if not found:
            return not_met(f"There is no {name}.")
        return met(f"{found[0].title}.")

    return check


def published_map(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """In force and published (FDM-01)."""
    found = _of(today, "functions_and_decisions_map", body)
    if not found:
        return not_met("No functions and decisions map has been published.")
    one = found[0]
    if one.published_on is None or one.published_on > today.day:
        return not_met(f"{one.title} is not published.")
    return met(f"{one.title}, published on {one.published_on:%-d %B %Y}.")


def constitution(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """Approved by NHS England, with the appointment of partner members."""
    found = _of(today, "constitution", body)
    if not found:
        return not_met("There is no constitution.")
    one = found[0]
    if one.approved_on is None or one.approved_on > today.day:
        return not_met(f"{one.title} is not approved by NHS England.")
    if "nhs england" not in one.approved_by.casefold():
        return not_known(
            f"Approved on {one.approved_on:%-d %B %Y}; by whom is not said."
        )
    clause = one.sections.get("partner_appointment")
    if clause is None:
        return not_known(
            "Whether it sets how partner members are appointed is not said."
        )
    if not clause:
        return not_met("It does not set how partner members are appointed.")
    return met(f"Approved by NHS England on {one.approved_on:%-d %B %Y}.")


def memoranda(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """One for each of the two years, once that year has begun (ACC-03)."""
    year = today.day.year if today.day.month >= 4 else today.day.year - 1
    wanted = [one for one in MOU_YEARS if one <= year]
    # A memorandum is of its year and is on record afterwards.
    held = {
        one.financial_year
        for one in today.facts.documents
        if one.kind == "mou"
        and one.body_id == body.id
        and (one.starts_on is None or one.starts_on <= today.day)
    }
    missing = [f"{one}/{(one + 1) % 100:02}" for one in wanted if one not in held]
    if missing:
        return not_met(f"There is none for {listed(missing)}.")
    if not wanted:
        return met("None is due yet: the first is for 2021/22.")
    return met(f"{len(wanted)} on record.")


def engagement(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """With both of its sections (ENG-02, ENG-03)."""
    found = _of(today, "engagement_strategy", body)
    if not found:
        return not_met("There is no people and communities strategy.")
    sections = found[0].sections
    lacking = [
        words
        for key, words in ENGAGEMENT_SECTIONS.items()
        if key in sections and not sections[key]
    ]
    unsaid = [
        words for key, words in ENGAGEMENT_SECTIONS.items() if key not in sections
    ]
    if lacking:
        return not_met(f"It has no section on {listed(lacking)}.")
    if unsaid:
        return not_known(f"Whether it has a section on {listed(unsaid)} is not said.")
    return met(f"{found[0].title}, with both sections.")


def agreement_with_all(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """Every NHS body of the footprint is a party (RULE-ICB-07)."""
    found = _of(today, "scfma", body)
    if not found:
        return not_met("There is no such agreement.")
    parties = found[0].party_ids
    missing = [
        one.name
        for one in today.organisations.values()
        if one.kind in NHS_KINDS and one.id not in parties
    ]
    if missing:
        return not_met(f"Not a party: {listed(sorted(missing))}.")
    if not footprint_is_confirmed(today):
        return not_known(
            "All NHS bodies in the directory are parties, and the footprint is not confirmed."
        )
    return met(f"{len(parties)} parties, every NHS body among them.")


def plan_with_regard(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """A plan for the health needs of the population, made with regard to the strategy of
    the Partnership (ICB-04)."""
    found = _of(today, "system_plan", body)
    if not found:
        return not_met("There is no plan for the health needs of the population.")
    if not any(one.regards_strategy for one in found):
        return not_met(f"{found[0].title} names no strategy of the Partnership.")
    return met(f"{found[0].title}, with regard to the strategy.")


def digital_lead(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """Named; the earlier paper asks for a member of the board (DIG-03)."""
    found = [
        one
        for one in today.leads
        if one.kind == "digital_sro" and one.body_id == body.id
    ]
    if not found:
        return not_met("Nobody is named.")
    members = {holder.person_id for _, holder in today.filled(body.id)}
    if found[0].person_id in members:
        return met("Named; a member of the board.")
    return met(
        "Named. Not a member of the board, as the paper of November 2020 wished."
    )


def quality_group(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """A system quality group (QUA-02)."""
    found = today.bodies_of_kind("system_quality_group")
    if found:
        return met(f"{listed(one.name for one in found)}.")
    return not_met("There is no system quality group.")


def has_partnership(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """A Partnership of its own, beside the board (ICB-26, PTN-01)."""
    found = today.bodies_of_kind("partnership")
    if not found:
        return not_met("There is no ICS Partnership.")
    if len(found) > 1:
        names = listed(one.name for one in found)
        return not_met(f"There is more than one Partnership: {names}.")
    return met(f"{found[0].name}.")


def footprint_is_confirmed(today: Day) -> bool:
    """Whether somebody has said that every organisation is listed."""
    return today.facts.footprint_confirmed_on is not None


def _of(today: Day, kind: str, body: BodyFact) -> list[DocumentFact]:
    return [one for one in today.documents_of(kind) if one.body_id == body.id]


CHECKS: dict[tuple[str, str], Check] = {
    ("icb", "functions_and_decisions_map"): published_map,
    ("icb", "constitution"): constitution,
    ("icb", "mou"): memoranda,
    ("icb", "vcse_agreement"): in_force(
        "vcse_agreement", "agreement with the voluntary sector"
    ),
    ("icb", "digital_sro"): digital_lead,
    ("icb", "engagement_strategy"): engagement,
    ("icb", "scfma"): agreement_with_all,
    ("icb", "system_plan"): plan_with_regard,
    ("icb", "system_quality_group"): quality_group,
    ("icb", "ics_partnership"): has_partnership,
}
