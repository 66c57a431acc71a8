"""The pack pages, as the office, a member, an author and a stranger find them."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boards.packs.enums import Edition, PackState
from boards.packs.models import Pack, PackFile
from boards.packs.services import issue_pack, start_build
from boards.packs.views import packs as packs_views
from boards.packs.views.packs import STOP_POLLING
from boards.papers.enums import PaperState
from boards.papers.models import Paper
from ics_portal.accounts.actor import Actor, Role
from ics_portal.core.audit import AuditEvent
from ics_portal.core.jobs import record_pulse
from tests.factories.bodies import actor_in
from tests.factories.packs import (
    PRESS,
    PackBoard,
    PackFactory,
    a_pack_board,
    december,
    run_job_of,
)

pytestmark = pytest.mark.django_db


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(pk=actor.user_id))
    return client


@pytest.fixture
def story() -> PackBoard:
    record_pulse(timezone.now())
    return december()


@pytest.fixture
def secretary(story: PackBoard) -> Client:
    return signed_in(story.secretary)


def built(story: PackBoard) -> Pack:
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    run_job_of(pack)
    return Pack.objects.get(pk=pack.pk)


def issued(story: PackBoard) -> Pack:
    pack = built(story)
    return issue_pack(pack=pack, actor=story.secretary, at=PRESS + timedelta(hours=1))


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (answer.status_code, address)
    return answer.content.decode()


def pack_address(story: PackBoard, rest: str = "") -> str:
    return f"/meetings/{story.meeting.pk}/pack/{rest}"


# --- Before a build -------------------------------------------------------------------


def test_the_overview_says_what_will_be_in_it_and_offers_to_build(story, secretary):
    page = page_of(secretary, pack_address(story))

    assert "Build pack" in page
    for title in ("Zirconium framework", "Action log", "Finance annex"):
        assert title in page
    assert "6 of 6 papers accessible" in page
    assert "No pack has been built yet" in page
    assert "The worker is not running" not in page


def test_papers_left_out_and_papers_not_accessible_are_named_with_a_way_on(
    story, secretary
):
    item = story.item("Signed agreement")
    scan = story.paper(item, "Scanned page", tagged=False, pages=1)
    drafted = story.paper(item, "Half a draft", state=PaperState.DRAFTING, pages=1)

    page = page_of(secretary, pack_address(story))

    assert "Half a draft, will not be in the pack. It is not accepted yet." in page
    assert f"/papers/{drafted.pk}/" in page
    assert "6 of 7 papers accessible" in page
    assert "The file has no tags" in page
    assert f"/papers/{scan.pk}/" in page


def test_a_private_item_without_a_public_title_is_pointed_out(story, secretary):
    words = "has no public title, so “Estates sale” will stand on the public agenda."
    assert words not in page_of(secretary, pack_address(story))

    item = story.private_item("Estates sale")

    page = page_of(secretary, pack_address(story))
    assert words in page
    assert item.get_absolute_url() in page


def test_an_empty_agenda_offers_the_agenda_and_no_build():
    story = a_pack_board()

    page = page_of(signed_in(story.secretary), pack_address(story))

    assert "There is nothing on the agenda yet" in page
    assert "Build pack" not in page


def test_a_missing_worker_is_said_before_anything_is_asked():
    story = december()

    page = page_of(signed_in(story.secretary), pack_address(story))

    assert "The worker is not running" in page
    assert "Nothing will be built" in page


def test_the_chair_sees_the_builds_and_no_button(story):
    built(story)

    page = page_of(
        signed_in(actor_in(story.board.body, Role.CHAIR)), pack_address(story)
    )

    assert "Version 1" in page
    assert "Build pack" not in page


def test_the_overview_makes_the_same_number_of_queries_whatever_the_agenda():
    def queries(papers: int) -> int:
        story = a_pack_board()
        for number in range(papers):
            item = story.item(f"Item {number}")
            story.paper(item, f"Paper {number}", with_sheet=True, pages=1)
            PackFactory(
                meeting=story.meeting, version=number + 1, state=PackState.FAILED
            )
        client = signed_in(story.secretary)
        with CaptureQueriesContext(connection) as captured:
            client.get(pack_address(story))
        return len(captured)

    assert queries(1) == queries(3)


# --- Building ---------------------------------------------------------------------------


def test_pressing_the_button_leads_to_the_page_of_the_build(story, secretary):
    answer = secretary.post(pack_address(story, "build/"))

    assert answer.status_code == 302
    assert answer.url == pack_address(story, "1/")
    page = page_of(secretary, answer.url)
    assert "Building version 1" in page
    assert f'hx-get="{pack_address(story, "1/progress/")}"' in page
    assert '<meta http-equiv="refresh" content="3">' in page
    assert "0 of 7 papers" in page
    assert page.count("Waiting") >= 7


def test_building_an_empty_agenda_says_why_not():
    story = a_pack_board()
    client = signed_in(story.secretary)

    page = client.post(pack_address(story, "build/"), follow=True).content.decode()

    assert "There is nothing on the agenda yet, so there is no pack to build." in page


def test_the_moving_part_asks_for_itself_until_the_build_has_ended(story, secretary):
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    address = pack_address(story, "1/progress/")

    waiting = secretary.get(address)
    run_job_of(pack)
    ended = secretary.get(address)

    assert waiting.status_code == 200
    assert b"<html" not in waiting.content
    assert b"hx-get" in waiting.content
    assert (ended.status_code, ended["HX-Refresh"]) == (STOP_POLLING, "true")


def test_a_build_that_ends_while_its_page_is_read_is_not_called_lost(
    story, secretary, monkeypatch
):
    """The pack is read while it waits, the job when it has ended."""
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    reading = packs_views.pack_or_404
    ending = [pack]

    def read_and_build(*asked):
        found = reading(*asked)
        while ending:
            run_job_of(ending.pop())
        return found

    monkeypatch.setattr(packs_views, "pack_or_404", read_and_build)
    page = page_of(secretary, pack_address(story, "1/"))

    assert not ending
    assert "ended without finishing" not in page
    assert "Open the pack" in page


def test_a_missing_worker_is_said_on_the_page_of_the_build():
    story = december()
    start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)

    page = page_of(signed_in(story.secretary), pack_address(story, "1/"))

    assert "The worker is not running" in page


def test_stopping_and_trying_again(story, secretary):
    start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)

    stopped = secretary.post(pack_address(story, "1/cancel/"), follow=True)
    again = secretary.post(pack_address(story, "1/retry/"), follow=True)

    assert "The build was stopped." in stopped.content.decode()
    assert "Try again" in stopped.content.decode()
    assert "Building version 1" in again.content.decode()


def test_a_failed_build_says_which_paper_and_why_and_offers_to_try_again(
    story, secretary
):
    Paper.objects.get(title="ICS Finance Report").current_version.part.file.delete(
        save=False
    )
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    run_job_of(pack)

    page = page_of(secretary, pack_address(story, "1/"))

    assert "Version 1 failed" in page
    assert "No pack was made." in page
    assert (
        "Item 4, ICS Finance Report: The file as it was made ready is missing" in page
    )
    assert "Try again" in page
    assert "Could not be set" in page
    assert page_of(secretary, pack_address(story)).count("Failed") >= 1


# --- A finished build -------------------------------------------------------------------


def test_a_finished_build_shows_files_pages_and_what_the_public_does_not_get(
    story, secretary
):
    built(story)

    page = page_of(secretary, pack_address(story, "1/"))

    for edition in ("members", "private", "public"):
        assert pack_address(story, f"1/download/{edition}/") in page
        assert pack_address(story, f"1/manifest/{edition}/") in page
    assert "3–5" in page
    assert "14–16" in page
    assert "Issue to members" in page
    assert "5 of 5 papers accessible" in page


def test_versions_are_listed_with_what_changed(story, secretary):
    built(story)
    story.version(Paper.objects.get(title="ICS Finance Report"), pages=2)
    built(story)

    page = page_of(secretary, pack_address(story))

    assert "Version 2" in page
    assert "Item 4, ICS Finance Report, pages 11–12, changed" in page
    assert "First version" in page
    assert "Built, not issued" in page


def test_the_office_reads_what_changed_since_the_issue_and_since_the_last_build(
    story, secretary
):
    first = built(story)
    issue_pack(pack=first, actor=story.secretary, at=PRESS)
    story.version(Paper.objects.get(title="ICS Finance Report"), pages=2)
    built(story)
    story.version(Paper.objects.get(title="Minutes of 4 November"), pages=3)
    third = built(story)

    page = page_of(secretary, third.get_absolute_url())
    told, since_build = page.split("What changed since the build before")
    listed = page_of(secretary, pack_address(story)).split("Version 2", 1)[0]

    assert "since version 1" in told
    assert "Item 4, ICS Finance Report, pages 11–12, changed" in told
    assert "Item 3, Minutes of 4 November, pages 6–8, changed" in since_build
    assert "ICS Finance Report, pages 11–12, changed" not in since_build
    assert "Item 3, Minutes of 4 November, pages 6–8, changed" in listed
    assert "ICS Finance Report, pages 11–12, changed" not in listed


def test_a_pack_the_agenda_has_left_behind_says_so_and_hides_the_issue_button(
    story, secretary
):
    built(story)
    story.item("EU Exit Planning")

    page = page_of(secretary, pack_address(story, "1/"))

    assert "The agenda was changed after this build" in page
    assert "Issue to members" not in page


def test_a_first_pack_after_a_stopped_build_is_the_first_version(story, secretary):
    PackFactory(meeting=story.meeting, version=1, state=PackState.CANCELLED)
    built(story)

    page = page_of(secretary, pack_address(story))

    assert "First version" in page
    assert "Nothing but the version number" not in page


def test_issuing_is_one_confirm_page_and_one_act(story, secretary):
    built(story)
    address = pack_address(story, "1/issue/")

    confirm = page_of(secretary, address)
    done = secretary.post(address, follow=True).content.decode()

    assert "Issue version 1 to members" in confirm
    assert "The item numbers are frozen" in confirm
    assert "Version 1 is issued to members." in done
    assert Pack.objects.get().is_issued


def test_before_issuing_the_page_says_what_is_left_out_and_what_stands_open(
    story, secretary
):
    item = story.item("Workforce plan", owner="")
    story.paper(item, "Workforce", state=PaperState.DRAFTING)
    pack = built(story)

    confirm = page_of(secretary, pack_address(story, f"{pack.version}/issue/"))

    assert re.search(r"Item \w+, Workforce\. ", confirm)
    assert re.search(r"Item \w+ has no owner", confirm)
    assert "Put it right first" in confirm
    assert ("parts 1 and 2" in confirm) == pack.files.filter(
        edition=Edition.PRIVATE
    ).exists()


def test_issuing_what_cannot_be_issued_leads_back_with_the_reason(story, secretary):
    built(story)
    story.item("EU Exit Planning")

    for act in (secretary.get, secretary.post):
        page = act(pack_address(story, "1/issue/"), follow=True).content.decode()
        assert "The agenda was changed after this build" in page
    assert not Pack.objects.get().is_issued


# --- Readers ----------------------------------------------------------------------------


def test_a_member_sees_nothing_before_the_issue_and_both_parts_after(story):
    member = signed_in(story.board.member)
    pack = built(story)
    assert member.get(pack_address(story, "1/")).status_code == 404
    assert member.get(pack_address(story, "1/download/members/")).status_code == 404
    assert "No pack has been issued to you" in page_of(member, pack_address(story))
    assert "No pack has been issued to you yet" in page_of(member, "/packs/")

    issue_pack(pack=pack, actor=story.secretary, at=PRESS)

    for address in (pack_address(story), "/packs/"):
        page = page_of(member, address)
        assert pack_address(story, "1/download/members/") in page
        assert pack_address(story, "1/download/private/") in page
        assert "download/public" not in page
    opened = member.get(pack_address(story, "1/download/members/"))
    assert opened.getvalue().startswith(b"%PDF")
    assert member.get(pack_address(story, "1/download/public/")).status_code == 404
    assert member.get(pack_address(story, "1/")).url == pack_address(story)


def test_my_packs_show_the_last_issued_version_of_each_meeting(story):
    issued(story)
    issued(story)

    page = page_of(signed_in(story.board.member), "/packs/")

    assert "Version 2" in page
    assert "Version 1" not in page


@pytest.mark.parametrize("who", ["author", "stranger"])
def test_others_find_no_pack_at_any_door(story, who):
    issued(story)
    client = signed_in(getattr(story.board, who))

    for rest in (
        "1/",
        "1/progress/",
        "1/issue/",
        "1/download/members/",
        "1/download/public/",
        "1/manifest/private/",
    ):
        assert client.get(pack_address(story, rest)).status_code == 404, rest
    for rest in ("1/cancel/", "1/retry/", "1/issue/"):
        assert client.post(pack_address(story, rest)).status_code == 404, rest
    assert "download" not in client.get("/packs/").content.decode()


def test_a_member_may_not_build_stop_or_issue(story):
    issued(story)
    member = signed_in(story.board.member)

    for rest in ("build/", "1/cancel/", "1/retry/", "1/issue/"):
        answer = member.post(pack_address(story, rest))
        assert answer.status_code == 403, rest
        assert "Only the secretary or governance lead" in answer.content.decode()


# --- Opening ----------------------------------------------------------------------------


def test_a_download_is_the_very_file_and_is_noted(story):
    pack = issued(story)
    file = pack.files.select_related("stored").get(edition="members")
    member = signed_in(story.board.member)

    answer = member.get(pack_address(story, "1/download/members/"))

    assert answer.getvalue() == Path(file.stored.file.path).read_bytes()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    assert "inline" in answer["Content-Disposition"]
    event = AuditEvent.objects.get(verb="pack.read")
    assert (event.actor_user_id, event.detail, event.body_id) == (
        story.board.member.user_id,
        {"version": 1, "edition": "members"},
        story.meeting.body_id,
    )


def test_a_viewer_may_ask_for_a_part_and_is_noted_once(story):
    issued(story)
    member = signed_in(story.board.member)
    address = pack_address(story, "1/download/members/")

    first = member.get(address, headers={"Range": "bytes=0-99"})
    later = member.get(address, headers={"Range": "bytes=100-199"})

    assert (first.status_code, later.status_code) == (206, 206)
    whole = Path(PackFile.objects.get(edition="members").stored.file.path).read_bytes()
    assert (first.getvalue(), later.getvalue()) == (whole[:100], whole[100:200])
    assert AuditEvent.objects.filter(verb="pack.read").count() == 1


def test_the_manifest_is_handed_out_as_json(story, secretary):
    built(story)

    answer = secretary.get(pack_address(story, "1/manifest/public/"))

    assert answer["Content-Type"] == "application/json"
    assert "manifest.json" in answer["Content-Disposition"]
    assert json.loads(answer.content)["edition"] == "public"


def test_an_unknown_edition_or_version_is_not_found(story, secretary):
    built(story)

    for rest in ("1/download/secret/", "9/download/members/", "9/"):
        assert secretary.get(pack_address(story, rest)).status_code == 404


def test_acts_are_only_done_by_post(story, secretary):
    built(story)

    for rest in ("build/", "1/cancel/", "1/retry/"):
        assert secretary.get(pack_address(story, rest)).status_code == 405
