"""The page of one body on a day: rows that a template and a spreadsheet can print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from boards.bodies.enums import (
    RULE_WORDS,
    Authority,
    BodyKind,
    BodyStatus,
    Capacity,
    CommitteeType,
    Constituency,
    LegalForm,
)
from boards.bodies.models import Body, Delegation, TermsOfReference
from boards.bodies.presenters.structure import FindingRow, rows
from boards.bodies.rules.days import ONE_DAY
from boards.bodies.selectors.body import BodyOn, DocumentOn, SeatOn
from boards.directory.models import Organisation, Person
from ics_portal.core.money import pounds
from ics_portal.core.web.words import listed, shortday

_STANDING_CHIPS = {
    BodyStatus.PROPOSED: "quiet",
    BodyStatus.SHADOW: "info",
    BodyStatus.STATUTORY: "ok",
}


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere, or nowhere where there is no page."""

    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat and its holder. ``vacancy`` says since when nobody holds it; ``next`` who
    comes; ``appointment_id`` is 0 where it is vacant."""

    seat_id: int
    appointment_id: int
    title: str
    constituency: str
    votes: bool
    clause: str
    represents: str
    holder: Link | None
    capacity: str
    is_designate: bool
    nominated_by: str
    employer: str
    since: date | None
    until: date | None
    is_officer: bool
    exception: str
    deputies: tuple[str, ...]
    vacancy: str
    next: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    """An organisation that is a member."""

    member_id: int
    organisation: Link
    since: date | None
    note: str


@dataclass(frozen=True, slots=True)
class LeadRow:
    """Somebody named for a post; ``responsibility`` says who gave executive power."""

    lead_id: int
    kind: str
    person: Link
    since: date | None
    responsibility: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document with the version in force, or none."""

    instrument_id: int
    kind: str
    title: str
    version: str
    since: date | None
    approved: str
    review_on: date | None
    parties: int
    regard_to: str


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """Who decides about a function, and to whom that stays accountable."""

    function: str
    kind: str
    holder: str
    limit: str
    accountable: str
    route: str
    instrument: str


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """What a body is for; ``priority`` is the one of the system it serves."""

    objective_id: int
    text: str
    priority: str
    can_end: bool


@dataclass(frozen=True, slots=True)
class BodyPage:
    """Everything the page of a body prints. ``facts`` and ``terms`` are (key, value);
    ``has_rules`` where rules of composition speak of such a body."""

    body: Body
    day: date
    caption: str
    standing: tuple[str, str] | None
    is_over: str
    facts: tuple[tuple[str, str], ...]
    parents: tuple[Link, ...]
    children: tuple[Link, ...]
    form: tuple[tuple[str, str], ...]
    terms: tuple[tuple[str, str], ...]
    seats: tuple[SeatRow, ...]
    seats_words: str
    members: tuple[MemberRow, ...]
    leads: tuple[LeadRow, ...]
    documents: tuple[DocumentRow, ...]
    delegations: tuple[DelegationRow, ...]
    objectives: tuple[ObjectiveRow, ...]
    findings: tuple[FindingRow, ...]
    has_rules: bool


def body_page(found: BodyOn) -> BodyPage:
    """Put what was read into words."""
    body = found.body
    seats = tuple(seat_row(one) for one in found.seats)
    filled = sum(1 for one in seats if one.holder)
    standing = found.standing
    return BodyPage(
        body=body,
        day=found.day,
        caption=f"{body.get_kind_display()} · {body.system}",
        standing=(
            (
                str(standing.get_status_display()),
                _STANDING_CHIPS[BodyStatus(standing.status)],
            )
            if standing
            else None
        ),
        is_over=_other_days(body, found.day),
        facts=_facts(found),
        parents=tuple(
            body_link(one.parent, found.day)
            if one.parent
            else link_to(one.organisation)
            for one in found.parents
        ),
        children=tuple(body_link(one, found.day) for one in found.children),
        form=_form(found),
        terms=terms_facts(found.terms),
        seats=seats,
        seats_words=f"{filled} of {len(seats)} filled" if seats else "",
        members=tuple(
            MemberRow(one.pk, link_to(one.organisation), one.starts_on, one.note)
            for one in found.members
        ),
        leads=tuple(
            LeadRow(
                lead_id=one.pk,
                kind=str(one.get_kind_display()),
                person=link_to(one.person),
                since=one.starts_on,
                responsibility=(
                    f"Executive responsibility from {one.responsibility_from}"
                    if one.responsibility_from
                    else ""
                ),
            )
            for one in found.leads
        ),
        documents=tuple(document_row(one) for one in found.documents),
        delegations=tuple(delegation_row(one) for one in found.delegations),
        objectives=tuple(
            ObjectiveRow(one.pk, one.text, one.priority, one.ends_on is None)
            for one in found.objectives
        ),
        findings=rows(found.findings, by_rule=False),
        has_rules=BodyKind(body.kind) in RULE_WORDS,
    )


def body_link(body: Body, day: date | None = None) -> Link:
    """The page of a body, on the same day."""
    address = reverse("bodies:body", kwargs={"slug": body.slug})
    return Link(body.name, f"{address}?on={day.isoformat()}" if day else address)


def link_to(thing: Person | Organisation | None) -> Link:
    """A person or an organisation, with its page."""
    if thing is None:
        return Link("")
    name = "person" if isinstance(thing, Person) else "organisation"
    return Link(str(thing), reverse(f"directory:{name}", kwargs={"pk": thing.pk}))


