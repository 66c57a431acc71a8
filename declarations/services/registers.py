"""Publishing a register: its rows and its file are kept as they were."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from boards.bodies.models import Body
from declarations.documents import register_document
from declarations.models import PublishedRegister
from declarations.permissions import may_keep_register
from declarations.presenters.registers import Register
from declarations.presenters.whole_register import register_on
from declarations.rules.registers import check_day
from declarations.selectors.as_on import Asked
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import create_with_reason, record
from ics_portal.core.files import StoredFile, store_bytes
from ics_portal.core.pdf import render_pdf
from ics_portal.core.verdicts import require
from ics_portal.core.web.words import longday


def publish_register(
    *, body: Body, as_on: date, actor: Actor, at: datetime
) -> PublishedRegister:
    """Keep the register as on a day, as the public reads it, with its file.

    Raises RuleBroken (REG-1) for a day still to come. Printing takes a second or so and
    is done before the transaction.
    """
    require(may_keep_register(actor, body))
    check_day(as_on, today=localdate(at))
    asked = Asked(body_ids=frozenset({body.pk}), day=as_on, now=at)
    register = register_on(asked, body=body.name)
    stored = _printed(register, actor=actor, at=at)
    with transaction.atomic():
        published = create_with_reason(
            PublishedRegister,
            "Register published",
            actor=actor,
            body=body,
            as_on=as_on,
            rows=register.to_json(),
            withheld=register.withheld,
            published_at=at,
            published_by_id=actor.user_id,
            stored=stored,
        )
        record(verb="declarations.published", target=published, actor=actor, at=at)
    return published


def _printed(register: Register, *, actor: Actor, at: datetime) -> StoredFile:
    line = f"Published on {longday(localdate(at))}."
    document = register_document(register, lines=(line,))
    return store_bytes(
        content=render_pdf(document),
        name=document.filename,
        content_type="application/pdf",
        actor_id=actor.user_id,
        at=at,
    )
