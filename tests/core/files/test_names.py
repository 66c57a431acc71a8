import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ics_portal.core.files.kinds import FileKind
from ics_portal.core.files.names import clean_name, content_disposition, name_for

AWKWARD = st.sampled_from(list('/\\.:- \r\u0301\u200b"%;econ1¹'))
NAMES = st.text(st.one_of(st.characters(), AWKWARD), max_size=300)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Finance report M7.docx", "Finance report M7.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\secretary\\papers\\item 7.pdf", "item 7.pdf"),
        ("folder/", "folder"),
        ("a\x00b\x1b[2Jc.pdf", "ab[2Jc.pdf"),
        ("line\r\nbreak.pdf", "line break.pdf"),
        ("annex\u202efdp.exe", "annexfdp.exe"),
        ("zero\u200bwidth.pdf", "zerowidth.pdf"),
        ('what? "now": <5|6>*.pdf', "what- -now-- -5-6--.pdf"),
        ("  spaced   out .pdf", "spaced out.pdf"),
        (".htaccess.pdf", "htaccess.pdf"),
        ("--rf.pdf", "rf.pdf"),
        (":\r0", "0"),
        ("e\u200b\u0301.pdf", "é.pdf"),
        ("CON.pdf", "CON-file.pdf"),
        ("com1.old.pdf", "com1-file.old.pdf"),
        ("Lpt¹.docx", "Lpt¹-file.docx"),
        ("console.pdf", "console.pdf"),
        ("", "file"),
        (".pdf", "file.pdf"),
        ("...", "file"),
        ("\u202e\u200b", "file"),
        ("Minutes 2.12", "Minutes 2.12"),
        ("Re\u0301sume\u0301.pdf", "Résumé.pdf"),
    ],
)
def test_a_name_is_kept_readable_and_made_safe(sent, kept):
    assert clean_name(sent) == kept


def test_four_hundred_letters_are_cut_before_the_extension():
    cut = clean_name("a" * 400 + ".docx")

    assert (len(cut), cut[-6:]) == (150, "a.docx")


def test_letters_of_several_bytes_are_cut_by_bytes_and_not_inside_an_accent():
    cut = clean_name("x\u0323\u0301" * 200 + ".pdf")

    assert len(cut.encode()) <= 200
    assert not unicodedata.combining(cut.removesuffix(".pdf")[-1])


@given(NAMES)
def test_any_name_at_all_becomes_one_that_is_safe_and_stays_as_it_is(name):
    cleaned = clean_name(name)

    assert clean_name(cleaned) == cleaned
    assert cleaned
    assert len(cleaned) <= 150
    assert len(cleaned.encode()) <= 255
    assert not set(cleaned) & set('/\\<>:"|?*')
    assert not any(unicodedata.category(letter)[0] == "C" for letter in cleaned)
    assert not cleaned.startswith((".", "-", " "))


@pytest.mark.parametrize(
    ("sent", "kind", "kept"),
    [
        ("scan.docx", FileKind.PNG, "scan.png"),
        ("photo.JPEG", FileKind.JPEG, "photo.JPEG"),
        ("deck.ppsx", FileKind.PPTX, "deck.ppsx"),
        ("Minutes 2.12", FileKind.PDF, "Minutes 2.12.pdf"),
        ("notes", FileKind.DOCX, "notes.docx"),
        ("a" * 400, FileKind.PDF, "a" * 146 + ".pdf"),
    ],
)
def test_the_extension_tells_what_the_file_is(sent, kind, kept):
    assert name_for(sent, kind) == kept


@pytest.mark.parametrize(
    ("name", "header"),
    [
        (
            "Item 7.pdf",
            "attachment; filename=\"Item 7.pdf\"; filename*=UTF-8''Item%207.pdf",
        ),
        (
            "Trésorerie £m.pdf",
            (
                'attachment; filename="Tresorerie m.pdf"; '
                "filename*=UTF-8''Tr%C3%A9sorerie%20%C2%A3m.pdf"
            ),
        ),
        (
            'a"; filename="evil.exe\r\nSet-Cookie: x=1',
            (
                'attachment; filename="a-- filename=-evil.exe Set-Cookie- x=1"; '
                "filename*=UTF-8''a-%3B%20filename%3D-evil.exe%20Set-Cookie-%20x%3D1"
            ),
        ),
        (
            "議事録.pdf",
            (
                "attachment; filename=\"file.pdf\"; filename*=UTF-8''"
                "%E8%AD%B0%E4%BA%8B%E9%8C%B2.pdf"
            ),
        ),
    ],
)
def test_a_download_is_named_safely_for_old_and_new_browsers(name, header):
    assert content_disposition(name) == header


@given(NAMES)
def test_no_name_can_break_out_of_its_header(name):
    header = content_disposition(name, inline=True)

    assert header.startswith('inline; filename="')
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
