"""The unitary board of the ICS NHS body: RULE-BRD-…; and the board before it."""

from __future__ import annotations

from collections.abc import Iterable

from boards.bodies.rules.facts import (
    AppointmentFact,
    BodyFact,
    Day,
    RuleFact,
    SeatFact,
)
from boards.bodies.rules.findings import (
    Check,
    Outcome,
    least,
    listed,
    met,
    not_known,
    not_met,
    vacancy,
)
from boards.directory.enums import HEALTH_AND_CARE_KINDS

EXECUTIVES = frozenset(
    {
        "chief_executive",
        "executive_finance",
        "executive_nursing",
        "executive_medical",
        "executive_other",
    }
)
PARTNERS = frozenset(
    {
        "partner_trust",
        "partner_primary_care",
        "partner_local_authority",
        "partner_other",
    }
)
INDEPENDENT = frozenset({"chair", "independent_non_executive"})


def sitting(
    today: Day, body: BodyFact, constituencies: Iterable[str]
) -> list[tuple[SeatFact, AppointmentFact]]:
    """Who fills seats of these constituencies, each person once."""
    wanted = frozenset(constituencies)
    return [
        (seat, holder)
        for seat, holder in today.filled(body.id)
        if seat.constituency in wanted
    ]


def seats_filled(*constituencies: str) -> Check:
    """A check that counts filled seats of these constituencies."""

    def check(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
        return count_seats(today, rule, body, constituencies)

    return check


def count_seats(
    today: Day, rule: RuleFact, body: BodyFact, constituencies: Iterable[str]
) -> Outcome:
    """Enough seats filled, and not too many; the vacant ones are named."""
    wanted = frozenset(constituencies)
    filled = sitting(today, body, wanted)
    need = least(rule)
    if rule.maximum is not None and len(filled) > rule.maximum:
        names = listed(seat.title for seat, _ in filled)
        return not_met(f"{len(filled)} filled, at most {rule.maximum}: {names}.")
    if len(filled) >= need:
        return met(f"{_filled_words(filled)}.")
    taken = {seat.id for seat, _ in filled}
    vacant = [
        vacancy(today, seat)
        for seat in today.seats_of(body.id)
        if seat.constituency in wanted and seat.id not in taken
    ]
    missing = need - len(filled)
    if not vacant:
        return not_met(f"{len(filled)} of {need} filled, and no seat for the other.")
    if len(vacant) < missing:
        return not_met(f"{len(filled)} of {need} filled; seats are missing.", vacant)
    return not_met(f"{len(filled)} of {need} filled.", vacant)


def _filled_words(filled: list[tuple[SeatFact, AppointmentFact]]) -> str:
    words = f"{len(filled)} filled"
    designate = sum(1 for _, holder in filled if holder.capacity == "designate")
    return f"{words}, {designate} of them designate" if designate else words


def chief_executive(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """One, who is the accountable officer (ICB-17): the mark is on exactly one member."""
    counted = count_seats(today, rule, body, {"chief_executive"})
    if counted.verdict != "met":
        return counted
    marked = [
        seat for seat, holder in today.filled(body.id) if holder.is_accountable_officer
    ]
    if not marked:
        return not_known("Filled; nobody is marked as the accountable officer.")
    if len(marked) > 1:
        names = listed(seat.title for seat in marked)
        return not_met(f"Several are marked as the accountable officer: {names}.")
    if marked[0].constituency != "chief_executive":
        return not_met(f"The accountable officer is {marked[0].title}.")
    return met("Filled; the accountable officer.")


def independent(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """No position in another health or care organisation of the footprint, unless an
    exception is recorded (ICB-14)."""
    breaches, exceptions, unasked = [], 0, []
    members = sitting(today, body, INDEPENDENT)
    for seat, holder in members:
        held = _positions(today, body, holder)
        if held and holder.exception.strip():
            exceptions += 1
        elif held:
            breaches.append(f"{seat.title} ({listed(held)})")
        elif not holder.roles_checked:
            unasked.append(seat.title)
    if breaches:
        return not_met(
            f"A position elsewhere, no exception recorded: {listed(breaches)}."
        )
    if unasked:
        return not_known(f"Positions elsewhere were not asked of {listed(unasked)}.")
    if not members:
        return not_known("No independent member is appointed.")
    clear = f"{len(members) - exceptions} clear"
    return met(
        f"{clear}, {exceptions} with an exception." if exceptions else f"{clear}."
    )


def _positions(today: Day, body: BodyFact, holder: AppointmentFact) -> list[str]:
    found = []
    for role in today.roles_of(holder.person_id):
        there = today.organisations.get(role.organisation_id)
        if there is None or there.id == body.organisation_id:
            continue  # outside the footprint, or the body itself
        if there.kind in HEALTH_AND_CARE_KINDS or there.services_on(today.day):
            found.append(f"{role.title}, {there.name}")
    if holder.nominated_by_id not in (None, body.organisation_id):
        there = today.organisations.get(holder.nominated_by_id)
        if there is not None and there.kind in HEALTH_AND_CARE_KINDS:
            found.append(f"nominated by {there.name}")
    return found


def executives_employed(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """Executives are employed by the body (ICB-15)."""
    executives = sitting(today, body, EXECUTIVES)
    if body.organisation_id is None:
        return not_known("The body is not linked to its organisation.")
    elsewhere = [
        seat.title
        for seat, holder in executives
        if holder.employer_id not in (None, body.organisation_id)
    ]
    unsaid = [seat.title for seat, holder in executives if holder.employer_id is None]
    if elsewhere:
        return not_met(f"Employed elsewhere: {listed(elsewhere)}.")
    if unsaid or not executives:
        return not_known(f"No employer is recorded for {listed(unsaid) or 'anybody'}.")
    return met(f"{len(executives)} employed by the body. Full time is not recorded.")


def all_members(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """The smallest lawful board (RULE-BRD-13), the largest where a body set one, and one
    seat a person (RULE-BRD-16)."""
    if rule.minimum is None and rule.maximum is None:
        return one_seat_a_person(today, body)
    filled = [pair for pair in today.filled(body.id) if pair[0].is_voting]
    if rule.maximum is not None and len(filled) > rule.maximum:
        return not_met(f"{len(filled)} members, at most {rule.maximum}.")
    if rule.minimum is None:
        return met(f"{len(filled)} members, at most {rule.maximum}.")
    need = least(rule)
    words = f"{len(filled)} members, at least {need}."
    return met(words) if len(filled) >= need else not_met(words)


def one_seat_a_person(today: Day, body: BodyFact) -> Outcome:
    """Nobody fills two seats of one board."""
    held: dict[int, list[str]] = {}
    for seat in today.seats_of(body.id):
        for holder in today.holders.get(seat.id, ()):
            held.setdefault(holder.person_id, []).append(seat.title)
    twice = [listed(titles) for titles in held.values() if len(titles) > 1]
    if twice:
        return not_met(f"Held by one person: {'; '.join(twice)}.")
    return met("Nobody holds two seats.")


def majority(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """Advice, not a rule: non-executives in the majority (ICB-24)."""
    members = [pair for pair in today.filled(body.id) if pair[0].is_voting]
    outside = [pair for pair in members if pair[0].constituency in INDEPENDENT]
    words = f"{len(outside)} of {len(members)} are independent non-executives."
    return met(words) if 2 * len(outside) > len(members) else not_met(words)


def independents(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """RULE-BRD-03 is about their other positions, RULE-BRD-90 about their number."""
    if rule.check == "advisory":
        return majority(today, rule, body)
    return independent(today, rule, body)


def chair_and_deputy(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """A chair, and a deputy who takes over when the chair is conflicted."""
    filled = {seat.constituency for seat, _ in today.filled(body.id)}
    missing = [
        words
        for key, words in (("chair", "chair"), ("deputy_chair", "deputy chair"))
        if key not in filled
    ]
    if missing:
        return not_met(
            f"No {listed(missing)}.", [words.capitalize() for words in missing]
        )
    return met("Both filled.")


CHECKS: dict[tuple[str, str], Check] = {
    ("icb_board", "chair"): seats_filled("chair"),
    (
        "icb_board",
        "independent_non_executive_excluding_chair",
    ): seats_filled("independent_non_executive"),
    ("icb_board", "independent_non_executive"): independents,
    ("icb_board", "chief_executive"): chief_executive,
    ("icb_board", "executive_finance"): seats_filled("executive_finance"),
    ("icb_board", "executive_nursing"): seats_filled("executive_nursing"),
    ("icb_board", "executive_medical"): seats_filled("executive_medical"),
    ("icb_board", "executive"): executives_employed,
    ("icb_board", "partner"): seats_filled(*PARTNERS),
    ("icb_board", "partner_trust"): seats_filled("partner_trust"),
    ("icb_board", "partner_primary_care"): seats_filled("partner_primary_care"),
    ("icb_board", "partner_local_authority"): seats_filled("partner_local_authority"),
    ("icb_board", "all"): all_members,
    ("ics_board_2020", "chair_and_deputy"): chair_and_deputy,
}
