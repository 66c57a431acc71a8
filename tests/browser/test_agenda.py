"""The agenda builder in a real browser: quick, by keyboard, by two people, without scripts."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from boards.bodies.models import Body
from boards.bodies.selectors import actor_for
from boards.meetings import services
from boards.meetings.models import AgendaItem, Meeting
from boards.meetings.selectors import numbered_agenda
from ics_portal.accounts.actor import Role
from tests.browser.chromium import drag
from tests.browser.conftest import DESK, NARROWEST, PHONE
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.directory import OrganisationFactory
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def body() -> Body:
    return BodyFactory(name="ICS Board")


@pytest.fixture
def secretary(body: Body) -> Any:
    return someone_signed_up(body, Role.SECRETARY, name="Board Secretary")


@pytest.fixture
def meeting(body: Body, secretary: Any) -> Meeting:
    """Three sections: 1 Welcome, 2 Declarations; 3 Finance, 4 Strategy; 5 AOB."""
    meeting = MeetingFactory(body=body)
    by = {"actor": actor_for(secretary, timezone.localdate()), "at": timezone.now()}
    for heading, titles in (
        ("Routine Items of Business", ("Welcome", "Declarations of Interest")),
        ("Sustainability", ("Finance Report", "Clinical Strategy")),
        ("Any Other Business", ("Any Other Business",)),
    ):
        section = services.add_section(meeting=meeting, title=heading, **by)
        for title in titles:
            services.add_item(
                meeting=meeting, section=section, title=title, owners=["Chair"], **by
            )
    return meeting


@pytest.fixture
def item(meeting: Meeting) -> Callable[[str], AgendaItem]:
    return lambda title: AgendaItem.objects.get(meeting=meeting, title=title)


def builder(meeting: Meeting) -> str:
    return f"/meetings/{meeting.pk}/agenda/edit/"


def listed(meeting: Meeting) -> list[str]:
    return [f"{line.number} {line.title}" for line in numbered_agenda(meeting.pk)]


def titles(page: Page) -> list[str]:
    return [cell.input_value() for cell in page.locator("textarea[name=title]").all()]


def settled(page: Page) -> None:
    """Wait until htmx has nothing under way and every cell is saved."""
    page.wait_for_function(
        "() => !document.querySelector('.htmx-request, [aria-busy=true]')"
        " && !document.querySelector('[data-agenda-state]')?.textContent"
    )


PAGES = (
    "meetings/",
    "meetings/new/",
    "meetings/{m}/",
    "meetings/{m}/edit/",
    "meetings/{m}/agenda/",
    "meetings/{m}/agenda/edit/",
    "meetings/{m}/agenda/edit/paste/",
    "meetings/{m}/agenda/items/{i}/",
    "meetings/{m}/agenda/edit/items/{i}/move/",
    "meetings/{m}/agenda/edit/items/{i}/defer/",
    "meetings/{m}/agenda/edit/items/{i}/remove/",
    "meetings/{m}/agenda/edit/sections/{s}/",
)


@pytest.mark.parametrize("path", PAGES)
def test_axe_objects_to_nothing_and_nothing_scrolls_sideways(
    meeting, item, secretary, open_page, axe, sideways, path
):
    finance = item("Finance Report")
    OrganisationFactory(name="Lancashire and South Cumbria NHS Foundation Trust")
    address = path.format(m=meeting.pk, i=finance.pk, s=finance.section_id)
    page = open_page(f"/{address}", user=secretary)

    found: dict[int, object] = {}
    for width, height in (DESK, PHONE, NARROWEST):
        page.set_viewport_size({"width": width, "height": height})
        found[width] = (sideways(page), axe(page))

    assert found == {width: (0, []) for width, _ in (DESK, PHONE, NARROWEST)}


def test_the_paper_chip_takes_two_lines_at_most(meeting, item, secretary, open_page):
    AgendaItem.objects.filter(pk=item("Finance Report").pk).update(
        item_format="attached"
    )
    page = open_page(builder(meeting), user=secretary, size=(1280, 800))

    chip = page.locator(".app-agenda .app-chip", has_text="No paper yet")
    lines = chip.evaluate(
        """(chip) => {
          return chip.getBoundingClientRect().height
            / parseFloat(getComputedStyle(chip).lineHeight);
        }"""
    )

    assert lines < 2.9


def test_an_issued_agenda_and_one_with_trouble_pass_axe_too(
    meeting, item, secretary, open_page, axe, sideways
):
    page = open_page(builder(meeting), user=secretary)
    page.get_by_label("Minutes for item 3").fill("soon")
    page.keyboard.press("Enter")
    expect(page.locator(".app-agenda__trouble")).to_contain_text("Minutes must be")
    assert (axe(page), sideways(page)) == ([], 0)

    by = {"actor": actor_for(secretary, timezone.localdate()), "at": timezone.now()}
    services.freeze_numbers(meeting=meeting, **by)
    services.withdraw_item(item=item("Finance Report"), reason="Superseded", **by)
    page.goto(builder(meeting))
    assert (axe(page), sideways(page)) == ([], 0)


def test_type_and_enter_adds_row_after_row_with_the_last_choices(
    meeting, secretary, open_page
):
    page = open_page(builder(meeting), user=secretary)
    page.get_by_label("Section", exact=True).select_option("Sustainability")
    page.get_by_label("Format", exact=True).select_option("Attached")
    page.get_by_label("Add an item").click()
    for title in ("Covid Vaccination Update", "Winter Plan"):
        page.keyboard.type(title)
        page.keyboard.press("Enter")
        expect(page.locator("textarea[name=title]", has_text=title)).to_be_visible()
        expect(page.get_by_label("Add an item")).to_be_focused()

    expect(page.get_by_label("Add an item")).to_have_value("")
    expect(page.locator("#app-polite")).to_have_text("Added item 6, Winter Plan.")
    assert listed(meeting)[2:] == [
        "3 Finance Report",
        "4 Clinical Strategy",
        "5 Covid Vaccination Update",
        "6 Winter Plan",
        "7 Any Other Business",
    ]
    added = AgendaItem.objects.filter(item_format="attached").count()
    assert added == 2


def test_enter_struck_as_an_answer_comes_adds_the_next_row_in_place(
    meeting, secretary, open_page
):
    """What the answer brought must listen before the next key can be struck."""
    page = open_page(builder(meeting), user=secretary)
    page.evaluate(
        """() => {
          window.isTheSamePage = true;
          document.body.addEventListener("htmx:afterRequest", () => setTimeout(() => {
            const title = document.querySelector("#quick-add [name=title]");
            title.value = "Capital Plan";
            title.form.requestSubmit();
          }), {once: true});
        }"""
    )
    page.get_by_label("Add an item").fill("Winter Plan")
    page.get_by_label("Add an item").press("Enter")

    added = page.locator("textarea[name=title]", has_text="Capital Plan")
    expect(added).to_be_visible()
    assert page.evaluate("window.isTheSamePage === true")
    assert [line.split(" ", 1)[1] for line in listed(meeting)].count("Winter Plan") == 1
    assert "6 Capital Plan" in listed(meeting)


def test_an_arrow_moves_one_place_keeps_focus_and_is_heard(
    meeting, item, secretary, open_page
):
    page = open_page(builder(meeting), user=secretary)
    arrow = page.get_by_label("Move item 4, Clinical Strategy up")
    arrow.focus()
    page.keyboard.press("Enter")

    sentence = "Clinical Strategy is now item 3, was 4."
    expect(page.locator("#app-polite")).to_have_text(sentence)
    expect(page.locator(f"#move-{item('Clinical Strategy').pk}-up")).to_be_focused()
    assert titles(page)[2] == "Clinical Strategy"

    page.get_by_role("button", name=f"Undo: {sentence}").click()
    expect(page.locator("#app-polite")).to_have_text(f"Undone: {sentence}")
    assert listed(meeting)[2:4] == ["3 Finance Report", "4 Clinical Strategy"]


def test_a_row_is_dragged_by_its_handle(meeting, item, secretary, open_page):
    page = open_page(builder(meeting), user=secretary)
    handle = page.locator(f"#row-{item('Clinical Strategy').pk} [data-handle]")
    target = page.locator(f"#row-{item('Finance Report').pk}")
    drag(page, handle, over=target, to="above")

    expect(page.locator("#app-polite")).to_have_text(
        "Clinical Strategy is now item 3, was 4."
    )
    assert listed(meeting)[2:4] == ["3 Clinical Strategy", "4 Finance Report"]


def test_a_drag_that_would_break_a_rule_goes_back_and_says_why(
    meeting, item, secretary, open_page
):
    page = open_page(builder(meeting), user=secretary)
    handle = page.locator(f"#row-{item('Finance Report').pk} [data-handle]")
    target = page.locator(f"#row-{item('Welcome').pk}")
    drag(page, handle, over=target, to="above")

    expect(
        page.get_by_text("Declarations of interest come before").first
    ).to_be_visible()
    assert titles(page)[:3] == ["Welcome", "Declarations of Interest", "Finance Report"]


def test_cells_save_by_themselves_and_times_follow_in_the_same_answer(
    meeting, item, secretary, open_page
):
    page = open_page(builder(meeting), user=secretary)
    page.get_by_label("Minutes for item 1").fill("20")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Item 1, Welcome: minutes changed.").first).to_be_visible()
    expect(page.locator(f"#row-{item('Any Other Business').pk}")).to_contain_text(
        "10:35"
    )
    page.get_by_label("Purpose of item 3").select_option("Approve")
    settled(page)

    assert item("Welcome").minutes == 20
    assert [each.word for each in item("Finance Report").purposes.all()] == ["Approve"]


def test_what_is_typed_while_an_answer_comes_is_not_lost(
    meeting, item, secretary, open_page
):
    page = open_page(builder(meeting), user=secretary)

    def slowly(route: Route) -> None:
        page.wait_for_timeout(400)
        route.continue_()

    page.route("**/agenda/edit/items/**", slowly)
    page.get_by_label("Minutes for item 1").fill("9")
    page.get_by_label("Title of item 3").click()
    page.keyboard.press("End")
    page.keyboard.type(" for Month 7", delay=60)
    expect(page.get_by_text("minutes changed").first).to_be_visible()
    expect(page.get_by_label("Title of item 3")).to_have_value(
        "Finance Report for Month 7"
    )
    expect(page.get_by_label("Title of item 3")).to_be_focused()
    page.keyboard.press("Enter")
    settled(page)

    assert item("Welcome").minutes == 9
    assert item("Finance Report for Month 7").pk


def test_changes_faster_than_the_answers_are_all_kept(
    meeting, item, secretary, open_page
):
    page = open_page(builder(meeting), user=secretary)
    for number in range(1, 6):
        page.get_by_label(f"Minutes for item {number}").fill(str(10 + number))
    page.keyboard.press("Tab")
    settled(page)

    minutes = [line.minutes for line in numbered_agenda(meeting.pk)]
    assert minutes == [11, 12, 13, 14, 15]


def slowed(page: Page, milliseconds: int = 400) -> None:
    """Let every answer of the builder take its time."""

    def slowly(route: Route) -> None:
        page.wait_for_timeout(milliseconds)
        route.continue_()

    page.route("**/agenda/edit/**", slowly)


def test_changes_in_one_row_faster_than_the_answers_are_all_kept(
    meeting, item, secretary, open_page
):
    page = open_page(builder(meeting), user=secretary)
    slowed(page)
    page.get_by_label("Minutes for item 3").fill("20")
    page.get_by_label("Format of item 3").select_option("Attached")
    page.get_by_label("Purpose of item 3").select_option("Approve")
    page.get_by_label("Minutes for item 3").fill("25")
    page.get_by_label("Title of item 3").fill("Money")
    page.get_by_label("Add an item").click()
    settled(page)

    money = item("Money")
    assert (money.minutes, money.item_format) == (25, "attached")
    assert [purpose.word for purpose in money.purposes.all()] == ["Approve"]


def test_a_row_added_while_a_cell_is_being_saved_is_added(
    meeting, secretary, open_page
):
    page = open_page(builder(meeting), user=secretary)
    slowed(page)
    page.get_by_label("Minutes for item 1").fill("9")
    page.get_by_label("Add an item").click()
    page.keyboard.type("Winter Plan")
    page.keyboard.press("Enter")
    expect(page.locator("textarea[name=title]", has_text="Winter Plan")).to_be_visible()

    settled(page)
    assert "5 Winter Plan" in listed(meeting)


def test_an_arrow_pressed_three_times_moves_three_places(
    meeting, item, secretary, open_page
):
    page = open_page(builder(meeting), user=secretary)
    slowed(page, 150)
    arrow = page.locator(f"#move-{item('Finance Report').pk}-down")
    arrow.focus()
    for _ in range(3):
        page.keyboard.press("Enter")
    expect(page.locator("#app-polite")).to_have_text(
        "Finance Report is now item 5, was 4."
    )

    assert listed(meeting)[-1] == "5 Finance Report"


def test_the_later_of_two_secretaries_sees_both_texts(
    meeting, item, body, secretary, open_page
):
    other = someone_signed_up(body, Role.GOVERNANCE_LEAD, name="Governance Lead")
    mine = open_page(builder(meeting), user=secretary)
    theirs = open_page(builder(meeting), user=other)
    theirs.get_by_label("Title of item 3").fill("Finance and Capital")
    theirs.keyboard.press("Enter")
    settled(theirs)

    mine.get_by_label("Title of item 3").fill("Money")
    mine.keyboard.press("Enter")

    texts = mine.locator(".app-two-texts")
    expect(texts).to_contain_text("Governance Lead saved the title")
    expect(texts).to_contain_text("Money")
    expect(texts).to_contain_text("Finance and Capital")
    assert item("Finance and Capital").pk  # nothing was overwritten
    mine.get_by_role("button", name="Use mine").click()
    expect(mine.get_by_text("Item 3, Money: title changed.").first).to_be_visible()
    assert item("Money").pk


def test_a_change_seen_only_in_an_answer_still_counts_as_unseen(
    meeting, item, body, secretary, open_page
):
    """The answer to another cell must not make mine pass for a knowing change."""
    page = open_page(builder(meeting), user=secretary)
    page.get_by_label("Title of item 3").click()
    page.keyboard.type("My ")
    services.set_item_field(
        item=item("Finance Report"),
        field="title",
        value="Theirs",
        was=None,
        actor=actor_for(someone_signed_up(body, Role.SECRETARY), timezone.localdate()),
        at=timezone.now(),
    )
    # Something else answers with the whole agenda while the title is being typed.
    page.evaluate(
        "() => { const m = document.querySelector("
        "'[data-cells] input[name=minutes]');"
        " m.value = '7'; m.dispatchEvent(new Event('change', {bubbles: true})); }"
    )
    expect(page.get_by_text("minutes changed").first).to_be_visible()
    page.keyboard.press("Enter")

    expect(page.locator(".app-two-texts")).to_contain_text("Theirs")
    assert item("Theirs").pk


def test_what_could_not_be_sent_stays_and_is_sent_again(
    meeting, item, secretary, open_page
):
    page = open_page(builder(meeting), user=secretary)
    page.route("**/agenda/edit/items/**", lambda route: route.abort())
    page.get_by_label("Title of item 3").fill("Money")
    page.get_by_label("Title of item 4").click()
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    expect(page.get_by_label("Title of item 3")).to_have_value("Money")

    page.unroute("**/agenda/edit/items/**")
    page.get_by_role("button", name="Try now").click()
    settled(page)

    assert item("Money").pk


def test_bad_input_is_said_at_the_row_and_stays_typed(
    meeting, item, secretary, open_page
):
    page = open_page(builder(meeting), user=secretary)
    page.get_by_label("Minutes for item 3").fill("1000")
    page.keyboard.press("Enter")

    field = page.get_by_label("Minutes for item 3")
    expect(field).to_have_value("1000")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".app-agenda__trouble")).to_contain_text(
        "Minutes must be a whole number from 1 to 480"
    )
    field.fill("10")
    page.keyboard.press("Enter")
    settled(page)
    assert item("Finance Report").minutes == 10


def test_a_table_pasted_into_the_quick_row_is_read_before_it_is_added(
    meeting, secretary, open_page
):
    page = open_page(builder(meeting), user=secretary)
    page.get_by_label("Add an item").click()
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/plain", "6\\tWinter Plan\\tChair\\n7\\tCapital\\tAll");
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", {bubbles: true, cancelable: true, clipboardData: data}));
        }"""
    )
    expect(page.get_by_role("heading", name="What was read")).to_be_visible()
    page.get_by_role("button", name="Add to the agenda").click()
    page.wait_for_url(f"**{builder(meeting)}")

    assert listed(meeting)[-3:-1] == ["5 Winter Plan", "6 Capital"]


