import dataclasses

import pytest
from django.core.management import CommandError, call_command
from django.db.models import TextChoices

from ics_portal.core import state
from ics_portal.core.errors import RuleBroken
from ics_portal.core.state import Transitions, document, page_of


class Lamp(TextChoices):
    OFF = "off", "Off"
    ON = "on", "On"
    BROKEN = "broken", "Broken"


LAMP = Transitions(
    name="lamp",
    noun="lamp",
    rule_id="LMP-1",
    start=Lamp.OFF,
    moves={
        Lamp.OFF: frozenset({Lamp.ON, Lamp.BROKEN}),
        Lamp.ON: frozenset({Lamp.OFF}),
    },
)


@pytest.mark.parametrize(
    ("current", "to", "allowed"),
    [
        ("off", Lamp.ON, True),
        (Lamp.OFF, Lamp.BROKEN, True),
        ("on", Lamp.BROKEN, False),
        ("on", Lamp.ON, False),
        ("broken", Lamp.OFF, False),
    ],
)
def test_only_the_moves_of_the_table_are_allowed(current, to, allowed):
    assert LAMP.allows(current, to) is allowed


def test_an_allowed_move_gives_the_new_state():
    assert LAMP.move("off", Lamp.ON) is Lamp.ON


def test_a_refused_move_names_the_rule_and_says_what_is_possible():
    with pytest.raises(RuleBroken) as refusal:
        LAMP.move("on", Lamp.BROKEN)

    assert refusal.value.rule_id == "LMP-1"
    assert refusal.value.message == (
        "This lamp is on, so it cannot become broken. It can become: off."
    )


def test_an_end_says_only_that_it_is_one():
    with pytest.raises(RuleBroken) as refusal:
        LAMP.move("broken", Lamp.OFF)

    assert refusal.value.message == "This lamp is broken, so it cannot become off."


def test_a_state_that_does_not_exist_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="dimmed"):
        LAMP.move("dimmed", Lamp.OFF)


def test_the_picture_is_the_table():
    assert LAMP.to_mermaid() == (
        "stateDiagram-v2\n"
        '    state "Off" as off\n'
        '    state "On" as on\n'
        '    state "Broken" as broken\n'
        "    [*] --> off\n"
        "    off --> on\n"
        "    off --> broken\n"
        "    on --> off\n"
        "    broken --> [*]\n"
    )


@pytest.fixture
def only_the_lamp(monkeypatch):
    monkeypatch.setattr(state, "_TABLES", {})
    document(LAMP)


def test_a_page_names_the_rule_it_draws():
    assert "The states of a lamp (rule LMP-1)." in page_of(LAMP)
    assert "The states of an item" in page_of(dataclasses.replace(LAMP, noun="item"))


def test_the_pages_are_written_and_old_ones_removed(only_the_lamp, settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "states").mkdir()
    (tmp_path / "states" / "gone.md").write_text("An older table")

    call_command("document_states", "--folder=states")

    written = {path.name: path.read_text() for path in (tmp_path / "states").iterdir()}
    assert written == {"lamp.md": page_of(LAMP)}
    call_command("document_states", "--folder=states", "--check")


def test_a_page_that_is_out_of_date_is_noticed(only_the_lamp, settings, tmp_path):
    settings.BASE_DIR = tmp_path
    call_command("document_states", "--folder=states")
    (tmp_path / "states" / "lamp.md").write_text("An older table")

    with pytest.raises(CommandError, match="out of date"):
        call_command("document_states", "--folder=states", "--check")


def test_the_diagrams_of_this_project_are_up_to_date():
    call_command("document_states", "--check")
