"""What holds for every template, and what the components promise."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from jinja2 import nodes

from ics_portal.core.web.icons import ICON_NAMES, icon
from ics_portal.core.web.jinja import environment, organisation_name, url, url_or_none
from tests.core.web.html import every, parsed, the, words_of

TEMPLATES = Path(settings.BASE_DIR) / "templates"
ENVIRONMENT = environment()
EVIL = "<script>alert(1)</script>"


ALL = [str(each.relative_to(TEMPLATES)) for each in sorted(TEMPLATES.rglob("*.html"))]


def macro(component: str, name: str = "") -> Any:
    module = ENVIRONMENT.get_template(f"components/{component}.html").module
    return getattr(module, name or component)


@pytest.mark.parametrize("name", ALL)
def test_a_template_can_be_read(name: str) -> None:
    assert ENVIRONMENT.get_template(name).name == name


def declared_in(name: str) -> set[str]:
    """What a template and those it extends define or import."""
    tree = ENVIRONMENT.parse((TEMPLATES / name).read_text(encoding="utf-8"))
    names = {macro.name for macro in tree.find_all(nodes.Macro)}
    names |= {
        stored.name for stored in tree.find_all(nodes.Name) if stored.ctx != "load"
    }
    for imported in tree.find_all(nodes.FromImport):
        names |= {each if isinstance(each, str) else each[1] for each in imported.names}
    names |= {imported.target for imported in tree.find_all(nodes.Import)}
    for extended in tree.find_all(nodes.Extends):
        if isinstance(extended.template, nodes.Const):
            names |= declared_in(extended.template.value)
    return names


@pytest.mark.parametrize("name", ALL)
def test_a_template_imports_what_it_calls(name: str) -> None:
    """A forgotten import is only seen when that line is drawn."""
    tree = ENVIRONMENT.parse((TEMPLATES / name).read_text(encoding="utf-8"))

    called = {
        call.node.name
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name)
    }

    known = declared_in(name) | set(ENVIRONMENT.globals) | {"caller", "super"}
    assert called - known == set()


@pytest.mark.parametrize("name", ALL)
def test_a_template_names_only_icons_and_filters_there_are(name: str) -> None:
    tree = ENVIRONMENT.parse((TEMPLATES / name).read_text(encoding="utf-8"))

    named = {
        call.args[0].value
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name)
        and call.node.name == "icon"
        and isinstance(call.args[0], nodes.Const)
    }
    filters = {each.name for each in tree.find_all(nodes.Filter)}

    assert named - set(ICON_NAMES) == set()
    assert filters - set(ENVIRONMENT.filters) == set()


@pytest.mark.parametrize("name", [n for n in ALL if not n.startswith("pdf/")])
def test_a_page_holds_no_style_and_no_script_of_its_own(name: str) -> None:
    """The content security policy would refuse them."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")

    assert (
        re.findall(r"\sstyle\s*=|<style\b|\son[a-z]+\s*=|hx-on|javascript:", text) == []
    )
    assert re.findall(r"<script(?![^>]*\ssrc=)", text) == []


def test_every_component_says_what_it_takes() -> None:
    silent = [
        name
        for name in ALL
        if name.startswith(("components/", "layouts/"))
        and not (TEMPLATES / name).read_text(encoding="utf-8").startswith("{#")
    ]

    assert silent == []


@pytest.mark.parametrize("name", [n for n in ALL if not n.startswith("pdf/")])
def test_every_class_of_ours_that_a_page_wears_has_a_style(name: str) -> None:
    folder = Path(settings.BASE_DIR) / "static" / "css"
    sheets = "".join(each.read_text(encoding="utf-8") for each in folder.rglob("*.css"))
    styled = set(re.findall(r"\.(app[\w-]*)", sheets))
    text = (TEMPLATES / name).read_text(encoding="utf-8")

    worn = {
        word
        for classes in re.findall(r'class(?:es)?="([^"]*)"', text)
        for word in re.sub(r"\{[{%].*?[%}]\}", " ", classes).split()
        if word.startswith("app-") and not word.endswith("-")
    }

    assert worn - styled == set()


