"""Telling what happened: with the change, after the commit, once to each receiver."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from ics_portal.accounts.models import User
from ics_portal.core.outbox import hears, registry, services, tell
from ics_portal.core.outbox.models import OutboxDelivery, OutboxMessage
from ics_portal.core.outbox.tasks import sweep_outbox
from tests.factories.accounts import UserFactory
from tests.factories.core import OutboxDeliveryFactory, OutboxMessageFactory

TOPIC = "tests_something_happened"
LATER = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def no_receivers_left_behind():
    before = {topic: dict(named) for topic, named in registry._RECEIVERS.items()}
    yield
    registry._RECEIVERS.clear()
    registry._RECEIVERS.update(before)


@pytest.fixture
def heard():
    """What the first receiver was told."""
    told = []

    @hears(TOPIC)
    def listen(payload):
        told.append(payload)

    return told


@pytest.mark.django_db
def test_a_receiver_hears_after_the_commit_and_not_before(
    heard, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        tell(TOPIC, {"item_id": 7})
        assert heard == []

    assert heard == [{"item_id": 7}]
    assert OutboxDelivery.objects.get().delivered_at is not None


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_what_is_rolled_back_was_never_told(heard):
    def change_that_fails():
        with transaction.atomic():
            tell(TOPIC, {"item_id": 7})
            raise ValueError("rolled back")

    with pytest.raises(ValueError, match="rolled back"):
        change_that_fails()
    sweep_outbox()

    assert (heard, OutboxMessage.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_telling_outside_a_transaction_is_a_mistake():
    with pytest.raises(RuntimeError, match="inside the transaction"):
        tell(TOPIC, {})


@pytest.mark.django_db
def test_what_was_lost_in_a_crash_is_delivered_by_the_sweep_once(heard):
    tell(TOPIC, {"item_id": 7})  # and the process ends before its commit hooks run

    services.sweep(timezone.now())
    assert heard == []  # the process that told still has a moment to deliver
    services.sweep(timezone.now() + LATER)
    services.sweep(timezone.now() + LATER)

    assert heard == [{"item_id": 7}]


@pytest.mark.django_db
def test_a_failing_receiver_breaks_neither_the_request_nor_the_other_receivers(
    heard, django_capture_on_commit_callbacks, caplog
):
    @hears(TOPIC)
    def fail(payload):
        UserFactory(email="half@demo.example")
        raise LookupError("not today")

    with django_capture_on_commit_callbacks(execute=True):
        tell(TOPIC, {"item_id": 7})

    assert heard == [{"item_id": 7}]
    failed = OutboxDelivery.objects.get(delivered_at=None)
    assert (failed.tries, failed.failure) == (1, "LookupError: not today")
    assert not User.objects.filter(email="half@demo.example").exists()
    assert "not today" in caplog.text


@pytest.mark.django_db
def test_a_failed_delivery_is_tried_again_after_longer_and_longer_waits(caplog):
    tries = []

    @hears(TOPIC)
    def fail_three_times(payload):
        tries.append(payload)
        if len(tries) <= 3:
            raise LookupError

    message = tell(TOPIC, {})
    waits = []
    for _ in range(3):
        services.deliver(message)
        delivery = OutboxDelivery.objects.get()
        waits.append(round((delivery.next_try_at - timezone.now()).total_seconds()))
    services.sweep(timezone.now() + LATER)
    services.sweep(timezone.now() + LATER)

    assert waits == [10, 20, 40]
    assert len(tries) == 4
    delivery.refresh_from_db()
    assert (delivery.failure, delivery.delivered_at is not None) == ("", True)


@pytest.mark.django_db
def test_a_receiver_that_no_longer_exists_is_ticked_off(caplog):
    delivery = OutboxDeliveryFactory(receiver="tests.gone")

    services.sweep(timezone.now() + LATER)

    delivery.refresh_from_db()
    assert delivery.delivered_at is not None
    assert "tests.gone no longer listens" in caplog.text


@pytest.mark.django_db
def test_old_messages_are_forgotten_once_everyone_has_heard_them():
    long_ago = timezone.now() - timedelta(days=31)
    OutboxMessageFactory(topic="old and heard by nobody", created_at=long_ago)
    heard = OutboxMessageFactory(topic="old and heard", created_at=long_ago)
    OutboxDeliveryFactory(message=heard, delivered_at=long_ago)
    half = OutboxMessageFactory(topic="old and half heard", created_at=long_ago)
    OutboxDeliveryFactory(message=half, receiver="one", delivered_at=long_ago)
    later = timezone.now() + timedelta(days=1)
    OutboxDeliveryFactory(message=half, receiver="two", next_try_at=later)
    OutboxMessageFactory(topic="new")

    services.sweep(timezone.now())

    topics = OutboxMessage.objects.values_list("topic", flat=True)
    assert sorted(topics) == ["new", "old and half heard"]


def test_registering_a_receiver_twice_keeps_one():
    def listen(payload):
        """The module was imported twice."""

    hears(TOPIC)(listen)
    hears(TOPIC)(listen)

    assert list(registry.receivers_of(TOPIC).values()) == [listen]
    registry.forget(TOPIC, listen)
    assert registry.receivers_of(TOPIC) == {}
