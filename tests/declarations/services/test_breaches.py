"""A breach is written down by the office and published without names."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from declarations.models import Breach
from declarations.services.breaches import (
    BreachDetails,
    change_breach,
    publish_breach,
    record_breach,
)
from ics_portal.core.errors import RuleBroken

pytestmark = pytest.mark.django_db

LATE = BreachDetails(
    happened_on=dt.date(2020, 11, 4),
    what="An interest was declared late.",
    impact="None.",
    action="The member was reminded.",
)


@pytest.fixture
def breach(story, at):
    return record_breach(body=story.body, details=LATE, actor=story.secretary, at=at)


def test_it_is_put_right_and_then_published_and_stays(breach, story, at):
    by = {"actor": story.secretary, "at": at}
    changed = replace(LATE, impact="A vote was taken again.")
    change_breach(breach=breach, details=changed, **by)
    published = publish_breach(breach=breach, **by)

    assert published.impact == "A vote was taken again."
    assert (published.published_at, published.published_by_id) == (
        at,
        story.secretary.user_id,
    )
    for act in (
        lambda: publish_breach(breach=breach, **by),
        lambda: change_breach(breach=breach, details=LATE, **by),
    ):
        with pytest.raises(RuleBroken, match="stays as it was published"):
            act()


@pytest.mark.parametrize("field", ["what", "impact", "action"])
def test_one_that_names_somebody_is_not_published(breach, story, at, field):
    details = replace(LATE, **{field: f"{story.person.name} was late."})
    by = {"breach": breach, "actor": story.secretary, "at": at}
    change_breach(details=details, **by)

    with pytest.raises(RuleBroken, match=story.person.name) as refused:
        publish_breach(**by)

    assert (refused.value.rule_id, refused.value.field) == ("BRE-3", field)
    assert Breach.objects.get().published_at is None


def test_only_the_office_writes_them_down(breach, story, at):
    by = {"actor": story.chair, "at": at}
    for act in (
        lambda: record_breach(body=story.body, details=LATE, **by),
        lambda: change_breach(breach=breach, details=LATE, **by),
        lambda: publish_breach(breach=breach, **by),
    ):
        with pytest.raises(PermissionDenied, match="keeps its register"):
            act()


def test_what_is_missing_is_refused(story, at):
    with pytest.raises(RuleBroken, match="Say what happened"):
        record_breach(
            body=story.body,
            details=replace(LATE, what=" "),
            actor=story.secretary,
            at=at,
        )
