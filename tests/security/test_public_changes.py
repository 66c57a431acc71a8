"""The public copy never says what something was called in a build nobody published."""

import pytest

from boards.meetings.models import AgendaItem
from boards.packs.enums import Edition
from boards.packs.models import Pack
from boards.packs.services import issue_pack, start_build
from boards.papers.models import Paper
from tests.boards.packs.test_public_copy import everything_in, forms_of, path_of
from tests.factories.packs import PRESS, december, run_job_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("set_each_page_once")]

SECRET = "Redeployment"


def december_with_a_secret(*, on_the_agenda: bool):
    """The paper that stood open in a first build, by mistake."""
    story = december()
    paper = Paper.objects.get(title="ICS Finance Report")
    Paper.objects.filter(pk=paper.pk).update(title=f"{SECRET} of staff")
    if on_the_agenda:
        AgendaItem.objects.filter(pk=paper.item_id).update(title=f"{SECRET} of staff")
    return story, paper


def built(story) -> Pack:
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    run_job_of(pack)
    return Pack.objects.get(pk=pack.pk)


def told(pack: Pack, edition: Edition) -> bool:
    """Whether the file or its manifest names what was there before."""
    content = everything_in(path_of(pack, edition))
    manifest = str(pack.files.get(edition=edition).manifest).encode()
    return any(form in content + manifest for form in forms_of(SECRET))


def test_what_became_private_after_a_first_build_is_not_named_to_the_public():
    story, paper = december_with_a_secret(on_the_agenda=True)
    first = built(story)
    assert told(first, Edition.PUBLIC)
    issue_pack(pack=first, actor=story.secretary, at=PRESS)

    AgendaItem.objects.filter(pk=paper.item_id).update(
        part=2, private_reason="Commercial", open_title="A commercial matter"
    )
    second = built(story)

    assert told(second, Edition.PRIVATE)
    assert not told(second, Edition.PUBLIC)


def test_what_became_confidential_after_a_first_build_is_not_named_to_the_public():
    story, paper = december_with_a_secret(on_the_agenda=False)
    first = built(story)
    assert told(first, Edition.PUBLIC)
    issue_pack(pack=first, actor=story.secretary, at=PRESS)

    Paper.objects.filter(pk=paper.pk).update(confidential=True)
    second = built(story)

    assert told(second, Edition.MEMBERS)
    assert not told(second, Edition.PUBLIC)


def test_the_public_copy_lists_no_changes_and_the_members_copy_does():
    story = december()
    issue_pack(pack=built(story), actor=story.secretary, at=PRESS)
    story.version(Paper.objects.get(title="ICS Finance Report"), pages=2)

    second = built(story)

    assert second.files.get(edition="public").manifest["changes"] == []
    assert second.files.get(edition="members").manifest["changes"] != []
