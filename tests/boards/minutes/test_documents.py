"""The words as plain values, and the PDF made from them."""

import io
import json

import pikepdf
import pypdf
import pytest

from boards.minutes.documents import minutes_document
from boards.minutes.enums import EntryOrigin, MinutesState
from boards.minutes.presenters import items_of, minutes_words
from boards.minutes.services import ask_for_pdf, kept_pdf, minutes_pdf
from ics_portal.accounts.actor import Role
from ics_portal.core.files import StoredFile
from ics_portal.core.jobs import Job
from ics_portal.core.jobs.permissions import may_cancel_job, may_see_job
from ics_portal.core.jobs.worker import execute
from ics_portal.core.pdf import render_pdf
from tests.boards.minutes.conftest import AFTER, Sitting
from tests.factories.bodies import BodyFactory, actor_in
from tests.factories.minutes import MinuteEntryFactory


@pytest.mark.requirement("MIN-01")
@pytest.mark.requirement("MIN-03")
@pytest.mark.requirement("MIN-04")
def test_the_plain_values_hold_heading_groups_and_sections(told: Sitting):
    words = minutes_words(told.drafted())
    assert words["heading"]["day"] == "Wednesday 2 December 2020"
    assert words["heading"]["type"] == "Formal"
    assert words["heading"]["time"] == "10:00 to 12:00"
    assert words["heading"]["place"] == "MS Teams"
    groups = {group["title"]: group for group in words["groups"]}
    assert list(groups) == ["", "Leads", "In attendance"]
    assert groups["Leads"]["rows"][1]["note"] == "on behalf of C Away"
    assert groups["In attendance"]["note"]
    assert [section["title"] for section in words["sections"]] == [
        "Routine items",
        "Business",
    ]
    strategy = next(row for row in items_of(words) if row["number"] == "3")
    assert strategy["action_by"] == ["Chief Officer"]
    assert words["apologies"][0]["deputies"] == ["D Deputy"]
    assert json.loads(json.dumps(words)) == words


def test_an_entry_left_blank_is_not_printed(told: Sitting):
    minutes = told.drafted()
    entry = minutes.entries.get(key="closed")
    entry.text, entry.origin = "", EntryOrigin.EDITED
    entry.save()
    assert "closed at" not in json.dumps(minutes_words(minutes)["closing"])


@pytest.mark.requirement("PUB-04")
def test_every_page_of_the_pdf_says_unconfirmed_until_agreed(told: Sitting):
    minutes = told.drafted()
    MinuteEntryFactory(
        minutes=minutes, item=told.finance, text="<p>Much was said.</p>" * 120
    )
    minutes.state = MinutesState.UNCONFIRMED
    pages = _pages(minutes)
    assert len(pages) > 2
    assert all(page.count("Unconfirmed") >= 2 for page in pages)
    words = minutes_words(minutes) | {"marking": "", "marking_sentence": ""}
    plain = pypdf.PdfReader(io.BytesIO(render_pdf(minutes_document(words))))
    assert not [page for page in plain.pages if "onfirmed" in page.extract_text()]


def test_the_pdf_is_tagged_and_its_table_heads_repeat(told: Sitting):
    minutes = told.drafted()
    MinuteEntryFactory(
        minutes=minutes, item=told.finance, text="<p>Much was said.</p>" * 120
    )
    pages = _pages(minutes)
    assert all("Action by" in page for page in pages[1:-1])
    made = render_pdf(minutes_document(minutes_words(minutes)))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo.get("/Title", "")) or pdf.Root.Lang == "en-GB"


def test_the_file_is_kept_as_it_was_made(told: Sitting):
    minutes = told.drafted()
    stored = minutes_pdf(minutes=minutes, actor=told.secretary, at=AFTER)
    assert stored.original_name.endswith("(draft, unconfirmed).pdf")
    minutes.stored = stored
    assert minutes_pdf(minutes=minutes, actor=told.secretary, at=AFTER) == stored


def test_the_worker_prints_once_until_the_minutes_change(told: Sitting):
    minutes = told.drafted()
    by = {"actor": told.secretary, "at": AFTER}
    assert kept_pdf(minutes) is None
    job = ask_for_pdf(minutes=minutes, **by)
    assert ask_for_pdf(minutes=minutes, **by) == job  # pressed twice, printed once

    assert execute(job.pk)

    first = kept_pdf(minutes)
    assert first is not None
    assert first.original_name.endswith("(draft, unconfirmed).pdf")
    assert minutes_pdf(minutes=minutes, **by) == first
    MinuteEntryFactory(minutes=minutes, item=told.finance, text="<p>More.</p>")
    assert kept_pdf(minutes) is None

    again = ask_for_pdf(minutes=minutes, **by)
    assert again != job
    assert execute(again.pk)
    assert kept_pdf(minutes) not in (None, first)
    assert not StoredFile.objects.filter(pk=first.pk).exists()  # let go


def test_who_reads_the_minutes_sees_the_job_that_prints_them(told: Sitting):
    minutes = told.drafted(part=2)
    job = ask_for_pdf(minutes=minutes, actor=told.secretary, at=AFTER)
    other = actor_in(BodyFactory(), Role.SECRETARY)

    assert may_see_job(told.chair, job)
    for actor in (told.member, other):  # a draft is read by the office and the chair
        assert not may_see_job(actor, job)
        assert not Job.objects.visible_to(actor).exists()
    assert Job.objects.visible_to(told.chair).get() == job
    assert may_cancel_job(told.secretary, job)
    assert not may_cancel_job(told.chair, job)


def test_a_job_for_minutes_that_went_says_so(told: Sitting):
    job = ask_for_pdf(minutes=told.drafted(), actor=told.secretary, at=AFTER)
    Job.objects.filter(pk=job.pk).update(payload={"minutes_id": 0})

    execute(job.pk)

    job.refresh_from_db()
    assert job.failure == "These minutes are no longer there."


def _pages(minutes):
    made = render_pdf(minutes_document(minutes_words(minutes)))
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]
