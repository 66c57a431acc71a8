"""Every component in every state, looked at by axe, at three widths, and by its scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import drag
from tests.browser.conftest import DESK, NARROWEST, PHONE, Open
from tests.core.web import specimen_urls

pytestmark = [
    pytest.mark.urls("tests.core.web.specimen_urls"),
    pytest.mark.django_db(transaction=True),
]

SHEETS = ("/sheet/", "/sheet/?errors", "/interactive/", "/sign-in/", "/no-such-page/")


@pytest.fixture(autouse=True)
def fresh_specimens() -> None:
    specimen_urls.ORDER[:] = ["1", "2", "3"]
    specimen_urls.SAVED.clear()
    # The job on the page stands still, or its news would be heard over a test's own.
    specimen_urls.TICKS.update(percent=30, by=0)


def let_the_job_go_on() -> None:
    specimen_urls.TICKS["by"] = 30


@pytest.mark.parametrize("path", SHEETS)
def test_axe_objects_to_nothing_and_nothing_scrolls_sideways(
    path: str,
    open_page: Open,
    axe: Callable[[Page], list[str]],
    sideways: Callable[[Page], int],
) -> None:
    page = open_page(path)

    found: dict[int, object] = {}
    for width, height in (DESK, PHONE, NARROWEST):
        page.set_viewport_size({"width": width, "height": height})
        found[width] = (sideways(page), axe(page))

    assert found == {width: (0, []) for width, _ in (DESK, PHONE, NARROWEST)}


def test_text_of_twice_the_size_does_not_scroll_sideways(
    open_page: Open, sideways: Callable[[Page], int]
) -> None:
    page = open_page("/sheet/", size=(640, 900))
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert sideways(page) == 0


def test_every_control_that_stands_alone_is_at_least_24_pixels(open_page: Open) -> None:
    page = open_page("/sheet/")

    too_small = page.evaluate(
        """() => [...document.querySelectorAll('main button, main input, main select, '
          + 'main .app-act, .app-nav a, .app-stages a, .app-crumbs a')]
          .filter((each) => each.type !== 'hidden' && each.checkVisibility())
          .filter((each) => !each.matches('.nhsuk-radios__input, .nhsuk-checkboxes__input'))
          .filter((each) => !each.closest('.app-answers__label'))
          .map((each) => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
          .filter(([, box]) => box.height < 24 || box.width < 24)
          .map(([html]) => html)"""
    )

    assert too_small == []


def test_the_skip_link_comes_first_and_leads_past_the_navigation(
    open_page: Open,
) -> None:
    page = open_page("/sheet/")

    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_focus_is_shown_in_yellow_and_black(open_page: Open) -> None:
    page = open_page("/sheet/")
    link = page.get_by_role("link", name="Open the meeting")

    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")

    shown = link.evaluate("(e) => getComputedStyle(e).backgroundColor")
    assert shown == "rgb(255, 235, 59)"


def test_the_error_summary_takes_focus_and_leads_to_the_field(open_page: Open) -> None:
    page = open_page("/sheet/?errors")

    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="Shorten title to 40 characters; it has 60").click()

    expect(page.locator("#w_title")).to_be_focused()
    assert page.title().startswith("Error: ")


def test_what_follows_from_a_choice_shows_with_it_even_without_scripts(
    open_page: Open,
) -> None:
    page = open_page("/sheet/", scripts=False)
    follows = page.get_by_text("Name them.")
    expect(follows).to_be_hidden()

    page.get_by_label("Identified", exact=True).check()

    expect(follows).to_be_visible()


def test_typing_is_saved_by_itself_with_its_time(open_page: Open) -> None:
    page = open_page("/interactive/")

    page.get_by_label("Text").fill("what was typed")

    expect(page.get_by_text("Saved 10:55:48")).to_be_visible()
    assert specimen_urls.SAVED == {"text": "what was typed"}
    assert page.locator("[name=version]").input_value() == "8"
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_refused_autosave_names_what_is_wrong(open_page: Open) -> None:
    page = open_page("/interactive/")

    page.get_by_label("Text").fill("bad")

    expect(page.get_by_text("Not saved yet: Enter a text that is good")).to_be_visible()


def test_an_autosave_stops_when_somebody_else_changed_it(open_page: Open) -> None:
    page = open_page("/interactive/")

    page.get_by_label("Text").fill("conflict")
    expect(page.get_by_text("The chair saved this at 09:12.")).to_be_visible()
    page.get_by_label("Text").fill("typed on")
    page.wait_for_timeout(1500)

    assert specimen_urls.SAVED == {}
    assert page.get_by_label("Text").input_value() == "typed on"


def test_text_that_could_not_be_sent_is_kept_and_sent_again(open_page: Open) -> None:
    page = open_page("/interactive/")

    page.context.set_offline(True)
    page.get_by_label("Text").fill("on the train")
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")

    expect(page.get_by_text("Saved 10:55:48")).to_be_visible()
    assert specimen_urls.SAVED == {"text": "on the train"}


def test_text_of_a_lost_visit_is_offered_and_put_back(open_page: Open) -> None:
    page = open_page("/interactive/")
    page.context.set_offline(True)
    page.get_by_label("Text").fill("written before the battery died")
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    context = page.context
    page.close()

    context.set_offline(False)
    second = context.new_page()
    second.goto("/interactive/")
    assert second.get_by_label("Text").input_value() == "as it was"
    second.get_by_role("button", name="Put it back").click()

    expect(second.get_by_text("Saved 10:55:48")).to_be_visible()
    assert specimen_urls.SAVED == {"text": "written before the battery died"}


def test_leaving_with_unsaved_text_warns(open_page: Open) -> None:
    page = open_page("/interactive/")
    asked: list[str] = []

    def stay(dialog: object) -> None:
        asked.append(dialog.type)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    page.on("dialog", stay)
    page.context.set_offline(True)
    page.get_by_label("Text").press_sequentially("unsent")
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    with page.expect_event("dialog"):
        page.evaluate("setTimeout(() => { location.href = '/sheet/' })")

    assert asked == ["beforeunload"]
    assert page.url.endswith("/interactive/")


def test_an_arrow_moves_the_row_says_so_and_keeps_focus(open_page: Open) -> None:
    page = open_page("/interactive/")
    arrow = page.get_by_role("button", name="Move item 1 down")

    arrow.focus()
    page.keyboard.press("Enter")

    expect(page.locator("#list .name").first).to_have_text("Item 2")
    expect(page.get_by_role("button", name="Move item 1 down")).to_be_focused()
    expect(page.locator("#app-polite")).to_have_text("Item 1 is now 2, was 1")


def test_an_arrow_at_the_end_of_its_way_keeps_focus_and_does_nothing(
    open_page: Open,
) -> None:
    page = open_page("/interactive/")
    arrow = page.get_by_role("button", name="Move item 1 up")

    arrow.focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)

    expect(arrow).to_be_focused()
    assert specimen_urls.ORDER == ["1", "2", "3"]


def test_a_row_is_dragged_by_its_handle(open_page: Open) -> None:
    page = open_page("/interactive/")
    handles = page.locator("#list [data-handle]")

    drag(page, handles.nth(0), over=handles.nth(2), to="below")

    expect(page.locator("#app-polite")).to_have_text("Item 1 is now 3, was 1")
    assert specimen_urls.ORDER == ["2", "3", "1"]


def test_rows_are_moved_without_scripts(open_page: Open) -> None:
    page = open_page("/interactive/", scripts=False)

    expect(page.locator("#list [data-handle]").first).to_be_hidden()
    page.get_by_role("button", name="Move item 1 down").click()

    assert specimen_urls.ORDER == ["2", "1", "3"]


def test_quick_add_comes_back_to_an_empty_title(open_page: Open) -> None:
    page = open_page("/interactive/")
    title = page.get_by_label("Add an item")

    title.fill("4")
    title.press("Enter")

    expect(page.locator("#list .name").last).to_have_text("Item 4")
    expect(title).to_be_focused()
    expect(title).to_have_value("")


def test_a_refusal_in_place_shows_its_reason_and_keeps_what_was_typed(
    open_page: Open,
) -> None:
    page = open_page("/interactive/")
    title = page.get_by_label("Add an item")

    title.fill("refused")
    title.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text(
        "You cannot do this. The agenda is issued."
    )
    expect(title).to_have_value("refused")
    let_the_job_go_on()
    expect(page.locator("#app-polite")).to_contain_text("Pack, version 2")  # polled on
    expect(page.locator("#app-alerts")).not_to_be_empty()
    page.get_by_role("button", name="Close").click()
    expect(page.locator("#app-alerts")).to_be_empty()


def test_a_job_moves_by_itself_and_its_end_is_said(open_page: Open) -> None:
    page = open_page("/interactive/")
    expect(page.get_by_role("progressbar", name="Pack, version 2")).to_be_visible()

    let_the_job_go_on()
    expect(page.locator("#app-polite")).to_have_text("Pack, version 2 is done")
    expect(page.locator("#job-place .app-chip")).to_have_text("Done")
    expect(page.get_by_role("progressbar")).to_have_count(0)


def test_a_page_prints_without_its_bars(open_page: Open) -> None:
    page = open_page("/sheet/")

    page.emulate_media(media="print")

    expect(page.locator(".app-stages")).to_be_hidden()
    expect(page.locator(".app-head__acts")).to_be_hidden()
    expect(page.get_by_text("Printed from")).to_be_visible()
    expect(page.get_by_text("/sheet/", exact=False).first).to_be_visible()


def test_nothing_moves_for_who_asked_for_less_motion(open_page: Open) -> None:
    page = open_page("/sheet/", reduced_motion="reduce")

    moving = page.evaluate("document.getAnimations().length")

    assert moving == 0


def test_forced_colours_keep_the_edges_of_chips_and_bars(open_page: Open) -> None:
    page = open_page("/sheet/", forced_colors="active")

    edge = page.locator(".app-chip").first.evaluate(
        "(e) => getComputedStyle(e).borderTopWidth"
    )
    bar = page.locator(".app-meter").first.evaluate(
        "(e) => getComputedStyle(e).borderTopWidth"
    )

    assert (edge, bar) == ("1px", "1px")
