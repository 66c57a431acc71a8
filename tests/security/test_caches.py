"""No cache keeps what somebody read: not a proxy's, nor the browser's own."""

import pytest

from ics_portal.accounts.actor import Role
from ics_portal.web.public.views.registers import PrintThrottle
from tests.factories.bodies import someone_signed_up
from tests.factories.papers import a_board

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/meetings/",
        "/meetings/{meeting}/",
        "/meetings/{meeting}/agenda/",
        "/meetings/{meeting}/papers/",
        "/meetings/{meeting}/pack/",
        "/actions/",
        "/packs/",
        "/papers/mine/",
        "/api/v1/meetings/",
        "/api/v1/meetings/{meeting}/agenda/",
        "/api/v1/papers/",
        "/api/v1/packs/",
        "/api/v1/schema/",
        "/no/such/page/",
    ],
)
def test_what_is_read_is_kept_by_no_cache(client, address):
    board = a_board()
    client.force_login(someone_signed_up(board.body, Role.MEMBER))

    answer = client.get(address.format(meeting=board.meeting.pk))

    assert answer.status_code in {200, 404}
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


def test_what_everybody_gets_may_be_kept(client):
    answer = client.get("/static/css/print/pack.css")
    b"".join(answer.streaming_content)

    assert "public" in answer["Cache-Control"]


def test_what_one_address_was_refused_is_kept_for_nobody_else(client, monkeypatch):
    board = a_board()
    type(board.body).objects.update(meets_in_public=True)
    monkeypatch.setattr(PrintThrottle, "allow_request", lambda *_: False)

    answer = client.get(
        f"/public/registers/{board.body.slug}/interests/", {"format": "pdf"}
    )

    assert answer.status_code == 429
    assert answer["Cache-Control"] == "private, no-store"
