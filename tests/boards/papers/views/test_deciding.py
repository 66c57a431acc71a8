import re
from datetime import date

import pytest
from django.urls import reverse

from boards.meetings.models import AgendaItem
from boards.papers.enums import PaperState
from boards.papers.models import Paper
from boards.papers.selectors import what_was_read
from tests.factories.papers import (
    PaperFactory,
    RecommendationFactory,
    a_current_version,
    name_on,
)


def address(name, paper):
    return reverse(f"papers:{name}", kwargs={"paper_id": paper.pk})


def of_meeting(name, board, **more):
    return reverse(f"papers:{name}", kwargs={"meeting_id": board.meeting.pk, **more})


@pytest.fixture
def sent(board, paper):
    a_current_version(paper)
    Paper.objects.filter(pk=paper.pk).update(state=PaperState.SUBMITTED)
    return Paper.objects.get(pk=paper.pk)


@pytest.fixture
def secretary(board, sign_in):
    return sign_in(board.secretary)


def accept(client, paper, **typed):
    """Press the button on the page as it is now."""
    pressed = {"act": "accept", "read": what_was_read(paper)}
    return client.post(address("review", paper), pressed | typed)


def test_the_secretary_accepts(board, sent, secretary):
    answer = accept(secretary, sent)

    sent.refresh_from_db()
    assert sent.state == PaperState.ACCEPTED
    assert answer["Location"] == of_meeting("list", board)


def test_the_secretary_returns_with_a_comment(sent, secretary, summary):
    refused = secretary.post(address("review", sent), {"act": "return"})
    secretary.post(address("review", sent), {"act": "return", "comment": "Table 2."})

    sent.refresh_from_db()
    assert refused.status_code == 422
    assert summary(refused) == {"#id_comment": "Say what has to change."}
    assert (sent.state, sent.moves.first().comment) == (
        PaperState.RETURNED,
        "Table 2.",
    )


CHANGED = (
    "This paper was changed after you opened it. Read it again as it stands here, then "
    "decide."
)


def new_file(paper):
    a_current_version(paper)


def new_words(paper):
    paper.cover_sheet.purpose = "To approve, no longer to note."
    paper.cover_sheet.save()


@pytest.mark.parametrize("change", [new_file, new_words])
def test_what_was_changed_since_it_was_read_is_not_accepted(sent, secretary, change):
    page = secretary.get(address("review", sent)).content.decode()
    read = re.search(r'name="read" value="([^"]+)"', page)[1]
    change(sent)

    refused = accept(secretary, sent, read=read)
    sent.refresh_from_db()
    assert (refused.status_code, sent.state) == (422, PaperState.SUBMITTED)
    assert CHANGED in refused.content.decode()

    now = re.search(r'name="read" value="([^"]+)"', refused.content.decode())[1]
    accept(secretary, sent, read=now)
    sent.refresh_from_db()
    assert sent.state == PaperState.ACCEPTED


@pytest.mark.requirement("PCK-05")
def test_an_absent_appendix_asks_for_a_reason(sent, secretary):
    current = sent.current_version
    current.appendices = {"cited": ["C"], "there": []}
    current.save()

    page = secretary.get(address("review", sent)).content.decode()
    refused = accept(secretary, sent)
    accept(secretary, sent, comment="Follows.")

    sent.refresh_from_db()
    assert "Appendix C is cited but is not in the paper." in page
    assert "Say why it is accepted without" in refused.content.decode()
    assert sent.state == PaperState.ACCEPTED


def test_a_paper_that_was_not_sent_cannot_be_decided(paper, secretary):
    page = secretary.get(address("review", paper)).content.decode()
    refused = accept(secretary, paper)

    assert "This paper is drafting, so it cannot be accepted now." in page
    assert refused.status_code == 403


def test_an_author_does_not_review(board, sent, sign_in):
    assert sign_in(board.author).get(address("review", sent)).status_code == 403


def test_withdrawing_says_what_it_does_and_asks_why(sent, secretary):
    page = secretary.get(address("withdraw", sent)).content.decode()
    refused = secretary.post(address("withdraw", sent), {"comment": " "})
    secretary.post(address("withdraw", sent), {"comment": "Superseded."})

    sent.refresh_from_db()
    assert "The next pack leaves it out." in page
    assert "Say why the paper is withdrawn." in refused.content.decode()
    assert sent.state == PaperState.WITHDRAWN


def test_a_withdrawn_paper_is_taken_up_again(paper, secretary):
    Paper.objects.filter(pk=paper.pk).update(state=PaperState.WITHDRAWN)

    secretary.post(address("restore", paper))

    paper.refresh_from_db()
    assert paper.state == PaperState.DRAFTING


def test_the_deadline_is_changed_or_refused_beside_the_field(paper, secretary, summary):
    refused = secretary.post(address("deadline", paper), {"due_on": "2020-12-03"})
    secretary.post(address("deadline", paper), {"due_on": "2020-11-30"})

    paper.refresh_from_db()
    assert summary(refused) == {
        "#id_due_on": "The deadline must be on or before the meeting."
    }
    assert paper.due_on == date(2020, 11, 30)


def test_the_secretary_asks_for_a_paper(board, secretary):
    item = board.item("Winter plan")

    answer = secretary.post(
        of_meeting("new", board),
        {
            "item": item.pk,
            "kind": "paper",
            "authors": f"{board.author.name}\nICS Programme Teams",
        },
    )

    paper = Paper.objects.get(item=item)
    assert answer["Location"] == of_meeting("list", board)
    assert (paper.title, paper.state) == ("Winter plan", PaperState.REQUESTED)
    assert [(row.title, row.person_id) for row in paper.people.all()] == [
        (board.author.name, board.author.person_id),
        ("ICS Programme Teams", None),
    ]


