"""Publishing an issued pack: what goes out, what proves it, what stops it."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from boards.meetings.enums import PublicationKind
from boards.meetings.models import Publication
from boards.meetings.rules.published_words import words_of
from boards.meetings.services.publication import withdraw_publication
from boards.packs.models import Pack
from boards.packs.services import issue_pack, start_build
from boards.packs.services.publishing import (
    publish_minutes,
    publish_notice,
    publish_pack,
)
from boards.papers.enums import PaperState
from boards.papers.models import Paper
from ics_portal.core.errors import RuleBroken
from tests.factories.minutes import MinutesFactory
from tests.factories.packs import PRESS, december, run_job_of

pytestmark = pytest.mark.django_db

IN_TIME = datetime(2020, 11, 24, 9, tzinfo=UTC)
LATE = datetime(2020, 11, 30, 9, tzinfo=UTC)
SECRETS = ("Zirconium", "Quicksilver", "Yttrium", "Xanthippe", "Commercial interests")


@pytest.fixture
def story():
    story = december()
    body = story.meeting.body
    body.meets_in_public = True
    body.save()
    return story


def issued(story) -> Pack:
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    run_job_of(pack)
    pack = Pack.objects.select_related("meeting__body__system").get(pk=pack.pk)
    return issue_pack(pack=pack, actor=story.secretary, at=IN_TIME)


def by_key(rows):
    return {(row.kind, row.key): row for row in rows}


@pytest.mark.requirement("PUB-01")
@pytest.mark.requirement("PUB-03")
@pytest.mark.requirement("AGD-14")
def test_agenda_papers_and_pack_go_out_with_proof_and_nothing_private(story):
    pack = issued(story)

    rows = publish_pack(pack=pack, actor=story.secretary, at=IN_TIME)

    assert [(row.kind, row.key, row.title) for row in rows] == [
        ("agenda", "agenda", "Agenda"),
        ("paper", "item-3-1", "Minutes of 4 November"),
        ("paper", "item-3-2", "Action log"),
        ("paper", "item-4-1", "ICS Finance Report"),
        ("paper", "item-4-2", "Finance annex"),
        ("pack", "pack", "Public papers in one file"),
    ]
    for row in rows:
        plain = json.dumps(row.words)
        assert not [word for word in SECRETS if word in plain]
        assert words_of(row.kind, row.words).to_json() == row.words
        if row.stored is not None:
            content = Path(row.stored.file.path).read_bytes()
            assert hashlib.sha256(content).hexdigest() == row.stored.sha256
            assert not [word for word in SECRETS if word.encode() in content]
    story.meeting.refresh_from_db()
    assert story.meeting.papers_published_on == IN_TIME.date()


@pytest.mark.requirement("PUB-03")
def test_the_agenda_lists_what_is_withheld_and_says_no_more(story):
    pack = issued(story)
    rows = by_key(publish_pack(pack=pack, actor=story.secretary, at=IN_TIME))
    agenda = words_of("agenda", rows["agenda", "agenda"].words)

    withheld = agenda.items[1].papers[0]
    assert (withheld.title, withheld.key, withheld.is_published) == ("", "", False)
    private = agenda.sections[-1]
    assert private.is_private
    (item,) = private.items
    assert (item.title, item.owners, item.papers) == ("A staff matter", (), ())
    finance = agenda.items[3].papers[0]
    assert (finance.key, finance.title) == ("item-4-1", "ICS Finance Report")
    paper = words_of("paper", rows["paper", "item-4-1"].words)
    assert paper.pages == finance.pages
    assert any(
        "Purpose of ICS Finance Report" in part.paragraphs for part in paper.sheet
    )


@pytest.mark.requirement("PUB-01")
def test_late_needs_a_reason_and_who_agreed(story):
    pack = issued(story)
    with pytest.raises(RuleBroken) as refused:
        publish_pack(pack=pack, actor=story.secretary, at=LATE)
    assert refused.value.rule_id == "PUBL-1"
    assert not Publication.objects.exists()

    rows = publish_pack(
        pack=pack,
        actor=story.secretary,
        at=LATE,
        late_reason="Figures came late.",
        late_agreed_by="The chair",
    )
    assert {row.late_agreed_by for row in rows} == {"The chair"}


@pytest.mark.requirement("PUB-03")
def test_a_file_that_says_a_withheld_title_stops_everything(story):
    item = story.item("Estates")
    story.paper(item, "Estates update")
    paper = item.papers.get()
    story.version(paper, words="As said in Quicksilver summary")
    pack = issued(story)

    with pytest.raises(RuleBroken) as refused:
        publish_pack(pack=pack, actor=story.secretary, at=IN_TIME)

    assert refused.value.rule_id == "PUBL-5"
    assert "Quicksilver summary" in refused.value.message
    assert not Publication.objects.exists()


def test_only_the_pack_issued_last_goes_out(story):
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    run_job_of(pack)
    with pytest.raises(RuleBroken) as refused:
        publish_pack(
            pack=Pack.objects.get(pk=pack.pk), actor=story.secretary, at=IN_TIME
        )
    assert refused.value.rule_id == "PUBL-4"
    first = Pack.objects.get(pk=pack.pk)
    issue_pack(pack=first, actor=story.secretary, at=IN_TIME)
    issued(story)
    with pytest.raises(RuleBroken, match="Version 2"):
        publish_pack(
            pack=Pack.objects.get(pk=pack.pk), actor=story.secretary, at=IN_TIME
        )


def test_members_do_not_publish(story):
    with pytest.raises(PermissionDenied):
        publish_pack(pack=issued(story), actor=story.board.member, at=IN_TIME)


def test_a_paper_no_longer_in_the_pack_leaves_a_tombstone(story):
    pack = issued(story)
    publish_pack(pack=pack, actor=story.secretary, at=IN_TIME)
    paper = Paper.objects.get(title="Finance annex")
    paper.state = PaperState.WITHDRAWN
    paper.save()

    second = issued(story)
    rows = publish_pack(pack=second, actor=story.secretary, at=IN_TIME)

    gone = Publication.objects.get(key="item-4-2", is_current=True)
    assert gone.withdrawn_reason == "It is not in version 2 of the pack."
    assert gone.words["title"] == "Finance annex"
    assert gone not in rows
    assert ("paper", "item-4-1") in by_key(rows)


def test_publishing_the_same_again_changes_nothing_but_what_is_new(story):
    pack = issued(story)
    first = publish_pack(pack=pack, actor=story.secretary, at=IN_TIME)
    again = publish_pack(pack=pack, actor=story.secretary, at=IN_TIME)
    assert first == again
    withdraw_publication(
        publication=first[1], reason="A mistake.", actor=story.secretary, at=IN_TIME
    )
    assert not Publication.objects.readable(IN_TIME).filter(key="item-3-1").exists()


def test_the_notice_says_when_and_where(story):
    row = publish_notice(meeting=story.meeting, actor=story.secretary, at=IN_TIME)
    assert row.kind == PublicationKind.NOTICE
    assert "meets in public on" in row.words["paragraphs"][0]
    assert row.due_on.isoformat() == "2020-11-28"


@pytest.mark.requirement("PUB-01")
@pytest.mark.requirement("PUB-04")
def test_minutes_go_out_unconfirmed_once_the_chair_approved_them(story):
    minutes = MinutesFactory(meeting=story.meeting, body=story.meeting.body)
    with pytest.raises(RuleBroken) as refused:
        publish_minutes(minutes=minutes, actor=story.secretary, at=LATE)
    assert refused.value.rule_id == "PUBL-6"
    minutes.state = "unconfirmed"
    minutes.save()
    after = datetime(2020, 12, 9, 9, tzinfo=UTC)

    row = publish_minutes(minutes=minutes, actor=story.secretary, at=after)

    assert row.words["status"] == "Unconfirmed"
    assert row.page_count == 1
    story.meeting.refresh_from_db()
    assert story.meeting.minutes_published_on == after.date()
    minutes.part = 2
    minutes.save()
    with pytest.raises(RuleBroken, match="part 2"):
        publish_minutes(minutes=minutes, actor=story.secretary, at=after)
