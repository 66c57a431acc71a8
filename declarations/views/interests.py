"""One's own interests, somebody's interests for the office, and one interest."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boards.bodies.models import Body
from boards.bodies.services.seen import mark_of
from boards.directory.models import Person
from boards.meetings.views.common import CONFLICT, UNPROCESSABLE, posted
from declarations.enums import Showing
from declarations.forms.interests import TYPE_HINTS, InterestForm, shown_in_form
from declarations.forms.returns import ReturnForm
from declarations.models import Interest
from declarations.permissions import REVIEWERS, may_declare_for
from declarations.presenters.interests import interest_page, interest_rows
from declarations.presenters.preview import Preview, preview_of
from declarations.presenters.returns import due_lines, made_lines, post_of, room_lines
from declarations.selectors.as_on import Asked
from declarations.selectors.interests import (
    about,
    bodies_of,
    interest_or_404,
    interest_words,
    interests_of,
    people_to_look_after,
    person_or_404,
    said_in_the_room,
    sits_at_a_table,
)
from declarations.selectors.registers import members_of
from declarations.selectors.returns import cycles_due, returns_of
from declarations.services.interests import (
    change_interest,
    check_details,
    declare_interest,
)
from declarations.services.returns import record_mark
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.verdicts import refused, require
from ics_portal.core.web.pagination import paginate
from ics_portal.core.web.requests import PortalRequest

PEOPLE = 50


def own_person(request: PortalRequest) -> Person:
    """The person who is signed in; a sign-in may be nobody's in the directory."""
    person = Person.objects.filter(pk=request.actor.person_id or 0).first()
    if person is None:
        require(refused("Your sign-in is not linked to a person of the directory yet."))
    assert person is not None  # noqa: S101 -- require() has raised
    return person


@never_cache
@require_safe
def mine(request: PortalRequest) -> HttpResponse:
    """My interests, the yearly return, and what was said at a meeting."""
    return list_page(request, own_person(request))


@never_cache
@require_safe
def person(request: PortalRequest, person_id: int) -> HttpResponse:
    """Somebody's interests, for the office and the chair; one's own are elsewhere."""
    if person_id == request.actor.person_id:
        return redirect("declarations:mine")
    return list_page(request, person_or_404(request.actor, person_id))


def list_page(
    request: PortalRequest, person: Person, *, form: ReturnForm | None = None
) -> HttpResponse:
    """The list of one person with the form of the return, if one is due."""
    today = timezone.localdate()
    may_change = bool(may_declare_for(request.actor, person))
    interests = interests_of(person)
    now, over = interest_rows(interests, may_change=may_change, today=today)
    due = cycles_due(person.pk, today)
    has_any = Interest.objects.filter(person=person).standing().going_on(today).exists()
    is_own = person.pk == request.actor.person_id
    context = {
        "person": person,
        "post": post_of(person),
        "is_own": is_own,
        "may_change": may_change,
        "rows": now,
        "over": over,
        "seen": record_mark(interests),
        "due": due_lines(due, today),
        "made": made_lines(returns_of(person.pk)),
        "in_room": room_lines(said_in_the_room(today, person_id=person.pk), today),
        "form": form or ReturnForm(initial={"answer": "" if has_any else "nil"}),
        "looks_after": request.actor.holds_any(*REVIEWERS),
        "new_url": reverse("declarations:new_interest")
        if is_own
        else reverse("declarations:new_for", kwargs={"person_id": person.pk}),
        "return_url": reverse("declarations:return")
        if is_own
        else reverse("declarations:return_for", kwargs={"person_id": person.pk}),
    }
    status = UNPROCESSABLE if form is not None else 200
    return render(request, "declarations/interests.html", context, status=status)


@never_cache
@require_safe
def people(request: PortalRequest) -> HttpResponse:
    """Everybody whose declarations the reader looks after, and what waits."""
    bodies = request.actor.body_ids(*REVIEWERS)
    if not bodies:
        require(refused("Only the board office and the chair look after others."))
    found = people_to_look_after(request.actor, bodies)
    today = timezone.localdate()
    context = {
        "in_room": room_lines(said_in_the_room(today, body_ids=bodies), today),
        "pages": paginate(found, request, PEOPLE),
        "bodies": Body.objects.filter(pk__in=bodies),
    }
    return render(request, "declarations/people.html", context)


