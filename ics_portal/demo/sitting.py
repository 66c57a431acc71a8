"""What happened at two meetings: the published one of November 2020, and one of the
statutory board last month, with a conflict of interest, a vote and a part 2.

The second is made up: no paper of that board is among the sources.
"""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware

from boards.actions.services import raise_action
from boards.bodies.enums import Constituency
from boards.bodies.models import Appointment, Body
from boards.bodies.selectors import actor_for
from boards.bodies.services import assign_role
from boards.directory.models import Organisation, Person
from boards.meetings.enums import (
    DecisionMethod,
    ItemFormat,
    MeetingType,
    Part,
    RulingOption,
    StandingItem,
)
from boards.meetings.models import AgendaItem, Meeting
from boards.meetings.rules.rulings import ruling_words
from boards.meetings.rules.votes import Votes
from boards.meetings.services import (
    ItemDraft,
    MeetingDetails,
    RowToAdd,
    add_items_from_rows,
    create_meeting,
)
from boards.meetings.services.participation import RulingDetails, record_ruling
from boards.minutes.importers import read_minutes
from boards.minutes.services.approving import approve_minutes
from boards.minutes.services.drafting import draft_minutes
from boards.minutes.services.importing import import_minutes
from boards.packs.services.publishing import publish_minutes, publish_notice
from boards.sittings.enums import AttendanceKind, AttendanceState, OutcomeKind
from boards.sittings.importers import read_attendance
from boards.sittings.models import Attendance
from boards.sittings.services.attendance import all_arrive, come_back, leave, set_state
from boards.sittings.services.attendance_list import start_attendance
from boards.sittings.services.events import begin_item, close_sitting, open_sitting
from boards.sittings.services.imported import import_attendance
from boards.sittings.services.outcome_case import OutcomeDetails
from boards.sittings.services.outcomes import record_outcome
from boards.sittings.services.private import ResolutionDetails, resolve_private
from ics_portal.accounts.actor import SYSTEM_ACTOR, Actor, Role
from ics_portal.accounts.models import User
from ics_portal.core.audit import save_with_reason
from ics_portal.demo.ground import Ground
from ics_portal.demo.people import CHAIR_MAIL, PASSWORD
from ics_portal.demo.readings import DATA, november_minutes
from ics_portal.demo.structure.telling import By

TRUST = "East Lancashire Hospitals NHS Trust"


def tell_november(ground: Ground, november: Meeting, *, at: datetime) -> None:
    """Who was there on 4 November 2020, as far as it is given, and what the minutes say."""
    by: By = {"actor": ground.secretary, "at": at}
    text = (DATA / "attendance-2020-11-04.json").read_text(encoding="utf-8")
    open_sitting(meeting=november, happened_at=_clock(november, 10), **by)
    import_attendance(
        meeting=november, body=ground.body, reading=read_attendance(text), **by
    )
    close_sitting(meeting=november, happened_at=_clock(november, 12), **by)
    items = read_minutes(json.dumps(november_minutes()))
    minutes = import_minutes(meeting=november, body=ground.body, items=items, **by)
    in_chair = actor_for(ground.chair.user, at.date())
    approve_minutes(minutes=minutes, actor=in_chair, at=at)
    minutes.refresh_from_db()
    publish_minutes(minutes=minutes, **by)


def _clock(meeting: Meeting, hour: int, minute: int = 0) -> datetime:
    return make_aware(datetime.combine(meeting.held_on, time(hour, minute)))


def tell_last_month(ground: Ground, *, at: datetime) -> None:
    """A meeting of the statutory board as it was held, minuted and published."""
    board = Body.objects.get(slug="integrated-care-board")
    secretary, chair = _officers(ground, board, at)
    day = _wednesday_before(at.date() - timedelta(days=28))
    meeting, items = _arrange(board, chair, day, secretary, at)
    publish_notice(
        meeting=meeting,
        actor=secretary,
        at=at,
        late_reason="Loaded with the demonstration.",
        late_agreed_by="Chair of the NHS body",
    )
    _Sitting(meeting, board, chair, secretary, at).hold(items)
    minutes = draft_minutes(meeting=meeting, body=board, actor=secretary, at=at)
    in_chair = actor_for(User.objects.get(email=CHAIR_MAIL), at.date())
    approve_minutes(minutes=minutes, actor=in_chair, at=at)
    minutes.refresh_from_db()
    publish_minutes(minutes=minutes, actor=secretary, at=at)
    draft_minutes(meeting=meeting, body=board, part=Part.TWO, actor=secretary, at=at)


