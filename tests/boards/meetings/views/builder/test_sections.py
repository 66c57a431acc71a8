"""Sections of an agenda: added, renamed, moved, removed."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_section_is_added_and_a_double_refused_with_its_words_kept(
    browser, items, address, meeting
):
    browser.post(address("add_section"), {"section_title": "Four"})
    assert meeting.sections.last().title == "Four"

    response = browser.post(address("add_section"), {"section_title": "four"})
    html = response.content.decode()
    assert "There is already a section called Four." in html
    assert 'value="four"' in html


def test_a_section_is_renamed_moved_and_removed(
    browser, items, address, agenda, section, meeting, page
):
    two = section("Two")
    assert "Section “Two”" in browser.get(address("section", two)).content.decode()

    browser.post(address("section", two), {"title": "Deux", "was-title": "Two"})
    response = browser.post(address("move_section", two), {"direction": "down"})
    assert response.url == f"{page}#row-section-{two.pk}"
    assert agenda()[3:] == ["4 D", "5 C"]

    browser.post(address("remove_section", two), {"move_items_to": section("Three").pk})
    assert [each.title for each in meeting.sections.all()] == ["One", "Three"]


def test_what_is_wrong_with_a_section_is_said_on_its_page(
    browser, items, address, section
):
    two = section("Two")

    empty = browser.post(address("section", two), {"title": ""})
    homeless = browser.post(address("remove_section", two), {})
    edge = browser.post(
        address("move_section", section("Three")), {"direction": "down"}
    )

    assert (empty.status_code, homeless.status_code, edge.status_code) == (
        *(422, 422, 422),
    )
    assert "Enter a title." in empty.content.decode()
    assert "choose the section they go to" in homeless.content.decode()
    assert "already the last" in edge.content.decode()


def test_two_who_rename_a_section_see_both_headings(browser, items, address, section):
    two = section("Two")
    browser.post(address("section", two), {"title": "Theirs", "was-title": "Two"})

    response = browser.post(
        address("section", two), {"title": "Mine", "was-title": "Two"}
    )

    html = response.content.decode()
    assert response.status_code == 409
    assert "Mine" in html
    assert "Theirs" in html
