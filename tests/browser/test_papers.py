"""The author's page in a real browser: saved as it is typed, by keyboard, without scripts."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from playwright.sync_api import Page, expect

from boards.papers.models import Paper, PaperVersion, Recommendation
from boards.papers.selectors import paper_to_edit, sheet_fields
from boards.papers.services import add_paper, save_cover_sheet
from ics_portal.core.jobs import record_pulse
from ics_portal.core.jobs.worker import execute
from tests.browser.chromium import PATIENCE
from tests.browser.conftest import DESK, NARROWEST, PHONE
from tests.core.files.samples import pdf, picture
from tests.factories.papers import Board, PaperVersionFactory, a_board

pytestmark = pytest.mark.django_db(transaction=True)

SAVED = re.compile(r"^Saved \d\d:\d\d:\d\d$")


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "tmp")
    (tmp_path / "tmp").mkdir()


@pytest.fixture
def board(transactional_db: None) -> Board:
    record_pulse()
    return a_board()


@pytest.fixture
def paper(board: Board) -> Paper:
    return add_paper(
        item=board.item(),
        title="ICS Finance Report",
        actor=board.author,
        at=timezone.now(),
    )


@pytest.fixture
def open_form(open_page: Any, board: Board, paper: Paper) -> Callable[..., Page]:
    def open_(who: str = "author", **options: Any) -> Page:
        user = get_user_model().objects.get(pk=getattr(board, who).user_id)
        page: Page = open_page(f"/papers/{paper.pk}/edit/", user=user, **options)
        return page

    return open_


def stored(paper: Paper) -> dict[str, str]:
    return sheet_fields(paper_to_edit(paper.pk))


def eventually(found: Callable[[], object], expected: object) -> None:
    """Wait until what the page sends by itself has arrived."""
    until = time.monotonic() + PATIENCE / 1000
    while (now := found()) != expected and time.monotonic() < until:
        time.sleep(0.1)
    assert now == expected


def reload(page: Page) -> None:
    """Load the page again once it has heard that it is saved; before, it would warn."""
    expect(page.locator("[data-save-state]")).to_have_text(SAVED)
    page.reload()


def verbs(page: Page) -> list[str]:
    rows = page.locator("#rec-rows tbody tr:not([hidden]) select").all()
    return [row.input_value() for row in rows]


def test_axe_objects_to_no_state_of_the_form(
    open_form: Any, paper: Paper, axe: Any, sideways: Any
) -> None:
    PaperVersionFactory(paper=paper, state="failed", failure="Locked.", cure="Ask.")
    page = open_form()
    page.get_by_role("button", name="Send to the board secretary").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()

    found = {}
    for width, height in (DESK, PHONE, NARROWEST):
        page.set_viewport_size({"width": width, "height": height})
        found[width] = (sideways(page), axe(page))

    assert found == {width: (0, []) for width, _ in (DESK, PHONE, NARROWEST)}


def test_what_is_typed_saves_itself(open_form: Any, paper: Paper) -> None:
    page = open_form()

    page.get_by_label("Purpose of the paper").fill("For noting.")
    expect(page.locator("[data-save-state]")).to_have_text(SAVED)
    page.get_by_label("Associated risks: No").check()
    elsewhere = page.get_by_role("checkbox", name="Not discussed elsewhere")
    elsewhere.check()
    eventually(lambda: stored(paper)["not_discussed_elsewhere"], "yes")
    reload(page)

    assert stored(paper)["purpose"] == "For noting."
    assert stored(paper)["implication_associated_risks"] == "no"
    expect(elsewhere).to_be_checked()


def test_what_the_page_shows_already_is_not_offered_a_second_time(
    open_form: Any, paper: Paper
) -> None:
    page = open_form()
    page.get_by_label("Executive summary").fill("Two spaces at the end  ")
    page.get_by_label("Title of the paper").fill("")
    expect(page.locator(".app-save-line")).to_contain_text("Enter the title")

    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("Enter the title")

    assert page.get_by_label("Executive summary").input_value().strip() == (
        "Two spaces at the end"
    )
    expect(page.get_by_text("This device holds text")).to_have_count(0)


def test_rows_are_added_moved_and_removed_by_keyboard(
    open_form: Any, paper: Paper
) -> None:
    def kept() -> list[str]:
        return [row.verb for row in Recommendation.objects.all()]

    page = open_form()
    page.get_by_label("Verb of recommendation 1").select_option("note")
    page.get_by_label("Words of recommendation 1").fill("the position")

    page.get_by_role("button", name="Add a recommendation").press("Enter")
    expect(page.get_by_label("Verb of recommendation 2")).to_be_focused()
    page.keyboard.press("a")  # a pause between letters would begin the search anew
    expect(page.get_by_label("Verb of recommendation 2")).to_have_value("approve")
    page.keyboard.press("Tab")
    page.keyboard.type("the plan")
    page.get_by_role("button", name="Move recommendation 2 up").press("Enter")

    expect(page.locator("#app-polite")).to_have_text(
        "Recommendation 2 is now recommendation 1"
    )
    expect(page.get_by_role("button", name="Move recommendation 1 up")).to_be_focused()
    assert verbs(page) == ["approve", "note"]
    eventually(kept, ["approve", "note"])

    page.get_by_role("button", name="Remove recommendation 1").press("Enter")
    remaining = page.get_by_role("combobox", name="Verb of recommendation 1")
    expect(remaining).to_be_focused()
    eventually(kept, ["note"])
    reload(page)
    assert verbs(page) == ["note"]


def test_enter_in_a_field_saves_and_moves_no_row(open_form: Any, paper: Paper) -> None:
    page = open_form()
    page.get_by_label("Verb of recommendation 1").select_option("note")
    page.get_by_label("Words of recommendation 1").fill("the position")

    page.get_by_label("Title of the paper").press("Enter")

    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    assert verbs(page) == ["note"]


def test_the_later_of_two_sees_both_texts(
    open_form: Any, board: Board, paper: Paper
) -> None:
    page = open_form()
    save_cover_sheet(
        paper=paper,
        typed={"purpose": "Theirs"},
        seen=None,
        actor=board.secretary,
        at=timezone.now(),
    )

    page.get_by_label("Purpose of the paper").fill("Mine")
    expect(page.locator("[data-save-state]")).to_contain_text(
        "Press Save to see both texts."
    )
    page.get_by_role("button", name="Save", exact=True).first.click()

    both = page.get_by_role("region", name="Purpose of the paper: two versions")
    expect(both).to_contain_text("Theirs")
    expect(both).to_contain_text("Mine")
    page.get_by_role("button", name="Take what is saved now").click()
    expect(page.get_by_label("Purpose of the paper")).to_have_value("Theirs")


def test_typing_on_and_pressing_save_is_no_clash(open_form: Any, paper: Paper) -> None:
    page = open_form()
    held: list[tuple[Any, Any]] = []
    page.route("**/autosave/", lambda route: held.append((route, route.fetch())))
    purpose = page.get_by_label("Purpose of the paper")
    purpose.fill("An early thought")
    for _ in range(100):
        page.wait_for_timeout(50)
        if held:
            break
    assert stored(paper)["purpose"] == "An early thought"  # and the page knows not yet

    purpose.fill("Another one altogether")
    page.get_by_role("button", name="Save", exact=True).first.click(no_wait_after=True)
    page.wait_for_timeout(300)
    [(route, answer)] = held
    route.fulfill(response=answer)

    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    assert stored(paper)["purpose"] == "Another one altogether"


def test_an_upload_is_watched_until_it_is_ready(
    open_form: Any, paper: Paper, tmp_path: Path
) -> None:
    file = tmp_path / "scan.png"
    file.write_bytes(picture())
    page = open_form()

    page.get_by_label("Upload the paper").set_input_files(file)
    page.get_by_label("What changed").fill("First scan")
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(page.get_by_text("scan.png was uploaded as version 1")).to_be_visible()
    expect(page.locator("#version-1")).to_contain_text("Waiting")
    execute(PaperVersion.objects.get().job_id)

    ready = page.locator("#version-1")
    expect(ready).to_contain_text("Ready")
    expect(ready).to_contain_text("Made into PDF")
    expect(
        ready.get_by_role("link", name=re.compile("as it will print"))
    ).to_be_visible()
    expect(ready).not_to_have_attribute("hx-trigger", re.compile("."))
    # Nothing else on the page says of this version how far it was when the page came.
    assert "Waiting" not in page.locator("main").inner_text()


def test_everything_works_without_scripts(
    open_form: Any, paper: Paper, tmp_path: Path
) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf(2))
    page = open_form(scripts=False)

    page.get_by_label("Purpose of the paper").fill("For noting.")
    page.get_by_label("Verb of recommendation 1").select_option("note")
    page.get_by_label("Words of recommendation 1").fill("the position")
    page.get_by_role("button", name="Add a recommendation").click()
    page.get_by_label("Verb of recommendation 2").select_option("approve")
    page.get_by_label("Words of recommendation 2").fill("the plan")
    page.get_by_role("button", name="Move recommendation 1 down").click()
    assert verbs(page) == ["approve", "note"]
    page.get_by_role("button", name="Move recommendation 2 up").click()
    assert verbs(page) == ["note", "approve"]
    page.get_by_label("Meeting of forum 1").fill("SLE")
    page.get_by_label("Date of forum 1").fill("Nov-2020")
    page.get_by_label("Upload the paper").set_input_files(file)
    page.get_by_role("button", name="Upload", exact=True).click()
    execute(PaperVersion.objects.get().job_id)
    page.get_by_role("link", name="Refresh").click()

    expect(page.locator("#version-1")).to_contain_text("2 pages")
    assert stored(paper)["purpose"] == "For noting."
    assert [value for name, value in stored(paper).items() if name.startswith("route")][
        :2
    ] == ["SLE", "Nov-2020"]


def test_the_saved_chip_stays_in_sight_and_covers_no_focus(open_form: Any) -> None:
    page = open_form(size=PHONE)

    reference = page.get_by_label("Risk reference")
    reference.fill("SO4")
    expect(page.locator("[data-save-state]")).to_have_text(SAVED)
    expect(page.locator("[data-save-state]")).to_be_in_viewport()
    reference.focus()

    covered = page.evaluate(
        """() => {
          const chip = document.querySelector('.app-save-line').getBoundingClientRect();
          const field = document.activeElement.getBoundingClientRect();
          return field.top < chip.bottom && chip.top < field.bottom
            && field.left < chip.right && chip.left < field.right;
        }"""
    )
    assert covered is False
