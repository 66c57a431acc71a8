"""Writes that leave a history row with the acting user and a reason.

``save()`` leaves history too, but nameless; bulk calls and ``.update()`` leave none.
Services therefore write through these. Each works for a model that keeps no history
as well, so that a caller need not know.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Model
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor

M = TypeVar("M", bound=Model)


def keeps_history(model: type[Model]) -> bool:
    """Whether the model has history rows."""
    return hasattr(model._meta, "simple_history_manager_attribute")


def save_with_reason(
    instance: M,
    reason: str,
    *,
    actor: "Actor",
    update_fields: Sequence[str] | None = None,
    at: datetime | None = None,
) -> M:
    """Save the row and its history row. ``at`` dates the history when telling the past."""
    with _signed(instance, reason, actor, at):
        instance.save(update_fields=update_fields)
    return instance


def create_with_reason(
    model: type[M],
    reason: str,
    /,
    *,
    actor: "Actor",
    **fields: Any,
) -> M:
    """Add a row with its history row; a field of the row may be called ``reason``."""
    instance = model(**fields)
    with _signed(instance, reason, actor, None):
        instance.save(force_insert=True)
    return instance


def delete_with_reason(instance: Model, reason: str, *, actor: "Actor") -> None:
    """Delete the row; its history keeps what it said and who removed it."""
    with _signed(instance, reason, actor, None):
        instance.delete()


def set_many_with_reason(
    instance: Model, field: str, values: Iterable[Model], reason: str, *, actor: "Actor"
) -> None:
    """Set a many-to-many field; where it is tracked, one history row says so."""
    with _signed(instance, reason, actor, None):
        getattr(instance, field).set(values)


@transaction.atomic
def bulk_create(
    model: type[M], objs: Iterable[M], reason: str, *, actor: "Actor"
) -> list[M]:
    """Add many rows in two statements: the rows and their history."""
    rows = list(objs)
    if not rows:
        return []
    if not keeps_history(model):
        return model._default_manager.bulk_create(rows)
    return list(
        bulk_create_with_history(
            rows,
            model,
            default_user=_user(actor),
            default_change_reason=reason,
        )
    )


@transaction.atomic
def bulk_update(
    model: type[M],
    objs: Iterable[M],
    fields: Sequence[str],
    reason: str,
    *,
    actor: "Actor",
) -> int:
    """Change the fields of many rows, with history; gives the number of rows changed."""
    rows = list(objs)
    if not rows:
        return 0
    if not keeps_history(model):
        return model._default_manager.bulk_update(rows, fields)
    return int(
        bulk_update_with_history(
            rows,
            model,
            list(fields),
            default_user=_user(actor),
            default_change_reason=reason,
        )
    )


def _user(actor: "Actor") -> Any:
    # A bare instance with the id is enough for the foreign key, and costs no query.
    return None if actor.user_id is None else get_user_model()(pk=actor.user_id)


@contextmanager
def _signed(
    instance: Model, reason: str, actor: "Actor", at: datetime | None
) -> Iterator[None]:
    """Lend the instance the marks that simple-history reads, for this write only."""
    marks: dict[str, Any] = {"_history_user": _user(actor), "_change_reason": reason}
    if at is not None:
        marks["_history_date"] = at
    for name, value in marks.items():
        setattr(instance, name, value)
    try:
        with transaction.atomic():
            yield
    finally:
        for name in marks:
            delattr(instance, name)
