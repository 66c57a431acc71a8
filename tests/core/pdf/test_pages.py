import pytest

from ics_portal.core.pdf import LabelRun, LabelStyle, consecutive, inserted_after
from ics_portal.core.pdf.pages import labels, letters, roman
from ics_portal.core.pdf.stamp import page_words


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "a"), (26, "z"), (27, "aa"), (28, "bb"), (52, "zz"), (53, "aaa")],
)
def test_letters_double_as_a_pdf_reader_doubles_them(number, written):
    assert letters(number) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "i"), (4, "iv"), (9, "ix"), (48, "xlviii"), (1994, "mcmxciv")],
)
def test_roman_numbers(number, written):
    assert roman(number) == written


@pytest.mark.parametrize(
    ("run", "written"),
    [
        (LabelRun(start=14), ["14", "15", "16"]),
        (LabelRun(prefix="P"), ["P1", "P2", "P3"]),
        (LabelRun(LabelStyle.ROMAN), ["i", "ii", "iii"]),
        (LabelRun(LabelStyle.LETTERS, "14"), ["14a", "14b", "14c"]),
        (LabelRun(LabelStyle.LETTERS, "28", 26), ["28z", "28aa", "28bb"]),
        (LabelRun(LabelStyle.PREFIX_ONLY, "45\u201362"), ["45\u201362"] * 3),
    ],
)
def test_a_run_labels_its_pages(run, written):
    assert labels([run], 3) == written


def test_a_paper_that_grew_keeps_the_labels_it_had():
    runs = [LabelRun(start=7), LabelRun(LabelStyle.LETTERS, "8", from_page=2)]

    assert labels(runs, 4) == ["7", "8", "8a", "8b"]


@pytest.mark.parametrize("runs", [[], [LabelRun(from_page=1)]])
def test_a_first_page_without_a_label_is_refused(runs):
    with pytest.raises(ValueError, match="no label"):
        labels(runs, 1)


def test_parts_are_numbered_through():
    assert consecutive([2, 3, 1], prefix="P") == [
        LabelRun(prefix="P", start=1),
        LabelRun(prefix="P", start=3),
        LabelRun(prefix="P", start=6),
    ]


def test_a_late_paper_takes_letters_after_the_page_before_it():
    assert labels([inserted_after("14")], 2) == ["14a", "14b"]
    assert labels([inserted_after("14", start=4)], 1) == ["14d"]


@pytest.mark.parametrize(
    ("label", "words"),
    [("14", "Page 14"), ("P3", "Page P3"), ("45\u201362", "Pages 45 to 62")],
)
def test_the_stamp_says_the_label_without_a_total(label, words):
    assert page_words(label) == words
