"""The same packs through the API."""

import pytest
from django.contrib.auth import get_user_model
from rest_framework.test import APIClient

from boards.packs.models import Pack
from boards.packs.services import issue_pack, start_build
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import AuditEvent
from tests.factories.packs import PRESS, PackBoard, a_pack_board, december, run_job_of

pytestmark = pytest.mark.django_db


def client_of(actor: Actor) -> APIClient:
    client = APIClient()
    client.force_login(get_user_model().objects.get(pk=actor.user_id))
    return client


@pytest.fixture
def story() -> PackBoard:
    return december()


def built(story: PackBoard) -> Pack:
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    run_job_of(pack)
    return Pack.objects.get(pk=pack.pk)


def test_a_build_is_started_watched_and_downloaded(story):
    client = client_of(story.secretary)

    asked = client.post(f"/api/v1/meetings/{story.meeting.pk}/packs/")
    pack = asked.json()
    job = client.get(f"/api/v1/jobs/{pack['job_id']}/").json()
    run_job_of(Pack.objects.get(pk=pack["id"]))
    done = client.get(f"/api/v1/packs/{pack['id']}/").json()
    download = client.get(f"/api/v1/packs/{pack['id']}/download/members/")
    manifest = client.get(f"/api/v1/packs/{pack['id']}/manifest/members/").json()

    assert (asked.status_code, pack["version"], pack["state"]) == (202, 1, "building")
    assert (job["state"], job["of"]) == ("queued", 17)
    assert done["state"] == "built"
    assert [file["edition"] for file in done["files"]] == [
        "members",
        "private",
        "public",
    ]
    assert {entry["step"] for entry in done["entries"]} == {"set"}
    assert download.getvalue().startswith(b"%PDF-1.7")
    assert manifest["file"]["sha256"] == done["files"][0]["sha256"]
    assert AuditEvent.objects.filter(verb="pack.read").count() == 1


def test_the_list_of_a_meeting_is_newest_first(story):
    built(story)
    built(story)

    found = client_of(story.secretary).get(
        f"/api/v1/meetings/{story.meeting.pk}/packs/"
    )

    assert [pack["version"] for pack in found.json()] == [2, 1]


def test_a_build_is_stopped_and_tried_again(story):
    client = client_of(story.secretary)
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)

    stopped = client.post(f"/api/v1/packs/{pack.pk}/cancel/")
    again = client.post(f"/api/v1/packs/{pack.pk}/retry/")
    ended = client.post(f"/api/v1/packs/{pack.pk}/retry/")

    assert (stopped.status_code, stopped.json()["state"]) == (200, "cancelled")
    assert (again.status_code, again.json()["state"]) == (202, "building")
    assert ended.status_code == 403
    assert "Only a build that failed" in ended.json()["detail"]


def test_what_cannot_be_built_is_refused_with_rule_and_words():
    story = a_pack_board()

    answer = client_of(story.secretary).post(
        f"/api/v1/meetings/{story.meeting.pk}/packs/"
    )

    assert (answer.status_code, answer.json()["rule"]) == (400, "PACK-1")


def test_members_get_issued_packs_without_public_file_and_entries(story):
    member = client_of(story.board.member)
    pack = built(story)
    assert member.get("/api/v1/packs/").json()["results"] == []
    assert member.get(f"/api/v1/packs/{pack.pk}/").status_code == 404
    address = f"/api/v1/packs/{pack.pk}/download/members/"
    assert member.get(address).status_code == 404

    issue_pack(pack=pack, actor=story.secretary, at=PRESS)

    found = member.get(f"/api/v1/packs/{pack.pk}/").json()
    assert [file["edition"] for file in found["files"]] == ["members", "private"]
    assert found["entries"] == []
    assert member.get(address).getvalue().startswith(b"%PDF")
    for edition in ("public", "secret"):
        refused = member.get(f"/api/v1/packs/{pack.pk}/download/{edition}/")
        assert refused.status_code == 404


@pytest.mark.parametrize("who", ["author", "stranger"])
def test_others_find_nothing(story, who):
    pack = built(story)
    issue_pack(pack=pack, actor=story.secretary, at=PRESS)
    client = client_of(getattr(story.board, who))

    assert client.get("/api/v1/packs/").json()["results"] == []
    for rest in ("", "download/members/", "manifest/public/"):
        assert client.get(f"/api/v1/packs/{pack.pk}/{rest}").status_code == 404
    assert client.post(f"/api/v1/packs/{pack.pk}/cancel/").status_code == 404


def test_a_member_may_not_start_a_build(story):
    answer = client_of(story.board.member).post(
        f"/api/v1/meetings/{story.meeting.pk}/packs/"
    )

    assert answer.status_code == 403
    assert "can build its packs" in answer.json()["detail"]


def test_a_meeting_of_another_body_is_not_there(story):
    answer = client_of(story.board.stranger).post(
        f"/api/v1/meetings/{story.meeting.pk}/packs/"
    )

    assert answer.status_code == 404
