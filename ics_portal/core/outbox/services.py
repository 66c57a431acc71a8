"""Telling, and delivering what was told."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from ics_portal.core.outbox.models import OutboxDelivery, OutboxMessage
from ics_portal.core.outbox.registry import receivers_of

log = logging.getLogger(__name__)

GRACE = timedelta(seconds=5)
"""How long the sweep leaves a message to the process that wrote it."""
FIRST_WAIT = timedelta(seconds=10)
LONGEST_DOUBLING = 10  # about three hours
KEPT_FOR = timedelta(days=30)


def tell(topic: str, payload: dict[str, Any]) -> OutboxMessage:
    """Say that something happened; call it inside the transaction of the change.

    ``payload`` must be JSON. Receivers hear it after the commit; if the process dies in
    between, the sweep delivers it.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("tell() belongs inside the transaction of the change.")
    now = timezone.now()
    message = OutboxMessage.objects.create(topic=topic, payload=payload, created_at=now)
    OutboxDelivery.objects.bulk_create(
        OutboxDelivery(message=message, receiver=name, next_try_at=now + GRACE)
        for name in receivers_of(topic)
    )
    transaction.on_commit(lambda: deliver(message), robust=True)
    return message


def deliver(message: OutboxMessage) -> None:
    """Hand the message to each receiver that has not had it."""
    for pk in message.deliveries.filter(delivered_at=None).values_list("pk", flat=True):
        _deliver_one(pk)


def sweep(at: datetime) -> int:
    """Deliver what is due, and forget what was delivered long ago."""
    due = OutboxDelivery.objects.filter(delivered_at=None, next_try_at__lte=at)
    delivered = sum(_deliver_one(pk) for pk in list(due.values_list("pk", flat=True)))
    _forget_old(at - KEPT_FOR)
    return delivered


def _forget_old(before: datetime) -> None:
    waiting = OutboxDelivery.objects.filter(message=OuterRef("pk"), delivered_at=None)
    OutboxMessage.objects.filter(~Exists(waiting), created_at__lt=before).delete()


def _deliver_one(pk: int) -> bool:
    """Tick the delivery off and call the receiver, both or neither."""
    try:
        with transaction.atomic():
            mine = OutboxDelivery.objects.filter(pk=pk, delivered_at=None).update(
                delivered_at=timezone.now(), failure=""
            )
            if not mine:
                return False  # another process was quicker
            delivery = OutboxDelivery.objects.select_related("message").get(pk=pk)
            message = delivery.message
            receiver = receivers_of(message.topic).get(delivery.receiver)
            if receiver is None:
                log.warning("%s no longer listens to %s", delivery.receiver, message)
                return False
            receiver(message.payload)
    except Exception as error:  # a receiver's trouble must not reach who told
        log.exception("Delivery %s failed", pk)
        _postpone(pk, error)
        return False
    return True


def _postpone(pk: int, error: Exception) -> None:
    tries = OutboxDelivery.objects.values_list("tries", flat=True).get(pk=pk)
    wait = FIRST_WAIT * 2 ** min(tries, LONGEST_DOUBLING)
    OutboxDelivery.objects.filter(pk=pk, delivered_at=None).update(
        tries=F("tries") + 1,
        next_try_at=timezone.now() + wait,
        failure=f"{type(error).__name__}: {error}"[:1000],
    )