def test_an_author_begins_a_paper_and_goes_on_writing(board, sign_in):
    item = board.item("Winter plan")
    client = sign_in(board.author)

    page = client.get(f"{of_meeting('new', board)}?item={item.pk}").content.decode()
    answer = client.post(of_meeting("new", board), {"item": item.pk, "kind": "paper"})

    paper = Paper.objects.get(item=item)
    assert f'value="{item.pk}" selected' in page
    assert 'name="due_on"' not in page
    assert "Action log" not in page
    assert answer["Location"] == address("edit", paper)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Choose agenda item"),
        ({"item": "999"}, "from the list"),
        ({"due_on": "2021-01-01"}, "on or before the meeting"),
        ({"due_on": "soon"}, "as a day that exists"),
        ({"title": "x" * 301}, "to 300 characters"),
    ],
)
def test_a_paper_asked_for_wrongly_says_what_to_do(board, secretary, typed, words):
    item = board.item("Winter plan")
    asked = {"kind": "paper"} | ({"item": item.pk} if typed else {}) | typed

    answer = secretary.post(of_meeting("new", board), asked)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Paper.objects.exists()


def test_a_member_adds_no_paper(board, sign_in):
    answer = sign_in(board.member).get(of_meeting("new", board))

    assert answer.status_code == 403
    assert "Only the board secretary, the chair or a paper author" in (
        answer.content.decode()
    )


def test_papers_change_places_under_their_item(board, secretary):
    item = board.item()
    first = PaperFactory(item=item, title="First", position=0)
    second = PaperFactory(item=item, title="Second", position=1)

    answer = secretary.post(address("move", second), {"direction": "up"})

    assert answer["Location"] == f"{of_meeting('list', board)}#paper-{second.pk}"
    assert list(Paper.objects.filter(item=item).in_order()) == [second, first]


@pytest.mark.requirement("AGD-05")
@pytest.mark.parametrize(
    ("on_agenda", "after"),
    [([], {"Endorse"}), (["Note"], {"Endorse"}), (["Note", "Discuss"], None)],
)
def test_the_agenda_asks_what_the_paper_asks(board, secretary, on_agenda, after):
    item = board.item()
    item.purposes.set(board.body.purposes.filter(word__in=on_agenda))
    RecommendationFactory(sheet__paper=PaperFactory(item=item), verb="endorse")
    endorse = board.body.purposes.get(word="Endorse")

    secretary.post(
        of_meeting("set_purpose", board, item_id=item.pk, purpose_id=endorse.pk)
    )

    words = set(
        AgendaItem.objects.get(pk=item.pk).purposes.values_list("word", flat=True)
    )
    assert words == (after or {"Note", "Discuss", "Endorse"})


def test_only_the_office_changes_the_agendas_purpose(board, sign_in):
    item = board.item()
    approve = board.body.purposes.get(word="Approve")
    cure = of_meeting("set_purpose", board, item_id=item.pk, purpose_id=approve.pk)

    assert sign_in(board.author).post(cure).status_code == 403
    assert not item.purposes.exists()


def test_my_papers_lists_mine_with_the_next_act(board, paper, sign_in):
    other = PaperFactory(item=board.item("Other"), title="NOT MINE")
    returned = PaperFactory(item=board.item("Back"), title="Back", state="returned")
    returned.moves.create(
        from_state="submitted", to_state="returned", comment="Mend it.",
        moved_at="2020-11-24T10:00Z", moved_by_name="Board secretary",
    )  # fmt: skip
    name_on(returned, board.author)

    page = sign_in(board.author).get(reverse("papers:mine")).content.decode()

    assert "ICS Finance Report" in page
    assert "Go on" in page
    assert "Mend it." in page
    assert "Change it" in page
    assert other.title not in page


def test_who_is_named_on_nothing_is_told_what_would_be_here(board, sign_in):
    page = sign_in(board.member).get(reverse("papers:mine")).content.decode()

    assert "You are named on no paper" in page


def test_an_empty_meeting_offers_the_first_act(board, secretary, sign_in):
    office = secretary.get(of_meeting("list", board)).content.decode()
    member = sign_in(board.member).get(of_meeting("list", board)).content.decode()

    assert "No papers yet" in office
    assert "No papers to read yet" in member


def test_the_list_says_how_many_papers_are_accessible_and_what_would_mend_them(
    board, paper, secretary
):
    a_current_version(paper, accessible=False)
    a_current_version(PaperFactory(item=paper.item, title="Annex"))

    page = secretary.get(of_meeting("list", board)).content.decode()

    assert "1 of 2 papers accessible" in page


def test_members_are_not_told_what_authors_have_still_to_mend(
    board, paper, secretary, sign_in
):
    a_current_version(paper, accessible=False)
    Paper.objects.filter(pk=paper.pk).update(state=PaperState.ACCEPTED)
    board.issue()

    office = secretary.get(of_meeting("list", board)).content.decode()
    member = sign_in(board.member).get(of_meeting("list", board)).content.decode()

    assert "0 of 1 paper accessible" in office
    assert paper.title in member
    assert "of 1 paper accessible" not in member


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_no_more_for_more_papers(
    board, secretary, rows, django_assert_max_num_queries
):
    item = board.item()
    for number in range(rows):
        a_current_version(PaperFactory(item=item, title=f"Paper {number}"))
    secretary.get(of_meeting("list", board))

    with django_assert_max_num_queries(24):
        secretary.get(of_meeting("list", board))
