"""The form of organisation codes, by kind."""

import csv
from pathlib import Path

import pytest

import boards.directory
from boards.directory.enums import OrganisationKind as Kind
from boards.directory.rules import (
    CARE_TRUSTS,
    ICBS_2022,
    tidy_code,
    unknown_code,
    upper_tier_of,
    wrong_ods_code,
    wrong_ons_code,
)

SHIPPED = Path(boards.directory.__file__).parent / "data"


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (Kind.REGULATOR, "Y62"),
        (Kind.REGULATOR, "X24"),
        (Kind.ICB, "QE1"),
        (Kind.ICS, "QE1"),
        (Kind.CCG, "00L"),
        (Kind.CCG, "13T"),
        (Kind.CCG, "W2U3Z"),
        (Kind.NHS_TRUST, "RX7"),
        (Kind.FOUNDATION_TRUST, "RXN"),
        (Kind.FOUNDATION_TRUST, "TAD"),
        (Kind.LOCAL_AUTHORITY, "106"),
        (Kind.PRIMARY_CARE, "U12345"),
        (Kind.PRIMARY_CARE, "P81001"),
        (Kind.VOLUNTARY, "8A123"),
        (Kind.COMPANY, "NT4"),
    ],
)
def test_codes_of_the_right_form_are_taken(kind, code):
    assert wrong_ods_code(code, kind) == ""


@pytest.mark.parametrize("kind", Kind.values)
def test_no_code_is_fine_for_every_kind(kind):
    assert wrong_ods_code("", kind) == wrong_ons_code("", kind) == ""
    assert unknown_code("", kind) == ""


@pytest.mark.parametrize(
    ("kind", "code", "right_form"),
    [
        (Kind.REGULATOR, "Y6A", "Y and 2 digits"),
        (Kind.REGULATOR, "Y623", "Y and 2 digits"),
        (Kind.ICB, "RXN", "Q and 2 letters or digits"),
        (Kind.ICB, "QE12", "Q and 2 letters or digits"),
        (Kind.CCG, "0L", "3 letters or digits"),
        (Kind.CCG, "WUU3Z", "5 in the manner of W2U3Z"),
        (Kind.NHS_TRUST, "QE1", "R and 2 letters or digits"),
        (Kind.FOUNDATION_TRUST, "RXN1", "R and 2 letters or digits"),
        (Kind.FOUNDATION_TRUST, "R-N", "R and 2 letters or digits"),
        (Kind.LOCAL_AUTHORITY, "10A", "3 digits"),
        (Kind.LOCAL_AUTHORITY, "E10000017", "3 digits"),
        (Kind.PRIMARY_CARE, "U1234", "a letter and 5 digits"),
        (Kind.VOLUNTARY, "TOOLONG", "3 to 6 letters and digits"),
        (Kind.OTHER, "A1", "3 to 6 letters and digits"),
    ],
)
def test_a_wrong_form_is_told_with_the_right_one(kind, code, right_form):
    sentence = wrong_ods_code(code, kind)

    assert sentence.startswith(f"“{code}” is not the ODS code of")
    assert right_form in sentence


def test_digits_of_other_scripts_are_no_digits():
    # "\d" of a str pattern takes them; a code with one would match nothing anywhere.
    assert wrong_ods_code("\u0661\u0662\u0663", Kind.LOCAL_AUTHORITY)
    assert wrong_ods_code("P8100\u0661", Kind.PRIMARY_CARE)
    assert wrong_ons_code("E1000001\u0661", Kind.LOCAL_AUTHORITY)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (Kind.REGULATOR, "E40000010"),
        (Kind.ICB, "E54000048"),
        (Kind.CCG, "E38000014"),
        *((Kind.LOCAL_AUTHORITY, f"E{two}000001") for two in ("06", "07", "08", "09")),
        (Kind.LOCAL_AUTHORITY, "E10000017"),
    ],
)
def test_ons_codes_that_match_their_kind_are_taken(kind, code):
    assert wrong_ons_code(code, kind) == ""


@pytest.mark.parametrize(
    ("kind", "code", "right_form"),
    [
        (Kind.ICB, "E10000017", "E54 and 6 digits, such as E54000001"),
        (Kind.ICB, "E5400004", "E54 and 6 digits"),
        (Kind.LOCAL_AUTHORITY, "E54000048", "E06, E07, E08, E09 or E10 and 6 digits"),
        (Kind.LOCAL_AUTHORITY, "E1000001A", "E06, E07, E08, E09 or E10 and 6 digits"),
        (Kind.CCG, "W04000001", "E38 and 6 digits"),
        (Kind.NHS_TRUST, "E54000048", "gives no code to an NHS trust"),
        (Kind.PRIMARY_CARE, "E54000048", "gives no code to a primary care"),
    ],
)
def test_an_ons_code_that_does_not_match_its_kind_is_refused(kind, code, right_form):
    sentence = wrong_ons_code(code, kind)

    assert code in sentence
    assert right_form in sentence


def test_an_unknown_code_is_remarked_on_where_the_portal_holds_the_list():
    assert unknown_code("QE1", Kind.ICB) == unknown_code("TAD", Kind.NHS_TRUST) == ""
    assert "not one of the 42" in unknown_code("QZZ", Kind.ICB)
    assert "not one of the four care trusts" in unknown_code("TXX", Kind.NHS_TRUST)


def test_no_remark_is_made_where_the_portal_holds_no_list():
    assert unknown_code("RXN", Kind.NHS_TRUST) == ""
    assert unknown_code("106", Kind.LOCAL_AUTHORITY) == ""


def test_the_list_is_that_of_the_42_boards_that_ship():
    path = SHIPPED / "integrated-care-boards-2022.csv"
    with path.open(encoding="utf-8") as rows:
        shipped = {row["ods_code"] for row in csv.DictReader(rows)}

    assert shipped == ICBS_2022
    assert len(ICBS_2022) == 42
    assert len(CARE_TRUSTS) == 4


@pytest.mark.parametrize(
    ("code", "is_upper"),
    [
        ("E06000008", True),
        ("E08000001", True),
        ("E09000001", True),
        ("E10000017", True),
        ("E07000117", False),
        ("", None),
        ("E54000048", None),
    ],
)
@pytest.mark.requirement("PTN-08")
def test_who_provides_social_care_is_read_from_the_ons_code(code, is_upper):
    assert upper_tier_of(code) is is_upper


def test_a_code_is_tidied():
    assert tidy_code(" r xn\t") == "RXN"
