"""A table compared with the directory, and taken over."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from boards.directory import services
from boards.directory.enums import OrganisationKind as Kind
from boards.directory.importers import (
    Outcome,
    plan_import,
    read_organisations,
    shipped_table,
)
from boards.directory.models import Organisation, OrganisationService
from boards.directory.services import PlanStale, add_organisation, add_system
from ics_portal.accounts.actor import ANONYMOUS, SYSTEM_ACTOR
from ics_portal.core.audit.models import AuditEvent
from ics_portal.core.errors import RuleBroken

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
BY = {"actor": SYSTEM_ACTOR, "at": NOW}
OPENED = date(2010, 4, 1)


def a_trust(**fields):
    kept = {"name": "A trust", "kind": Kind.NHS_TRUST, "ods_code": "RXN", **fields}
    return add_organisation(**BY, **kept)


def table(**row):
    row = {"name": "A trust", "kind": "nhs_trust", "ods_code": "RXN", **row}
    return ",".join(row) + "\n" + ",".join(f'"{cell}"' for cell in row.values())


def plan_of(text, into=None):
    return plan_import(text, read_organisations(text), into=into)


def planned(into=None, **row):
    (each,) = plan_of(table(**row), into).rows
    return each


def take(text, into=None, leave_out=False, plan=None, actor=SYSTEM_ACTOR):
    plan = plan or plan_of(text, into)
    return services.import_organisations(
        text=text,
        text_hash=plan.text_hash,
        plan_hash=plan.plan_hash,
        into=into,
        leave_out_doubtful=leave_out,
        actor=actor,
        at=NOW,
    )


def a_system(name="Lancashire and South Cumbria", short_name="LSC"):
    return add_system(name=name, short_name=short_name, **BY)


# --- Comparing ---------------------------------------------------------------------


def test_a_row_the_directory_does_not_know_is_new():
    assert planned().outcome == Outcome.NEW


def test_a_row_that_says_what_is_there_changes_nothing():
    a_trust(starts_on=OPENED, services=["acute"])

    row = planned(name="A TRUST", starts_on="2010-04-01", services="acute")

    assert (row.outcome, row.changes) == (Outcome.UNCHANGED, ())


def test_what_a_row_leaves_empty_stays():
    a_trust(starts_on=OPENED, services=["acute"], systems=[a_system()])

    row = planned(starts_on="", ends_on="", services="", systems="")

    assert row.outcome == Outcome.UNCHANGED


def test_changes_are_named_one_by_one():
    a_trust(starts_on=OPENED)
    system = a_system()

    row = planned(
        name="New name",
        kind="nhs_foundation_trust",
        starts_on="2010-04-02",
        ends_on="2022-06-30",
        services="acute",
        systems="lsc",
    )

    assert row.outcome == Outcome.CHANGED
    assert [(each.label, each.was, each.becomes) for each in row.changes] == [
        ("Name", "A trust", "New name"),
        ("Kind", "NHS trust", "NHS foundation trust"),
        ("Opened", "1 April 2010", "2 April 2010"),
        ("Closed", "", "30 June 2022"),
    ]
    assert (row.add_services, row.add_system_ids) == (("acute",), (system.pk,))


def test_a_row_without_a_code_is_known_by_name_and_kind():
    trust = a_trust(ods_code="")

    row = planned(ods_code="", starts_on="2010-04-01")

    assert (row.outcome, row.organisation_id) == (Outcome.CHANGED, trust.pk)


def test_a_row_is_known_by_its_ons_code_and_gains_the_other():
    council = Kind.LOCAL_AUTHORITY
    a_trust(name="A county council", kind=council, ods_code="", ons_code="E10000017")

    row = planned(
        kind="council", name="A county council", ods_code="323", ons_code="E10000017"
    )

    assert [(each.label, each.becomes) for each in row.changes] == [("ODS code", "323")]


@pytest.mark.parametrize(
    ("stored", "row", "told"),
    [
        ({"ods_code": ""}, {}, "has this name: NHS trust without a code"),
        ({"ods_code": "RX7"}, {}, "has this name: NHS trust RX7"),
        ({"kind": Kind.FOUNDATION_TRUST}, {"ods_code": ""}, "NHS foundation trust RXN"),
        ({"kind": Kind.COMPANY}, {}, "The directory has it as Company"),
        ({"starts_on": OPENED}, {"ends_on": "2009-01-01"}, "before it starts"),
        ({"services": ["acute"], "ends_on": OPENED}, {"services": "acute"}, "again"),
        ({}, {"systems": "Nowhere"}, "No system is called “Nowhere”"),
    ],
)
def test_a_row_that_contradicts_the_directory_is_doubtful(stored, row, told):
    a_trust(**stored)

    each = planned(**row)

    assert each.outcome == Outcome.DOUBTFUL
    assert told in " ".join(each.doubts)


def test_a_code_is_never_changed():
    council = {"name": "A county council", "kind": Kind.LOCAL_AUTHORITY}
    a_trust(**council, ods_code="323", ons_code="E10000017")

    row = planned(
        name="A county council", kind="council", ods_code="324", ons_code="E10000017"
    )

    assert "with the ODS code 323, and a code is never changed" in row.doubts[0]


def test_codes_of_two_organisations_are_doubtful():
    council = Kind.LOCAL_AUTHORITY
    a_trust(name="One", kind=council, ods_code="323")
    a_trust(name="Two", kind=council, ods_code="", ons_code="E10000017")

    row = planned(name="One", kind="council", ods_code="323", ons_code="E10000017")

    assert "two organisations" in row.doubts[0]


def test_a_system_of_which_there_are_two_is_doubtful():
    a_system("System A", "LSC")
    a_system("System B", "LSC")

    assert "Several systems are called “LSC”" in planned(systems="LSC").doubts[0]


def test_an_ods_row_that_is_open_doubts_a_closed_organisation():
    a_trust(name="A NHS Trust", ends_on=date(2022, 6, 30))
    cells = ["RXN", "A NHS TRUST", *[""] * 8, "20100401", "", "A", *[""] * 14]

    (row,) = plan_of(",".join(cells)).rows

    assert "closed on 30 June 2022, this table open" in " ".join(row.doubts)


def test_days_a_succession_rests_on_are_not_moved():
    group = a_trust(name="A group", kind=Kind.CCG, ods_code="00L")
    board = a_trust(name="A board", kind=Kind.ICB, ods_code="QE1")
    services.record_succession(
        predecessor=group,
        successor=board,
        kind="transfer",
        on=date(2022, 7, 1),
        reason="The Act",
        **BY,
    )

    closed = planned(name="A group", kind="ccg", ods_code="00L", ends_on="2022-01-01")
    opened = planned(name="A board", kind="icb", ods_code="QE1", starts_on="2023-01-01")

    assert "Another organisation follows it" in closed.doubts[0]
    assert "It follows another organisation" in opened.doubts[0]


def test_a_last_day_before_a_service_begins_is_doubtful():
    trust = a_trust()
    services.say_services(
        organisation=trust, services=["acute"], on=date(2020, 1, 1), reason="R", **BY
    )

    row = planned(ends_on="2019-01-01")

    assert "Acute is provided from 1 January 2020 on" in row.doubts[0]


@pytest.mark.parametrize("count", [1, 30])
def test_comparing_makes_the_same_number_of_queries(count, django_assert_num_queries):
    trust = a_trust(services=["acute"], systems=[a_system()])
    assert trust.pk
    rows = "".join(f"Trust {number},nhs_trust\n" for number in range(count))
    text = "name,kind\nA trust,nhs_trust\n" + rows

    with django_assert_num_queries(6):
        plan_of(text)


# --- Taking over -------------------------------------------------------------------


def test_new_rows_are_added_with_services_systems_and_history():
    system = a_system()

    done = take(table(services="acute;community", starts_on="2010-04-01"), into=system)

    trust = Organisation.objects.get(ods_code="RXN")
    assert (done.added, done.changed, done.left_out) == (1, 0, 0)
    assert list(trust.systems.all()) == [system]
    assert [(row.service, row.starts_on) for row in trust.services.all()] == [
        ("acute", OPENED),
        ("community", OPENED),
    ]
    reasons = set(trust.history.values_list("history_change_reason", flat=True))
    assert reasons == {"Imported from a table"}
    assert OrganisationService.history.count() == 2
    assert AuditEvent.objects.filter(verb="directory.organisation_added").count() == 1


@pytest.mark.requirement("PTN-08")
def test_an_imported_council_says_by_its_code_whether_it_provides_social_care():
    take(table(kind="council", ods_code="323", ons_code="E10000017"))

    assert Organisation.objects.get().is_upper_tier is True


def test_changed_rows_are_changed_and_the_rest_is_left_alone():
    home, other = a_system(), a_system("Another system", "AS")
    trust = a_trust(starts_on=OPENED, services=["acute"], systems=[home], note="Kept")
    a_trust(name="B trust", ods_code="RX7")
    before = Organisation.history.count()

    done = take(
        "name,kind,ods_code,ends_on,services,systems\n"
        "New name,nhs_trust,RXN,2022-06-30,community,Another system\n"
        "B trust,nhs_trust,RX7,,,\n"
    )

    trust.refresh_from_db()
    assert (done.added, done.changed) == (0, 1)
    assert (trust.name, trust.note, trust.starts_on) == ("New name", "Kept", OPENED)
    assert set(trust.systems.all()) == {home, other}
    closed = date(2022, 6, 30)
    assert {(row.service, row.ends_on) for row in trust.services.all()} == {
        ("acute", closed),
        ("community", closed),
    }
    assert Organisation.history.count() == before + 2  # the row, then its systems


def test_a_council_that_gains_its_code_says_whether_it_provides_social_care():
    council = a_trust(name="A council", kind=Kind.LOCAL_AUTHORITY, ods_code="323")

    take(table(name="A council", kind="council", ods_code="323", ons_code="E07000117"))

    council.refresh_from_db()
    assert council.is_upper_tier is False


def test_doubtful_rows_stop_the_import_until_somebody_leaves_them_out():
    text = "name,kind,ods_code\nA,nhs_trust,RXN\nB,nhs_trust,WRONG\n"

    with pytest.raises(RuleBroken, match="doubtful rows are left out") as refusal:
        take(text)
    assert (refusal.value.rule_id, refusal.value.field) == ("DIR-7", "leave_out")
    assert not Organisation.objects.exists()

    done = take(text, leave_out=True)
    assert (done.added, done.left_out) == (1, 1)


def test_another_text_than_the_one_shown_is_not_taken():
    shown = plan_of(table())

    with pytest.raises(PlanStale, match="not the text that was shown"):
        take(table(name="B trust"), plan=shown)
    assert not Organisation.objects.exists()


def test_a_directory_that_changed_meanwhile_stops_the_import():
    shown = plan_of(table(name="New name"))
    a_trust()

    with pytest.raises(PlanStale, match="The directory changed") as stale:
        take(table(name="New name"), plan=shown)
    assert stale.value.plan.rows[0].outcome == Outcome.CHANGED
    assert Organisation.objects.get().name == "A trust"


def test_another_system_than_the_one_shown_stops_the_import():
    shown = plan_of(table())

    with pytest.raises(PlanStale):
        take(table(), into=a_system(), plan=shown)


def test_a_stranger_imports_nothing():
    with pytest.raises(PermissionDenied, match="keeps the directory"):
        take(table(), actor=ANONYMOUS)


def test_the_42_boards_are_added_once():
    text = shipped_table("icbs-2022")

    assert take(text).added == 42
    again = plan_of(text)
    assert {row.outcome for row in again.rows} == {Outcome.UNCHANGED}
