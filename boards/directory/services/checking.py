"""What every change of the directory is asked first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import IntegrityError
from django.db.models import Model

from boards.directory.enums import OrganisationKind, Service
from boards.directory.models import Organisation
from boards.directory.rules import (
    tidy_code,
    wrong_ods_code,
    wrong_ons_code,
    wrong_span,
)
from boards.directory.selectors.history import latest_change_id
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.text import visible

if TYPE_CHECKING:
    from datetime import date

M = TypeVar("M", bound=Model)

REASON_LENGTH = 500
"""What a reason has room for."""


def words(text: str, *, field: str, what: str, limit: int, needed: bool = True) -> str:
    """The text on one line. Raises RuleBroken (DIR-5) if it is missing or too long."""
    tidy = " ".join(visible(text).split())
    if needed and not tidy:
        raise RuleBroken("DIR-5", f"Enter {what}.", field=field)
    if len(tidy) > limit:
        raise RuleBroken(
            "DIR-5",
            f"Shorten {what} to {limit} letters; it has {len(tidy)}.",
            field=field,
        )
    return tidy


def reason_given(reason: str) -> str:
    """Why something is changed or closed: it is kept beside the change."""
    return words(
        reason, field="reason", what="the reason for the change", limit=REASON_LENGTH
    )


def kind_known(kind: str) -> OrganisationKind:
    if kind not in OrganisationKind.values:
        raise RuleBroken("DIR-5", f"“{kind}” is no kind of organisation.", field="kind")
    return OrganisationKind(kind)


def service_known(service: str) -> Service:
    if service not in Service.values:
        raise RuleBroken("DIR-5", f"“{service}” is no service.", field="services")
    return Service(service)


def span_right(
    starts_on: date | None, ends_on: date | None, *, what: str, field: str = "ends_on"
) -> None:
    """Raises RuleBroken (DIR-4) where the end comes before the start."""
    if problem := wrong_span(starts_on, ends_on, what=what):
        raise RuleBroken("DIR-4", problem, field=field)


def codes_right(
    *, ods_code: str, ons_code: str, kind: str, own_pk: int = 0
) -> tuple[str, str]:
    """The codes as they are kept.

    Raises RuleBroken: DIR-1 and DIR-3 for a wrong form, DIR-2 where another organisation
    has the code, closed ones included, since a code is never used again.
    """
    ods, ons = tidy_code(ods_code), tidy_code(ons_code)
    if problem := wrong_ods_code(ods, kind):
        raise RuleBroken("DIR-1", problem, field="ods_code")
    if problem := wrong_ons_code(ons, kind):
        raise RuleBroken("DIR-3", problem, field="ons_code")
    others = Organisation.objects.exclude(pk=own_pk)
    for field, code in (("ods_code", ods), ("ons_code", ons)):
        holder = others.filter(**{field: code}).first() if code else None
        if holder is not None:
            raise RuleBroken(
                "DIR-2",
                f"The code {code} belongs to another organisation: {holder}.",
                field=field,
            )
    return ods, ons


@contextmanager
def code_still_free() -> Iterator[None]:
    """Tell in words (DIR-2) that somebody took the code between our look and our write."""
    try:
        yield
    except IntegrityError as clash:
        raise RuleBroken(
            "DIR-2",
            "Somebody gave this code to another organisation just now. Look at the list"
            " again.",
            field="ods_code",
        ) from clash


def locked(instance: M) -> M:
    """The row as it is stored now, held until the transaction ends."""
    return type(instance)._default_manager.select_for_update().get(pk=instance.pk)


def unchanged_since(
    instance: Model,
    seen: int | None,
    mine: Mapping[str, Any],
    *,
    labels: dict[str, str],
) -> None:
    """Raises EditConflict with both texts if somebody changed the row since ``seen``.

    ``seen`` is the id of the newest history row when the form was shown, None where no
    form was. What both agree in is left out; where they agree in all, nobody is stopped.
    """
    if seen is None or latest_change_id(instance) == seen:
        return
    theirs = {name: getattr(instance, name) for name in mine}
    differ = [name for name in mine if mine[name] != theirs[name]]
    if not differ:
        return
    raise EditConflict(
        "Somebody else changed this after you opened it.",
        field=differ[0],
        mine=_as_text(differ, mine, labels),
        theirs=_as_text(differ, theirs, labels),
    )


def _as_text(
    names: list[str], values: Mapping[str, Any], labels: dict[str, str]
) -> str:
    said = {None: "not said", "": "nothing", True: "yes", False: "no"}
    return "; ".join(
        f"{labels.get(name, name)}: "
        f"{said.get(values[name], values[name]) if _plain(values[name]) else values[name]}"
        for name in names
    )


def _plain(value: Any) -> bool:
    return value is None or isinstance(value, str | bool)