def test_everything_works_without_scripts(meeting, item, secretary, open_page):
    page = open_page(builder(meeting), user=secretary, scripts=False)
    page.get_by_label("Add an item").fill("Winter Plan")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_label("Title of item 5")).to_have_value("Winter Plan")
    assert "4 Clinical Strategy" in listed(meeting)
    assert "5 Winter Plan" in listed(meeting)

    page.get_by_label("Title of item 3").fill("Money")
    page.get_by_label("Minutes for item 3").fill("20")
    page.get_by_role("button", name="Save item 3").click()
    expect(page.get_by_text("Item 3, Money").first).to_be_visible()
    assert item("Money").minutes == 20

    page.get_by_label("Move item 5, Winter Plan up").click()
    expect(page.get_by_label("Title of item 4")).to_have_value("Winter Plan")
    assert "4 Winter Plan" in listed(meeting)

    page.get_by_role("link", name="Move to… another place: item 4, Winter Plan").click()
    page.get_by_label("Put it").select_option("before 3, Money")
    page.get_by_role("button", name="Move the item").click()
    expect(page.get_by_label("Title of item 3")).to_have_value("Winter Plan")
    assert "3 Winter Plan" in listed(meeting)

    page.get_by_role("button", name="Undo").click()
    expect(
        page.get_by_text("Undone: Winter Plan is now item 3, was 4.")
    ).to_be_visible()
    assert "4 Winter Plan" in listed(meeting)


def test_a_deferred_item_is_taken_in_one_step(
    meeting, body, item, secretary, open_page
):
    earlier = MeetingFactory(body=body, held_on=dt.date(2020, 11, 4))
    by = {"actor": actor_for(secretary, timezone.localdate()), "at": timezone.now()}
    gone = services.add_item(meeting=earlier, title="ICS Governance", **by)
    services.defer_item(item=gone, to_meeting=meeting, **by)
    page = open_page(builder(meeting), user=secretary)
    expect(page.locator("#to-put-right")).to_contain_text(
        "ICS Governance was deferred from 4 Nov 2020 and is not on this agenda."
    )

    page.get_by_role("button", name="Add ICS Governance to this agenda").click()

    expect(page.get_by_text("Offered to this agenda")).to_have_count(0)
    assert "5 ICS Governance" in listed(meeting)