def _officers(ground: Ground, board: Body, at: datetime) -> tuple[Actor, Person]:
    """The secretary serves this board too, and its chair gets a sign-in."""
    office = Person.objects.get(pk=ground.secretary.person_id or 0)
    seat = board.seats.get(constituency=Constituency.CHAIR)
    held = Appointment.objects.in_force_on(at.date()).filter(seat=seat)
    chair = held.select_related("person")[0].person
    chair.user = User.objects.create_user(
        email=CHAIR_MAIL, password=PASSWORD, name=chair.name
    )
    save_with_reason(chair, "Given a sign-in", actor=SYSTEM_ACTOR)
    for person, roles in (
        (office, (Role.SECRETARY,)),
        (chair, (Role.CHAIR, Role.MEMBER)),
    ):
        for role in roles:
            assign_role(
                person=person,
                body=board,
                role=role,
                starts_on=board.starts_on,
                actor=SYSTEM_ACTOR,
                at=at,
            )
    return actor_for(office.user, at.date()), chair


def _wednesday_before(day: date) -> date:
    return day - timedelta(days=(day.weekday() - 2) % 7)


def _arrange(
    board: Body, chair: Person, day: date, secretary: Actor, at: datetime
) -> tuple[Meeting, dict[str, AgendaItem]]:
    meeting = create_meeting(
        body=board,
        details=MeetingDetails(
            meeting_type=MeetingType.FORMAL,
            held_on=day,
            starts_at=time(10),
            ends_at=time(12),
            place="Board room, and online",
            chair_id=chair.pk,
        ),
        actor=secretary,
        at=at,
    )
    trust = Organisation.objects.get(name=TRUST)
    words = dict(board.purposes.values_list("word", "pk"))
    asked = {word: (words[word],) for word in ("Note", "Approve") if word in words}
    routine, business = "Routine Items of Business", "Business"
    close = "Any Other Business"
    drafts = {
        "welcome": (routine, _draft("Welcome and apologies", StandingItem.WELCOME)),
        "declarations": (
            routine,
            _draft("Declarations of Interest", StandingItem.DECLARATIONS),
        ),
        "minutes": (
            routine,
            _draft("Minutes of the previous meeting", StandingItem.MINUTES),
        ),
        "hub": (
            business,
            ItemDraft(
                title="Community diagnostic hub: choice of provider",
                owners=("Chief Finance Officer",),
                purpose_ids=asked.get("Approve", ()),
                minutes=20,
                item_format=ItemFormat.VERBAL,
                party_ids=(trust.pk,),
            ),
        ),
        "quality": (
            business,
            ItemDraft(
                title="Quality report",
                owners=("Chief Nursing Officer",),
                purpose_ids=asked.get("Note", ()),
                minutes=15,
            ),
        ),
        "aob": (close, _draft("Any other business", StandingItem.ANY_OTHER_BUSINESS)),
        "lease": (
            business,
            ItemDraft(
                title="Terms of the lease of the board's rooms",
                owners=("Chief Finance Officer",),
                minutes=10,
                part=Part.TWO,
                private_reason="Commercial interests of the landlord",
                open_title="A commercial matter",
            ),
        ),
    }
    rows = [RowToAdd(section, draft) for section, draft in drafts.values()]
    made = add_items_from_rows(meeting=meeting, rows=rows, actor=secretary, at=at)
    return meeting, dict(zip(drafts, made, strict=True))


def _draft(title: str, standing: StandingItem) -> ItemDraft:
    return ItemDraft(title=title, owners=("Chair",), standing=standing)


