"""The register of a body as on any day: who and what stands in it, and for how long."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from declarations.enums import InterestState, Showing
from declarations.models import Interest, PublishedRegister
from declarations.presenters.registers import register_from_json
from declarations.presenters.whole_register import register_on, without_withheld
from declarations.selectors.as_on import Asked
from declarations.services.registers import publish_register
from ics_portal.accounts.actor import SYSTEM_ACTOR
from ics_portal.core.audit import save_with_reason
from ics_portal.core.errors import RuleBroken
from tests.factories.bodies import (
    AppointmentFactory,
    BodyRoleFactory,
    SeatFactory,
)
from tests.factories.declarations import (
    AnnualReturnFactory,
    BreachFactory,
    GiftOrHospitalityFactory,
    InterestFactory,
    InterestPartyFactory,
    ReturnCycleFactory,
)
from tests.factories.directory import PersonFactory

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2021, 3, 15, 12, tzinfo=dt.UTC)
DAY = dt.date(2020, 12, 2)


@pytest.fixture
def asked(story):
    return Asked(body_ids=frozenset({story.body.pk}), day=DAY, now=NOW)


def natures(asked, **changes):
    found = register_on(replace(asked, **changes), body="Board")
    return [row.nature for row in found.interests]


def set_to(interest, on=None, **values):
    """Change an interest, from a day on; or as if it had been so from the first."""
    if on is None:
        Interest.history.filter(id=interest.pk).delete()
    for name, value in values.items():
        setattr(interest, name, value)
    at = on and dt.datetime.combine(on, dt.time(9), tzinfo=dt.UTC)
    save_with_reason(interest, "Changed", actor=SYSTEM_ACTOR, at=at)


def test_an_entry_says_what_the_columns_ask(story, asked):
    seat = SeatFactory(body=story.body, title="Partner member")
    AppointmentFactory(seat=seat, person=story.person, starts_on=dt.date(2020, 7, 1))
    set_to(
        story.interest,
        is_direct=False,
        relationship="spouse",
        mitigation="Leaves the room",
    )

    (row,) = register_on(asked, body="Board").interests

    assert (row.name, row.position, row.member_from) == (
        story.person.name,
        "Partner member",
        "2020-07-01",
    )
    assert (row.organisation, row.nature) == ("Coast Trust", "Holds shares")
    assert row.kind_words == "Indirect: spouse or partner, financial"
    assert (row.direct, row.underlying) == ("Indirect", "Financial")
    assert row.period == "1 Nov 2020 to now"
    assert (row.declared, row.mitigation) == ("2020-11-10", "Leaves the room")


@pytest.mark.parametrize(
    ("ended", "last_shown"),
    [
        (dt.date(2020, 8, 31), dt.date(2021, 2, 28)),
        (dt.date(2020, 6, 2), DAY),
        (dt.date(2020, 9, 30), dt.date(2021, 3, 30)),
    ],
)
def test_an_interest_is_shown_for_six_months_after_it_ended(
    story, asked, ended, last_shown
):
    now = NOW + dt.timedelta(days=365)
    set_to(
        story.interest,
        starts_on=dt.date(2019, 1, 1),
        ends_on=ended,
        declared_at=dt.datetime(2019, 1, 2, tzinfo=dt.UTC),
    )
    next_day = last_shown + dt.timedelta(days=1)

    assert natures(asked, day=last_shown, now=now) == ["Holds shares"]
    assert natures(asked, day=next_day, now=now) == []
    assert natures(asked, day=next_day, now=now, is_record=True) == ["Holds shares"]


def test_the_private_record_keeps_six_years(story, asked):
    set_to(story.interest, starts_on=None, ends_on=dt.date(2020, 2, 29))
    now = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
    last = dt.date(2026, 2, 28)

    assert natures(asked, day=last, now=now, is_record=True) == ["Holds shares"]
    assert (
        natures(asked, day=last + dt.timedelta(days=1), now=now, is_record=True) == []
    )


@pytest.mark.parametrize(
    "change",
    [
        {"starts_on": dt.date(2020, 12, 3)},
        {"declared_at": dt.datetime(2020, 12, 3, tzinfo=dt.UTC)},
        {"is_routine": True},
        {"showing": Showing.INTERNAL},
        {"state": InterestState.WITHDRAWN, "state_reason": "By mistake"},
    ],
)
def test_what_the_public_register_does_not_show(story, asked, change):
    set_to(story.interest, **change)

    found = register_on(asked, body="Board")

    assert (found.interests, found.withheld) == ((), 0)
    assert story.person.name in found.unlisted


def test_what_is_withheld_is_counted_and_not_described(story, asked):
    other = InterestFactory(person=story.person, nature="Something else")
    InterestPartyFactory(interest=other)
    set_to(other, showing=Showing.WITHHELD, showing_reason="Threats were made")

    found = register_on(asked, body="Board")

    assert [row.nature for row in found.interests] == ["Holds shares"]
    assert found.withheld == 1
    assert "Something else" not in str(found)
    narrowed = replace(asked, person_ids=frozenset({story.chair.person_id}))
    assert register_on(narrowed, body="Board").withheld == 1
    record = register_on(replace(asked, is_record=True), body="Board")
    assert {row.remark for row in record.interests} == {
        "",
        "Not published. Withheld: Threats were made",
    }


def test_what_somebody_objects_to_is_held_back_until_that_is_decided(story, asked):
    kept = register_on(asked, body="Board")
    set_to(story.interest, showing=Showing.ASKED, objection="A threat")

    for found in (register_on(asked, body="Board"), without_withheld(kept)):
        assert (found.interests, found.withheld) == ((), 1)
    record = register_on(replace(asked, is_record=True), body="Board")
    assert [row.remark for row in record.interests] == [
        "Not published yet. Withholding asked for"
    ]

    set_to(story.interest, showing=Showing.PUBLIC)
    assert natures(asked, day=NOW.date()) == ["Holds shares"]


def test_a_day_is_shown_as_it_was_whatever_changed_since(story, asked):
    interest = story.interest
    Interest.history.all().delete()
    set_to(interest, on=dt.date(2020, 11, 10), nature="Holds ten shares")
    ended = dt.date(2020, 12, 9)
    set_to(interest, on=ended, nature="Holds no more shares", ends_on=ended)
    set_to(
        interest,
        on=dt.date(2021, 1, 10),
        state=InterestState.WITHDRAWN,
        state_reason="Never held any",
    )

    assert natures(asked) == ["Holds ten shares"]
    assert natures(asked, day=dt.date(2020, 12, 20)) == ["Holds no more shares"]
    assert natures(asked, day=NOW.date()) == []


def test_what_is_withheld_today_is_withheld_from_every_day(story, asked):
    Interest.history.all().delete()
    set_to(story.interest, on=dt.date(2020, 11, 10))
    set_to(
        story.interest,
        on=dt.date(2021, 1, 10),
        showing=Showing.WITHHELD,
        showing_reason="Threats were made",
    )

    found = register_on(asked, body="Board")

    assert (found.interests, found.withheld) == ((), 1)


def test_who_left_is_shown_for_six_months_with_what_had_begun(story, asked):
    person = PersonFactory(name="Former member")
    left = dt.date(2020, 8, 31)
    BodyRoleFactory(person=person, body=story.body, ends_on=left)
    InterestFactory(person=person, nature="Then", starts_on=dt.date(2020, 1, 1))
    InterestFactory(person=person, nature="Later", starts_on=dt.date(2020, 9, 1))

    assert natures(asked) == ["Then", "Holds shares"]
    assert natures(asked, day=dt.date(2021, 2, 28)) == ["Then", "Holds shares"]
    assert natures(asked, day=dt.date(2021, 3, 1)) == ["Holds shares"]


def test_who_was_not_yet_a_member_is_not_in_the_register(story, asked):
    BodyRoleFactory(
        person=InterestFactory(nature="Elsewhere").person,
        body=story.body,
        starts_on=dt.date(2020, 12, 3),
    )

    assert natures(asked) == ["Holds shares"]


def test_words_are_looked_for_in_names_organisations_and_natures(story, asked):
    InterestFactory(person_id=story.chair.person_id, nature="Advises a charity")

    assert natures(asked, words="coast") == ["Holds shares"]
    assert natures(asked, words="charity") == ["Advises a charity"]
    assert natures(asked, words="charity coast") == []


def test_who_made_no_return_is_named_once_the_round_has_closed(story, asked):
    cycle = ReturnCycleFactory(body=story.body, closes_on=dt.date(2020, 12, 1))
    AnnualReturnFactory(cycle=cycle, person=story.person)

    found = register_on(asked, body="Board")
    before = register_on(replace(asked, day=dt.date(2020, 12, 1)), body="Board")

    assert found.return_year == "2020/21"
    assert found.no_return == (story.presiding.name,)
    assert (before.return_year, before.no_return) == ("", ())


def test_breaches_are_published_without_names(story, asked):
    BreachFactory(body=story.body, what="Not yet out")
    BreachFactory(
        body=story.body,
        published_at=dt.datetime(2020, 11, 30, tzinfo=dt.UTC),
        published_by_id=1,
    )

    (row,) = register_on(asked, body="Board").breaches

    assert row.what == "An interest was declared after the 28 days."
    assert row.happened_words == "4 Nov 2020"


def test_the_queries_are_as_many_for_one_row_and_for_three(story, asked):
    def queries():
        with CaptureQueriesContext(connection) as made:
            register_on(asked, body="Board")
        return len(made)

    GiftOrHospitalityFactory(person=story.person)
    first = queries()
    for _ in range(2):
        person = BodyRoleFactory(body=story.body).person
        InterestPartyFactory(interest=InterestFactory(person=person))
        GiftOrHospitalityFactory(person=person)

    assert queries() == first


def test_a_published_register_stays_as_it_was(story):
    at = NOW
    made = publish_register(body=story.body, as_on=DAY, actor=story.secretary, at=at)
    set_to(story.interest, nature="Something new")

    kept = register_from_json(PublishedRegister.objects.get().rows)

    assert [row.nature for row in kept.interests] == ["Holds shares"]
    assert (kept.body, kept.as_on) == ("ICS Board", "2020-12-02")
    assert made.stored.content_type == "application/pdf"
    assert without_withheld(kept) == kept


def test_a_gift_that_waits_is_in_the_register_of_no_day(story, asked):
    gift = GiftOrHospitalityFactory(person=story.person, outcome="waiting")
    assert register_on(asked, body="Board").gifts == ()

    gift.outcome = "accepted"
    gift.save()

    today = replace(asked, day=timezone.localdate(), now=timezone.now())
    assert register_on(asked, body="Board").gifts == ()
    gift.offered_on = timezone.localdate()
    gift.save()
    assert len(register_on(today, body="Board").gifts) == 1


def test_a_gift_that_waited_when_a_register_was_published_is_taken_out(story, asked):
    GiftOrHospitalityFactory(person=story.person)
    kept = register_on(asked, body="Board")
    waited = replace(kept.gifts[0], outcome="Waits for a decision")

    shown = without_withheld(replace(kept, gifts=(waited, *kept.gifts)))

    assert shown == kept


def test_what_is_withheld_later_is_taken_out_of_what_was_published(story, asked):
    kept = register_on(asked, body="Board")
    set_to(story.interest, showing=Showing.WITHHELD, showing_reason="Threats")

    shown = without_withheld(kept)

    assert (shown.interests, shown.withheld) == ((), 1)


def test_only_the_office_publishes_and_no_day_to_come(story):
    tomorrow = NOW.date() + dt.timedelta(days=1)
    with pytest.raises(PermissionDenied, match="keeps its register"):
        publish_register(body=story.body, as_on=DAY, actor=story.member, at=NOW)
    with pytest.raises(RuleBroken, match="still to come"):
        publish_register(body=story.body, as_on=tomorrow, actor=story.secretary, at=NOW)

    assert not PublishedRegister.objects.exists()
