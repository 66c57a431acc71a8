"""An extract made before an entry was withheld does not reach the public (DCL-6, PUBL-5)."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from boards.meetings.enums import StandingItem
from boards.packs.models import Pack
from boards.packs.services.outgoing import check_issued_last
from boards.papers.models import Paper
from declarations.models import Interest
from declarations.selectors.extracts import TITLE
from declarations.selectors.held_files import held_files
from declarations.selectors.published import published_of
from declarations.services.registers import publish_register
from ics_portal.accounts.models import User
from ics_portal.core.errors import RuleBroken
from ics_portal.web.public.addresses import file_url
from tests.factories.declarations import InterestFactory
from tests.factories.papers import PaperFactory, a_board, a_current_version
from tests.factories.published import Published, a_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return a_board()


@pytest.fixture
def interest(board):
    return InterestFactory(person_id=board.member.person_id)


def an_issued_extract(board):
    """As it stands in a pack, made a minute from now."""
    item = board.item(standing=StandingItem.DECLARATIONS)
    paper = PaperFactory(item=item, title=TITLE, kind="procedure", state="accepted")
    version = a_current_version(paper)
    type(version).objects.update(uploaded_at=timezone.now() + dt.timedelta(minutes=1))
    board.issue()
    return Pack.objects.get()


def show(interest, showing, *, later):
    interest.showing, interest.showing_reason = showing, "Harm"
    interest.save()
    step = Interest.history.filter(id=interest.pk).latest()
    step.history_date += dt.timedelta(minutes=later)
    step.save()


@pytest.mark.parametrize("showing", ["withheld", "asked"])
def test_what_was_withheld_since_the_extract_keeps_the_pack_back(
    board, interest, showing
):
    pack = an_issued_extract(board)
    check_issued_last(pack)

    show(interest, showing, later=2)

    with pytest.raises(RuleBroken, match="Make the extract anew") as refused:
        check_issued_last(pack)
    assert refused.value.rule_id == "PUBL-5"
    show(interest, "public", later=3)
    check_issued_last(pack)


def test_what_was_withheld_before_is_not_in_it(board, interest):
    show(interest, "withheld", later=0)
    check_issued_last(an_issued_extract(board))


@pytest.fixture
def out(board):
    """The pack with the extract, and its papers, published."""
    board.body.meets_in_public = True
    board.body.save()
    pack = an_issued_extract(board)
    paper = Paper.objects.get()
    published = Published(board.body, board.meeting)
    own = {"title": TITLE, "subject": f"boards.Paper:{paper.pk}", "page_count": 2}
    published.paper("1", stored=a_pdf(TITLE), **own)
    published.paper("2", stored=a_pdf("Other"), page_count=2)
    published.pack(
        stored=a_pdf("Pack", 3), page_count=3, subject=f"boards.Pack:{pack.pk}"
    )
    return published


def public_page(out):
    day = out.meeting.held_on.isoformat()
    return f"/public/meetings/{out.body.slug}/{day}/"


def files(client, out):
    """Which of extract, other paper and pack the public can open."""
    rows = {row.pk: row for row in out.rows}
    page = public_page(out)
    day = out.meeting.held_on.isoformat()
    opened = []
    for row in rows.values():
        answer = client.get(file_url(row, out.body.slug, day))
        if answer.status_code == 200:
            assert b"".join(answer)
            opened.append(row.title)
    api = client.get("/api/v1/public/publications/").json()["results"]
    assert sorted(row["title"] for row in api if row["file_url"]) == sorted(opened)
    html = client.get(page).content.decode()
    assert ("The file is closed for now" in html) is ("Public pack" not in opened)
    return opened


def test_the_public_opens_no_file_with_an_entry_withheld_since(
    board, client, interest, out
):
    assert files(client, out) == [TITLE, "Finance Report", "Public pack"]

    show(interest, "withheld", later=2)

    assert files(client, out) == ["Finance Report"]
    paper = client.get(public_page(out) + "papers/1/item-1-1/", follow=True)
    assert "The file is closed for now" in paper.content.decode()

    show(interest, "public", later=3)
    assert files(client, out) == [TITLE, "Finance Report", "Public pack"]


def test_the_next_pack_and_its_extract_are_open(board, client, interest, out):
    show(interest, "withheld", later=2)
    paper = Paper.objects.get()
    version = a_current_version(paper)
    type(version).objects.filter(pk=version.pk).update(
        uploaded_at=timezone.now() + dt.timedelta(minutes=3)
    )
    board.issue()
    newest = Pack.objects.order_by("-version").first()
    pack = out.rows[-1]
    type(pack).objects.filter(pk=pack.pk).update(subject=f"boards.Pack:{newest.pk}")

    assert files(client, out) == [TITLE, "Finance Report", "Public pack"]


def test_the_office_is_told_and_may_withdraw_or_replace(board, client, interest, out):
    client.force_login(User.objects.get(pk=board.secretary.user_id))
    pages = (
        reverse("packs:publish", args=[board.meeting.pk]),
        reverse("declarations:register", args=[board.body.slug]),
    )
    words = "so the public cannot open them"
    assert not any(words in client.get(page).content.decode() for page in pages)

    show(interest, "withheld", later=2)

    publish, register = (client.get(page).content.decode() for page in pages)
    assert words in publish
    assert words in register
    assert pages[0] in register
    held = publish.split('id="panel-declarations.held"')[-1]
    assert "Make the extract anew" in held
    for row in (out.rows[0], out.rows[2]):
        withdraw = reverse(
            "packs:withdraw_publication", args=[board.meeting.pk, row.pk]
        )
        assert f'href="{withdraw}"' in held
    client.force_login(User.objects.get(pk=board.member.user_id))
    assert not any(words in client.get(page).content.decode() for page in pages)


def test_looking_for_them_takes_as_many_queries_for_three_as_for_one(
    board, interest, out, django_assert_num_queries
):
    with django_assert_num_queries(1):
        assert held_files(out.rows) == frozenset()
    show(interest, "withheld", later=2)
    with django_assert_num_queries(10):
        assert held_files(out.rows[:1]) == {out.rows[0].pk}
    with django_assert_num_queries(10):
        assert held_files(out.rows) == {out.rows[0].pk, out.rows[2].pk}


def test_a_published_register_with_a_closed_file_is_marked_for_the_office(
    board, client, interest
):
    publish_register(
        body=board.body,
        as_on=timezone.localdate(),
        actor=board.secretary,
        at=timezone.now(),
    )
    client.force_login(User.objects.get(pk=board.secretary.user_id))
    page = reverse("declarations:register", args=[board.body.slug])
    (key,) = published_of(board.body)
    kept = reverse("declarations:published_register", args=[board.body.slug, key])
    assert "File closed" not in client.get(page).content.decode()

    show(interest, "withheld", later=2)

    assert "File closed" in client.get(page).content.decode()
    html = client.get(kept).content.decode()
    assert "The file as it was published (PDF)" in html
    answer = client.get(f"{kept}?format=pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer)
    client.force_login(User.objects.get(pk=board.member.user_id))
    assert "File closed" not in client.get(page).content.decode()
    assert client.get(f"{kept}?format=pdf")["Content-Type"].startswith("text/html")
