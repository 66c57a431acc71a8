"""The register's extract becomes a paper of the declarations item, and so of the pack."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.timezone import localdate

from boards.meetings.models import Meeting
from boards.papers.enums import PaperKind
from boards.papers.models import Paper
from boards.papers.services import add_paper, submit_paper, upload_version
from declarations.documents import register_document
from declarations.permissions import may_keep_register
from declarations.presenters.whole_register import register_on
from declarations.selectors.as_on import Asked
from declarations.selectors.extracts import TITLE, extract_now, voting_people
from ics_portal.accounts.actor import Actor
from ics_portal.core.errors import RuleBroken
from ics_portal.core.pdf import render_pdf
from ics_portal.core.verdicts import require
from ics_portal.core.web.words import longday

NAME = "register-of-interests-extract.pdf"


def put_extract_into_pack(*, meeting: Meeting, actor: Actor, at: datetime) -> Paper:
    """Print the register of those who vote at the meeting, as its paper or the next
    version of it; a pack that is built keeps the version it has.

    Sent to the office, which accepts it like any paper. Pressed twice with nothing new it
    adds nothing. Raises RuleBroken (REG-3) for an agenda without declarations. Printing
    takes a second or so and is done before the transaction.
    """
    require(may_keep_register(actor, meeting.body))
    now = extract_now(meeting)
    if now is None:
        raise RuleBroken(
            "REG-3", "This agenda has no declarations of interest to put it under."
        )
    content = _printed(meeting, at)
    with transaction.atomic():
        paper = now.paper or add_paper(
            item=now.item, title=TITLE, kind=PaperKind.PROCEDURE, actor=actor, at=at
        )
        newest = paper.versions.order_by("-number").select_related("original").first()
        if newest and newest.original.sha256 == hashlib.sha256(content).hexdigest():
            return paper
        upload_version(
            paper=paper,
            upload=SimpleUploadedFile(NAME, content, content_type="application/pdf"),
            note=f"The register as on {longday(_day(meeting, at))}",
            actor=actor,
            at=at,
        )
        return paper if now.paper else submit_paper(paper=paper, actor=actor, at=at)


def _day(meeting: Meeting, at: datetime) -> date:
    return min(localdate(at), meeting.held_on)


def _printed(meeting: Meeting, at: datetime) -> bytes:
    asked = Asked(
        body_ids=frozenset({meeting.body_id}),
        day=_day(meeting, at),
        now=at,
        person_ids=voting_people(meeting),
    )
    line = f"Of those who vote at the meeting of {longday(meeting.held_on)}."
    document = register_document(
        register_on(asked, body=meeting.body.name),
        title="Extract of the register of interests",
        lines=(line,),
        is_extract=True,
    )
    return render_pdf(document)
