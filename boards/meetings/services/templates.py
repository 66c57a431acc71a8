"""A body's usual agenda, kept as a template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from boards.bodies.models import Body
from boards.meetings.enums import ItemFormat, StandingItem
from boards.meetings.models import AgendaTemplate, AgendaTemplateRow
from boards.meetings.permissions import may_arrange_meeting
from boards.meetings.rules import clean_format, clean_minutes, clean_title
from boards.meetings.rules.words import SECTION_LENGTH
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import (
    bulk_create,
    create_with_reason,
    delete_with_reason,
    record,
)
from ics_portal.core.verdicts import require

NAME_LENGTH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRow:
    """A row of a template; without a title it only sets a section heading.

    ``owners`` and ``purpose_word`` may name several with a slash between.
    """

    section_title: str
    title: str = ""
    standing: str = StandingItem.NONE
    owners: str = ""
    purpose_word: str = ""
    item_format: str = ItemFormat.VERBAL
    minutes: int = 5


@transaction.atomic
def save_template(
    *,
    body: Body,
    name: str,
    rows: Sequence[TemplateRow],
    actor: Actor,
    at: datetime,
) -> AgendaTemplate:
    """Keep the body's usual agenda under a name, replacing the rows it had before."""
    require(may_arrange_meeting(actor, body))
    name = clean_title(name, field="name", limit=NAME_LENGTH)
    template = AgendaTemplate.objects.filter(body=body, name=name).first()
    if template is None:
        template = create_with_reason(
            AgendaTemplate, "Template kept", actor=actor, body=body, name=name
        )
    for row in template.rows.all():
        delete_with_reason(row, "Template replaced", actor=actor)
    bulk_create(
        AgendaTemplateRow,
        [
            AgendaTemplateRow(template=template, position=position, **_clean(row))
            for position, row in enumerate(rows)
        ],
        "Template kept",
        actor=actor,
    )
    record(
        verb="agenda_template_kept",
        target=template,
        actor=actor,
        at=at,
        body_id=body.pk,
    )
    return template


def _clean(row: TemplateRow) -> dict[str, object]:
    return asdict(row) | {
        "section_title": clean_title(
            row.section_title, field="section_title", limit=SECTION_LENGTH
        ),
        "title": clean_title(row.title) if row.title else "",
        "item_format": clean_format(row.item_format),
        "minutes": clean_minutes(row.minutes),
    }
