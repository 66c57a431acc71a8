"""One item on its own page, what befalls it, and what is offered or pasted."""

import re
from datetime import date

import pytest
from django.urls import reverse

from boards.directory.models import Organisation
from boards.meetings import services
from boards.meetings.models import AgendaItem, CarriedItem
from ics_portal.accounts.actor import Role
from ics_portal.accounts.models import User
from tests.factories.bodies import PurposeFactory, actor_in, someone_signed_up
from tests.factories.directory import OrganisationFactory
from tests.factories.meetings import CarriedItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(build):
    [_, item] = build("One: Declarations of Interest, Finance")
    return item


@pytest.fixture
def address(meeting):
    def find(name, *things):
        pks = [getattr(thing, "pk", thing) for thing in things]
        return reverse(f"meetings:{name}", args=[meeting.pk, *pks])

    return find


def text_of(response):
    return response.content.decode()


def sent(item, **typed):
    """What the form of the item's page sends."""
    shown = services.shown_fields(item)
    data = {
        name: text.split(",") if name in {"purposes", "parties"} else text
        for name, text in shown.items()
        if text or name not in {"purposes", "parties"}
    }
    return data | {f"was-{name}": text for name, text in shown.items()} | typed


def test_everything_about_an_item_is_changed_at_once(browser, item, body):
    party = OrganisationFactory()
    purposes = body.purposes.filter(word__in=["Note", "Approve"])
    data = sent(
        item,
        title="Money",
        owners="Chair / All",
        purposes=[purpose.pk for purpose in purposes],
        item_format="to_follow",
        minutes="25",
        part="2",
        private_reason="Commercial",
        open_title="A contract",
        phrases="Project Lantern\r\nHarbour House",
        parties=[party.pk],
    )

    response = browser.post(item.get_absolute_url(), data)

    shown = services.shown_fields(item)
    assert response.url == item.get_absolute_url()
    assert shown == {
        "title": "Money",
        "owners": "Chair / All",
        "purposes": ",".join(str(pk) for pk in sorted(p.pk for p in purposes)),
        "item_format": "to_follow",
        "minutes": "25",
        "part": "2",
        "private_reason": "Commercial",
        "open_title": "A contract",
        "confidential_reason": "",
        "phrases": "Project Lantern\nHarbour House",
        "parties": str(party.pk),
    }


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "Enter title"),
        ({"minutes": "0"}, "Minutes must be a whole number"),
        ({"part": "2"}, "Say why this item is taken in private."),
        ({"purposes": ["999999"]}, "own list"),
        ({"parties": ["999999"]}, "not in"),
        ({"item_format": "post"}, "format"),
        ({"title": "x" * 301}, "300 characters"),
        ({"phrases": "abc"}, "6 to 100 letters to a line"),
    ],
)
def test_bad_input_is_said_and_what_was_typed_is_kept(browser, item, typed, sentence):
    data = sent(item, **{"owners": "Kept owner"} | typed)

    response = browser.post(item.get_absolute_url(), data)

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert "Kept owner" in text_of(response)


def ticks(response):
    """The organisations a page lists, in order, each with whether it is ticked."""
    boxes = re.findall(r'<input[^>]*name="parties"[^>]*>', text_of(response))
    pks = [int(re.search(r'value="(\d+)"', box)[1]) for box in boxes]
    names = {row.pk: row.name for row in Organisation.objects.filter(pk__in=pks)}
    return [(names[pk], "checked" in box) for pk, box in zip(pks, boxes, strict=True)]


@pytest.fixture
def organisations():
    names = ("Acute Trust", "Coast Council", "Mental Health Trust", "Valley Hospice")
    return [OrganisationFactory(name=name) for name in names]


def test_the_organisations_that_are_ticked_come_first(browser, item, organisations):
    hospice = organisations[-1]
    browser.post(item.get_absolute_url(), sent(item, parties=[hospice.pk]))

    assert ticks(browser.get(item.get_absolute_url())) == [
        ("Valley Hospice", True),
        ("Acute Trust", False),
        ("Coast Council", False),
        ("Mental Health Trust", False),
    ]


@pytest.mark.parametrize("act", ["find", "enter"])
def test_organisations_are_looked_for_and_nothing_typed_is_lost(
    browser, item, organisations, act
):
    hospice = organisations[-1]
    data = sent(item, parties=[hospice.pk], title="Typed title", minutes="never")

    found = browser.post(item.get_absolute_url(), data | {"find": "TRUST", "act": act})

    assert found.status_code == 200
    assert ticks(found) == [
        ("Valley Hospice", True),
        ("Acute Trust", False),
        ("Mental Health Trust", False),
    ]
    for kept in ('value="Typed title"', 'value="never"', 'value="TRUST"'):
        assert kept in text_of(found)
    assert "2 with “TRUST” in the name, besides 1 ticked" in text_of(found)
    assert not item.parties.exists()
    assert services.shown_fields(item)["title"] == "Finance"


