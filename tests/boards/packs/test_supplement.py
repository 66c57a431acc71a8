"""Late papers after issue: every reference already given stays true."""

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied

from boards.packs.models import Pack
from boards.packs.services import issue_pack, start_build, start_supplement
from boards.packs.services.publishing import publish_pack
from boards.papers.enums import PaperState
from boards.papers.models import Paper
from ics_portal.core.errors import RuleBroken
from tests.factories.packs import PRESS, december, run_job_of

pytestmark = pytest.mark.django_db

LATER = PRESS + timedelta(days=1)
WHY = {"reason": "The figures came on Friday", "agreed_by": "The chair"}


@pytest.fixture
def story():
    story = december()
    body = story.meeting.body
    body.meets_in_public = True
    body.save()
    return story


def built(pack):
    job = run_job_of(pack)
    pack = Pack.objects.select_related("meeting__body__system").get(pk=pack.pk)
    assert pack.is_built, (pack.failure, job.failure)
    return pack


def issued(story):
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    return issue_pack(pack=built(pack), actor=story.secretary, at=PRESS)


def supplement(story, pack):
    row = start_supplement(pack=pack, actor=story.secretary, at=LATER, **WHY)
    return built(row)


def labels(pack, edition):
    rows = pack.entries.filter(edition=edition)
    return {row.key: (row.first_label, row.last_label) for row in rows}


def file_of(pack, edition, kind="whole"):
    return pack.files.select_related("stored").get(edition=edition, kind=kind)


def text_of(file):
    path = Path(file.stored.file.path)
    done = subprocess.run(
        ["/usr/bin/pdftotext", str(path), "-"], capture_output=True, check=True
    )
    return " ".join(done.stdout.decode().split())


@pytest.mark.requirement("PCK-06")
@pytest.mark.requirement("PUB-03")
def test_a_late_paper_is_lettered_and_no_issued_number_moves(story):
    pack = issued(story)
    before = labels(pack, "members")
    annex = Paper.objects.get(title="Finance annex")
    finance = annex.item
    late = story.paper(finance, "Late finance figures", pages=3, with_sheet=True)

    added = supplement(story, pack)
    issue_pack(pack=added, actor=story.secretary, at=LATER)

    after = labels(added, "members")
    assert {key: after[key] for key in before} == before
    last = before[f"paper-{annex.pk}"][1]
    assert after[f"sheet-{late.pk}"] == (f"{last}a", f"{last}a")
    assert after[f"paper-{late.pk}"] == (f"{last}b", f"{last}d")
    public = labels(added, "public")
    assert public[f"paper-{late.pk}"] == after[f"paper-{late.pk}"]
    alone = text_of(file_of(added, "members", "supplement"))
    assert "The figures came on Friday" in alone
    assert "The chair, presiding" in alone
    said = f"Late finance figures: pages {last}a–{last}d."
    assert said in alone
    assert said in [change["words"].split(", ", 1)[1] for change in added.changes]
    assert not added.files.filter(edition="private", kind="supplement").exists()
    assert added.files.filter(edition="private", kind="whole").exists()

    second = story.paper(finance, "Later still", pages=1)
    again = supplement(story, added)
    assert labels(again, "members")[f"paper-{second.pk}"] == (f"{last}e", f"{last}e")
    kept = labels(again, "members")
    assert {key: kept[key] for key in after} == after


@pytest.mark.requirement("PCK-06")
def test_replaced_and_withdrawn_papers_leave_a_sheet_with_their_numbers(story):
    pack = issued(story)
    before = labels(pack, "members")
    minutes = Paper.objects.get(title="Minutes of 4 November")
    story.version(minutes, pages=2, words="Corrected minutes")
    annex = Paper.objects.get(title="Finance annex")
    annex.state = PaperState.WITHDRAWN
    annex.save()
    secret = Paper.objects.get(title="Quicksilver summary")
    story.version(secret, pages=1, words="Quicksilver again")

    added = supplement(story, pack)

    after = labels(added, "members")
    first, last = before[f"paper-{minutes.pk}"]
    span = f"{first}–{last}"
    assert after[f"gone-{first}"] == (span, span)
    assert after[f"paper-{minutes.pk}"] == (f"{last}a", f"{last}b")
    gone = before[f"paper-{annex.pk}"][0]
    assert after[f"gone-{gone}"] == (gone, gone)
    whole = text_of(file_of(added, "members"))
    assert f"Pages {first} to {last} were replaced" in whole
    assert f"Page {gone} was withdrawn" in whole
    public = text_of(file_of(added, "public", "supplement"))
    assert "Quicksilver" not in public
    assert "Finance annex" not in public
    assert "not published" in public

    issue_pack(pack=added, actor=story.secretary, at=LATER)
    late = story.paper(minutes.item, "More minutes", pages=1)
    again = labels(supplement(story, added), "members")
    assert again[f"gone-{first}"] == (span, span)
    assert f"paper-{late.pk}" in again


@pytest.mark.requirement("PCK-06")
def test_a_supplement_goes_out_with_its_reason(story):
    pack = issued(story)
    publish_pack(
        pack=pack,
        actor=story.secretary,
        at=PRESS,
        late_reason="Staff were ill.",
        late_agreed_by="The chair",
    )
    finance = Paper.objects.get(title="Finance annex").item
    story.paper(finance, "Late finance figures", pages=1)
    added = issue_pack(pack=supplement(story, pack), actor=story.secretary, at=LATER)

    rows = publish_pack(pack=added, actor=story.secretary, at=LATER)

    (row,) = [row for row in rows if row.kind == "supplement"]
    assert row.key == "supplement-1"
    assert row.words["reason"] == WHY["reason"]
    assert row.words["paper_keys"] == ["item-4-3"]
    late = next(row for row in rows if row.key == "item-4-3")
    assert late.late_reason == WHY["reason"]


def test_what_a_supplement_needs(story):
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    pack = built(pack)
    by = {"actor": story.secretary, "at": LATER}
    with pytest.raises(RuleBroken) as refused:
        start_supplement(pack=pack, **WHY, **by)
    assert refused.value.rule_id == "PACK-7"
    issue_pack(pack=pack, actor=story.secretary, at=PRESS)
    with pytest.raises(RuleBroken) as refused:
        start_supplement(pack=pack, reason=" ", agreed_by="The chair", **by)
    assert refused.value.field == "late_reason"
    with pytest.raises(RuleBroken) as refused:
        start_supplement(pack=pack, reason="Late", agreed_by="", **by)
    assert refused.value.field == "late_agreed_by"
    with pytest.raises(RuleBroken) as refused:
        start_supplement(pack=pack, **WHY, **by)
    assert refused.value.rule_id == "PACK-8"
    with pytest.raises(PermissionDenied):
        start_supplement(pack=pack, actor=story.board.member, at=LATER, **WHY)


def test_the_supplement_by_itself_has_a_manifest_of_its_own(story, client):
    pack = issued(story)
    finance = Paper.objects.get(title="Finance annex").item
    story.paper(finance, "Late finance figures", pages=1)
    added = supplement(story, pack)
    client.force_login(get_user_model().objects.get(pk=story.secretary.user_id))
    here = f"/meetings/{story.meeting.pk}/pack/{added.version}/"

    page = client.get(here).content.decode()
    alone = client.get(f"{here}manifest/members/?of=supplement").json()
    whole = client.get(f"{here}manifest/members/").json()

    assert f"{here}manifest/members/?of=supplement" in page
    found = file_of(added, "members", "supplement")
    assert alone["file"]["sha256"] == found.stored.sha256
    assert whole["file"]["sha256"] == file_of(added, "members").stored.sha256
