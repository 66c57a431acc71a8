"""A table as a file for a spreadsheet."""

import csv
from datetime import date
from io import StringIO

import pytest

from ics_portal.core.web.csv import csv_cell, csv_response, csv_text


def read_back(response) -> list[list[str]]:
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))


def test_rows_come_back_as_they_went_in():
    rows = [["Fylde, Wyre", 'the "old" name', "two\nlines", None, date(2022, 7, 1), 12]]

    response = csv_response("places.csv", ["A", "B", "C", "D", "E", "F"], rows)

    assert read_back(response) == [
        ["A", "B", "C", "D", "E", "F"],
        ["Fylde, Wyre", 'the "old" name', "two\nlines", "", "2022-07-01", "12"],
    ]


def test_it_is_a_download_in_letters_that_excel_reads():
    response = csv_response("places.csv", ["Place"], [["Blaenau Gwent – Ŵ"]])

    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert (
        response.headers["Content-Disposition"] == 'attachment; filename="places.csv"'
    )
    assert read_back(response)[1] == ["Blaenau Gwent – Ŵ"]


@pytest.mark.parametrize(
    "start", [*"=+-@\t\r\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
)
def test_text_that_a_spreadsheet_would_run_is_made_text(start):
    assert csv_cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize(
    ("value", "cell"), [(-5, "-5"), (-0.5, "-0.5"), ("a-b", "a-b"), ("", "")]
)
def test_figures_and_harmless_text_stay(value, cell):
    assert csv_cell(value) == cell


def test_a_heading_is_guarded_too():
    assert csv_text(["=A1"], []) == "'=A1\r\n"