def test_every_style_sheet_is_worn() -> None:
    folder = Path(settings.BASE_DIR) / "static" / "css"
    worn = set(
        re.findall(r'url\("(?!\.\.)([^"]+)"\)', (folder / "app.css").read_text())
    )
    there = {
        str(each.relative_to(folder))
        for each in folder.rglob("*.css")
        if each.parent.name != "print" or each.name == "pages.css"
    } - {"app.css"}

    assert worn == there


def test_no_style_sheet_names_a_face_we_have_no_licence_for() -> None:
    folder = Path(settings.BASE_DIR) / "static" / "css"
    text = "".join(each.read_text(encoding="utf-8") for each in folder.rglob("*.css"))

    assert "frutiger" not in text.lower()
    assert "http" not in text


@pytest.mark.parametrize("name", ICON_NAMES)
def test_an_icon_is_hidden_from_readers(name: str) -> None:
    drawn = the(parsed(icon(name)), "svg")

    assert drawn.get("aria-hidden") == "true"
    assert len(drawn) > 0


def test_an_unknown_icon_is_a_fault_of_the_template() -> None:
    with pytest.raises(KeyError):
        icon("unicorn")


def test_addresses_come_from_names() -> None:
    assert url("account_login") == "/sign-in/"
    assert url_or_none("no:such") is None


def test_the_organisation_is_named_by_its_setting(settings: Any) -> None:
    settings.PORTAL_ORGANISATION = "Lancashire and South Cumbria ICS"
    assert organisation_name() == "Lancashire and South Cumbria ICS"

    settings.PORTAL_ORGANISATION = ""
    assert organisation_name() == "Integrated Care System"


@pytest.mark.parametrize("kind", ["ok", "info", "warn", "bad", "lock", "quiet"])
def test_a_chip_has_words_and_a_shape(kind: str) -> None:
    page = parsed(macro("chip")(EVIL, kind))

    assert words_of(page) == EVIL
    assert len(every(page, "svg")) == 1


def test_a_notice_offers_one_cure_as_a_link_or_as_a_button() -> None:
    link = parsed(macro("notice")("Item 8 to follow.", cure="Chase", href="/chase/"))
    form = parsed(
        macro("notice")(
            "Item 9 says Note.",
            cure="Set Endorse",
            action="/purpose/",
            csrf="TOKEN",
            fields={"purpose": "endorse"},
            label="Set Endorse on item 9",
        )
    )

    assert the(link, "a").get("href") == "/chase/"
    assert the(form, "form").get("action") == "/purpose/"
    assert the(form, "input").get("value") == "endorse"
    assert the(form, "button").get("aria-label") == "Set Endorse on item 9"
    assert "TOKEN" in words_of(the(form, "form"))
    assert words_of(form).startswith("Warning: Item 9 says Note.")


def test_no_notices_draw_no_list() -> None:
    assert macro("notice", "notices")([]).strip() == ""


@pytest.mark.parametrize(
    ("planned", "available", "said"),
    [
        (125, 120, "125 of 120 minutes 5 minutes over. Ends 12:05."),
        (119, 120, "119 of 120 minutes 1 minute left. Ends 12:05."),
        (120, 120, "120 of 120 minutes Full to the minute. Ends 12:05."),
        (0, 0, "0 of 0 minutes Full to the minute. Ends 12:05."),
    ],
)
def test_minutes_planned_are_set_against_minutes_there_are(
    planned: int, available: int, said: str
) -> None:
    page = parsed(macro("time_meter")(planned, available, ends="12:05"))

    assert words_of(page) == said


def test_the_bars_of_time_fill_their_track() -> None:
    page = parsed(macro("time_meter")(150, 120))

    used, over = every(page, "rect")
    assert (used.get("width"), over.get("x"), over.get("width")) == (
        "80.0%",
        "80.0%",
        "20.0%",
    )


def test_a_stage_shows_how_many_things_are_to_do() -> None:
    stages = [
        {"key": "agenda", "label": "Agenda", "url": "/a/"},
        {"key": "papers", "label": "Papers", "url": "/p/", "count": 3},
    ]

    page = parsed(macro("stage_bar")(stages, "agenda"))

    assert the(page, "[aria-current=page]").get("href") == "/a/"
    assert [words_of(each) for each in every(page, "li")] == [
        "Agenda",
        "Papers 3 to do",
    ]


