"""What cannot be seen is taken out of what is typed, in one place for every room."""

import pytest

from boards.bodies.enums import BodyKind
from boards.bodies.services import establish_body
from boards.directory.services import add_person, add_system
from boards.meetings.rules.words import clean_reason, clean_title, split_owners
from boards.papers.rules import one_line, tidy
from ics_portal.accounts.actor import SYSTEM_ACTOR
from ics_portal.accounts.services import add_user
from ics_portal.core.files.names import clean_name
from ics_portal.core.text import visible
from tests.factories.papers import NOW

TURNS = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
NO_WIDTH = [0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0x2063, 0xFEFF, 0xE0041]


@pytest.mark.parametrize("sign", [*TURNS, *NO_WIDTH], ids=hex)
def test_no_room_keeps_a_sign_that_cannot_be_seen(sign):
    typed = f"Pay{chr(sign)}slip"

    assert visible(typed) == "Payslip"
    assert clean_title(typed) == "Payslip"
    assert split_owners(typed) == ("Payslip",)
    assert clean_reason(typed, ask="Why?", rule="MTG-3") == "Payslip"
    assert one_line(typed) == "Payslip"
    assert tidy(f"{typed}\n{typed}") == "Payslip\nPayslip"
    assert clean_name(f"{typed}.pdf") == "Payslip.pdf"


@pytest.mark.parametrize(
    "words",
    [
        "نمی‌خواهم",  # Persian: a joiner is part of the spelling
        "क्‍ष",  # Hindi
        "👩‍⚕️",  # a doctor
        "Zoë – £5 for “A & B”\n\tand more",
    ],
)
def test_what_belongs_to_the_spelling_stays(words):
    assert visible(words) == words


@pytest.mark.django_db
def test_names_of_the_directory_bodies_and_users_are_what_they_look_like():
    by = {"actor": SYSTEM_ACTOR, "at": NOW}
    typed = "\u202eNorth\u200b ICS "
    system = add_system(name=typed, short_name=typed, **by)
    person = add_person(name=typed, post_title=typed, **by)
    user = add_user(email="a@demo.example", name=typed, password=None, **by)
    body = establish_body(
        system=system,
        kind=BodyKind.PARTNERSHIP,
        name=typed,
        slug="north",
        code="N",
        **by,
    )

    named = {system.name, person.name, person.post_title, user.name, body.name}
    assert named == {"North ICS"}


def test_a_joiner_at_an_edge_goes():
    assert visible("\u200dक\u200d b\u200c") == "क b"
