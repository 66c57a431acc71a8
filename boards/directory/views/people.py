"""People: the list, one of them, what they hold elsewhere, and what bars them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boards.directory import services
from boards.directory.forms import (
    BarForm,
    ChangeOutsideRoleForm,
    ChangePersonForm,
    DayOnlyForm,
    EndForm,
    OutsideRoleForm,
    PersonFilter,
    PersonForm,
)
from boards.directory.models import OutsideRole, Person
from boards.directory.permissions import may_keep_bars, may_keep_directory
from boards.directory.presenters import PersonRow, person_page, person_row
from boards.directory.selectors.history import latest_change_id
from boards.directory.selectors.reading import bars_of, people, person_or_404
from boards.directory.views.common import HOME, Act, acted, listed, posted
from ics_portal.core.panels import panels_for
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest


def _list_crumb() -> tuple[str, str]:
    return ("People", reverse("directory:people"))


def address(person: Person) -> str:
    return reverse("directory:person", args=[person.pk])


def _page(person: Person, heading: str, words: str, said: str, *lines: str) -> Act:
    above = (*HOME, _list_crumb(), (person.name, address(person)))
    return Act(heading, person.name, words, above, said, lines)


def editable(request: PortalRequest, pk: int) -> Person:
    """The person for somebody who keeps the directory; 403 for others."""
    person = person_or_404(pk)
    require(may_keep_directory(request.actor))
    return person


def _by(request: PortalRequest) -> dict[str, Any]:
    return {"actor": request.actor, "at": timezone.now()}


@require_safe
def listing(request: PortalRequest) -> HttpResponse:
    """People by name, post or organisation; ``?format=csv`` gives them as a file."""
    form = PersonFilter(request.GET or None)
    form.is_valid()
    text = form.cleaned_data.get("text", "") if form.is_bound else ""
    found = people(text=text)
    return listed(
        request,
        "boards/directory/people.html",
        found=found,
        row=person_row,
        header=PersonRow.CSV_HEADER,
        filename="people.csv",
        is_filtered=bool(text),
        form=form,
    )


@require_safe
def detail(request: PortalRequest, pk: int) -> HttpResponse:
    """One person; bars only for governance leads."""
    person = person_or_404(pk)
    context = {
        "page": person_page(person, request.actor, on=timezone.localdate()),
        "may_keep": may_keep_directory(request.actor),
        "may_bar": may_keep_bars(request.actor),
        "panels": panels_for("directory.person", actor=request.actor, thing=person),
    }
    return render(request, "boards/directory/person.html", context)


@never_cache
def new(request: PortalRequest) -> HttpResponse:
    """Add a person."""
    require(may_keep_directory(request.actor))
    form = PersonForm(posted(request))
    page = Act(
        "New person", "People", "Add the person", (*HOME, _list_crumb()), "Added."
    )

    def add() -> Person:
        data = form.cleaned_data
        return services.add_person(
            name=data["name"],
            post_title=data["post_title"],
            organisation=data["organisation"],
            **_by(request),
        )

    return acted(request, form, page, add, to=address)


@never_cache
def edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Change name, post and organisation."""
    person = editable(request, pk)
    initial = {
        "name": person.name,
        "post_title": person.post_title,
        "organisation": person.organisation_id,
        "seen": latest_change_id(person),
    }
    form = ChangePersonForm(posted(request), initial=initial)

    def change() -> Person:
        data = form.cleaned_data
        return services.change_person(
            person=person,
            name=data["name"],
            post_title=data["post_title"],
            organisation=data["organisation"],
            reason=data["reason"],
            seen=form.seen_row(),
            **_by(request),
        )

    return acted(
        request,
        form,
        _page(person, "Change name and post", "Save", "Saved."),
        change,
        newest=lambda: latest_change_id(person),
    )


@never_cache
def asked(request: PortalRequest, pk: int) -> HttpResponse:
    """Say that the person was asked for every position elsewhere."""
    person = editable(request, pk)
    form = DayOnlyForm(posted(request), initial={"on": timezone.localdate()})
    page = _page(
        person,
        "Positions elsewhere are complete",
        "Confirm",
        "Confirmed.",
        "Say that the person was asked, and that every position is recorded.",
        "Until then the portal cannot say whether a non-executive is independent.",
    )
    return acted(
        request,
        form,
        page,
        lambda: services.confirm_outside_roles(
            person=person, on=form.cleaned_data["on"], **_by(request)
        ),
    )


@never_cache
def add_role(request: PortalRequest, pk: int) -> HttpResponse:
    """Record a position elsewhere."""
    person = editable(request, pk)
    form = OutsideRoleForm(posted(request))
    return acted(
        request,
        form,
        _page(person, "Add a position elsewhere", "Add it", "Added."),
        lambda: services.add_outside_role(
            person=person, details=form.details(), **_by(request)
        ),
    )


def _role_of(person: Person, role_pk: int) -> OutsideRole:
    return get_object_or_404(OutsideRole, person=person, pk=role_pk)


@never_cache
def edit_role(request: PortalRequest, pk: int, role_pk: int) -> HttpResponse:
    """Correct a position elsewhere."""
    person = editable(request, pk)
    role = _role_of(person, role_pk)
    initial = {
        "organisation": role.organisation_id,
        "title": role.title,
        "starts_on": role.starts_on,
        "ends_on": role.ends_on,
        "seen": latest_change_id(role),
    }
    form = ChangeOutsideRoleForm(posted(request), initial=initial)
    return acted(
        request,
        form,
        _page(person, "Change the position", "Save", "Saved."),
        lambda: services.change_outside_role(
            role=role,
            details=form.details(),
            reason=form.cleaned_data["reason"],
            seen=form.seen_row(),
            **_by(request),
        ),
        newest=lambda: latest_change_id(role),
    )


@never_cache
def end_role(request: PortalRequest, pk: int, role_pk: int) -> HttpResponse:
    """End a position elsewhere."""
    person = editable(request, pk)
    role = _role_of(person, role_pk)
    form = EndForm(posted(request))
    return acted(
        request,
        form,
        _page(person, f"End the position: {role}", "End it", "Ended."),
        lambda: services.end_outside_role(
            role=role,
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
            **_by(request),
        ),
    )


def _for_governance(request: PortalRequest, pk: int) -> Person:
    person = person_or_404(pk)
    require(may_keep_bars(request.actor))
    return person


@never_cache
def add_bar(request: PortalRequest, pk: int) -> HttpResponse:
    """Record what bars a person from a board."""
    person = _for_governance(request, pk)
    form = BarForm(posted(request))
    page = _page(
        person,
        "Record a bar",
        "Record it",
        "Recorded.",
        "Somebody barred cannot be appointed to a seat of a board while the bar lasts.",
        "Only governance leads see it.",
    )

    def add() -> Any:
        data = form.cleaned_data
        return services.record_bar(
            person=person,
            reason=data["reason"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            **_by(request),
        )

    return acted(request, form, page, add)


@never_cache
def end_bar(request: PortalRequest, pk: int, bar_pk: int) -> HttpResponse:
    """End a bar."""
    person = _for_governance(request, pk)
    bar = bars_of(request.actor, person).filter(pk=bar_pk).first()
    if bar is None:
        raise Http404
    form = EndForm(posted(request))
    return acted(
        request,
        form,
        _page(person, "End the bar", "End it", "Ended."),
        lambda: services.end_bar(
            bar=bar,
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
            **_by(request),
        ),
    )