class _Sitting:
    """The meeting while it is told, minute by minute."""

    def __init__(
        self,
        meeting: Meeting,
        board: Body,
        chair: Person,
        secretary: Actor,
        at: datetime,
    ) -> None:
        self.meeting, self.board, self.chair = meeting, board, chair
        self.by: By = {"actor": secretary, "at": at}

    def clock(self, hour: int, minute: int = 0) -> datetime:
        return _clock(self.meeting, hour, minute)

    def row(self, title: str) -> Attendance:
        return Attendance.objects.get(meeting=self.meeting, name=title)

    def hold(self, items: dict[str, AgendaItem]) -> None:
        """From ten to half past eleven, with a part 2."""
        start_attendance(meeting=self.meeting, body=self.board, **self.by)
        away = self.row("Chief Medical Officer")
        set_state(attendance=away, state=AttendanceState.APOLOGIES, **self.by)
        open_sitting(meeting=self.meeting, happened_at=self.clock(10), **self.by)
        all_arrive(
            meeting=self.meeting, body=self.board, happened_at=self.clock(10), **self.by
        )
        for minute, name in ((0, "welcome"), (5, "declarations"), (10, "minutes")):
            self.take(items[name], 10, minute)
        self.outcome(items["minutes"], OutcomeKind.NOTED)
        self.choose_a_provider(items["hub"])
        self.take(items["quality"], 10, 45)
        self.outcome(items["quality"], OutcomeKind.NOTED)
        raise_action(
            meeting=self.meeting,
            item=items["quality"],
            title="Bring the review of falls to the next meeting",
            lead="Chief Nursing Officer",
            due="On-going",
            **self.by,
        )
        self.take(items["aob"], 11, 5)
        self.go_private(items["lease"])
        close_sitting(meeting=self.meeting, happened_at=self.clock(11, 30), **self.by)

    def take(self, item: AgendaItem, hour: int, minute: int) -> None:
        begin_item(
            meeting=self.meeting,
            item=item,
            happened_at=self.clock(hour, minute),
            **self.by,
        )

    def outcome(self, item: AgendaItem, kind: OutcomeKind, **said: object) -> None:
        record_outcome(
            item=item,
            body=self.board,
            details=OutcomeDetails(kind=kind, **said),  # type: ignore[arg-type]
            **self.by,
        )

    def choose_a_provider(self, hub: AgendaItem) -> None:
        """The partner member of the trusts leaves, and the board votes."""
        partner = self.row("Partner member, NHS trusts")
        self.take(hub, 10, 20)
        record_ruling(
            item=hub,
            person=Person.objects.get(pk=partner.person_id or 0),
            ruled_by=self.chair,
            details=RulingDetails(
                option=RulingOption.LEAVES,
                nature=f"Nominated by {TRUST}, which offers to run the hub",
                words=ruling_words(
                    RulingOption.LEAVES, who=partner.name, presiding="Chair"
                ),
                office="Chair",
                papers_withheld=True,
            ),
            actor=self.by["actor"],
            at=self.clock(10, 20),
        )
        leave(attendance=partner, happened_at=self.clock(10, 21), item=hub, **self.by)
        there = self.voters()
        self.outcome(
            hub,
            OutcomeKind.APPROVED,
            words="That the hub be run by the provider placed first.",
            method=DecisionMethod.VOTE,
            votes=Votes(in_favour=there - 1, against=0, abstained=1),
        )
        come_back(attendance=partner, happened_at=self.clock(10, 44), **self.by)

    def voters(self) -> int:
        """How many are there who vote, without the one who left."""
        here = Attendance.objects.filter(
            meeting=self.meeting,
            kind=AttendanceKind.MEMBER,
            state=AttendanceState.PRESENT,
        )
        return here.count() - 1

    def go_private(self, lease: AgendaItem) -> None:
        """The public is excluded, and the lease agreed."""
        movers = [
            self.row("Non-executive member, audit"),
            self.row("Chief Executive of the NHS body"),
        ]
        resolve_private(
            meeting=self.meeting,
            details=ResolutionDetails(
                moved_by_id=movers[0].pk,
                seconded_by_id=movers[1].pk,
                wording=(
                    "That representatives of the press and other members of the public"
                    " be excluded from the remainder of this meeting having regard to"
                    " the confidential nature of the business to be transacted,"
                    " publicity on which would be prejudicial to the public interest"
                    " (section 1(2), Public Bodies (Admission to Meetings) Act 1960)."
                ),
                reasons={lease.pk: "Commercial interests of the landlord"},
            ),
            happened_at=self.clock(11, 10),
            **self.by,
        )
        self.take(lease, 11, 12)
        self.outcome(
            lease, OutcomeKind.AGREED, words="That the lease be renewed for a year."
        )
