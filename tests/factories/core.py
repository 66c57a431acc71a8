"""Rows of the core: jobs, pulses, messages and audit events."""

import uuid

import factory
from django.utils import timezone

from ics_portal.core.audit.models import AuditEvent
from ics_portal.core.jobs.enums import ACTIVE_STATES, JobState
from ics_portal.core.jobs.models import Job, WorkerPulse
from ics_portal.core.notify.enums import LetterKind
from ics_portal.core.notify.models import Letter, NoticeChoice
from ics_portal.core.outbox.models import OutboxDelivery, OutboxMessage
from tests.factories.accounts import UserFactory


class JobFactory(factory.django.DjangoModelFactory[Job]):
    """A job in any state, with whatever that state demands."""

    class Meta:
        model = Job

    kind = "tests.nothing"
    title = "Build the pack"
    created_at = factory.LazyFunction(timezone.now)
    send_after = factory.SelfAttribute("created_at")
    state = JobState.QUEUED
    claim = factory.LazyAttribute(
        lambda job: uuid.uuid4() if job.state == JobState.RUNNING else None
    )
    heartbeat_at = factory.LazyAttribute(
        lambda job: job.created_at if job.state == JobState.RUNNING else None
    )
    finished_at = factory.LazyAttribute(
        lambda job: None if job.state in ACTIVE_STATES else job.created_at
    )


class WorkerPulseFactory(factory.django.DjangoModelFactory[WorkerPulse]):
    class Meta:
        model = WorkerPulse

    worker = factory.Sequence(lambda number: f"worker-{number}")
    seen_at = factory.LazyFunction(timezone.now)


class OutboxMessageFactory(factory.django.DjangoModelFactory[OutboxMessage]):
    class Meta:
        model = OutboxMessage

    topic = "something_happened"
    created_at = factory.LazyFunction(timezone.now)


class OutboxDeliveryFactory(factory.django.DjangoModelFactory[OutboxDelivery]):
    class Meta:
        model = OutboxDelivery

    message = factory.SubFactory(OutboxMessageFactory)
    receiver = "tests.nobody"
    next_try_at = factory.LazyFunction(timezone.now)


class AuditEventFactory(factory.django.DjangoModelFactory[AuditEvent]):
    class Meta:
        model = AuditEvent

    verb = "changed"
    at = factory.LazyFunction(timezone.now)
    actor_name = "Board secretary"
    target_type = "accounts.user"
    target_id = "1"
    target_label = "Somebody"


class LetterFactory(factory.django.DjangoModelFactory[Letter]):
    """A letter that waits to be sent."""

    class Meta:
        model = Letter

    user = factory.SubFactory(UserFactory)
    email = factory.LazyAttribute(lambda letter: letter.user.email)
    kind = LetterKind.values[0]
    subject = "A pack was issued"
    text = "The pack is issued."
    dedupe_key = factory.Sequence(lambda number: f"letter-{number}")
    made_at = factory.LazyFunction(timezone.now)
    next_try_at = factory.SelfAttribute("made_at")


class NoticeChoiceFactory(factory.django.DjangoModelFactory[NoticeChoice]):
    class Meta:
        model = NoticeChoice

    user = factory.SubFactory(UserFactory)
