"""The seams between rooms stay joined: a registration that disappears is noticed."""

from boards.meetings.withholding import ACTION, AGENDA_ITEM, withheld_records
from ics_portal.core.jobs import registry as jobs
from ics_portal.core.outbox import registry as outbox

RECEIVERS = {
    "notice_given": {"boards.meetings.receivers.write_to_those_called"},
    "meeting_moved": {"boards.meetings.receivers.write_of_the_move"},
    "meeting_changed": {"boards.meetings.receivers.write_of_the_change"},
    "round_opened": {"boards.meetings.receivers.write_to_those_asked"},
    "deputy_named": {
        "boards.packs.receivers.replace_the_copies",
        "declarations.receivers.keep_it_from_the_deputy",
    },
    "pack_issued": {
        "boards.packs.receivers.make_the_copies",
        "boards.packs.receivers.write_to_the_readers",
    },
    "papers_held": {
        "boards.meetings.receivers.write_of_papers_held",
        "boards.packs.receivers.replace_the_copies",
    },
    "papers_released": {
        "boards.meetings.receivers.write_of_papers_released",
        "boards.packs.receivers.replace_the_copies",
    },
    "ruling_recorded": {
        "boards.packs.receivers.replace_the_copies",
        "boards.meetings.receivers.write_of_the_ruling",
        "boards.packs.receivers.write_of_a_late_ruling",
        "declarations.receivers.open_or_close_what_was_added",
        "declarations.receivers.settle_what_was_ruled",
    },
    "deputies_changed": {"boards.packs.receivers.replace_the_copies_ahead"},
    "records_withheld": {"boards.packs.receivers.replace_the_copies_with_records"},
    "agenda_item_changed": {"declarations.receivers.look_for_conflicts"},
    "interests_changed": {"declarations.receivers.match_again"},
    "conflict_settings_changed": {"declarations.receivers.match_by_new_settings"},
    "job_ended": {
        "boards.packs.receivers.close_the_build",
        "boards.packs.receivers.close_the_copy",
        "boards.papers.receivers.close_the_version",
    },
}
JOB_KINDS = {
    "declarations.print",
    "minutes.print",
    "packs.build",
    "packs.copy",
    "packs.publish",
    "papers.convert",
}


def test_who_listens_to_what_is_known():
    heard = {
        topic: set(outbox.receivers_of(topic))
        for topic in outbox._RECEIVERS
        if not topic.startswith("tests_")
    }

    assert heard == RECEIVERS


def test_every_kind_of_job_has_its_handler():
    kinds = {kind for kind in jobs._HANDLERS if not kind.startswith("tests.")}

    assert kinds == JOB_KINDS


def test_every_kind_of_job_is_guarded_by_its_room():
    kinds = {kind for kind in jobs.gates() if not kind.startswith("tests.")}

    assert kinds == JOB_KINDS


def test_what_rulings_withhold_is_answered_and_every_kind_says_where_it_stands():
    assert withheld_records.answering.endswith(".RecordsOfRulings")
    assert {kind.key for kind in withheld_records.kinds()} == {ACTION, AGENDA_ITEM}
    assert set(withheld_records._places) == {ACTION, AGENDA_ITEM}
