"""Recording what shows that a duty is met, and who answers for it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from boards.duties.models import DutyOwner, Evidence
from boards.duties.rules.facts import State
from boards.duties.selectors.duties import findings_on, rests_on
from boards.duties.services.duties import (
    add_evidence,
    end_evidence,
    end_owner,
    name_owner,
)
from ics_portal.accounts.actor import Role
from ics_portal.core.audit.models import AuditEvent
from tests.boards.bodies.conftest import AT
from tests.boards.bodies.refusals import refused
from tests.boards.duties.rules.asking import shipped
from tests.factories.bodies import (
    BodyFactory,
    InstrumentFactory,
    InstrumentVersionFactory,
    actor_in,
)
from tests.factories.directory import IntegratedCareSystemFactory, PersonFactory
from tests.factories.meetings import AgendaItemFactory, DecisionFactory

pytestmark = pytest.mark.django_db
JUNE, JULY = date(2022, 6, 1), date(2022, 7, 1)
RECORD, DILIGENCE = shipped("shared_care_record"), shipped("due_diligence")
OFFICERS = shipped("accountable_officers")


def find(body, by, duty=RECORD, **told):
    given = {"is_met": True, "words": "In use", "starts_on": JUNE, **told}
    return add_evidence(body=body, duty=duty, **given, **by)


def on(body, duty=RECORD, day=JULY):
    [found] = findings_on(body.system, [duty], day)
    return found


@pytest.mark.requirement("DIG-05")
def test_evidence_shows_a_duty_from_its_day_to_its_last(board, by):
    assert on(board).state is State.NOT_KNOWN

    found = find(board, by, review_on=date(2023, 6, 1))
    assert (on(board).state, on(board).words) == (
        State.MET,
        "In use since 1 June 2022.",
    )
    assert on(board, day=date(2022, 5, 31)).state is State.NOT_KNOWN

    end_evidence(evidence=found, ends_on=JUNE, reason="Turned off", **by)
    assert (on(board, day=JUNE).state, on(board).state) == (
        State.MET,
        State.NOT_KNOWN,
    )
    events = AuditEvent.objects.order_by("pk").values_list("verb", "body_id", "detail")
    about = {"duty": "shared_care_record", "part": ""}
    assert list(events) == [
        ("duties.evidence_added", board.pk, about),
        ("duties.evidence_ended", board.pk, about),
    ]
    assert found.history.first().history_change_reason == "Turned off"


@pytest.mark.requirement("TRN-05")
def test_a_checklist_is_covered_part_by_part(board, by):
    for part in ("assets", "liabilities", "staff"):
        find(board, by, DILIGENCE, part=part)
    found = on(board, DILIGENCE)
    assert (found.state, found.covered) == (State.NOT_KNOWN, 3)

    find(board, by, DILIGENCE, part="property", is_met=False, words="Leases are open")
    assert on(board, DILIGENCE).words == "Lacking: property."


def test_what_is_found_later_ends_what_said_the_opposite(board, by):
    lacking = find(board, by, is_met=False, words="Not bought")
    other = find(board, by, DILIGENCE, part="staff", is_met=False)
    find(board, by, starts_on=JULY)

    lacking.refresh_from_db()
    other.refresh_from_db()
    assert (lacking.ends_on, other.ends_on) == (date(2022, 6, 30), None)
    assert lacking.history.first().history_change_reason == "Found otherwise later"
    assert on(board).words == "In use since 1 July 2022."


def test_two_findings_of_one_day_cannot_say_the_opposite(board, by):
    find(board, by, is_met=False, words="Not bought")
    with refused("DUT-5", "starts_on") as said:
        find(board, by)
    assert said.message == (
        "“Not bought” was found on 1 June 2022 and says the opposite. End it first, or"
        " give a later day."
    )


@pytest.mark.parametrize(
    ("told", "rule", "field", "sentence"),
    [
        (
            {"duty": shipped("place_services")},
            "DUT-1",
            "",
            "“Services of a place” is not asked of Board of the ICS NHS body.",
        ),
        (
            {"duty": DILIGENCE, "part": "ships"},
            "DUT-1",
            "part",
            "“Due diligence” has no such part.",
        ),
        ({"words": " "}, "BDY-3", "words", "Say what it shows."),
        (
            {"words": "w" * 501},
            "BDY-3",
            "words",
            "Shorten this to 500 letters; it has 501.",
        ),
        (
            {"starts_on": date(2022, 7, 2)},
            "DUT-2",
            "starts_on",
            "Give the day it was found, today or before. 2 July 2022 is still to come.",
        ),
        (
            {"review_on": JUNE},
            "DUT-2",
            "review_on",
            "Its review comes after 1 June 2022, when it was found.",
        ),
        (
            {"address": "javascript:alert(1)"},
            "DUT-3",
            "address",
            "Give an address that begins with https:// or http://.",
        ),
    ],
)
def test_evidence_that_cannot_be_is_refused(board, by, told, rule, field, sentence):
    with refused(rule, field) as said:
        find(board, by, **told)
    assert said.message == sentence
    assert not Evidence.objects.exists()


def test_it_rests_on_documents_and_decisions_of_the_same_system(board, by):
    version = InstrumentVersionFactory(
        instrument=InstrumentFactory(body=board, title="Digital plan"), version=2
    )
    decision = DecisionFactory(body=board, number="OURS-2022-001")
    found = find(board, by, version=version, decision=decision)
    assert rests_on(found) == "Digital plan, version 2; Decision OURS-2022-001"

    elsewhere = BodyFactory(system=IntegratedCareSystemFactory())
    foreign = InstrumentVersionFactory(instrument=InstrumentFactory(body=elsewhere))
    with refused("DUT-4", "version") as said:
        find(board, by, version=foreign)
    assert said.message == f"{foreign} is not a document of this system."
    with refused("DUT-4", "decision"):
        find(board, by, decision=DecisionFactory(body=elsewhere))


def test_of_what_part_2_decided_not_even_the_number_is_said(board, by):
    private = AgendaItemFactory(
        section__meeting__body=board, part=2, private_reason="Commercial"
    )
    decision = DecisionFactory(body=board, item=private, meeting=private.meeting)
    assert rests_on(find(board, by, decision=decision)) == "A private decision"


def test_nor_of_what_a_body_decided_that_meets_in_private(board, by):
    closed = BodyFactory(system=board.system, meets_in_public=False)
    decision = DecisionFactory(body=closed)
    assert rests_on(find(board, by, decision=decision)) == "A private decision"


@pytest.mark.requirement("ICB-03")
def test_who_answers_does_so_until_somebody_follows(board, by):
    nurse = PersonFactory(name="Chief Nurse")
    name_owner(
        body=board, duty=OFFICERS, part="send", person=nurse, starts_on=JUNE, **by
    )
    name_owner(
        body=board,
        duty=OFFICERS,
        part="send",
        post="Medical director",
        starts_on=JULY,
        **by,
    )
    assert list(
        DutyOwner.objects.order_by("starts_on").values_list(
            "person__name", "post", "ends_on"
        )
    ) == [
        ("Chief Nurse", "", date(2022, 6, 30)),
        (None, "Medical director", None),
    ]
    assert [one.name for one in on(board, OFFICERS).owners] == ["Medical director"]
    assert [one.name for one in on(board, OFFICERS, JUNE).owners] == ["Chief Nurse"]


def test_whoever_follows_begins_later(board, by):
    name_owner(body=board, duty=RECORD, post="Digital director", starts_on=JULY, **by)
    with refused("BDY-5", "starts_on") as said:
        name_owner(body=board, duty=RECORD, post="Another", starts_on=JULY, **by)
    assert said.message == (
        "The time of Digital director begins on 1 July 2022; the next one begins after"
        " that."
    )


def test_an_owner_is_a_person_or_a_post(board, by):
    with refused("DUT-8", "post") as said:
        name_owner(body=board, duty=RECORD, post=" ", starts_on=JUNE, **by)
    assert said.message == "Choose a person, or give a post."


def test_an_owner_s_time_ends_with_a_reason(board, by):
    owner = name_owner(body=board, duty=RECORD, post="Lead", starts_on=JUNE, **by)
    with refused("BDY-4", "reason"):
        end_owner(owner=owner, ends_on=JUNE, reason=" ", **by)
    with refused("BDY-2", "ends_on"):
        end_owner(owner=owner, ends_on=date(2022, 5, 1), reason="Left", **by)
    end_owner(owner=owner, ends_on=JUNE, reason="Left", **by)
    assert on(board).owners == ()
    assert on(board, day=JUNE).owners[0].name == "Lead"


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.MEMBER])
def test_only_who_keeps_the_structure_records_anything(board, by, role):
    found = find(board, by)
    owner = name_owner(body=board, duty=RECORD, post="Lead", starts_on=JUNE, **by)
    other = {"actor": actor_in(board, role), "at": AT}
    for act in (
        lambda: find(board, other),
        lambda: end_evidence(evidence=found, ends_on=JUNE, reason="No", **other),
        lambda: name_owner(body=board, duty=RECORD, post="X", starts_on=JULY, **other),
        lambda: end_owner(owner=owner, ends_on=JUNE, reason="No", **other),
    ):
        with pytest.raises(PermissionDenied, match="Only a governance lead"):
            act()
