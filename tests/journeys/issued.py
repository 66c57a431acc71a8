"""The demonstration some days later, told by the portal's own services.

The pack of 2 December is issued with a private item in its part 2; another build waits
for a worker; the meeting ahead has papers in every state; and there is a second body,
whose one officer must see nothing of the first. Run inside a portal of its own:
``manage.py shell -c "from tests.journeys import issued; issued.tell()"``.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from boards.actions.models import Action
from boards.bodies.enums import BodyKind
from boards.bodies.models import Body, Purpose
from boards.bodies.selectors import actor_for
from boards.bodies.services import assign_role, establish_body
from boards.directory.models import Person
from boards.directory.services import add_person
from boards.meetings.enums import MeetingType, Part, RoundKind
from boards.meetings.models import (
    AgendaItem,
    AgendaSection,
    CarriedItem,
    Decision,
    Meeting,
)
from boards.meetings.services import (
    MeetingDetails,
    RoundDetails,
    add_item,
    create_meeting,
    open_round,
)
from boards.minutes.services import draft_minutes, mark_minutes
from boards.packs.models import Pack
from boards.packs.services import issue_pack, start_build
from boards.packs.services.copies import refresh_copies
from boards.papers.enums import PaperKind
from boards.papers.models import (
    CoverSheet,
    CoverSheetTemplate,
    Paper,
    Recommendation,
)
from boards.papers.services import (
    Named,
    accept_paper,
    add_paper,
    request_paper,
    submit_paper,
    upload_version,
)
from boards.sittings.enums import EventKind, OutcomeKind
from boards.sittings.models import Outcome
from ics_portal.accounts.actor import SYSTEM_ACTOR, Actor, Role
from ics_portal.accounts.models import User
from ics_portal.core.jobs.worker import execute
from ics_portal.core.pdf import render_pdf
from ics_portal.demo import stand_ins
from ics_portal.demo.people import PASSWORD
from tests.factories.bodies import actor_in
from tests.factories.calling import (
    CalendarKeyFactory,
    ForwardPlanEntryFactory,
    ItemParticipationFactory,
    PresenterFactory,
    PublicationFactory,
    PublicQuestionFactory,
    RulingFactory,
)
from tests.factories.declarations import (
    ConflictFactory,
    GiftOrHospitalityFactory,
    InterestFactory,
    ReturnCycleFactory,
    StandingRulingFactory,
    WithheldRecordFactory,
)
from tests.factories.sittings import SittingEventFactory

ELSEWHERE = "secretary@elsewhere.example"
LONE_AUTHOR = "estates@demo.example"
PRIVATE_TITLE = "Settlement with a supplier"
OPEN_TITLE = "A commercial matter"
DAMAGED = b"%PDF-1.7\nand then nothing that a reader could use"


def tell() -> None:
    """Tell it all, as of now, and print the ids of what it is about."""
    at = timezone.now()
    secretary = actor_for(User.objects.get(email="secretary@demo.example"), at.date())
    by = {"actor": secretary, "at": at}
    december = Meeting.objects.get(held_on="2020-12-02")
    private = _private_paper(december, by)
    issued = issue_pack(pack=_built(december, by), **by)
    waiting = start_build(meeting=december, **by)
    ahead = Meeting.objects.get(held_on__gt=at.date())
    papers = _papers_ahead(ahead, by)
    _built(ahead, by)
    report = Paper.objects.get(title="ICS Finance Report")
    decision = Decision.objects.filter(body=december.body).earliest("pk")
    around = _around(private, by)
    places = {
        "december": december.pk,
        "empty": Meeting.objects.get(held_on="2020-11-04").pk,
        "ahead": ahead.pk,
        "issued_item": report.item_id,
        "report": report.pk,
        "private": private.pk,
        "private_item": private.item_id,
        "item": AgendaItem.objects.filter(meeting=ahead).latest("pk").pk,
        "section": AgendaSection.objects.filter(meeting=ahead).earliest("pk").pk,
        "december_section": AgendaSection.objects.filter(meeting=december)
        .latest("pk")
        .pk,
        "carried": CarriedItem.objects.latest("pk").pk,
        "purpose": Purpose.objects.filter(body=december.body).earliest("pk").pk,
        "job": str(waiting.job_id),
        "decision": decision.number,
        **_decided(private, by),
        **_minuted(december, by),
        **around,
        "copy": _copied(issued, report.item, by),
        "elsewhere": _elsewhere(at).pk,
        # As the API calls them.
        "jobs": str(waiting.job_id),
        "meetings": december.pk,
        "papers": private.pk,
        "actions": Action.objects.latest("pk").pk,
        "decisions": decision.pk,
        "packs": issued.pk,
        "publications": around["publication"],
        **{name: paper.pk for name, paper in papers.items()},
    }
    sys.stdout.write(f"\n{json.dumps(places)}\n")


def _copied(pack: Pack, item: AgendaItem, by: dict[str, Any]) -> int:
    """A reader's copy of the issued pack, of a member nobody signs in as."""
    member = actor_in(pack.meeting.body, Role.MEMBER)
    who = {"item": item, "person_id": member.person_id, "papers_withheld": True}
    ItemParticipationFactory(**who, ruling=RulingFactory(**who))
    (copy,) = refresh_copies(pack_id=pack.pk, **by)
    if copy.job_id is None or not execute(copy.job_id):
        raise RuntimeError("The copy was not made.")
    return copy.pk


