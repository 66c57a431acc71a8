"""What is known of a system, over all time; read once and asked for any day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A first and a last day, both included; ``None`` is open."""

    starts_on: date | None = None
    ends_on: date | None = None

    def covers(self, day: date) -> bool:
        """Whether this is in force on the day."""
        return (self.starts_on is None or self.starts_on <= day) and (
            self.ends_on is None or day <= self.ends_on
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFact(Span):
    """A service of an organisation: ``acute``, ``mental_health`` and so on."""

    service: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFact(Span):
    """An organisation of the footprint. ``is_upper_tier`` is None where nobody said."""

    id: int
    name: str
    kind: str
    is_upper_tier: bool | None = None
    services: tuple[ServiceFact, ...] = ()

    def services_on(self, day: date) -> frozenset[str]:
        """What it provides on the day; empty also where nothing was recorded."""
        return frozenset(each.service for each in self.services if each.covers(day))

    @property
    def has_known_services(self) -> bool:
        """Whether anybody ever recorded a service of it."""
        return bool(self.services)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentFact(Span):
    """Whence a body's authority comes: another body or an organisation."""

    body_id: int | None = None
    organisation_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFact(Span):
    """An organisation's membership of a body."""

    organisation_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFact(Span):
    """The form of a place or collaborative, with what each form asks for."""

    form: str
    partner_ids: frozenset[int] = frozenset()
    director_id: int | None = None
    lead_id: int | None = None
    contract: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveFact(Span):
    """An objective; ``priority`` is the system priority it serves, or empty."""

    text: str
    priority: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyFact(Span):
    """A body. ``population`` is that of its place, or None where nobody said."""

    id: int
    name: str
    kind: str
    rule_words: tuple[str, ...] = ()
    committee_type: str = ""
    authority: str = ""
    legal_form: str = ""
    organisation_id: int | None = None
    system_ids: frozenset[int] = frozenset()
    place_id: int | None = None
    population: int | None = None
    parents: tuple[ParentFact, ...] = ()
    members: tuple[MemberFact, ...] = ()
    forms: tuple[FormFact, ...] = ()
    objectives: tuple[ObjectiveFact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatFact(Span):
    """A seat. ``represents_id`` is the body it speaks for."""

    id: int
    body_id: int
    title: str
    constituency: str
    is_voting: bool = True
    represents_id: int | None = None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentFact(Span):
    """A person in a seat. Deputies do not fill a seat and are not among these.

    ``knows_mental_health`` is None where nobody said.
    """

    id: int
    seat_id: int
    person_id: int
    person: str
    capacity: str = "confirmed"
    nominated_by_id: int | None = None
    employer_id: int | None = None
    is_accountable_officer: bool = False
    exception: str = ""
    knows_mental_health: bool | None = None
    roles_checked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideRoleFact(Span):
    """A position a person holds in an organisation."""

    person_id: int
    organisation_id: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadFact(Span):
    """Somebody named for a post."""

    body_id: int
    person_id: int
    person: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFact(Span):
    """A version of a document. ``sections``: what it covers; a missing key is not known.

    ``regards_strategy``: it was made with regard to the Partnership's strategy.
    """

    body_id: int
    kind: str
    title: str
    financial_year: int | None = None
    approved_on: date | None = None
    approved_by: str = ""
    published_on: date | None = None
    party_ids: frozenset[int] = frozenset()
    regards_strategy: bool = False
    sections: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionFact(Span):
    """Something the system does. ``reason`` says why it is not done closer to people."""

    id: int
    name: str
    level: str
    reason: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeLineFact(Span):
    """Who has a function at a place: ``retained`` by the partner, ``place``, or ``none``
    where it is no function of the partner. ``limit`` is in pounds, None without one."""

    body_id: int
    function_id: int
    partner_id: int
    held_by: str
    limit: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationFact(Span):
    """Who holds a function. ``holder_id`` is None where an officer holds it."""

    function: str
    kind: str
    holder_id: int | None
    accountable_id: int
    assurance_route: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFact(Span):
    """A rule of composition. ``minimum`` is a number, ``"all"`` or None.

    ``body_id`` is set for a rule a body made for itself.
    """

    rule_id: str
    body_kind: str
    text: str
    constituency: str
    check: str
    minimum: int | str | None = None
    maximum: int | None = None
    sources: tuple[str, ...] = ()
    applies_if: str = ""
    body_id: int | None = None


S = TypeVar("S", bound=Span)


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemFacts:
    """A whole system. ``footprint_is_complete``: somebody confirmed that every
    organisation of the footprint is listed."""

    system_id: int
    name: str
    footprint_confirmed_on: date | None = None
    organisations: tuple[OrganisationFact, ...] = ()
    bodies: tuple[BodyFact, ...] = ()
    seats: tuple[SeatFact, ...] = ()
    appointments: tuple[AppointmentFact, ...] = ()
    outside_roles: tuple[OutsideRoleFact, ...] = ()
    leads: tuple[LeadFact, ...] = ()
    documents: tuple[DocumentFact, ...] = ()
    delegations: tuple[DelegationFact, ...] = ()
    functions: tuple[FunctionFact, ...] = ()
    scheme_lines: tuple[SchemeLineFact, ...] = ()

    def on(self, day: date) -> Day:
        """The system as it is on one day."""
        return Day(self, day)


class Day:
    """What holds on one day, found quickly. Made by ``SystemFacts.on``."""

    def __init__(self, facts: SystemFacts, day: date) -> None:
        self.day = day
        self.facts = facts
        self.organisations = {o.id: o for o in _on(facts.organisations, day)}
        self.bodies = {b.id: b for b in _on(facts.bodies, day)}
        self.seats = {
            s.id: s for s in _on(facts.seats, day) if s.body_id in self.bodies
        }
        self._seats_of: dict[int, list[SeatFact]] = defaultdict(list)
        for seat in sorted(self.seats.values(), key=lambda s: (s.position, s.id)):
            self._seats_of[seat.body_id].append(seat)
        self.holders: dict[int, list[AppointmentFact]] = defaultdict(list)
        for appointment in _on(facts.appointments, day):
            if appointment.seat_id in self.seats:
                self.holders[appointment.seat_id].append(appointment)
        self._roles: dict[int, list[OutsideRoleFact]] = defaultdict(list)
        for role in _on(facts.outside_roles, day):
            self._roles[role.person_id].append(role)
        self.leads = tuple(_on(facts.leads, day))
        self.documents = tuple(_on(facts.documents, day))
        self.delegations = tuple(_on(facts.delegations, day))
        self.functions = tuple(_on(facts.functions, day))
        self.scheme_lines = tuple(_on(facts.scheme_lines, day))
        self.children: dict[int, list[BodyFact]] = defaultdict(list)
        for body in self.bodies.values():
            for parent in _on(body.parents, day):
                if parent.body_id is not None:
                    self.children[parent.body_id].append(body)

    def seats_of(self, body_id: int) -> list[SeatFact]:
        """The seats of a body, in their order."""
        return self._seats_of.get(body_id, [])

    def roles_of(self, person_id: int) -> list[OutsideRoleFact]:
        """The positions a person holds elsewhere."""
        return self._roles.get(person_id, [])

    def filled(self, body_id: int) -> list[tuple[SeatFact, AppointmentFact]]:
        """Each person of the body once, in the first seat they hold there.

        One person holds one seat: a second seat of the same person is not counted
        (RULE-BRD-16).
        """
        seen: set[int] = set()
        found = []
        for seat in self.seats_of(body_id):
            for holder in self.holders.get(seat.id, ()):
                if holder.person_id not in seen:
                    seen.add(holder.person_id)
                    found.append((seat, holder))
                    break
        return found

    def members_of(self, body: BodyFact) -> list[OrganisationFact]:
        """The organisations that are members of a body, by membership or by seat."""
        ids = {member.organisation_id for member in _on(body.members, self.day)}
        ids |= {
            holder.nominated_by_id
            for _, holder in self.filled(body.id)
            if holder.nominated_by_id is not None
        }
        return [self.organisations[i] for i in sorted(ids) if i in self.organisations]

    def bodies_of_kind(self, *kinds: str) -> list[BodyFact]:
        """The bodies of these kinds."""
        return [body for body in self.bodies.values() if body.kind in kinds]

    def documents_of(self, kind: str) -> list[DocumentFact]:
        """The documents of a kind that are in force."""
        return [one for one in self.documents if one.kind == kind]

    def vacant_since(self, seat: SeatFact) -> date | None:
        """The last day the seat was held before this one, or None if it never was."""
        ended = [
            one.ends_on
            for one in self.facts.appointments
            if one.seat_id == seat.id and one.ends_on and one.ends_on < self.day
        ]
        return max(ended, default=None)


def _on(spans: Iterable[S], day: date) -> Iterable[S]:
    return (span for span in spans if span.covers(day))
