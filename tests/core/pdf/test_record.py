import json

import pytest

from ics_portal.core.pdf import (
    Finding,
    LeftBehind,
    Level,
    OutlineNode,
    PageRecord,
    PartRecord,
)

A4 = (0.0, 0.0, 595.276, 841.89)
WRITTEN = PageRecord(A4, A4, text_length=900)
PICTURE = PageRecord(A4, A4)


def a_record(*pages: PageRecord, **changes) -> PartRecord:
    values = {
        "key": "paper-1",
        "source_sha256": "a" * 64,
        "sha256": "b" * 64,
        "size": 1000,
        "pages": pages or (WRITTEN,),
        "tagged": True,
        "simple_tags": True,
        **changes,
    }
    return PartRecord(**values)


def fault(words: str, rule: str = "FIGURE-ALT") -> Finding:
    return Finding(rule, Level.ERROR, words, (1,))


def test_a_record_comes_back_from_json_as_it_was():
    record = a_record(
        WRITTEN,
        PageRecord(A4, (1.0, 2.0, 300.5, 400.25), 90, 2.0, 1, 2, 3, 4, True, True),
        outline=(OutlineNode("One", 0, 700.5, (OutlineNode("Two", 1),)),),
        findings=(fault("1 picture without a description."),),
        left_behind=LeftBehind(attachments=2),
        lang="cy",
        title="Adroddiad",
    )

    assert PartRecord.from_json(json.loads(json.dumps(record.to_json()))) == record


@pytest.mark.parametrize(
    ("record", "remedy"),
    [
        (a_record(), ""),
        (
            a_record(PICTURE, WRITTEN, tagged=False),
            "1 page is a picture without text. Ask for the Word file.",
        ),
        (
            a_record(PICTURE, PICTURE, PICTURE),
            "3 pages are pictures without text. Ask for the Word file.",
        ),
        (
            a_record(tagged=False),
            (
                "The file has no tags, so a screen reader cannot follow it. "
                "Ask for the Word file, or for a PDF saved with tags."
            ),
        ),
        (
            a_record(findings=(fault("1 picture without a description."),)),
            (
                "1 picture without a description. "
                "Ask the author to mend it and send the file again."
            ),
        ),
        (
            a_record(findings=(fault("A."), fault("B.", "X"), fault("C.", "Y"))),
            "A. (2 more below.) Ask the author to mend it and send the file again.",
        ),
    ],
)
def test_the_secretary_reads_what_is_wrong_and_what_to_ask_for(record, remedy):
    assert record.remedy == remedy
    assert record.accessible is (remedy == "")


def test_empty_and_described_pages_need_no_text():
    record = a_record(
        PageRecord(A4, A4, blank=True), PageRecord(A4, A4, described=True)
    )

    assert record.pictures_without_text == ()
    assert record.accessible


def test_warnings_do_not_spoil_the_verdict():
    record = a_record(findings=(Finding("LANG-NONE", Level.WARNING, "No language."),))

    assert record.content_errors == 0
    assert record.accessible


def test_the_uploader_is_told_what_was_left_out():
    left = LeftBehind(attachments=1, scripts=2, form_fields=3, signatures=1, media=2)

    assert left.sentences() == [
        "1 attached file is left out of the pack.",
        "2 scripts are left out of the pack.",
        "3 form fields are printed as filled in, and can no longer be typed into.",
        "1 digital signature is not valid inside a pack; the file as uploaded is kept.",
        "2 sounds, films or 3D objects are left out of the pack.",
    ]
    assert LeftBehind().sentences() == []
