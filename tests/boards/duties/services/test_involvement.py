"""How people were involved, written down and changed."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from boards.bodies.services.seen import mark_of
from boards.duties.models import Involvement
from boards.duties.services.involvement import (
    InvolvementDetails,
    add_involvement,
    change_involvement,
    involvement_words,
)
from boards.meetings.enums import Part
from ics_portal.accounts.actor import Role
from ics_portal.core.audit import AuditEvent
from ics_portal.core.errors import EditConflict, RuleBroken
from tests.factories.bodies import BodyFactory, actor_in
from tests.factories.directory import OrganisationFactory
from tests.factories.duties import InvolvementFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    AgendaSectionFactory,
    DecisionFactory,
    MeetingFactory,
)

pytestmark = pytest.mark.django_db

RAISED = dt.date(2022, 7, 1)
AT = dt.datetime(2022, 12, 20, 10, tzinfo=dt.UTC)
DETAILS = InvolvementDetails(
    proposal="Move the minor injuries unit", raised_on=RAISED, level="designed"
)


@pytest.fixture
def board():
    return BodyFactory()


@pytest.fixture
def by(board):
    return {"actor": actor_in(board, Role.GOVERNANCE_LEAD), "at": AT}


@pytest.fixture
def proposal(board):
    return InvolvementFactory(body=board)


@pytest.mark.requirement("ENG-01", "ENG-05", "ENG-08")
def test_a_proposal_is_kept_with_all_that_is_said_of_it(board, by):
    healthwatch = OrganisationFactory(name="Healthwatch Coast")
    decision = DecisionFactory(body=board, decided_on=dt.date(2022, 12, 7))
    details = replace(
        DETAILS,
        is_service_change=True,
        how="A citizens’ panel",
        groups="Travellers",
        consultees=[healthwatch],
        needs_consultation=True,
        consultation_starts_on=dt.date(2022, 9, 1),
        consultation_ends_on=dt.date(2022, 11, 30),
        decision=decision,
        insight="The unit stays open at weekends.",
    )

    made = add_involvement(body=board, details=details, **by)

    made.refresh_from_db()
    assert involvement_words(made, [healthwatch], by["actor"]).splitlines() == [
        "Proposal: Move the minor injuries unit",
        "Raised on: 1 July 2022",
        "Change of service: yes",
        "People were: Designed together",
        "How: A citizens’ panel",
        "Groups: Travellers",
        "Consulted: Healthwatch Coast",
        "Formal consultation: needed",
        "From: 1 September 2022",
        "To: 30 November 2022",
        f"Decision: {decision.number}",
        "What came of it: The unit stays open at weekends.",
    ]
    assert list(made.consultees.all()) == [healthwatch]
    event = AuditEvent.objects.get(verb="duties.involvement_added")
    assert event.body_id == board.pk


@pytest.mark.parametrize(
    ("fault", "field", "sentence"),
    [
        ({"proposal": " "}, "proposal", "Say what is proposed."),
        ({"groups": "x" * 501}, "groups", "Shorten it to 500 letters; it has 501."),
        (
            {"raised_on": dt.date(2022, 12, 21)},
            "raised_on",
            (
                "Give the day it was raised, today or before; 21 December 2022 is still to"
                " come."
            ),
        ),
        ({"level": "asked"}, "level", "“asked” is not a level of involvement."),
        (
            {"consultation_starts_on": RAISED},
            "needs_consultation",
            "Say that a formal consultation is needed, or leave its days empty.",
        ),
    ],
)
def test_a_proposal_that_cannot_be_is_refused(board, by, fault, field, sentence):
    with pytest.raises(RuleBroken) as refusal:
        add_involvement(body=board, details=replace(DETAILS, **fault), **by)

    assert (refusal.value.field, refusal.value.message) == (field, sentence)
    assert not Involvement.objects.exists()


def test_the_decision_is_one_of_the_system_that_its_writer_may_read(board, by):
    strange = DecisionFactory(decided_on=dt.date(2022, 12, 7))
    hidden_body = BodyFactory(system=board.system)
    hidden = DecisionFactory(body=hidden_body, decided_on=dt.date(2022, 12, 7))
    early = DecisionFactory(body=board, decided_on=dt.date(2022, 6, 30))
    not_yours = "Choose a decision of a body of this system that you may read."
    for decision, sentence in (
        (strange, not_yours),
        (hidden, not_yours),
        (
            early,
            (
                f"{early.number} was decided on 30 June 2022, before the proposal was"
                " raised."
            ),
        ),
    ):
        with pytest.raises(RuleBroken) as refusal:
            add_involvement(
                body=board, details=replace(DETAILS, decision=decision), **by
            )
        assert (refusal.value.field, refusal.value.message) == ("decision", sentence)


def test_a_decision_one_may_not_read_stays_and_is_not_told(board, proposal, by):
    meeting = MeetingFactory(body=BodyFactory(system=board.system))
    item = AgendaItemFactory(
        section=AgendaSectionFactory(meeting=meeting),
        part=Part.TWO,
        private_reason="Commercial",
    )
    secret = DecisionFactory(
        body=meeting.body, meeting=meeting, item=item, number="SECRET-2022-001"
    )
    Involvement.objects.filter(pk=proposal.pk).update(decision=secret)
    proposal.refresh_from_db()
    shown = involvement_words(proposal, [], by["actor"])

    change_involvement(
        involvement=proposal,
        details=replace(DETAILS, decision=secret),
        reason="Why",
        seen=mark_of(shown),
        **by,
    )

    assert "Decision: one that you may not read" in shown
    assert "SECRET" not in shown
    proposal.refresh_from_db()
    assert (proposal.decision, proposal.level) == (secret, "designed")


def test_a_change_says_why_and_names_what_changed(proposal, by):
    given = {"involvement": proposal, **by}
    trust = OrganisationFactory()

    with pytest.raises(RuleBroken) as refusal:
        change_involvement(details=DETAILS, reason=" ", **given)
    assert refusal.value.field == "reason"
    change_involvement(
        details=replace(DETAILS, consultees=[trust]), reason="Asked them", **given
    )

    event = AuditEvent.objects.get(verb="duties.involvement_changed")
    assert event.detail == {"changed": ["level", "consultees"]}
    assert list(proposal.consultees.all()) == [trust]
    assert proposal.history.latest().history_change_reason == "Asked them"


def test_saving_what_is_there_leaves_no_trace(proposal, by):
    same = replace(DETAILS, level="")

    change_involvement(involvement=proposal, details=same, reason="None", **by)

    assert proposal.history.count() == 1
    assert not AuditEvent.objects.filter(verb="duties.involvement_changed").exists()


def test_the_second_of_two_editors_sees_both_texts(proposal, by):
    seen = mark_of(involvement_words(proposal, [], by["actor"]))
    given = {"involvement": proposal, "seen": seen, "reason": "Why", **by}
    change_involvement(details=replace(DETAILS, how="By letter"), **given)

    with pytest.raises(EditConflict) as clash:
        change_involvement(details=replace(DETAILS, how="By post"), **given)

    assert "How: By post" in clash.value.mine
    assert "How: By letter" in clash.value.theirs


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.MEMBER])
def test_only_a_governance_lead_of_the_system_writes(board, proposal, role):
    by = {"actor": actor_in(board, role), "at": AT}

    with pytest.raises(PermissionDenied, match="governance lead"):
        add_involvement(body=board, details=DETAILS, **by)
    with pytest.raises(PermissionDenied, match="governance lead"):
        change_involvement(involvement=proposal, details=DETAILS, reason="Why", **by)


@pytest.mark.database
def test_the_database_keeps_the_days_in_order(board):
    with pytest.raises(IntegrityError), transaction.atomic():
        InvolvementFactory(
            body=board,
            consultation_starts_on=dt.date(2022, 9, 2),
            consultation_ends_on=dt.date(2022, 9, 1),
        )
