"""The request and the sweep at the same message, for real."""

import threading

import pytest
from django.db import connection

from ics_portal.accounts.models import User
from ics_portal.core.outbox import hears, registry, services
from tests.factories.accounts import UserFactory
from tests.factories.core import OutboxDeliveryFactory, OutboxMessageFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

TOPIC = "tests_told_at_once"
PROCESSES = 4


def test_many_deliverers_of_one_message_make_the_receiver_act_once():
    @hears(TOPIC)
    def add_a_user(payload):
        UserFactory()

    (name,) = registry.receivers_of(TOPIC)
    delivery = OutboxDeliveryFactory(
        message=OutboxMessageFactory(topic=TOPIC), receiver=name
    )
    start = threading.Barrier(PROCESSES)

    def deliverer():
        try:
            start.wait()
            services.deliver(delivery.message)
        finally:
            connection.close()

    threads = [threading.Thread(target=deliverer) for _ in range(PROCESSES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    registry.forget(TOPIC, add_a_user)

    assert User.objects.count() == 1
