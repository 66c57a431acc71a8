"""Who may build an agenda, and who only finds nothing."""

import pytest

from ics_portal.accounts.actor import Role
from tests.factories.bodies import someone_signed_up
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CHAIR, Role.AUTHOR])
def test_who_may_not_build_is_told_why(client, body, page, role):
    client.force_login(someone_signed_up(body, role))

    response = client.get(page)

    assert response.status_code == 403
    assert "Only the secretary or governance lead" in response.content.decode()


def test_another_bodys_secretary_finds_nothing(client, page):
    client.force_login(someone_signed_up(MeetingFactory().body, Role.SECRETARY))

    assert client.get(page).status_code == 404


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("add", {"title": "New"}),
        ("undo", {}),
        ("start", {}),
        ("add_section", {"section_title": "New"}),
        ("add_declarations", {}),
        ("paste", {"table": "Finance"}),
    ],
)
def test_a_member_changes_nothing(client, body, items, agenda, address, name, data):
    client.force_login(someone_signed_up(body, Role.MEMBER))
    before = agenda()

    response = client.post(address(name), data)

    assert (response.status_code, agenda()) == (403, before)


@pytest.mark.parametrize(
    "name", ["save_row", "move", "remove", "defer", "withdraw", "restore", "item"]
)
def test_a_member_changes_no_item(client, body, items, agenda, address, name):
    client.force_login(someone_signed_up(body, Role.MEMBER))
    before = agenda()

    response = client.post(
        address(name, items["B"]), {"title": "x", "direction": "up", "reason": "x"}
    )

    assert (response.status_code, agenda()) == (403, before)