def _other_days(body: Body, day: date) -> str:
    if body.ends_on and body.ends_on < day:
        return f"It ended on {shortday(body.ends_on)}."
    if body.starts_on and body.starts_on > day:
        return f"It begins on {shortday(body.starts_on)}."
    return ""


def _facts(found: BodyOn) -> tuple[tuple[str, str], ...]:
    body = found.body
    committee, legal, authority = "", "", ""
    if body.committee_type:
        committee = str(CommitteeType(body.committee_type).label)
    if body.legal_form:
        legal = str(LegalForm(body.legal_form).label)
    if body.authority:
        authority = str(Authority(body.authority).label)
    facts = (
        ("Code", body.code),
        ("Committee", committee),
        ("Legal form", legal),
        ("Authority", authority),
        ("Board of", str(body.organisation or "")),
        ("Place", str(body.place or "")),
        ("Follows", str(body.successor_of or "")),
        ("Followed by", listed(body.successors.all())),
        ("From", shortday(body.starts_on)),
        ("To", shortday(body.ends_on)),
    )
    return tuple((key, value) for key, value in facts if value)


def _form(found: BodyOn) -> tuple[tuple[str, str], ...]:
    form = found.form
    if form is None:
        return ()
    facts = (
        ("Form", str(form.get_form_display())),
        ("Since", shortday(form.starts_on)),
        ("Partners", listed(form.partners.all())),
        ("Director", str(form.director or "")),
        ("Lead provider", str(form.lead or "")),
        ("Contract", form.contract),
    )
    return tuple((key, value) for key, value in facts if value)


_YES = {True: "Yes", False: "No", None: "Not said"}


def terms_facts(terms: TermsOfReference | None) -> tuple[tuple[str, str], ...]:
    """What a version of the terms of reference says; nothing where there is none."""
    if terms is None:
        return ()
    share = f"{terms.quorum_share} per cent of voting members"
    quorum = [share] if terms.quorum_share else []
    quorum += [
        f"{line.minimum} of {quorum_names(line.constituencies)}"
        for line in terms.quorum.all()
    ]
    facts = (
        ("Version", str(terms.version)),
        ("In force from", shortday(terms.starts_on)),
        ("Meets in public", _YES[terms.is_public]),
        ("Quorum", "; ".join(quorum) or "Not said"),
        ("Decides by", terms.decides_by),
        ("Chair’s powers", terms.chairs_powers),
        ("Deputies", _YES[terms.allows_deputies]),
        (
            "Approved",
            listed_by(shortday(terms.approved_on), terms.approved_by),
        ),
    )
    return tuple((key, value) for key, value in facts if value)


def quorum_names(constituencies: Iterable[str]) -> str:
    """``Director of nursing or Medical director``."""
    return " or ".join(str(Constituency(one).label) for one in constituencies)


def listed_by(day: str, who: str) -> str:
    """``2 Dec 2020 by NHS England``; what is missing is left out."""
    return f"{day} by {who}".strip() if who else day


def seat_row(found: SeatOn) -> SeatRow:
    """A seat as the table prints it."""
    seat, holder = found.seat, found.holder
    return SeatRow(
        seat_id=seat.pk,
        appointment_id=holder.pk if holder else 0,
        title=seat.title,
        constituency=str(seat.get_constituency_display()),
        votes=seat.is_voting,
        clause=seat.clause,
        represents=str(seat.represents or ""),
        holder=link_to(holder.person) if holder else None,
        capacity=str(holder.get_capacity_display()) if holder else "",
        is_designate=bool(holder and holder.capacity == Capacity.DESIGNATE),
        nominated_by=str(holder.nominated_by or "") if holder else "",
        employer=str(holder.employer or "") if holder else "",
        since=holder.starts_on if holder else None,
        until=holder.ends_on if holder else None,
        is_officer=bool(holder and holder.is_accountable_officer),
        exception=holder.exception if holder else "",
        deputies=tuple(str(one.person) for one in found.deputies),
        vacancy="" if holder else _vacancy(found),
        next=_next(found),
    )


def _vacancy(found: SeatOn) -> str:
    if found.last is not None and found.last.ends_on is not None:
        return f"Vacant since {shortday(found.last.ends_on + ONE_DAY)}"
    if found.seat.starts_on is not None:
        return f"Vacant since {shortday(found.seat.starts_on)}, never filled"
    return "Vacant, never filled"


def _next(found: SeatOn) -> str:
    if found.later is None:
        return ""
    return f"{found.later.person} from {shortday(found.later.starts_on)}"


def document_row(found: DocumentOn) -> DocumentRow:
    """A document as the table prints it."""
    one, version = found.instrument, found.version
    year = one.financial_year
    words = f"{one.title} {year}/{(year + 1) % 100:02}" if year else one.title
    return DocumentRow(
        instrument_id=one.pk,
        kind=str(one.get_kind_display()),
        title=words,
        version=f"Version {version.version}" if version else "None in force",
        since=version.starts_on if version else None,
        approved=(
            listed_by(shortday(version.approved_on), version.approved_by)
            if version
            else ""
        ),
        review_on=version.review_on if version else None,
        parties=len(version.parties.all()) if version else 0,
        regard_to=listed(version.regard_to.all()) if version else "",
    )


def delegation_row(one: Delegation) -> DelegationRow:
    """A delegation as the table prints it."""
    return DelegationRow(
        function=one.function.name,
        kind=str(one.get_kind_display()),
        holder=str(one.holder or one.officer),
        limit=pounds(one.limit),
        accountable=str(one.accountable),
        route=one.assurance_route,
        instrument=str(one.instrument or ""),
    )
