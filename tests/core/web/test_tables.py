"""A table of a page as a file: what its reader sees, and no more than that."""

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from ics_portal.core.web.tables import (
    TableAsFileMiddleware,
    table_address,
    table_rows,
)

PAGE = """
<!doctype html><title>A page</title>
<table id="other-table"><tbody><tr><td>Other</td></tr></tbody></table>
<table id="seats-table">
  <caption>Seats</caption>
  <thead><tr>
    <th>Seat</th><th>Holder</th><td><span>Acts</span></td>
  </tr></thead>
  <tbody>
    <tr><th>Chair<span class="app-small app-line">clause 3.2</span></th>
      <td><a href="/x/">Independent</a>, since May</td><td><a>End</a></td></tr>
    <tr><th>Member</th><td><p>One</p><p>Two</p></td><td></td></tr>
    <tr><th>=1+1</th><td></td><td></td></tr>
  </tbody>
</table>
"""


def asked(address="/seats/?on=2022-07-01&table=seats-table", answer=None, **headers):
    answer = answer or HttpResponse(PAGE)
    return TableAsFileMiddleware(lambda request: answer)(RequestFactory().get(address))


def test_the_table_comes_in_its_reader_s_words_without_the_acts():
    assert table_rows(PAGE, "seats-table") == [
        ["Seat", "Holder"],
        ["Chair clause 3.2", "Independent, since May"],
        ["Member", "One Two"],
        ["=1+1", ""],
    ]


def test_it_is_a_file_that_runs_nothing():
    answer = asked()

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="seats-table.csv"'
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Seat,Holder"
    assert lines[-1] == "'=1+1,"


@pytest.mark.parametrize(
    "answer",
    [
        HttpResponse(PAGE, status=403),
        HttpResponse('{"a": 1}', content_type="application/json"),
        StreamingHttpResponse([PAGE.encode()]),
    ],
)
def test_what_is_no_page_that_may_be_read_stays_as_it_is(answer):
    assert asked(answer=answer) is answer


@pytest.mark.parametrize(
    "address",
    [
        "/seats/",
        "/?table=",
        "/?table=none",
        "/?table='%22//*",
        "/?table=a%00",
        "/?table=%00",
    ],
)
def test_a_page_that_has_no_such_table_stays_a_page(address):
    assert asked(address)["Content-Type"].startswith("text/html")


def test_nothing_sent_is_answered_by_a_table():
    answer = HttpResponse(PAGE)
    request = RequestFactory().post("/seats/?table=seats-table")

    assert TableAsFileMiddleware(lambda request: answer)(request) is answer


def test_the_address_keeps_what_else_was_asked_for():
    assert table_address("/seats/?on=2022-07-01&table=x", "seats-table") == (
        "/seats/?on=2022-07-01&table=seats-table"
    )
    assert table_address("/seats/", "a-table") == "/seats/?table=a-table"
