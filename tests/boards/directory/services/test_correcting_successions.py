"""A succession whose day or kind was recorded wrongly."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from boards.directory import services
from boards.directory.enums import OrganisationKind, SuccessionKind
from boards.directory.models import OrganisationSuccession
from boards.directory.selectors.history import latest_change_id
from ics_portal.accounts.actor import ANONYMOUS, SYSTEM_ACTOR
from ics_portal.core.audit.models import AuditEvent
from ics_portal.core.errors import EditConflict, RuleBroken

pytestmark = pytest.mark.django_db
BY = {"actor": SYSTEM_ACTOR, "at": datetime(2026, 4, 1, 9, tzinfo=UTC)}
OPENED, APRIL = date(2010, 4, 1), date(2022, 4, 1)
JUNE, JULY = date(2022, 6, 30), date(2022, 7, 1)


def an_organisation(name, kind=OrganisationKind.CCG, **fields):
    return services.add_organisation(name=name, kind=kind, **BY, **fields)


def follow(before, after, on=APRIL):
    return services.record_succession(
        predecessor=before,
        successor=after,
        kind=SuccessionKind.MERGER,
        on=on,
        reason="The Act",
        **BY,
    )


def correct(succession, *, on=JULY, kind=SuccessionKind.TRANSFER, **more):
    return services.correct_succession(
        succession=succession,
        kind=kind,
        on=on,
        **{"reason": "The order says July", **BY, **more},
    )


@pytest.fixture
def group(db):
    return an_organisation("A group", starts_on=OPENED, services=["primary_care"])


@pytest.fixture
def board(db):
    return an_organisation("A board", OrganisationKind.ICB)


def test_day_and_kind_are_corrected_and_history_keeps_what_was_said(group, board):
    succession = follow(group, board)

    correct(succession)

    succession.refresh_from_db()
    group.refresh_from_db()
    assert (succession.on, succession.kind) == (JULY, SuccessionKind.TRANSFER)
    assert group.ends_on == JUNE
    assert [row.ends_on for row in group.services.all()] == [JUNE]
    said = succession.history.order_by("history_id")
    assert [(row.on, row.kind) for row in said] == [
        (APRIL, SuccessionKind.MERGER),
        (JULY, SuccessionKind.TRANSFER),
    ]
    assert said.last().history_change_reason == "The order says July"
    event = AuditEvent.objects.get(verb="directory.succession_corrected")
    assert event.detail["was_on"] == "2022-04-01"


def test_whoever_else_followed_moves_too(group, board):
    first = follow(group, board)
    second = follow(group, an_organisation("Another board", OrganisationKind.ICB))

    correct(first)

    second.refresh_from_db()
    assert (second.on, second.kind) == (JULY, SuccessionKind.MERGER)


def test_with_the_same_day_nothing_but_the_kind_changes(group, board):
    correct(follow(group, board), on=APRIL)

    assert group.history.count() == 2  # added, and closed by the succession
    assert OrganisationSuccession.objects.get().kind == SuccessionKind.TRANSFER


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (date(2010, 4, 1), "A group opened on 1 April 2010, so nothing can follow it"),
        (date(2021, 1, 1), "Late board opens on 1 April 2022, so it cannot follow"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_nothing_moves(group, on, told):
    late = an_organisation("Late board", OrganisationKind.ICB, starts_on=APRIL)
    succession = follow(group, late)

    with pytest.raises(RuleBroken, match=told) as refusal:
        correct(succession, on=on)

    assert (refusal.value.rule_id, refusal.value.field) == ("DIR-6", "on")
    group.refresh_from_db()
    assert group.ends_on == date(2022, 3, 31)


def test_a_predecessor_closes_after_what_it_followed_itself(group, board):
    middle = an_organisation("Middle")
    follow(group, middle, on=date(2020, 4, 1))
    succession = follow(middle, board)

    with pytest.raises(RuleBroken, match="Middle followed A group on 1 April 2020"):
        correct(succession, on=date(2020, 4, 1))


def test_what_it_followed_itself_may_stay_as_it_is(group, board):
    middle = an_organisation("Middle")
    follow(group, middle, on=date(2020, 4, 1))

    correct(follow(middle, board))

    middle.refresh_from_db()
    assert middle.ends_on == JUNE


def test_a_service_that_began_later_stands_in_the_way(board):
    group = an_organisation("A group")
    services.say_services(
        organisation=group,
        services=["primary_care"],
        on=date(2021, 1, 1),
        reason="Began",
        **BY,
    )
    succession = follow(group, board)

    with pytest.raises(RuleBroken, match="provides primary care services from") as no:
        correct(succession, on=date(2020, 1, 1))
    assert no.value.rule_id == "DIR-4"


def test_the_second_of_two_is_shown_both(group, board):
    succession = follow(group, board)
    seen = latest_change_id(succession)
    correct(succession, seen=seen)

    with pytest.raises(EditConflict) as clash:
        correct(succession, on=date(2022, 8, 1), seen=seen)
    assert "2022-08-01" in clash.value.mine


def test_kind_reason_and_permission_are_asked(group, board):
    succession = follow(group, board)

    with pytest.raises(RuleBroken, match="no kind of succession"):
        correct(succession, kind="conquest")
    with pytest.raises(RuleBroken, match="reason"):
        correct(succession, reason=" ")
    with pytest.raises(PermissionDenied):
        correct(succession, actor=ANONYMOUS)
