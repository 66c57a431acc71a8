"""What a form shows of what is saved now: plain lines, compared when it is sent again."""

from __future__ import annotations

from collections.abc import Iterable

from boards.bodies.models import (
    Appointment,
    Body,
    BodyMember,
    BodyParent,
    BodyStanding,
    CompositionRule,
    GovernanceForm,
    Instrument,
    InstrumentVersion,
    NamedLead,
    Objective,
    SchemeLine,
    Seat,
    TermsOfReference,
)
from boards.bodies.presenters.body import quorum_names
from boards.bodies.rules.days import span_words
from boards.directory.models import Organisation
from ics_portal.core.effective import EffectiveDated
from ics_portal.core.money import pounds
from ics_portal.core.web.words import listed

NOTHING = "Nothing yet."


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines) or NOTHING


def _days(row: EffectiveDated) -> str:
    return span_words(row.starts_on, row.ends_on)


def seats_now(body: Body) -> str:
    """The seats of a body."""
    found = Seat.objects.filter(body=body)
    return _text(
        f"{one.title} ({one.get_constituency_display()}), {_days(one)}" for one in found
    )


def appointments_now(seat: Seat) -> str:
    """Who has sat, sits and will sit in a seat; and until when there is a seat."""
    found = Appointment.objects.filter(seat=seat).select_related(
        "person", "deputy_for__person"
    )
    lines = [appointment_line(one) for one in found]
    return _text([f"{seat.title}, {_days(seat)}", *lines])


def appointment_line(one: Appointment) -> str:
    """One appointment with all that a form can change of it."""
    words = f"{one.person}, {_days(one)}, {one.get_capacity_display().lower()}"
    if one.deputy_for is not None:
        words += f", deputy for {one.deputy_for.person}"
    if one.is_accountable_officer:
        words += ", accountable officer"
    if one.knows_mental_health is not None:
        knows = "knows" if one.knows_mental_health else "does not know"
        words += f", {knows} mental illness services"
    return f"{words}. Exception: {one.exception}" if one.exception else words


def officers_now(body: Body) -> str:
    """Who is marked as the accountable officer."""
    found = Appointment.objects.filter(seat__body=body, is_accountable_officer=True)
    return _text(
        f"{one.person}, {_days(one)}" for one in found.select_related("person")
    )


def members_now(body: Body) -> str:
    """The member organisations."""
    found = BodyMember.objects.filter(body=body).select_related("organisation")
    return _text(f"{one.organisation}, {_days(one)}" for one in found)


def forms_now(body: Body) -> str:
    """The forms a body took."""
    found = (
        GovernanceForm.objects.filter(body=body)
        .select_related("director", "lead")
        .prefetch_related("partners")
    )
    return _text(_form_line(one) for one in found)


def _form_line(one: GovernanceForm) -> str:
    parts = [
        f"{one.get_form_display()}, {_days(one)}",
        listed(one.partners.all()),
        str(one.director or ""),
        str(one.lead or ""),
        one.contract,
    ]
    return "; ".join(part for part in parts if part)


def terms_now(body: Body) -> str:
    """The versions of the terms of reference, the latest first."""
    found = TermsOfReference.objects.filter(body=body).prefetch_related("quorum")
    return _text(_terms_line(one) for one in found)


def _terms_line(one: TermsOfReference) -> str:
    share = [f"{one.quorum_share} per cent"] if one.quorum_share else []
    quorum = share + [
        f"{line.minimum} of {quorum_names(line.constituencies)}"
        for line in one.quorum.all()
    ]
    words = f"Version {one.version}, {_days(one)}"
    return f"{words}; quorum {', '.join(quorum)}" if quorum else words


def leads_now(body: Body) -> str:
    """Who is named for which post."""
    found = NamedLead.objects.filter(body=body).select_related("person")
    return _text(
        f"{one.get_kind_display()}: {one.person}, {_days(one)}" for one in found
    )


def instruments_now(body: Body) -> str:
    """The documents."""
    found = Instrument.objects.filter(body=body)
    return _text(
        f"{one.title} ({one.get_kind_display()})"
        + (f", {one.financial_year}" if one.financial_year else "")
        for one in found
    )


def versions_now(instrument: Instrument) -> str:
    """The versions of a document, the latest first."""
    found = InstrumentVersion.objects.filter(instrument=instrument).prefetch_related(
        "regard_to__instrument"
    )
    return _text(
        f"Version {one.version}, {_days(one)}"
        + (
            f", with regard to {listed(named)}"
            if (named := one.regard_to.all())
            else ""
        )
        for one in found
    )


def standings_now(body: Body) -> str:
    """How far a body has come."""
    found = BodyStanding.objects.filter(body=body)
    return _text(f"{one.get_status_display()}, {_days(one)}" for one in found)


def parents_now(body: Body) -> str:
    """From whom a body has its authority."""
    found = BodyParent.objects.filter(body=body).select_related(
        "parent", "organisation"
    )
    return _text(f"{one.parent or one.organisation}, {_days(one)}" for one in found)


def predecessor_now(body: Body) -> str:
    """In whose place a body comes."""
    now = Body.objects.select_related("successor_of").get(pk=body.pk)
    return _text([str(now.successor_of)] if now.successor_of else [])


def objectives_now(body: Body) -> str:
    """What a body is for."""
    found = Objective.objects.filter(body=body).order_by("pk")
    return _text(
        one.text
        + (f" (serves: {one.priority})" if one.priority else "")
        + f", {_days(one)}"
        for one in found
    )


def scheme_now(body: Body, partner: Organisation) -> str:
    """What is said of each function of a partner, over all time."""
    found = SchemeLine.objects.filter(body=body, partner=partner)
    return _text(
        f"{one.function}: {one.get_held_by_display()}"
        + (f" to {pounds(one.limit)}" if one.limit is not None else "")
        + (f" ({one.note})" if one.note else "")
        + f", {_days(one)}"
        for one in found.select_related("function")
    )


def own_rules_now(body: Body) -> str:
    """The rules a body made for itself."""
    found = CompositionRule.objects.filter(body=body)
    return _text(f"{one.rule_id}: {one.text}, {_days(one)}" for one in found)
