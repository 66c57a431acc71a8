from datetime import date

import pytest

from boards.papers.rules import (
    ReadDate,
    day_words,
    lines_of,
    one_line,
    read_date,
    tidy,
    without_instructions,
)

BOX = (
    "Mark Yes, No or Not Applicable Above and Provide a Risk Description and Risk "
    "Reference Number in this Box if there are Any Associated Risks"
)


@pytest.mark.requirement("CVR-05")
@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("02.12.2020", date(2020, 12, 2)),
        ("2 nd December 2020", date(2020, 12, 2)),
        ("2nd December 2020", date(2020, 12, 2)),
        ("Wednesday 2 December 2020", date(2020, 12, 2)),
        ("19 Nov 2020", date(2020, 11, 19)),
        ("19-Nov-2020", date(2020, 11, 19)),
        ("19/11/2020", date(2020, 11, 19)),
        (" 2020-11-19 ", date(2020, 11, 19)),
        ("Nov-2020", None),
        ("November 2020", None),
        ("Autumn, twice", None),
        ("31/02/2020", None),
        ("12 Smarch 2020", None),
        ("", None),
    ],
)
def test_a_date_is_a_day_only_where_the_words_name_one(typed, day):
    assert read_date(typed) == ReadDate(day, typed.strip())


@pytest.mark.requirement("CVR-10")
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (BOX, ""),
        (BOX.upper() + ".", ""),
        (BOX.replace(" ", "\n  ").replace(",", ""), ""),
        (f"{BOX}: Cyber risk, see reference", "Cyber risk, see reference"),
        (f"Workforce risk.\n{BOX}", "Workforce risk."),
        ("They are detailed in this report", "They are detailed in this report"),
        ("Mark Yes above", "Mark Yes above"),
        ("   ", ""),
        ("…", ""),
    ],
)
def test_instruction_text_is_never_content(typed, kept):
    assert without_instructions(typed, [BOX, ""]) == kept


def test_text_loses_control_characters_and_blank_edges_only():
    assert tidy("\r\n one\x00 \r\ntwo\u202e \n\n three \n") == "one\ntwo\n\n three"


def test_one_line_has_single_spaces():
    assert one_line(" ICS \n Medical\tDirector ") == "ICS Medical Director"


@pytest.mark.requirement("CVR-12")
def test_names_are_read_one_to_a_line_blank_lines_and_repeats_dropped():
    typed = "Head of ICS PMO\n\n PMO Programme Manager\nHead of ICS PMO\n"

    assert lines_of(typed) == ("Head of ICS PMO", "PMO Programme Manager")


def test_a_day_prints_in_full():
    assert day_words(date(2020, 12, 2)) == "2 December 2020"
