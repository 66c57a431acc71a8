"""Publishing and withdrawing, with proof of what was out and when."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from boards.meetings.enums import PublicationKind
from boards.meetings.models import Publication
from boards.meetings.rules.published_words import (
    HeadingWords,
    NoticeWords,
    PackWords,
)
from boards.meetings.services.publication import (
    note_published,
    publish,
    withdraw_publication,
)
from ics_portal.core.audit import AuditEvent
from ics_portal.core.errors import RuleBroken

LATER = datetime(2020, 11, 24, 9, tzinfo=UTC)


def words(version: int = 1) -> PackWords:
    heading = HeadingWords(
        "System", "ICS Board", "", "Formal", "2020-12-02", "10:00", "12:00", "MS Teams"
    )
    return PackWords(heading, version, "1 to 20")


@pytest.fixture
def out(meeting: Any, body: Any, by: Any) -> Any:
    """Publishes a pack of this meeting, by the secretary."""

    def go_out(**given: Any) -> Publication:
        return publish(
            **{
                "meeting": meeting,
                "body": body,
                "kind": PublicationKind.PACK,
                "key": "pack",
                "title": "Public papers",
                "words": words(),
                **by,
                **given,
            }
        )

    return go_out


@pytest.mark.requirement("PUB-01")
def test_what_is_published_says_when_and_by_whom(out, at, secretary):
    row = out(due_on=date(2020, 11, 25))
    assert (row.published_at, row.published_by_name) == (at, secretary.name)
    assert row.due_on == date(2020, 11, 25)
    assert row.late_reason == ""
    assert list(Publication.objects.readable(at)) == [row]
    event = AuditEvent.objects.get(verb="published")
    assert event.target_id == str(row.pk)


def test_the_same_again_changes_nothing(out):
    assert out() == out()
    assert Publication.objects.count() == 1


def test_a_new_one_takes_the_place_of_the_one_before(out, at):
    first, second = out(), out(words=words(2), at=LATER)
    first.refresh_from_db()
    assert not first.is_current
    assert first.replaced_by == second
    assert first.words["version"] == 1
    assert list(Publication.objects.public(LATER)) == [second]


@pytest.mark.requirement("PUB-01")
def test_late_is_refused_without_a_reason_and_kept_with_one(out):
    with pytest.raises(RuleBroken) as refused:
        out(due_on=date(2020, 11, 1))
    assert refused.value.rule_id == "PUBL-1"
    row = out(
        due_on=date(2020, 11, 1),
        late_reason="Figures came late.",
        late_agreed_by="The chair",
    )
    assert (row.late_reason, row.late_agreed_by) == ("Figures came late.", "The chair")


def test_a_corrected_copy_of_what_was_in_time_is_not_late(out):
    out(due_on=date(2020, 11, 25))
    row = out(words=words(2), due_on=date(2020, 11, 25), at=LATER.replace(day=30))
    assert row.late_reason == ""


@pytest.mark.requirement("PUB-03")
def test_nothing_of_a_meeting_in_private_is_published(out, meeting):
    meeting.is_public = False
    meeting.save()
    with pytest.raises(RuleBroken) as refused:
        out()
    assert refused.value.rule_id == "PUBL-2"


def test_only_the_office_publishes_and_withdraws(out, member):
    with pytest.raises(PermissionDenied):
        out(actor=member)
    row = out()
    with pytest.raises(PermissionDenied):
        withdraw_publication(publication=row, reason="No.", actor=member, at=LATER)


def test_words_of_another_kind_are_a_fault_of_ours(out):
    with pytest.raises(TypeError):
        out(words=NoticeWords(words().heading, ("We meet.",)))


def test_a_withdrawn_one_stays_as_a_tombstone(out, secretary):
    row = out()
    withdraw_publication(
        publication=row, reason="It named a patient.", actor=secretary, at=LATER
    )
    row.refresh_from_db()
    assert row.withdrawn_reason == "It named a patient."
    assert row.words == words().to_json()
    assert list(Publication.objects.public(LATER)) == [row]
    assert not Publication.objects.readable(LATER).exists()
    with pytest.raises(TypeError):
        row.delete()


@pytest.mark.parametrize("reason", ["", "   "])
def test_withdrawing_needs_a_reason(out, by, reason):
    with pytest.raises(RuleBroken) as refused:
        withdraw_publication(publication=out(), reason=reason, **by)
    assert refused.value.rule_id == "PUBL-3"


def test_what_is_withdrawn_or_replaced_is_not_withdrawn_again(out, by):
    first, second = out(), out(words=words(2))
    with pytest.raises(RuleBroken):
        withdraw_publication(publication=first, reason="Wrong.", **by)
    withdraw_publication(publication=second, reason="Wrong.", **by)
    with pytest.raises(RuleBroken):
        withdraw_publication(publication=second, reason="Wrong.", **by)


def test_a_withdrawn_one_may_be_published_again(out, by):
    row = out()
    withdraw_publication(publication=row, reason="Wrong.", **by)
    again = out()
    row.refresh_from_db()
    assert (row.is_current, row.replaced_by) == (False, again)
    assert row.withdrawn_reason == "Wrong."


def test_the_meeting_keeps_the_first_day(meeting, secretary):
    note_published(meeting=meeting, papers_on=date(2020, 11, 20), actor=secretary)
    note_published(meeting=meeting, papers_on=date(2020, 11, 24), actor=secretary)
    note_published(meeting=meeting, minutes_on=date(2020, 12, 9), actor=secretary)
    meeting.refresh_from_db()
    assert meeting.papers_published_on == date(2020, 11, 20)
    assert meeting.minutes_published_on == date(2020, 12, 9)