def _decided(private: Paper, by: dict[str, Any]) -> dict[str, int]:
    """What part 2 recommends and came to, and a decision asked for between meetings."""
    form = CoverSheetTemplate.objects.filter(body=private.item.meeting.body).earliest(
        "pk"
    )
    sheet = CoverSheet.objects.create(paper=private, template=form)
    asked = Recommendation.objects.create(
        sheet=sheet, key="asked", position=9, verb="Approve", text="the settlement"
    )
    outcome = Outcome.objects.create(
        item=private.item,
        body=private.item.meeting.body,
        recommendation=asked,
        kind=OutcomeKind.NOTED,
        words="Noted the settlement.",
        recorded_at=by["at"],
    )
    found = open_round(
        body=private.item.meeting.body,
        details=RoundDetails(
            kind=RoundKind.URGENT,
            title="The settlement, before its last day",
            wording="To accept the settlement.",
            why="It ends before the next meeting.",
            part=Part.TWO,
            virtual_meeting_tried="A call was tried.",
        ),
        **by,
    )
    return {
        "recommendation": asked.pk,
        "outcome": outcome.pk,
        "outcomes": outcome.pk,
        "round": found.pk,
    }


def _minuted(meeting: Meeting, by: dict[str, Any]) -> dict[str, int]:
    """A draft of the minutes, with a mark of the chair to be done."""
    minutes = draft_minutes(meeting=meeting, body=meeting.body, **by)
    chair = actor_for(User.objects.get(email="chair@demo.example"), by["at"].date())
    [mark] = mark_minutes(
        minutes=minutes,
        marks={None: "Say who was there."},
        actor=chair,
        at=by["at"],
    )
    return {"minutes": minutes.pk, "mark": mark.pk}


def _around(private: Paper, by: dict[str, Any]) -> dict[str, Any]:
    """What calls a meeting, happens at it, is asked of it and is published of it."""
    meeting, item = private.item.meeting, private.item
    member = Person.objects.get(user__email="member@demo.example")
    action = Action.objects.filter(body=meeting.body).latest("pk")
    user = User.objects.get(pk=by["actor"].user_id)
    ruling = RulingFactory(item=item, person=member)
    # A record named under a ruling that leaves the papers open withholds nothing.
    record = WithheldRecordFactory(
        ruling=ruling, participation__papers_withheld=False, record_id=item.pk
    )
    return {
        "action": action.pk,
        "code": action.code,
        "publication": PublicationFactory(meeting=meeting).pk,
        "person": member.pk,
        "question": PublicQuestionFactory(meeting=meeting).pk,
        "entry": ForwardPlanEntryFactory(body=meeting.body, meeting=meeting).pk,
        "slug": meeting.body.slug,
        "key": CalendarKeyFactory(user=user).pk,
        "event": SittingEventFactory(
            meeting=meeting, kind=EventKind.ITEM_ENDED, item=item
        ).pk,
        "conflict": ConflictFactory(item=item, person=member).pk,
        "interest": InterestFactory(person=member).pk,
        "cycle": ReturnCycleFactory(body=meeting.body, year="2019/20").pk,
        "ruling": StandingRulingFactory(body=meeting.body, person=member).pk,
        "gift": GiftOrHospitalityFactory(person=member).pk,
        "presenter": PresenterFactory(item=item, person=member).pk,
        "interests": InterestFactory(person=member, nature="Trustee").pk,
        "gifts": GiftOrHospitalityFactory(
            person=member, offered_on=date(2020, 11, 9)
        ).pk,
        "conflicts": ConflictFactory(
            item=item, person=member, why="Trustee of the supplier's charity"
        ).pk,
        "rulings": ruling.pk,
        "record": record.pk,
    }