def test_what_nothing_is_called_says_so(browser, item, organisations):
    data = sent(item) | {"find": "zoo", "act": "find"}

    found = browser.post(item.get_absolute_url(), data)

    assert ticks(found) == []
    assert "None with “zoo” in the name" in text_of(found)


def test_words_left_in_the_search_keep_nobody_from_saving(browser, item, organisations):
    trust, *_, hospice = organisations
    data = sent(item, parties=[trust.pk, hospice.pk]) | {"find": "trust"}

    assert browser.post(item.get_absolute_url(), data).status_code == 302
    assert (
        browser.post(
            item.get_absolute_url(), sent(item, title="") | {"find": "", "act": "enter"}
        ).status_code
        == 422
    )

    assert set(item.parties.values_list("organisation_id", flat=True)) == {
        trust.pk,
        hospice.pk,
    }


def test_a_purpose_of_another_body_is_refused(browser, item):
    data = sent(item, purposes=[PurposeFactory().pk])

    assert browser.post(item.get_absolute_url(), data).status_code == 422


def test_the_later_of_two_sees_both_texts_and_saving_again_means_mine(
    browser, item, body, at
):
    data = sent(item, title="Mine")
    services.set_item_field(
        item=item,
        field="title",
        value="Theirs",
        was=None,
        actor=actor_in(body, Role.SECRETARY),
        at=at,
    )

    response = browser.post(item.get_absolute_url(), data)

    html = text_of(response)
    assert response.status_code == 409
    assert "Theirs" in html
    assert 'name="was-title" value="Theirs"' in html
    browser.post(item.get_absolute_url(), data | {"was-title": "Theirs"})
    item.refresh_from_db()
    assert item.title == "Mine"


def test_a_member_reads_the_item_and_changes_nothing(client, item, body):
    client.force_login(someone_signed_up(body, Role.MEMBER))

    html = text_of(client.get(item.get_absolute_url()))

    assert "Finance" in html
    assert "<textarea" not in html
    assert client.post(item.get_absolute_url(), sent(item)).status_code == 403


def test_an_item_of_another_meeting_is_not_found_here(browser, item, body):
    other = MeetingFactory(body=body)
    address = reverse("meetings:item", args=[other.pk, item.pk])

    assert browser.get(address).status_code == 404


@pytest.mark.requirement("AGD-12")
def test_the_first_sub_item_takes_over_the_minutes(browser, item, address, agenda):
    services_minutes = item.minutes
    browser.post(address("add_sub_item", item), {"title": "Capital"})
    browser.post(address("add_sub_item", item), {"title": "Revenue"})

    assert agenda()[1:] == ["2 Finance", "2a Capital", "2b Revenue"]
    assert AgendaItem.objects.get(title="Capital").minutes == services_minutes
    html = text_of(browser.get(address("agenda_edit")))
    assert "The minutes of its sub-items together" in html


def test_a_sub_item_without_a_title_is_refused(browser, item, address):
    response = browser.post(address("add_sub_item", item), {"title": ""}, follow=True)

    assert "Enter a title." in text_of(response)


def test_an_item_is_removed_after_being_asked_once(browser, item, address, agenda):
    asked = text_of(browser.get(address("remove", item)))
    assert "Remove “Finance”" in asked

    response = browser.post(address("remove", item))

    assert response.url == address("agenda_edit")
    assert agenda() == ["1 Declarations of Interest"]


def test_what_cannot_be_removed_says_why(browser, item, address):
    declarations = AgendaItem.objects.get(standing="declarations")

    response = browser.post(address("remove", declarations))

    assert response.status_code == 422
    assert "stay on every agenda" in text_of(response)


@pytest.mark.requirement("AGD-13")
def test_an_item_is_deferred_and_put_back(browser, item, address, agenda, body):
    later = MeetingFactory(body=body, held_on=date(2021, 1, 13))
    browser.post(address("defer", item), {"to_meeting": later.pk, "reason": "Late"})

    assert agenda() == ["1 Declarations of Interest"]
    assert CarriedItem.objects.get().due_at_meeting == later
    assert "Deferred: Late" in text_of(browser.get(address("agenda_edit")))

    browser.post(address("restore", item))
    assert agenda()[1] == "2 Finance"


def test_deferring_before_issue_says_that_the_reason_may_wait(browser, item, address):
    assert "Reason (optional)" in text_of(browser.get(address("defer", item)))


def test_withdrawing_asks_why(browser, item, address, agenda):
    response = browser.post(address("withdraw", item), {"reason": ""})
    assert response.status_code == 422
    assert "Say why." in text_of(response)

    browser.post(address("withdraw", item), {"reason": "Not needed"})
    assert agenda() == ["1 Declarations of Interest"]


@pytest.mark.requirement("AGD-13")
def test_an_offered_item_is_taken(browser, item, address, agenda, body):
    carried = CarriedItemFactory(body=body)
    page = text_of(browser.get(address("agenda_edit")))
    assert "Deferred from 4 November 2020, item 9" in page

    browser.post(address("take", carried))

    assert agenda()[-1] == "3 ICS Governance"


