"""Reading the log's CSV and bringing it into a body's log."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from boards.actions.enums import ActionState, DuePrecision
from boards.actions.importers import Doubt, LogRow, NotALog, read_log
from boards.actions.models import Action
from boards.actions.services import import_log
from ics_portal.accounts.actor import Role
from ics_portal.core.audit import AuditEvent
from tests.factories.actions import ActionFactory
from tests.factories.bodies import BodyFactory, actor_in

NOW = datetime(2020, 11, 24, 9, 0, tzinfo=UTC)
HEAD = "item_code,title,responsible_lead_role,status,due_date,progress_update\n"
LOG = HEAD + (
    "ICSB200304-02,Report on the delivery plan,Director of Transformation,In progress,"
    "January 2021,First note. // Second note.\n"
    "ICSB200902-01,Review interventions,Chief Executive Officer,Open,02.12.2020,\n"
    'ICSB2200915,"Agree the framework, revised",Head of PMO,Open,,\n'
)


@pytest.mark.requirement("LOG-03")
def test_the_log_is_read_row_by_row_and_legacy_codes_are_kept():
    reading = read_log(LOG)

    assert reading.rows == (
        LogRow(
            "ICSB200304-02",
            "Report on the delivery plan",
            "Director of Transformation",
            ActionState.IN_PROGRESS,
            date(2021, 1, 31),
            "January 2021",
            date(2020, 3, 4),
            ("First note.", "Second note."),
            DuePrecision.MONTH,
        ),
        LogRow(
            "ICSB200902-01",
            "Review interventions",
            "Chief Executive Officer",
            ActionState.OPEN,
            date(2020, 12, 2),
            "02.12.2020",
            date(2020, 9, 2),
            (),
            DuePrecision.DAY,
        ),
        LogRow(
            "ICSB2200915",
            "Agree the framework, revised",
            "Head of PMO",
            ActionState.OPEN,
            None,
            "",
            None,
            (),
        ),
    )


def test_what_is_doubtful_is_listed_and_never_guessed():
    reading = read_log(
        HEAD
        + "ICSB2200915,One,,Nearly done,next spring,\n"
        + ",Nobody's,,Open,,\n"
        + "ICSB2200915,Again,,Open,,\n"
        + ",,,,,\n"
    )

    assert [row.title for row in reading.rows] == ["One"]
    assert reading.rows[0].state == ActionState.OPEN
    assert reading.doubts == (
        Doubt(2, "due_date", "next spring", "This is not a date."),
        Doubt(2, "status", "Nearly done", "No such status."),
        Doubt(
            2,
            "item_code",
            "ICSB2200915",
            "The code does not name a meeting. It is kept as it is.",
        ),
        Doubt(3, "item_code", "", "The row has no code or no title."),
        Doubt(
            4,
            "item_code",
            "ICSB2200915",
            "The code does not name a meeting. It is kept as it is.",
        ),
        Doubt(4, "item_code", "ICSB2200915", "The code is there twice."),
    )


def test_a_file_of_something_else_is_refused_and_the_columns_named():
    with pytest.raises(NotALog, match="no column status, due_date"):
        read_log("item_code,title,responsible_lead_role\n")


@pytest.mark.django_db
def test_importing_adds_the_actions_with_their_notes_in_the_actors_name():
    body = BodyFactory()
    secretary = actor_in(body, Role.SECRETARY)

    outcome = import_log(body=body, reading=read_log(LOG), actor=secretary, at=NOW)

    assert (outcome.added, outcome.changed, outcome.unchanged) == (3, 0, 0)
    first = Action.objects.get(code="ICSB200304-02")
    assert [note.text for note in first.updates.all()] == [
        "First note.",
        "Second note.",
    ]
    assert first.history.get().history_user_id == secretary.user_id
    event = AuditEvent.objects.get(verb="actions.imported")
    assert (event.body_id, event.detail) == (
        body.pk,
        {"added": 3, "changed": 0, "doubts": 1},
    )


@pytest.mark.django_db
def test_importing_the_same_log_again_changes_nothing():
    body = BodyFactory()
    secretary = actor_in(body, Role.SECRETARY)
    import_log(body=body, reading=read_log(LOG), actor=secretary, at=NOW)

    outcome = import_log(body=body, reading=read_log(LOG), actor=secretary, at=NOW)

    assert (outcome.added, outcome.changed, outcome.unchanged) == (0, 0, 3)
    assert Action.history.count() == 3
    assert Action.objects.get(code="ICSB200304-02").updates.count() == 2


@pytest.mark.django_db
def test_a_newer_log_changes_what_differs_and_adds_new_notes():
    body = BodyFactory()
    secretary = actor_in(body, Role.SECRETARY)
    import_log(body=body, reading=read_log(LOG), actor=secretary, at=NOW)
    newer = LOG.replace("02.12.2020", "13.01.2021").replace(
        "Second note.", "Second note. // Third note."
    )

    outcome = import_log(body=body, reading=read_log(newer), actor=secretary, at=NOW)

    assert (outcome.added, outcome.changed, outcome.unchanged) == (0, 2, 1)
    moved = Action.objects.get(code="ICSB200902-01")
    assert (moved.due_on, moved.due_text) == (date(2021, 1, 13), "13.01.2021")
    assert [each.due_text for each in moved.dates.all()] == ["02.12.2020", "13.01.2021"]
    assert Action.objects.get(code="ICSB200304-02").updates.count() == 3


@pytest.mark.django_db
def test_an_action_a_meeting_closed_is_not_opened_again_by_an_import():
    body = BodyFactory()
    ActionFactory(body=body, code="ICSB200902-01", state=ActionState.CLOSED)

    import_log(
        body=body,
        reading=read_log(LOG),
        actor=actor_in(body, Role.GOVERNANCE_LEAD),
        at=NOW,
    )

    assert Action.objects.get(code="ICSB200902-01").state == ActionState.CLOSED


@pytest.mark.django_db
def test_only_the_office_of_the_body_imports_its_log():
    body = BodyFactory()

    with pytest.raises(PermissionDenied, match="Only the secretary or governance lead"):
        import_log(
            body=body,
            reading=read_log(LOG),
            actor=actor_in(body, Role.CHAIR, Role.MEMBER),
            at=NOW,
        )

    assert not Action.objects.exists()