def _built(meeting: Meeting, by: dict[str, Any]) -> Pack:
    pack = start_build(meeting=meeting, **by)
    if pack.job_id is None or not execute(pack.job_id):
        raise RuntimeError("The pack was not built.")
    pack.refresh_from_db()
    return pack


def _private_paper(meeting: Meeting, by: dict[str, Any]) -> Paper:
    item = add_item(
        meeting=meeting,
        title=PRIVATE_TITLE,
        owners=["ICS Executive Director of Finance"],
        part=Part.TWO,
        private_reason="Commercial interests of a third party",
        open_title=OPEN_TITLE,
        **by,
    )
    paper = add_paper(
        item=item,
        title="Terms of the settlement",
        kind=PaperKind.ANNEX,
        authors=[Named("ICS Head of Finance")],
        **by,
    )
    _prepare(paper, by)
    submit_paper(paper=paper, **by)
    return accept_paper(paper=paper, **by)


def _prepare(paper: Paper, by: dict[str, Any]) -> None:
    document = stand_ins.paper(
        paper.title, "Made for a test", ("Background", "Terms"), paragraphs=3
    )
    if not execute(_upload(paper, render_pdf(document), by)):
        raise RuntimeError("The paper could not be prepared.")


def _upload(paper: Paper, content: bytes, by: dict[str, Any]) -> UUID:
    version = upload_version(
        paper=paper,
        upload=SimpleUploadedFile(f"{paper.title}.pdf", content),
        note="First draft",
        **by,
    )
    assert version.job_id is not None
    return version.job_id


def _papers_ahead(meeting: Meeting, by: dict[str, Any]) -> dict[str, Paper]:
    """One asked for, one drafted with a file that cannot be used, one whose file waits
    for a worker, and one to be accepted."""
    author = Person.objects.get(user__email="author@demo.example")
    items = list(AgendaItem.objects.filter(meeting=meeting).order_by("pk"))
    asked = request_paper(
        item=items[-1], title="Winter plan", authors=[Named.person(author)], **by
    )
    drafted = add_paper(
        item=items[-2],
        title="Estates strategy",
        authors=[
            Named.person(author),
            Named.person(_lone_author(meeting.body, by["at"])),
        ],
        **by,
    )
    execute(_upload(drafted, DAMAGED, by))
    preparing, sent = (
        add_paper(
            item=items[1],
            title=title,
            kind=PaperKind.PROCEDURE,
            authors=[Named("Board Secretary")],
            **by,
        )
        for title in ("Register of interests", "Conduct of meetings")
    )
    _upload(preparing, render_pdf(stand_ins.declarations_procedure()), by)
    _prepare(sent, by)
    submit_paper(paper=sent, **by)
    return {"asked": asked, "drafted": drafted, "preparing": preparing, "sent": sent}


def _lone_author(body: Body, at: datetime) -> Person:
    """Somebody who writes papers for the board and has no seat on it."""
    user = User.objects.create_user(
        email=LONE_AUTHOR, password=PASSWORD, name="Head of Estates"
    )
    person = add_person(
        name=user.name, post_title=user.name, user=user, actor=SYSTEM_ACTOR, at=at
    )
    assign_role(
        person=person,
        body=body,
        role=Role.AUTHOR,
        starts_on=at.date(),
        actor=SYSTEM_ACTOR,
        at=at,
    )
    return person


def _elsewhere(at: datetime) -> Meeting:
    """A body of another system, with a person who holds every office there."""
    board = Body.objects.get(slug="ics-board")
    body = establish_body(
        actor=SYSTEM_ACTOR,
        at=at,
        name="Elsewhere Board",
        slug="elsewhere-board",
        code="ELSE",
        kind=BodyKind.NHS_BODY_BOARD,
        system=board.system,
        starts_on=at.date() - timedelta(days=90),
    )
    user = User.objects.create_user(
        email=ELSEWHERE, password=PASSWORD, name="Officer of another board"
    )
    person = add_person(
        name=user.name, post_title=user.name, user=user, actor=SYSTEM_ACTOR, at=at
    )
    for role in Role:
        assign_role(
            person=person,
            body=body,
            role=role,
            starts_on=at.date() - timedelta(days=90),
            actor=SYSTEM_ACTOR,
            at=at,
        )
    officer: Actor = actor_for(user, at.date())
    return create_meeting(
        body=body,
        details=MeetingDetails(
            meeting_type=MeetingType.FORMAL,
            held_on=at.date() + timedelta(days=40),
            starts_at=time(9),
            ends_at=time(11),
            place="Elsewhere",
        ),
        actor=officer,
        at=at,
    )
