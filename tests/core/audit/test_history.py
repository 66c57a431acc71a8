"""Writes that leave a history row with the acting user and a reason."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from ics_portal.accounts.models import User
from ics_portal.core import audit
from ics_portal.core.jobs.models import WorkerPulse
from tests.factories.accounts import UserFactory, an_actor
from tests.factories.core import WorkerPulseFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def secretary():
    return an_actor(user_id=UserFactory(name="Secretary").pk)


def history_of(user):
    return [
        (row.history_type, row.name, row.history_user_id, row.history_change_reason)
        for row in user.history.order_by("history_id")
    ]


def test_a_row_is_made_saved_and_deleted_in_the_actors_name(secretary):
    by = secretary.user_id
    user = audit.create_with_reason(
        User, "Joined the board", actor=secretary, email="new@demo.example", name="New"
    )
    user.name = "Newer"
    audit.save_with_reason(user, "Name corrected", actor=secretary)
    key = user.pk
    audit.delete_with_reason(user, "Added twice", actor=secretary)

    gone = User(pk=key)
    assert history_of(gone) == [
        ("+", "New", by, "Joined the board"),
        ("~", "Newer", by, "Name corrected"),
        ("-", "Newer", by, "Added twice"),
    ]


def test_only_the_named_fields_are_written(secretary, django_assert_num_queries):
    user = UserFactory(name="Before")
    user.name, user.email = "After", "unsaved@demo.example"

    with django_assert_num_queries(4):  # savepoint, row, history, release
        audit.save_with_reason(user, "Name", actor=secretary, update_fields=["name"])

    user.refresh_from_db()
    assert (user.name, user.email != "unsaved@demo.example") == ("After", True)


def test_the_name_and_reason_of_one_write_do_not_cling_to_the_next(secretary):
    user = UserFactory()
    audit.save_with_reason(user, "With a reason", actor=secretary)
    user.save()

    latest = user.history.latest()
    assert (latest.history_user_id, latest.history_change_reason) == (None, None)


def test_the_marks_are_taken_off_after_a_write_that_fails(secretary):
    twin = UserFactory(email="one@demo.example")
    user = UserFactory()
    user.email = twin.email

    with pytest.raises(Exception, match=r"(?i)unique"):
        audit.save_with_reason(user, "Reason", actor=secretary)

    assert not {"_history_user", "_change_reason"} & set(vars(user))


def test_what_the_portal_does_by_itself_has_no_user(secretary):
    user = UserFactory()
    audit.save_with_reason(user, "Nightly", actor=an_actor(user_id=None))

    assert user.history.latest().history_user_id is None


def test_the_past_can_be_told_with_its_own_date(secretary):
    user = UserFactory()
    at = datetime(2020, 11, 20, 9, 30, tzinfo=UTC)
    audit.save_with_reason(user, "As it was then", actor=secretary, at=at)

    assert user.history.earliest().history_date == at


def test_many_rows_are_made_and_changed_with_history_in_few_queries(
    secretary, django_assert_max_num_queries
):
    users = [User(email=f"u{n}@demo.example", name=f"U{n}") for n in range(20)]
    with django_assert_max_num_queries(5):
        made = audit.bulk_create(User, users, "Imported", actor=secretary)
    for user in made:
        user.name += "!"
    with django_assert_max_num_queries(5):
        changed = audit.bulk_update(User, made, ["name"], "Louder", actor=secretary)

    assert changed == 20
    by = secretary.user_id
    assert history_of(made[7]) == [
        ("+", "U7", by, "Imported"),
        ("~", "U7!", by, "Louder"),
    ]


def test_nothing_to_write_writes_nothing(secretary):
    rows = User.history.count()

    assert audit.bulk_create(User, [], "None", actor=secretary) == []
    assert audit.bulk_update(User, [], ["name"], "None", actor=secretary) == 0
    assert User.history.count() == rows


def test_a_model_without_history_is_written_by_the_same_calls(secretary):
    pulse = WorkerPulseFactory(worker="a")
    audit.save_with_reason(pulse, "Seen", actor=secretary)
    (made,) = audit.bulk_create(
        WorkerPulse, [WorkerPulseFactory.build(worker="b")], "Seen", actor=secretary
    )
    made.worker = "c"
    audit.bulk_update(WorkerPulse, [made], ["worker"], "Moved", actor=secretary)

    workers = WorkerPulse.objects.values_list("worker", flat=True)
    assert list(workers) == ["a", "c"]
    assert (audit.keeps_history(User), audit.keeps_history(WorkerPulse)) == (
        True,
        False,
    )


def test_a_change_of_many_rows_fails_whole(secretary):
    UserFactory(email="taken@demo.example")
    users = [
        User(email="free@demo.example", name="Free"),
        User(email="taken@demo.example", name="Taken"),
    ]

    with pytest.raises(Exception, match=r"(?i)unique"):
        audit.bulk_create(User, users, "Imported", actor=secretary)

    assert not User.history.filter(email="free@demo.example").exists()


def test_passwords_are_in_no_history():
    user = UserFactory(password="a very secret phrase")

    assert not hasattr(user.history.latest(), "password")


def test_an_address_is_kept_in_small_letters():
    assert UserFactory(email="Capital@Demo.Example").email == "capital@demo.example"
    with pytest.raises(ValidationError):
        UserFactory(email="no address")
