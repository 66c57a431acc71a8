"""What is typed is cleaned and kept, and nobody overwrites somebody else unseen."""

import pytest
from django.core.exceptions import PermissionDenied

from boards.minutes.enums import EntryKind, EntryOrigin, MinutesState
from boards.minutes.models import MinuteEntry
from boards.minutes.rules import LONGEST
from boards.minutes.selectors import typed_fields, who_wrote
from boards.minutes.services import accept_entries, save_minutes, settle_entry
from boards.papers.rules import token_of
from boards.sittings.models import Outcome
from ics_portal.accounts.actor import Role
from ics_portal.core.errors import RuleBroken
from tests.boards.minutes.conftest import AFTER, Sitting
from tests.factories.bodies import actor_in
from tests.factories.minutes import MinutesMarkFactory


def save(sitting: Sitting, minutes, typed, *, seen=None, actor=None, **more):
    return save_minutes(
        minutes=minutes,
        typed=typed,
        seen=seen,
        actor=actor or sitting.secretary,
        at=AFTER,
        **more,
    )


def test_a_discussion_is_kept_cleaned(told: Sitting):
    minutes = told.drafted()
    field = f"discussion-{told.finance.pk}"
    saved = save(told, minutes, {field: "<div onclick='x()'>Much <b>said</b></div>"})
    entry = minutes.entries.get(kind=EntryKind.DISCUSSION)
    assert entry.text == "<p>Much <strong>said</strong></p>"
    assert (entry.origin, entry.item) == (EntryOrigin.TYPED, told.finance)
    assert saved.changed == (field,)
    save(told, minutes, {field: "<p>Less</p>"})
    entry.refresh_from_db()
    assert entry.text == "<p>Less</p>"


def test_a_sentence_changed_by_hand_is_edited_and_typed_back_accepted(told: Sitting):
    minutes = told.drafted()
    entry = minutes.entries.get(key="closed")
    field = f"entry-{entry.pk}"
    save(told, minutes, {field: "<p>It closed.</p>"})
    entry.refresh_from_db()
    assert (entry.origin, entry.made_when_accepted) == ("edited", entry.made)
    save(told, minutes, {field: f"<p>{entry.made}</p>"})
    entry.refresh_from_db()
    assert entry.origin == EntryOrigin.ACCEPTED


def test_fields_of_what_is_gone_are_left_out(told: Sitting):
    minutes = told.drafted()
    saved = save(
        told,
        minutes,
        {"entry-99999999": "<p>A</p>", f"discussion-{told.estate.pk}": "<p>B</p>"},
    )
    assert saved.changed == ()
    assert not MinuteEntry.objects.filter(item=told.estate, minutes=minutes).exists()


def test_two_at_once_see_both_texts_and_neither_is_lost(told: Sitting):
    minutes = told.drafted()
    other = actor_in(told.body, Role.GOVERNANCE_LEAD)
    seen = token_of(typed_fields(minutes))
    field = f"discussion-{told.finance.pk}"
    own = f"discussion-{told.strategy.pk}"
    save(told, minutes, {field: "<p>First</p>"}, seen=seen)
    stopped = save(
        told,
        minutes,
        {field: "<p>Other words</p>", own: "<p>Mine</p>"},
        seen=seen,
        actor=other,
        not_if_clashing=True,
    )
    assert stopped.token == seen
    assert not minutes.entries.filter(item=told.strategy, kind="discussion").exists()
    saved = save(
        told,
        minutes,
        {field: "<p>Other words</p>", own: "<p>Mine</p>"},
        seen=seen,
        actor=other,
    )
    (clash,) = saved.clashes
    assert (clash.mine, clash.theirs) == ("<p>Other words</p>", "<p>First</p>")
    assert minutes.entries.get(key=f"discussion:{told.strategy.pk}").text == (
        "<p>Mine</p>"
    )
    wrote = who_wrote(minutes, field)
    assert wrote is not None
    assert wrote[0] == told.secretary.user_id
    settled = save(
        told, minutes, {field: "<p>Other words</p>"}, seen=saved.token, actor=other
    )
    assert settled.clashes == ()


def test_ones_own_words_are_typed_on(told: Sitting):
    minutes = told.drafted()
    seen = token_of(typed_fields(minutes))
    field = f"discussion-{told.finance.pk}"
    save(told, minutes, {field: "<p>One</p>"}, seen=seen)
    saved = save(told, minutes, {field: "<p>One two</p>"}, seen=seen)
    assert saved.clashes == ()
    assert who_wrote(minutes, f"discussion-{told.strategy.pk}") is None


def test_too_long_a_text_is_refused_beside_its_field(told: Sitting):
    minutes = told.drafted()
    field = f"discussion-{told.finance.pk}"
    with pytest.raises(RuleBroken) as refused:
        save(told, minutes, {field: "a" * (LONGEST + 1)})
    assert (refused.value.rule_id, refused.value.field) == ("MNT-5", field)


def test_accepting_marks_what_is_there(told: Sitting):
    minutes = told.drafted()
    here = {"minutes": minutes, "actor": told.secretary, "at": AFTER}
    assert accept_entries(keys=["closed"], **here) == 1
    assert minutes.entries.get(key="closed").origin == EntryOrigin.ACCEPTED
    rest = minutes.entries.filter(origin=EntryOrigin.MADE).count()
    assert accept_entries(keys=None, **here) == rest
    assert accept_entries(keys=None, **here) == 0


@pytest.mark.parametrize("take_record", [True, False])
def test_an_entry_out_of_date_is_settled_either_way(told: Sitting, take_record):
    minutes = told.drafted()
    here = {"minutes": minutes, "actor": told.secretary, "at": AFTER}
    entry = minutes.entries.filter(kind=EntryKind.OUTCOME, item=told.finance).get()
    accept_entries(keys=[entry.key], **here)
    Outcome.objects.filter(item=told.finance).update(words="the good news")
    told.drafted()
    settle_entry(key=entry.key, take_record=take_record, **here)
    entry.refresh_from_db()
    assert entry.made == entry.made_when_accepted
    assert ("good news" in entry.text) is take_record


@pytest.mark.parametrize("take_record", [True, False])
def test_an_entry_the_record_lost_goes_or_becomes_ones_own(told: Sitting, take_record):
    minutes = told.drafted()
    here = {"minutes": minutes, "actor": told.secretary, "at": AFTER}
    entry = minutes.entries.filter(kind=EntryKind.OUTCOME, item=told.finance).get()
    accept_entries(keys=[entry.key], **here)
    Outcome.objects.filter(item=told.finance).delete()
    told.drafted()
    settle_entry(key=entry.key, take_record=take_record, **here)
    left = MinuteEntry.objects.filter(pk=entry.pk).first()
    if take_record:
        assert left is None
    else:
        assert left is not None
        assert left.origin == EntryOrigin.TYPED
    with pytest.raises(RuleBroken):
        settle_entry(key="nothing", take_record=True, **here)


def test_only_the_office_types_and_not_once_approved_save_for_open_marks(told: Sitting):
    minutes = told.drafted()
    with pytest.raises(PermissionDenied):
        save(told, minutes, {}, actor=told.member)
    minutes.state = MinutesState.CHAIR_APPROVED
    minutes.save()
    with pytest.raises(PermissionDenied):
        save(told, minutes, {})
    MinutesMarkFactory(minutes=minutes)
    assert save(told, minutes, {}).changed == ()
