from datetime import UTC, datetime

import pytest

from ics_portal.core import audit
from ics_portal.core.audit.models import AppendOnlyError, AuditEvent
from tests.factories.accounts import UserFactory, an_actor
from tests.factories.core import AuditEventFactory, JobFactory

pytestmark = pytest.mark.django_db

AT = datetime(2020, 12, 2, 10, 0, tzinfo=UTC)
SECRETARY = an_actor(user_id=7, person_id=70)


def test_an_event_says_who_did_what_to_what_and_why():
    target = UserFactory(name="Chief officer")

    audit.record(
        verb="invited",
        target=target,
        actor=SECRETARY,
        at=AT,
        reason="Presents item 7",
        detail={"item": 7},
    )

    (event,) = AuditEvent.objects.about(target)
    assert (event.verb, event.at, event.reason) == ("invited", AT, "Presents item 7")
    assert (event.actor_user_id, event.actor_person_id) == (7, 70)
    assert (event.actor_name, event.target_label) == (
        "Board secretary",
        "Chief officer",
    )
    assert (event.target_type, event.target_id) == ("accounts.user", str(target.pk))
    assert event.detail == {"item": 7}
    assert str(event) == "Board secretary: invited Chief officer"


def test_the_body_is_taken_from_the_target_where_it_has_one():
    job = JobFactory(body_id=3)

    ours = audit.record(verb="seen", target=job, actor=SECRETARY, at=AT)
    told = audit.record(verb="seen", target=job, actor=SECRETARY, at=AT, body_id=4)

    assert (ours.body_id, told.body_id) == (3, 4)


def test_an_event_outlives_what_it_describes():
    target = UserFactory(name="Chief officer")
    event = audit.record(verb="invited", target=target, actor=SECRETARY, at=AT)
    target.delete()

    event.refresh_from_db()
    assert event.target_label == "Chief officer"


def test_a_very_long_label_is_cut():
    event = audit.record(
        verb="seen", target=JobFactory.build(title="x" * 400), actor=SECRETARY, at=AT
    )

    assert event.target_label == "x" * 300


@pytest.mark.parametrize(
    "change",
    [
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda event: AuditEvent.objects.update(verb="other"),
        lambda event: AuditEvent.objects.all().delete(),
        lambda event: AuditEvent.objects.bulk_update([event], ["verb"]),
    ],
    ids=["save", "delete", "update", "delete all", "bulk update"],
)
def test_an_event_is_neither_changed_nor_removed(change):
    event = AuditEventFactory(verb="invited")

    with pytest.raises(AppendOnlyError):
        change(AuditEvent.objects.get())

    event.refresh_from_db()
    assert event.verb == "invited"
