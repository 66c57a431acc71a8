"""Importing a table on the screen."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from boards.directory.models import Organisation
from ics_portal.accounts.actor import Role
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.directory import (
    IntegratedCareSystemFactory,
    OrganisationFactory,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/system/organisations/import/"
TABLE = (
    "Name,Kind,ODS code,Colour\n"
    "A trust,NHS trust,RXN,blue\n"
    "B trust,NHS trust,WRONG,\n"
    "C trust,NHS trust,RX7,\n"
)


def signed_in(role):
    client = Client()
    client.force_login(someone_signed_up(BodyFactory(), role))
    return client


@pytest.fixture
def secretary() -> Client:
    return signed_in(Role.SECRETARY)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def hidden_of(response) -> dict[str, str]:
    """What the confirmation form would send: its hidden inputs and the text."""
    page = response.content.decode()
    form = page[page.rindex('name="confirm"') :]
    found = dict(re.findall(r'name="(\w+)"\s+value="([^"]*)"', form))
    table = re.search(
        r'<textarea name="table"[^>]*>\n(.*?)</textarea>', form, re.DOTALL
    )
    assert table is not None
    # A browser sends the lines of a text area with CRLF.
    return found | {"table": unescape(table[1]).replace("\n", "\r\n"), "confirm": "yes"}


def test_the_preview_lists_every_row_and_saves_nothing(secretary):
    OrganisationFactory(name="Old name", ods_code="RX7")

    answer = secretary.post(ADDRESS, {"table": TABLE})

    page = text_of(answer)
    assert answer.status_code == 200
    assert "3 rows read: 1 new, 1 changed, 0 unchanged, 1 doubtful" in page
    assert "“WRONG” is not the ODS code of an NHS trust" in page
    assert "Name: Old name → C trust" in page
    assert "no such column is known: Colour" in page
    assert Organisation.objects.count() == 1


def test_confirming_without_leaving_out_the_doubtful_rows_saves_nothing(secretary):
    shown = secretary.post(ADDRESS, {"table": TABLE})

    answer = secretary.post(ADDRESS, hidden_of(shown))

    assert answer.status_code == 422
    assert "Say that the doubtful rows are left out" in text_of(answer)
    assert 'href="#leave-out"' in text_of(answer)
    assert not Organisation.objects.exists()


def test_confirming_saves_what_was_shown(secretary):
    shown = secretary.post(ADDRESS, {"table": TABLE})

    answer = secretary.post(
        ADDRESS, hidden_of(shown) | {"leave_out": "on"}, follow=True
    )

    assert "2 added, 0 changed, 1 row left out." in text_of(answer)
    assert set(Organisation.objects.values_list("ods_code", flat=True)) == {
        "RXN",
        "RX7",
    }


def test_a_directory_that_changed_meanwhile_is_shown_afresh(secretary):
    shown = secretary.post(ADDRESS, {"table": TABLE})
    OrganisationFactory(name="A trust", ods_code="RXN")

    answer = secretary.post(ADDRESS, hidden_of(shown) | {"leave_out": "on"})

    assert answer.status_code == 409
    assert "The directory changed after the table was read" in text_of(answer)
    assert Organisation.objects.count() == 1
    again = secretary.post(ADDRESS, hidden_of(answer) | {"leave_out": "on"})
    assert again.status_code == 302
    assert Organisation.objects.count() == 2


def test_another_text_than_the_one_shown_is_not_saved(secretary):
    sent = hidden_of(secretary.post(ADDRESS, {"table": TABLE}))

    answer = secretary.post(ADDRESS, sent | {"table": "name,kind\nZ,icb"})

    assert answer.status_code == 409
    assert "not the text that was shown" in text_of(answer)


def test_a_file_is_read_and_its_rows_go_into_the_chosen_system(secretary):
    system = IntegratedCareSystemFactory(name="The system")
    row = ",".join(["RXN", "A NHS TRUST", *[""] * 8, "20100401", "", "A", *[""] * 14])
    file = SimpleUploadedFile("etr.csv", row.encode())

    shown = secretary.post(ADDRESS, {"file": file, "into": system.pk})
    secretary.post(ADDRESS, hidden_of(shown))

    assert "A data file of the Organisation Data Service" in text_of(shown)
    trust = Organisation.objects.get()
    assert (trust.name, list(trust.systems.all())) == ("A NHS Trust", [system])


@pytest.mark.parametrize(
    ("sent", "field", "told"),
    [
        ({"table": ""}, "table", "There is no row to read"),
        ({"table": "name\nA"}, "table", "The table has no column kind."),
        ({"table": "name,kind\nKept,icb", "into": "999"}, "into", "from the list"),
    ],
)
def test_what_cannot_be_read_is_told_and_stays(secretary, sent, field, told):
    answer = secretary.post(ADDRESS, sent)

    page = text_of(answer)
    assert answer.status_code == 422
    assert told in page
    assert f"id_{field}-error" in page
    assert sent["table"].split("\n")[-1] in page


def test_a_file_that_is_no_text_is_told_beside_the_file(secretary):
    file = SimpleUploadedFile("organisations.xlsx", b"PK\x03\x04")

    answer = secretary.post(ADDRESS, {"file": file})

    assert "Save the table as CSV" in text_of(answer)
    assert "id_file-error" in text_of(answer)


def test_a_file_that_is_too_large_is_told_with_its_size(secretary):
    file = SimpleUploadedFile("large.csv", b"name,kind\n" + b"x" * 2_600_000)

    answer = secretary.post(ADDRESS, {"file": file})

    assert answer.status_code == 422
    assert "The file has 2.6 MB. Take 2 MB or fewer" in text_of(answer)


def test_the_42_boards_lead_to_the_same_preview(secretary):
    asked = secretary.get(ADDRESS)
    assert "Add the 42 integrated care boards of 2022" in text_of(asked)

    shown = secretary.post(ADDRESS, {"shipped": "icbs-2022"})

    assert "42 rows read: 42 new" in text_of(shown)
    assert not Organisation.objects.exists()
    secretary.post(ADDRESS, hidden_of(shown))
    assert Organisation.objects.filter(kind="icb").count() == 42
    again = secretary.post(ADDRESS, {"shipped": "icbs-2022"})
    assert "There is nothing to save." in text_of(again)


def test_text_with_signs_of_html_is_shown_as_text(secretary):
    table = 'name,kind\n"<b>&amp;</textarea>",icb\n'

    shown = secretary.post(ADDRESS, {"table": table})
    assert "<b>&amp;</textarea>" not in shown.content.decode()
    secretary.post(ADDRESS, hidden_of(shown))

    assert Organisation.objects.get().name == "<b>&amp;</textarea>"


def test_a_member_imports_nothing():
    member = signed_in(Role.MEMBER)

    assert member.get(ADDRESS).status_code == 403
    assert member.post(ADDRESS, {"table": TABLE}).status_code == 403