def test_facts_without_a_value_are_left_out() -> None:
    rows = [("Made", "30 Nov"), ("By", ""), ("On", None), ("Pages", 0, "Open", "/p/")]

    page = parsed(macro("summary_list")(rows))

    assert [words_of(each) for each in every(page, "dt")] == ["Made", "Pages"]
    assert words_of(the(page, "a")) == "Open pages"


def test_a_table_keeps_its_roles_when_it_is_stacked() -> None:
    template = ENVIRONMENT.from_string(
        '{% from "components/table.html" import cell, row, table %}'
        '{% call table("Papers", ["No", ("Pages", "num"), ""]) %}'
        '{% call row(on=true) %}{{ cell(evil, "No", header=true) }}'
        '{{ cell(0, "Pages", kind="num") }}{% call cell() %}<a href="#">x</a>{% endcall %}'
        "{% endcall %}{% endcall %}"
    )

    page = parsed(template.render(evil=EVIL))

    assert the(page, "table").get("role") == "table"
    assert words_of(the(page, "th[role=rowheader]")) == EVIL
    assert words_of(the(page, "td.app-num")) == "0"
    assert the(page, "td.app-num").get("data-label") == "Pages"
    assert every(page, "script") == []


def test_what_the_last_act_said_is_drawn_by_its_kind() -> None:
    said = [Message(constants.SUCCESS, "Pack built."), Message(constants.ERROR, EVIL)]

    page = parsed(macro("messages")(said))

    kinds = [each.get("class").split("--")[1] for each in every(page, ".app-notice")]
    assert kinds == ["ok", "bad"]
    assert every(page, "script") == []


def a_job(**facts: Any) -> SimpleNamespace:
    usual = {
        "pk": "1",
        "state": "running",
        "done": 6,
        "of": 9,
        "percent": 66,
        "message": "Stamping",
        "title": "Pack",
        "failure": "",
        "is_active": True,
        "cancel_requested_at": None,
    }
    return SimpleNamespace(**usual | facts)


def drawn_job(job: SimpleNamespace) -> Any:
    draw = macro("job_progress")
    return parsed(
        draw(job, "/poll/", page_url="/p/", cancel_url="/c/", retry_url="/r/")
    )


def test_a_running_job_asks_for_itself_can_be_refreshed_and_stopped() -> None:
    page = drawn_job(a_job())

    assert the(page, "[data-job]").get("hx-get") == "/poll/"
    assert the(page, "progress").get("value") == "66"
    assert the(page, "a").get("href") == "/p/"
    assert the(page, "form").get("action") == "/c/"
    assert "6 of 9" in words_of(page)


def test_a_job_being_stopped_offers_no_second_stop() -> None:
    page = drawn_job(a_job(cancel_requested_at="now"))

    assert every(page, "form") == []
    assert "Stopping" in words_of(page)


def test_a_failed_job_says_why_once_and_can_be_tried_again() -> None:
    page = drawn_job(
        a_job(state="failed", is_active=False, failure="Item 7 is locked.")
    )

    assert the(page, "form").get("action") == "/r/"
    assert the(page, "[data-job]").get("hx-get") is None
    assert words_of(page).count("Item 7 is locked.") == 1
    assert "Stamping" not in words_of(page)


def test_a_finished_job_asks_for_nothing_more() -> None:
    page = drawn_job(a_job(state="done", is_active=False, percent=100))

    assert every(page, "form") == []
    assert every(page, "progress") == []
    assert the(page, "[data-job]").get("hx-trigger") is None


def test_the_worker_is_mentioned_only_when_it_is_missing() -> None:
    draw = macro("banner", "worker_banner")

    assert draw(True).strip() == ""
    assert "The worker is not running. Nothing will be built" in words_of(
        parsed(draw(False))
    )


def test_move_controls_keep_their_ids_and_disable_the_end_of_the_way() -> None:
    page = parsed(
        macro("move_controls")(
            "41", EVIL, "/move/41/", "", can_up=False, target="#agenda"
        )
    )

    up, down = every(page, "button")
    assert (up.get("id"), up.get("aria-disabled")) == ("move-41-up", "true")
    assert (down.get("id"), down.get("aria-disabled")) == ("move-41-down", None)
    assert down.get("aria-label") == f"Move {EVIL} down"
    assert the(page, "form").get("hx-target") == "#agenda"
