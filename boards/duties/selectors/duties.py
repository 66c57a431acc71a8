"""How the duties of a system stand, in a number of queries that does not grow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from boards.bodies.enums import BodyKind
from boards.bodies.models import Body, InstrumentVersion, TermsOfReference
from boards.bodies.selectors import facts_of
from boards.bodies.selectors.functions import map_on
from boards.duties.enums import Level, Subject
from boards.duties.models import (
    DutyOwner,
    Evidence,
    Involvement,
    LocalDuty,
    Milestone,
    Workstream,
)
from boards.duties.rules.duties import evaluate
from boards.duties.rules.facts import (
    Delegated,
    Duty,
    DutyFacts,
    DutyFinding,
    EvidenceFact,
    MeetingFact,
    MilestoneFact,
    OwnerFact,
    Part,
    ProposalFact,
    TermsFact,
    WorkstreamFact,
)
from boards.duties.rules.workstreams import LEADS, lacking
from boards.meetings.enums import MeetingType
from boards.meetings.enums import Part as PartOfAgenda
from boards.meetings.models import Decision, Meeting
from ics_portal.core.audit.models import AuditEvent

if TYPE_CHECKING:
    from boards.directory.models import IntegratedCareSystem

Documents = dict[tuple[int, str], list[InstrumentVersion]]


def findings_on(
    system: IntegratedCareSystem, duties: Iterable[Duty], day: date
) -> tuple[DutyFinding, ...]:
    """How every duty stands on a day."""
    return evaluate(duties, facts_of(system), known_of(system, day), day)


def own_duties(system: IntegratedCareSystem, day: date | None = None) -> list[Duty]:
    """The duties a system set itself that are in force on a day; over all time without
    one."""
    rows = LocalDuty.objects.filter(system=system)
    if day is not None:
        rows = rows.in_force_on(day)
    return [as_duty(row) for row in rows]


def as_duty(row: LocalDuty) -> Duty:
    """A duty of the system's own as rules take it."""
    return Duty(
        key=row.key,
        title=row.title,
        asked=row.asked,
        requirements=(),
        sources=(row.source,),
        level=Level(row.level),
        subject=Subject.OWN,
        held_by=BodyKind(row.held_by),
        parts=tuple(Part(key=one["key"], words=one["words"]) for one in row.parts),
        due_on=row.due_on,
    )


def known_of(system: IntegratedCareSystem, day: date) -> DutyFacts:
    """What duties ask beside the structure; the map of functions is that of the day."""
    found = map_on(system, day)
    return DutyFacts(
        delegated=Delegated(functions=len(found.functions), gaps=found.gaps),
        evidence=tuple(evidence_fact(one) for one in evidence_rows(_bodies(system))),
        owners=tuple(_owner(one) for one in owner_rows(_bodies(system))),
        meetings=_meetings(system),
        terms=_terms(system),
        proposals=_proposals(system),
        workstreams=_workstreams(system),
        milestones=_milestones(system),
    )


def _bodies(system: IntegratedCareSystem) -> QuerySet[Body]:
    # Guests as well, once each; without the order, which a subquery has no use for.
    found = Body.objects.filter(Q(system=system) | Q(also_in=system))
    return found.order_by()


def evidence_rows(bodies: QuerySet[Body] | list[Body]) -> QuerySet[Evidence]:
    """All evidence of these bodies with what it rests on, the newest first."""
    return (
        Evidence.objects.filter(body__in=bodies)
        .select_related("version__instrument", "decision__item", "decision__body")
        .defer("version__sections")
        .order_by("-starts_on", "-pk")
    )


def owner_rows(bodies: QuerySet[Body] | list[Body]) -> QuerySet[DutyOwner]:
    """Everybody who ever answered for a duty of these bodies, the latest first."""
    found = DutyOwner.objects.filter(body__in=bodies).select_related("person")
    return found.order_by("-starts_on", "-pk")


def rests_on(row: Evidence) -> str:
    """What evidence rests on, in words: a version, the number of a decision, or both.
    Of what was decided in private not even the number is said."""
    words = [str(row.version)] if row.version else []
    if row.decision is not None:
        is_open = _is_open(row.decision)
        words.append(f"Decision {row.decision}" if is_open else "A private decision")
    return "; ".join(words)


def evidence_fact(row: Evidence) -> EvidenceFact:
    """A piece of evidence as rules take it."""
    return EvidenceFact(
        id=row.pk,
        body_id=row.body_id,
        duty=row.duty,
        part=row.part,
        is_met=row.is_met,
        words=row.words,
        rests_on=rests_on(row),
        address=row.address,
        review_on=row.review_on,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )


def owner_words(row: DutyOwner) -> str:
    """The person with the post, or the one of the two that is given."""
    if row.person is None:
        return row.post
    return f"{row.person}, {row.post}" if row.post else str(row.person)