@pytest.mark.requirement("AGD-13")
@pytest.mark.parametrize(
    ("name", "state"), [("defer_again", "offered"), ("drop", "dropped")]
)
def test_an_offered_item_is_deferred_again_or_dropped_with_a_reason(
    browser, item, address, body, name, state
):
    carried = CarriedItemFactory(body=body)
    assert browser.get(address(name, carried)).status_code == 200
    assert browser.post(address(name, carried), {"reason": ""}).status_code == 422

    browser.post(address(name, carried), {"reason": "Overtaken"})

    carried.refresh_from_db()
    assert (carried.state, carried.reason) == (state, "Overtaken")
    assert "Offered to this" not in text_of(browser.get(address("agenda_edit")))


@pytest.mark.parametrize("name", ["take", "defer_again", "drop"])
def test_an_item_of_another_body_is_not_offered(browser, item, address, name):
    carried = CarriedItemFactory()

    response = browser.post(address(name, carried), {"reason": "x"})

    assert response.status_code == 404


def test_one_taken_elsewhere_meanwhile_says_so(browser, item, address, body, by):
    carried = CarriedItemFactory(body=body)
    services.take_carried_item(meeting=MeetingFactory(body=body), carried=carried, **by)

    for name in ("take", "defer_again", "drop"):
        response = browser.post(address(name, carried), {"reason": "x"})
        assert "is no longer offered" in text_of(response), name


TABLE = (
    "Item\tDescription\tOwner\tAction\tFormat\n"
    "Sustainability\n"
    "1\tWinter plan\tChair\tPonder\tVerbal\n"
    "2\tCapital\tAll\tApprove\tAttached\n"
)


def preview_rows(**changes):
    """What the preview of TABLE sends when nothing is changed but this."""
    data = {"row-count": "2"}
    for number, title in enumerate(("Winter plan", "Capital"), start=1):
        data |= {
            f"row-{number}-wanted": "on",
            f"row-{number}-section": "Sustainability",
            f"row-{number}-title": title,
            f"row-{number}-owners": "Chair / All",
            f"row-{number}-purposes": "",
            f"row-{number}-item_format": "verbal",
            f"row-{number}-minutes": "5",
        }
    return data | changes


def test_what_was_read_is_shown_before_anything_is_added(
    browser, item, address, agenda
):
    assert browser.get(address("paste")).status_code == 200

    html = text_of(browser.post(address("paste"), {"table": TABLE}))

    assert "2 rows read" in html
    assert "1 cell to settle" in html
    assert "<q>Ponder</q>" in html
    assert 'value="Winter plan"' in html
    assert len(agenda()) == 2


def test_several_purposes_that_were_read_are_named(browser, item, address):
    table = TABLE.replace("Approve", "Note and Approve")

    html = text_of(browser.post(address("paste"), {"table": table}))

    assert re.search(r"selected>Note and Approve</option>", html)


def test_markup_from_the_clipboard_counts_before_its_plain_text(browser, item, address):
    data = {
        "table": "nothing of use",
        "html": "<table><tr><td>1</td><td>Winter plan</td></tr></table>",
    }

    html = text_of(browser.post(address("paste"), data))

    assert 'value="Winter plan"' in html


def test_the_rows_agreed_to_are_added(browser, item, address, agenda):
    data = preview_rows()
    del data["row-1-wanted"]

    response = browser.post(address("paste"), data)

    added = AgendaItem.objects.get(title="Capital")
    assert response.url == address("agenda_edit")
    assert agenda()[2:] == ["3 Capital"]
    assert added.section.title == "Sustainability"
    assert [owner.role_title for owner in added.owners.all()] == ["Chair", "All"]


def test_a_row_that_cannot_be_is_named_and_nothing_is_added(
    browser, item, address, agenda
):
    data = preview_rows(**{"row-2-minutes": "0"})

    response = browser.post(address("paste"), data)

    html = text_of(response)
    assert response.status_code == 422
    assert html.count("Row 2: Minutes must be a whole number") == 2
    assert 'aria-describedby="row-2-error"' in html
    assert len(agenda()) == 2


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"table": ""}, "Paste the rows of an agenda"),
        ({"table": "No\tTitle\n" + "1\tx\n" * 301}, "Paste 300 rows or fewer"),
        ({"row-count": "0"}, "There are no rows to add."),
        ({"row-count": "x"}, "There are no rows to add."),
        (preview_rows(**{"row-1-item_format": "post"}), "Choose a format"),
        (preview_rows(**{"row-1-purposes": "99999"}), "own list"),
        (preview_rows(**{"row-1-title": " "}), "Row 1: Enter a title."),
    ],
)
def test_what_cannot_be_added_says_why(browser, item, address, agenda, data, sentence):
    response = browser.post(address("paste"), data)

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert len(agenda()) == 2


def test_words_that_name_the_matter_are_for_the_office_alone(browser, item, member):
    item.phrases = "Project Lantern"
    item.save()

    assert "Project Lantern" in text_of(browser.get(item.get_absolute_url()))
    browser.force_login(User.objects.get(pk=member.user_id))
    assert "Project Lantern" not in text_of(browser.get(item.get_absolute_url()))
