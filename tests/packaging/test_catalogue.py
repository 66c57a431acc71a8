"""tests/requirements.csv, the catalogue that tests name rows of."""

from collections import Counter

from tests.packaging.project import ci_script

SECTIONS = {
    "1 One": [
        {"id": "AAA-01", "check": "H", "title": "first"},
        {"id": "AAA-02", "check": "H", "title": "second"},
        {"id": "AAA-03", "check": "D", "title": "third"},
    ],
    "2 Two": [{"id": "BBB-01", "check": "H", "title": "fourth"}],
}


def test_every_row_is_whole_and_its_id_its_own():
    sections = ci_script("requirements").read_catalogue()
    rows = [row for section in sections.values() for row in section]

    assert len(sections) == 28
    assert len({row["id"] for row in rows}) == len(rows) == 413
    assert {row["check"] for row in rows} == set("HSDI")
    assert all(0 < len(row["title"]) <= 80 for row in rows)


def test_the_report_names_the_hard_rows_without_tests():
    report = ci_script("requirements").report

    assert report(SECTIONS, Counter({"AAA-01": 4, "AAA-03": 1})) == [
        "1 One: 2 of 3 have tests (H: 1 of 2)",
        "    AAA-01     4",
        "    AAA-03     1",
        "    AAA-02  none  H: second",
        "2 Two: 0 of 1 have tests (H: 0 of 1)",
        "    no H row yet: BBB-01",
    ]
