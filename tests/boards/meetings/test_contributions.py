"""What other rooms hear from this one, and how it answers for itself."""

from datetime import date

import pytest

from boards.meetings.contributions import (
    counts_for,
    meeting_stages,
    stage_counts,
    warnings_for,
)
from boards.meetings.presenters.warnings import own_check
from boards.meetings.selectors import numbered_agenda, who_changed
from ics_portal.core.web.navigation import links_for
from tests.factories.accounts import an_actor

TODAY = date(2020, 11, 20)


@pytest.mark.django_db
def test_this_rooms_warnings_are_told_to_other_rooms_too(build, meeting):
    build("One: Finance")

    texts = [warning.text for warning in warnings_for(meeting.pk, TODAY)]

    assert "There is no item for declarations of interest." in texts


@pytest.mark.django_db
def test_a_check_can_be_left_out_by_who_has_its_answer(build, meeting):
    build("One: Finance")

    texts = [w.text for w in warnings_for(meeting.pk, TODAY, without=own_check)]

    assert "There is no item for declarations of interest." not in texts


@pytest.mark.django_db
def test_a_meeting_that_does_not_exist_has_nothing_to_say():
    assert own_check(999_999, TODAY) == []
    assert numbered_agenda(999_999) == ()
    assert who_changed(999_999, 1, "title") is None


@pytest.mark.django_db
def test_a_field_nobody_changed_was_changed_by_nobody(build, meeting):
    [item] = build("One: Finance")

    assert who_changed(meeting.pk, item.pk, "minutes") is None


def test_counts_of_several_rooms_are_added_up():
    def one(meeting_id, actor):
        return {"papers": 2}

    def two(meeting_id, actor):
        return {"papers": 1, "pack": 4}

    before = list(stage_counts)
    for function in before:
        stage_counts.forget(function)
    stage_counts.register(one)
    stage_counts.register(two)
    try:
        totals = counts_for(1, an_actor())
    finally:
        stage_counts.forget(one)
        stage_counts.forget(two)
        for function in before:
            stage_counts.register(function)

    assert totals == {"papers": 3, "pack": 4}


def test_the_bar_begins_with_overview_and_agenda():
    assert [stage.label for stage in meeting_stages()][:2] == ["Overview", "Agenda"]


def test_everybody_finds_the_meetings():
    assert "Meetings" in [link.label for link in links_for(an_actor())]