def _owner(row: DutyOwner) -> OwnerFact:
    return OwnerFact(
        id=row.pk,
        body_id=row.body_id,
        duty=row.duty,
        part=row.part,
        name=owner_words(row),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )


def _meetings(system: IntegratedCareSystem) -> tuple[MeetingFact, ...]:
    rows = Meeting.objects.filter(
        body__system=system, meeting_type=MeetingType.FORMAL
    ).values_list(
        "body_id",
        "held_on",
        "is_public",
        "stream_link",
        "papers_published_on",
        "minutes_published_on",
    )
    return tuple(
        MeetingFact(
            body_id=body_id,
            held_on=held_on,
            is_public=is_public,
            has_link=bool(link),
            papers_on=papers_on,
            minutes_on=minutes_on,
        )
        for body_id, held_on, is_public, link, papers_on, minutes_on in rows
    )


def _terms(system: IntegratedCareSystem) -> tuple[TermsFact, ...]:
    rows = TermsOfReference.objects.filter(body__system=system).order_by("-version")
    found = rows.values("body_id", "is_public", "starts_on", "ends_on")
    return tuple(TermsFact(**row) for row in found)


def _proposals(system: IntegratedCareSystem) -> tuple[ProposalFact, ...]:
    rows = Involvement.objects.filter(body__system=system).select_related(
        "decision__item", "decision__body"
    )
    return tuple(
        ProposalFact(
            title=row.proposal,
            raised_on=row.raised_on,
            level=row.level,
            groups=row.groups,
            insight=row.insight,
            needs_consultation=row.needs_consultation,
            consulted_from=row.consultation_starts_on,
            consulted_to=row.consultation_ends_on,
            decided_on=_decided_on(row.decision),
        )
        for row in rows.order_by("-raised_on", "-pk")
    )


def _decided_on(decision: Decision | None) -> date | None:
    if decision is None or not _is_open(decision):
        return None
    return decision.decided_on


def _is_open(decision: Decision) -> bool:
    # Everybody reads the findings, so they say of a decision only what the public may
    # know: nothing of part 2, and nothing of a body that meets in private.
    in_public = decision.item is None or decision.item.part == PartOfAgenda.ONE
    return bool(in_public and decision.body.meets_in_public)


def _workstreams(system: IntegratedCareSystem) -> tuple[WorkstreamFact, ...]:
    return tuple(
        WorkstreamFact(
            name=row.name,
            lacking=lacking({key: bool(getattr(row, f"{key}_id")) for key in LEADS}),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
        for row in Workstream.objects.filter(system=system)
    )


def _milestones(system: IntegratedCareSystem) -> tuple[MilestoneFact, ...]:
    rows = Milestone.objects.filter(system=system, documents__isnull=False)
    linked: dict[tuple[str, date | None], set[tuple[str, int | None]]] = defaultdict(
        set
    )
    for code, done_on, kind, year in rows.values_list(
        "code",
        "done_on",
        "documents__instrument__kind",
        "documents__instrument__financial_year",
    ):
        linked[code, done_on].add((kind, year))
    return tuple(
        MilestoneFact(code=code, done_on=done_on, documents=frozenset(found))
        for (code, done_on), found in linked.items()
    )


def documents_on(system: IntegratedCareSystem, day: date) -> Documents:
    """The versions in force on a day, by body and kind of document; of a document made
    for a financial year those of earlier years as well, as they stay on record. One
    query."""
    found: Documents = defaultdict(list)
    of_a_year = Q(instrument__financial_year__isnull=False) & (
        Q(starts_on__isnull=True) | Q(starts_on__lte=day)
    )
    for one in (
        (
            InstrumentVersion.objects.in_force_on(day)
            | InstrumentVersion.objects.filter(of_a_year)
        )
        .filter(instrument__body__in=_bodies(system))
        .select_related("instrument__body")
        .defer("sections")
        .order_by("-version")
    ):
        found[one.instrument.body_id, one.instrument.kind].append(one)
    return found


def bodies_with_duties(system: IntegratedCareSystem) -> QuerySet[Body]:
    """The bodies of a system, its guests among them."""
    return Body.objects.filter(pk__in=_bodies(system))


def versions_to_show(body: Body) -> QuerySet[InstrumentVersion]:
    """The documents of a body's system that evidence can rest on, by title."""
    return (
        InstrumentVersion.objects.filter(instrument__body__system=body.system_id)
        .select_related("instrument")
        .defer("sections")
        .order_by("instrument__title", "-version")
    )


def changes_of_duty(
    body: Body, key: str, own: LocalDuty | None
) -> QuerySet[AuditEvent]:
    """What was done about one duty of a body, the latest first; of one of the system's
    own also what was said of the duty itself."""
    found = Q(body_id=body.pk, verb__startswith="duties.", detail__duty=key)
    if own is not None:
        found |= Q(target_type=own._meta.label_lower, target_id=str(own.pk))
    return AuditEvent.objects.filter(found).order_by("-at", "-pk")
