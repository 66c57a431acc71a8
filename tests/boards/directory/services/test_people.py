"""People: posts, positions elsewhere, bars."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from boards.directory import services
from boards.directory.models import Bar, OutsideRole
from boards.directory.selectors.history import latest_change_id
from boards.directory.services import OutsideRoleDetails
from ics_portal.accounts.actor import ANONYMOUS, SYSTEM_ACTOR, Role
from ics_portal.core.audit.models import AuditEvent
from ics_portal.core.errors import EditConflict, RuleBroken
from tests.factories.accounts import an_actor
from tests.factories.directory import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
BY = {"actor": SYSTEM_ACTOR, "at": NOW}
START, END = date(2024, 4, 1), date(2025, 3, 31)


def change(person, seen=None, **fields):
    mine = {"name": "A director", "post_title": "", "organisation": None, **fields}
    return services.change_person(
        person=person, reason="Corrected", seen=seen, **mine, **BY
    )


def a_role(
    person=None, organisation=None, title="Governor", starts_on=START, ends_on=None
):
    return services.add_outside_role(
        person=person or PersonFactory(),
        details=OutsideRoleDetails(
            organisation or OrganisationFactory(), title, starts_on, ends_on
        ),
        **BY,
    )


# --- Who may -----------------------------------------------------------------------


def test_a_stranger_changes_nobody():
    person, role = PersonFactory(), a_role()
    by = {"actor": ANONYMOUS, "at": NOW}
    about = OutsideRoleDetails(OrganisationFactory(), "Trustee")
    acts = [
        lambda: services.add_person(name="A director", **by),
        lambda: services.change_person(
            person=person, name="X", post_title="", organisation=None, reason="Y", **by
        ),
        lambda: services.add_outside_role(person=person, details=about, **by),
        lambda: services.change_outside_role(
            role=role, details=about, reason="Y", **by
        ),
        lambda: services.end_outside_role(role=role, on=END, reason="Y", **by),
        lambda: services.confirm_outside_roles(person=person, on=START, **by),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied, match="keeps the directory"):
            act()


# --- Name and post -----------------------------------------------------------------


def test_a_post_is_changed_with_its_reason():
    person, trust = PersonFactory(), OrganisationFactory()

    change(person, post_title="Medical director", organisation=trust)

    person.refresh_from_db()
    assert (person.post_title, person.organisation) == ("Medical director", trust)
    assert person.history.first().history_change_reason == "Corrected"


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"name": " "}, "name"), ({"post_title": "x" * 201}, "post_title")],
)
def test_a_name_is_needed_and_a_post_is_not_too_long(fields, field):
    with pytest.raises(RuleBroken) as refusal:
        change(PersonFactory(), **fields)
    assert (refusal.value.rule_id, refusal.value.field) == ("DIR-5", field)


def test_the_second_of_two_is_shown_the_post_of_the_first():
    person, trust = PersonFactory(), OrganisationFactory(name="A trust")
    seen = latest_change_id(person)
    change(person, post_title="Director", seen=seen)

    with pytest.raises(EditConflict) as conflict:
        change(person, post_title="", organisation=trust, seen=seen)

    assert conflict.value.mine == "Post: nothing; Organisation: A trust"
    assert conflict.value.theirs == "Post: Director; Organisation: not said"


# --- Positions elsewhere -----------------------------------------------------------


def test_a_position_is_added_changed_and_ended():
    role = a_role()
    trust = OrganisationFactory()

    services.change_outside_role(
        role=role,
        details=OutsideRoleDetails(trust, "Lead governor", START),
        reason="Elected",
        seen=latest_change_id(role),
        **BY,
    )
    services.end_outside_role(role=role, on=END, reason="Stood down", **BY)

    role.refresh_from_db()
    assert str(role) == f"Lead governor, {trust}"
    assert (role.starts_on, role.ends_on) == (START, END)
    reasons = role.history.values_list("history_change_reason", flat=True)
    assert list(reasons) == ["Stood down", "Elected", "Added to the directory"]


def test_a_position_of_two_editors_is_kept_for_both():
    role = a_role()
    seen = latest_change_id(role)

    def to(title):
        details = OutsideRoleDetails(role.organisation, title, START)
        return services.change_outside_role(
            role=role, details=details, reason="R", seen=seen, **BY
        )

    to("Trustee")
    with pytest.raises(EditConflict) as conflict:
        to("Owner")
    assert conflict.value.mine == "Position: Owner"


@pytest.mark.parametrize(
    ("fields", "rule", "field"),
    [
        ({"title": ""}, "DIR-5", "title"),
        ({"ends_on": date(2024, 3, 31)}, "DIR-4", "ends_on"),
    ],
)
def test_a_position_that_cannot_be_is_refused(fields, rule, field):
    with pytest.raises(RuleBroken) as refusal:
        a_role(**fields)
    assert (refusal.value.rule_id, refusal.value.field) == (rule, field)
    assert not OutsideRole.objects.exists()


def test_one_position_is_not_held_twice_at_a_time():
    role = a_role(ends_on=END)
    same = {"person": role.person, "organisation": role.organisation}

    with pytest.raises(
        RuleBroken, match=r"Governor of .* from 1 April 2024 already"
    ) as r:
        a_role(**same, title="governor", starts_on=END)
    assert r.value.rule_id == "DIR-8"
    with pytest.raises(RuleBroken):
        a_role(**same, starts_on=None, ends_on=START)
    a_role(**same, starts_on=date(2025, 4, 1))
    a_role(**same, starts_on=None, ends_on=date(2024, 3, 31))
    assert OutsideRole.objects.count() == 3


def test_a_position_without_a_first_day_is_named_without_it():
    role = a_role(starts_on=None)

    with pytest.raises(RuleBroken, match=f"Governor of {role.organisation} already"):
        a_role(person=role.person, organisation=role.organisation)


def test_a_position_ends_once():
    role = a_role(ends_on=END)

    with pytest.raises(RuleBroken, match="“Governor” closed on 31 March 2025 already"):
        services.end_outside_role(role=role, on=END, reason="Again", **BY)


@pytest.mark.requirement("ICB-14")
def test_being_asked_is_kept_with_its_day():
    person = PersonFactory()

    services.confirm_outside_roles(person=person, on=date(2026, 4, 1), **BY)

    person.refresh_from_db()
    assert person.outside_roles_checked_on == date(2026, 4, 1)


def test_nobody_was_asked_tomorrow():
    with pytest.raises(RuleBroken, match="still to come") as refusal:
        services.confirm_outside_roles(
            person=PersonFactory(), on=date(2026, 4, 2), **BY
        )
    assert refusal.value.rule_id == "DIR-4"


# --- Bars --------------------------------------------------------------------------


def a_bar(**fields):
    kept = {"person": PersonFactory(), "reason": "A Member of Parliament", **fields}
    return services.record_bar(**kept, **BY)


def test_a_bar_is_recorded_and_ended():
    bar = a_bar(starts_on=START)

    services.end_bar(bar=bar, on=END, reason="Left the House", **BY)

    bar.refresh_from_db()
    assert bar.ends_on == END
    assert bar.history.first().history_change_reason == "Left the House"


def test_a_bar_may_end_earlier_than_was_foreseen_and_not_later():
    bar = a_bar(starts_on=START, ends_on=END)

    services.end_bar(bar=bar, on=date(2025, 1, 1), reason="Lifted", **BY)
    with pytest.raises(RuleBroken, match="closed on 1 January 2025 already"):
        services.end_bar(bar=bar, on=END, reason="Again", **BY)


def test_the_audit_does_not_tell_why_somebody_is_barred():
    services.end_bar(bar=a_bar(), on=END, reason="Lost the seat", **BY)

    told = " ".join(str(vars(event)) for event in AuditEvent.objects.all())
    assert "directory.bar_recorded" in told
    assert "directory.bar_ended" in told
    assert "Parliament" not in told
    assert "Lost the seat" not in told


@pytest.mark.parametrize(
    ("fields", "rule"),
    [({"reason": ""}, "DIR-5"), ({"starts_on": END, "ends_on": START}, "DIR-4")],
)
def test_a_bar_that_cannot_be_is_refused(fields, rule):
    with pytest.raises(RuleBroken) as refusal:
        a_bar(**fields)
    assert refusal.value.rule_id == rule
    assert not Bar.objects.exists()


def test_a_secretary_bars_nobody():
    bar, secretary = a_bar(), an_actor(roles={1: {Role.SECRETARY}})
    with pytest.raises(PermissionDenied, match="Only a governance lead"):
        services.record_bar(person=bar.person, reason="X", actor=secretary, at=NOW)
    with pytest.raises(PermissionDenied, match="Only a governance lead"):
        services.end_bar(bar=bar, on=END, reason="X", actor=secretary, at=NOW)
