"""Who must be named, and which bodies must be there."""

from __future__ import annotations

from boards.bodies.enums import CommitteeType, Constituency, LeadKind
from boards.bodies.rules.facts import BodyFact, Day
from boards.bodies.rules.findings import Outcome, listed, met, not_known, not_met
from boards.directory.enums import NHS_KINDS, OrganisationKind
from boards.duties.rules.facts import Asked

HELD_TO_ACCOUNT = {
    Constituency.CHAIR: "chair",
    Constituency.CHIEF_EXECUTIVE: "chief executive",
}
"""Through whom NHS England holds the NHS body to account (ACC-08)."""


def chair_and_chief_executive(asked: Asked) -> Outcome:
    """Both seats of the board are filled (ACC-08)."""
    holders = {
        seat.constituency: holder.person
        for seat, holder in asked.today.filled(asked.body.id)
    }
    missing = [words for key, words in HELD_TO_ACCOUNT.items() if key not in holders]
    if missing:
        return not_met(f"Nobody sits as {listed(missing)}.")
    named = (f"{words}: {holders[key]}" for key, words in HELD_TO_ACCOUNT.items())
    return met(f"{_capital('; '.join(named))}.")


def parity(asked: Asked) -> Outcome:
    """As many NHS organisations as councils are members; the ratio is said (PTN-21)."""
    kinds = [one.kind for one in asked.today.members_of(asked.body)]
    nhs = sum(kind in NHS_KINDS for kind in kinds)
    councils = kinds.count(OrganisationKind.LOCAL_AUTHORITY)
    if not nhs and not councils:
        return not_known("No member organisation is recorded.")
    words = f"NHS organisations: {nhs}; councils: {councils}."
    return met(words) if nhs == councils else not_met(words)


def partner_nominees(asked: Asked) -> Outcome:
    """Whose chief executive or nominee each partner member is (ICB-19)."""
    members = [
        holder
        for seat, holder in asked.today.filled(asked.body.id)
        if seat.constituency.startswith("partner_")
    ]
    if not members:
        return not_known("No partner member is recorded.")
    unsaid = [one.person for one in members if one.nominated_by_id is None]
    if unsaid:
        return not_known(f"Nobody said who nominated {listed(unsaid)}.")
    return met(f"Partner members: {len(members)}, each with who nominated them.")


def people_governance(asked: Asked) -> Outcome:
    """A people committee, or a lead who is named (PPL-01)."""
    committees = _committees(asked.today, CommitteeType.PEOPLE)
    if committees:
        return met(f"{listed(one.name for one in committees)}.")
    leads = _leads(asked, LeadKind.PEOPLE_LEAD)
    if leads:
        return met(f"People lead: {listed(leads)}.")
    return not_met("There is no people committee, and nobody is named as people lead.")


def quality_arrangements(asked: Asked) -> Outcome:
    """A quality lead and a system quality group (QUA-05)."""
    leads = _leads(asked, LeadKind.QUALITY_LEAD)
    groups = asked.today.bodies_of_kind("system_quality_group")
    missing = [
        words
        for words, found in (
            ("Nobody is named as quality lead.", leads),
            ("There is no system quality group.", groups),
        )
        if not found
    ]
    if missing:
        return not_met(" ".join(missing))
    return met(f"{listed(leads)}; {listed(one.name for one in groups)}.")


def clinical_body(asked: Asked) -> Outcome:
    """A clinical and professional committee of the place, or one of the system
    (ICP-10)."""
    found = _committees(asked.today, CommitteeType.CLINICAL)
    own = [one for one in found if _belongs_to(one, asked)]
    if own:
        return met(f"{listed(one.name for one in own)}.")
    shared = [one for one in found if not _is_of_a_place(one, asked.today)]
    if shared:
        return met(f"Of the system: {listed(one.name for one in shared)}.")
    return not_met("There is no clinical and professional body of the place or system.")


def _committees(today: Day, kind: str) -> list[BodyFact]:
    found = (one for one in today.bodies.values() if one.committee_type == kind)
    return sorted(found, key=lambda one: one.name)


def _leads(asked: Asked, kind: str) -> list[str]:
    return [
        one.person
        for one in asked.today.leads
        if one.kind == kind and one.body_id == asked.body.id
    ]


def _parents(one: BodyFact, today: Day) -> set[int | None]:
    return {each.body_id for each in one.parents if each.covers(today.day)}


def _belongs_to(one: BodyFact, asked: Asked) -> bool:
    of_the_place = one.place_id is not None and one.place_id == asked.body.place_id
    return of_the_place or asked.body.id in _parents(one, asked.today)


def _is_of_a_place(one: BodyFact, today: Day) -> bool:
    places = {body.id for body in today.bodies_of_kind("place_partnership")}
    return one.place_id is not None or bool(places & _parents(one, today))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
