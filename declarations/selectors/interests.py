"""Interests of people, read for pages and services."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404

from boards.bodies.models import Appointment, BodyRole
from boards.directory.models import Person
from boards.meetings.enums import MeetingState
from boards.meetings.models import Meeting, Ruling
from declarations.enums import InterestState, Showing
from declarations.models import Conflict, Interest
from declarations.permissions import may_see_interests
from declarations.rules.interests import label_of
from declarations.selectors.overlaps import AT_THE_TABLE
from ics_portal.core.web.words import listed, shortday

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ics_portal.accounts.actor import Actor

A_YEAR = timedelta(days=365)
OVER = (MeetingState.HELD, MeetingState.CANCELLED)


def sits_at_a_table(person_id: int, day: date) -> bool:
    """Whether the person has a seat, or a role at the table, in any body on the day."""
    roles = BodyRole.objects.in_force_on(day).filter(
        person_id=person_id, role__in=AT_THE_TABLE
    )
    seats = Appointment.objects.in_force_on(day).filter(person_id=person_id)
    return roles.exists() or seats.exists()


def bodies_of(person_ids: Iterable[int]) -> set[int]:
    """The bodies in which any of them has, or will have, a role or a seat."""
    people = list(person_ids)
    roles = BodyRole.objects.filter(person_id__in=people)
    seats = Appointment.objects.filter(person_id__in=people)
    return {
        *roles.values_list("body_id", flat=True),
        *seats.values_list("seat__body_id", flat=True),
    }


def meetings_ahead(body_ids: Iterable[int], today: date) -> list[Meeting]:
    """The meetings of these bodies that are not over yet, today's among them."""
    found = Meeting.objects.filter(body_id__in=list(body_ids), held_on__gte=today)
    return list(found.exclude(state__in=OVER).order_by("held_on", "pk"))


def interests_of(person: Person) -> list[Interest]:
    """All of them with their organisations: going on, ended, withdrawn; two queries."""
    rows: QuerySet[Interest] = Interest.objects.filter(person=person)
    return list(rows.prefetch_related("parties__organisation"))


def said_in_the_room(
    today: date,
    *,
    person_id: int | None = None,
    body_ids: Iterable[int] | None = None,
) -> list[Ruling]:
    """Rulings of the last year on what was declared at a meeting and is not on record:
    nothing of the person met the item, and nothing was declared since. One query."""
    met = Conflict.objects.filter(item=OuterRef("item"), person=OuterRef("person"))
    since = Interest.objects.filter(
        person=OuterRef("person"), declared_at__gte=OuterRef("ruled_at")
    )
    found = Ruling.objects.filter(
        ~Exists(met),
        ~Exists(since),
        item__meeting__held_on__lte=today,
        item__meeting__held_on__gt=today - A_YEAR,
    )
    if person_id is not None:
        found = found.filter(person_id=person_id)
    if body_ids is not None:
        found = found.filter(item__meeting__body_id__in=list(body_ids))
    ways = ("item__meeting__body", "person__user")
    return list(found.select_related(*ways).order_by("pk"))


def interest_or_404(actor: Actor, interest_id: int) -> Interest:
    """One interest, if the reader may see it."""
    found: Interest | None = (
        Interest.objects.visible_to(actor)
        .select_related("person")
        .prefetch_related("parties__organisation")
        .filter(pk=interest_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def person_or_404(actor: Actor, person_id: int) -> Person:
    """Somebody whose interests the reader may see."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None or not may_see_interests(actor, person):
        raise Http404
    return person


def people_to_look_after(actor: Actor, body_ids: Iterable[int]) -> QuerySet[Person]:
    """Those with a part in these bodies, each with what waits: ``standing`` interests,
    ``to_review`` and ``to_decide``; nothing of one's own is one's own
    to review. Those for whom something waits stand first."""
    bodies = list(body_ids)
    standing = ~Q(interests__state=InterestState.WITHDRAWN)
    mine = Q(pk=actor.person_id or 0)
    inner = Person.objects.filter(
        Q(body_roles__body_id__in=bodies) | Q(appointments__seat__body_id__in=bodies)
    )
    return (
        Person.objects.filter(pk__in=inner.values("pk"))
        .annotate(
            standing=Count("interests", filter=standing & Q(interests__isnull=False)),
            to_review=Count(
                "interests", filter=Q(interests__state=InterestState.DECLARED) & ~mine
            ),
            to_decide=Count(
                "interests", filter=Q(interests__showing=Showing.ASKED) & ~mine
            ),
        )
        .order_by("-to_decide", "-to_review", "name", "pk")
    )


def objections_waiting(actor: Actor) -> int:
    """How many objections wait for a decision that the reader may take."""
    found = Interest.objects.visible_to(actor).filter(showing=Showing.ASKED)
    return int(found.exclude(person_id=actor.person_id or 0).count())


def organisation_words(interest: Interest) -> str:
    """In whom it is: organisations of the directory, or the name that was typed."""
    named = [str(row.organisation) for row in interest.parties.all()]
    return listed(named) or interest.organisation_name


def about(interest: Interest) -> str:
    """``Director, Example Clinics Ltd``: enough to tell one from another in a title."""
    nature = " ".join(interest.nature.split())
    short = nature if len(nature) <= 60 else f"{nature[:59]}…"
    return ", ".join(filter(None, (short, organisation_words(interest))))


def interest_words(interest: Interest) -> str:
    """What it says, a line for each part: shown where two people changed it at once."""
    label = label_of(is_direct=interest.is_direct, kind=interest.kind)
    lines = (
        ("Type", label),
        ("Underlying type", "" if interest.is_direct else interest.get_kind_display()),
        ("Relationship", interest.get_relationship_display()),
        ("Example", interest.get_sub_type_display()),
        ("Organisation", organisation_words(interest)),
        ("Its business", interest.business),
        ("Nature", interest.nature),
        ("From", shortday(interest.starts_on)),
        ("To", shortday(interest.ends_on)),
        ("Share", f"{interest.share} per cent" if interest.share is not None else ""),
        ("Action to mitigate", interest.mitigation),
        ("Routine membership", "yes" if interest.is_routine else ""),
        ("Arose or changed on", shortday(interest.arose_on)),
    )
    return "\n".join(f"{label}: {value}" for label, value in lines if value)