@never_cache
@require_safe
def interest(request: PortalRequest, interest_id: int) -> HttpResponse:
    """One interest: what it says, its clock, what the public sees, its history."""
    found = interest_or_404(request.actor, interest_id)
    page = interest_page(found, request.actor, today=timezone.localdate())
    return render(request, "declarations/interest.html", {"page": page})


@never_cache
def new_interest(request: PortalRequest) -> HttpResponse:
    """Declare an interest of one's own: fill in, look at it, declare it."""
    return _declare(request, own_person(request))


@never_cache
def new_for(request: PortalRequest, person_id: int) -> HttpResponse:
    """Declare on somebody's behalf."""
    return _declare(request, person_or_404(request.actor, person_id))


def _declare(request: PortalRequest, person: Person) -> HttpResponse:
    require(may_declare_for(request.actor, person))
    form = InterestForm(posted(request), is_new=True)

    def save() -> Interest:
        return declare_interest(
            person=person,
            details=form.details(),
            objection=form.cleaned_data["objection"],
            actor=request.actor,
            at=timezone.now(),
        )

    shown = sits_at_a_table(person.pk, timezone.localdate())
    showing = Showing.PUBLIC if shown else Showing.INTERNAL
    return _fill_in(request, form, person, save, showing=showing)


@never_cache
def change(request: PortalRequest, interest_id: int) -> HttpResponse:
    """Say an interest anew; the 28 days run again."""
    found = interest_or_404(request.actor, interest_id)
    require(may_declare_for(request.actor, found.person))
    form = InterestForm(posted(request), is_new=False, initial=shown_in_form(found))

    def save() -> Interest:
        return change_interest(
            interest=found,
            details=form.details(),
            reason=form.cleaned_data["reason"],
            seen=request.POST.get("seen", ""),
            actor=request.actor,
            at=timezone.now(),
        )

    return _fill_in(request, form, found.person, save, interest=found)


def _fill_in(
    request: PortalRequest,
    form: InterestForm,
    person: Person,
    save: Any,
    *,
    interest: Interest | None = None,
    showing: str = "",
) -> HttpResponse:
    """Write, look at what the public will see, save; nothing typed is lost on the way."""
    words = interest_words(interest) if interest else ""
    seen = request.POST.get("seen") or mark_of(words)
    step, status, preview = "write", 200, None
    conflict: EditConflict | None = None
    asked = request.POST.get("step", "check")
    if request.method == "POST" and asked != "write":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                if asked == "save":
                    return _saved(request, save(), is_new=interest is None)
                preview = _preview(form, person, interest, showing)
            except RuleBroken as problem:
                form.refuse(problem)
            except EditConflict as clash:
                conflict, status, seen = clash, CONFLICT, mark_of(clash.theirs)
            else:
                step, status = "check", 200
    if request.method == "POST" and asked == "write":
        form.is_valid()
        form.errors.clear()
    is_own = person.pk == request.actor.person_id
    context = {
        "form": form,
        "type_hints": TYPE_HINTS,
        "person": person,
        "is_own": is_own,
        "interest": interest,
        "about": about(interest) if interest else "",
        "step": step,
        "seen": seen,
        "preview": preview,
        "conflict": conflict,
        "back_url": interest.get_absolute_url()
        if interest
        else back_to(person, is_own),
    }
    return render(request, "declarations/interest_form.html", context, status=status)


def _preview(
    form: InterestForm, person: Person, interest: Interest | None, showing: str
) -> Preview:
    at = timezone.now()
    today = timezone.localdate(at)
    details = form.details()
    fields = check_details(details, today=today)
    bodies = frozenset(bodies_of([person.pk]))
    members = members_of(Asked(body_ids=bodies, day=today, now=at))
    if interest is None and form.cleaned_data["objection"].strip():
        showing = Showing.ASKED if showing == Showing.PUBLIC else showing
    return preview_of(
        fields,
        person=person,
        member=members.get(person.pk),
        organisation=str(details.organisation or fields["organisation_name"]),
        showing=interest.showing if interest else showing,
        at=at,
    )


def _saved(request: PortalRequest, saved: Interest, *, is_new: bool) -> HttpResponse:
    said = "The interest is declared." if is_new else "The interest is changed."
    messages.success(request, f"{said} Meetings ahead are compared with it.")
    return redirect(saved)


def back_to(person: Person, is_own: bool) -> str:
    """The list the reader came from."""
    if is_own:
        return reverse("declarations:mine")
    return reverse("declarations:person", kwargs={"person_id": person.pk})
