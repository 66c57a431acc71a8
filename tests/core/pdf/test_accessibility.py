"""What is wrong with a paper, in words that its author can act on."""

import pytest
from pikepdf import Array, Dictionary, Name, String

from ics_portal.core.pdf.render import render_html
from tests.core.pdf.checks import conformance_errors
from tests.core.pdf.pages import page as html_page
from tests.core.pdf.samples import Paper, a_tagged_paper


def rules(record) -> list[str]:
    return sorted(finding.rule for finding in record.findings)


def a_picture(paper: Paper, **keys):
    page = paper.page()
    paper.say(page, "Picture", paper.element("Figure", **keys))


def a_table(paper: Paper, *rows: list[tuple[str, dict]], body: str = "Table"):
    page = paper.page()
    table = paper.element(body)
    for y, cells in enumerate(rows):
        row = paper.element("TR", table)
        for x, (role, attributes) in enumerate(cells):
            keys = {"A": Dictionary(O=Name.Table, **attributes)} if attributes else {}
            cell = paper.element(role, row, **keys)
            paper.say(page, "Cell", cell, at=(72 + 50 * x, 700 - 20 * y))


def headings(paper: Paper, *roles: str):
    page = paper.page()
    for y, role in enumerate(roles):
        paper.say(page, role, paper.element(role), at=(72, 700 - 20 * y))


HEAD = ("TH", {"Scope": Name.Column})
CELL = ("TD", {})


@pytest.mark.parametrize(
    ("make", "found"),
    [
        (lambda p: a_picture(p), {"FIGURE-ALT": "1 picture without a description."}),
        (lambda p: a_picture(p, Alt=String("A chart")), {}),
        (lambda p: a_picture(p, ActualText=String("12")), {}),
        (
            lambda p: (a_picture(p), a_picture(p)),
            {"FIGURE-ALT": "2 pictures without a description."},
        ),
        (lambda p: a_table(p, [HEAD, HEAD], [CELL, CELL]), {}),
        (
            lambda p: a_table(p, [CELL, CELL], [CELL, CELL]),
            {"TABLE-HEADERS": "1 table without a header row."},
        ),
        (
            lambda p: a_table(p, [("TH", {}), HEAD], [CELL, CELL]),
            {"HEADER-SCOPE": "1 header cell not said to head a row or a column."},
        ),
        (
            lambda p: a_table(p, [HEAD, HEAD], [CELL]),
            {"TABLE-REGULAR": "1 table with rows of unequal length."},
        ),
        (lambda p: a_table(p, [HEAD, HEAD], [("TD", {"ColSpan": 2})]), {}),
        (
            lambda p: a_table(
                p, [HEAD, HEAD], [("TD", {"RowSpan": 2}), CELL], [CELL]
            ),
            {},
        ),
        (
            lambda p: a_table(p, [HEAD, HEAD], [("TD", {"RowSpan": 9}), CELL], [CELL, CELL]),
            {"TABLE-REGULAR": "1 table with rows of unequal length."},
        ),
        (
            lambda p: a_table(p, [HEAD, CELL], body="Sect"),
            {"ROW-PLACE": "1 table row outside a table."},
        ),
        (lambda p: headings(p, "H1", "H2", "H3", "H2"), {}),
        (
            lambda p: headings(p, "H1", "H3"),
            {
                "HEADING-SKIP": (
                    "1 heading more than one level deeper than the heading before."
                )
            },
        ),
        (
            lambda p: headings(p, "H2", "H2"),
            {"HEADING-FIRST": "The first heading is of level 2, not 1."},
        ),
        (lambda p: headings(p, "LI"), {"ITEM-PLACE": "1 list item outside a list."}),
        (lambda p: headings(p, "TD"), {"CELL-PLACE": "1 table cell outside a row."}),
        (
            lambda p: headings(p, "Note"),
            {"NOTE-ID": "1 footnote without the id that a reference needs."},
        ),
        (
            lambda p: headings(p, "Formula"),
            {"FORMULA-ALT": "1 formula without a description in words."},
        ),
        (
            lambda p: headings(p, "Fancy"),
            {"ROLE-UNKNOWN": "Some tags are of kinds no reader knows: Fancy."},
        ),
    ],
)  # fmt: skip
def test_findings_say_what_and_how_many(tmp_path, record_of, make, found):
    paper = Paper()
    make(paper)

    record = record_of(paper.save(tmp_path / "paper.pdf"))

    assert {finding.rule: finding.message for finding in record.findings} == found
    assert record.accessible is (found == {})


def test_a_finding_names_its_pages(tmp_path, record_of):
    paper = Paper()
    paper.say(paper.page(), "Words", paper.element("P"))
    a_picture(paper)

    (finding,) = record_of(paper.save(tmp_path / "paper.pdf")).findings

    assert finding.pages == (2,)


def test_words_that_no_tag_mentions_are_an_error_and_lines_a_warning(
    tmp_path, record_of
):
    paper = Paper()
    for drawing in (b"BT /F1 9 Tf 50 50 Td (Loose) Tj ET", b"50 50 m 90 90 l S"):
        page = paper.page()
        paper.say(page, "Words", paper.element("P"))
        paper.draw(page, drawing)

    findings = record_of(paper.save(tmp_path / "paper.pdf")).findings

    assert [(f.rule, f.level, f.pages) for f in findings] == [
        ("CONTENT-UNTAGGED", "error", (1,)),
        ("LINES-UNTAGGED", "warning", (2,)),
    ]


def test_a_mark_that_no_element_holds_is_not_read_aloud(tmp_path, record_of):
    paper = Paper()
    page = paper.page()
    paper.say(page, "Words", paper.element("P"))
    paper.draw(page, b"/P <</MCID 7>> BDC BT /F1 9 Tf 50 50 Td (Mute) Tj ET EMC")

    assert rules(record_of(paper.save(tmp_path / "paper.pdf"))) == ["CONTENT-SILENT"]


def test_tagged_words_inside_an_artifact_are_both_and_neither(tmp_path, record_of):
    paper = Paper()
    page = paper.page()
    paper.draw(page, b"/Artifact BMC")
    paper.say(page, "Words", paper.element("P"))
    paper.draw(page, b"EMC")

    assert rules(record_of(paper.save(tmp_path / "paper.pdf"))) == ["CONTENT-NESTED"]


def test_fonts_that_are_not_in_the_file_or_cannot_be_read(tmp_path, record_of):
    paper = Paper()
    page = paper.page()
    paper.say(page, "Words", paper.element("P"))
    fonts = paper.obj(page).Resources.Font
    fonts.F2 = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Helvetica,
        Encoding=Name.WinAnsiEncoding,
    )
    fonts.F3 = Dictionary(dict(fonts.F1.items()))
    fonts.F3.BaseFont = Name("/ABCDEF+Wingdings")
    del fonts.F3.Encoding

    findings = record_of(paper.save(tmp_path / "paper.pdf")).findings

    assert [(f.rule, f.message) for f in findings] == [
        (
            "FONT-EMBED",
            (
                "Fonts not in the file: Helvetica. "
                "Another machine may print it differently."
            ),
        ),
        (
            "FONT-UNICODE",
            "Text that cannot be read aloud or copied, in the fonts: Wingdings.",
        ),
    ]


def test_a_link_outside_the_reading_order(tmp_path, record_of):
    paper = Paper()
    page = paper.page()
    paper.say(page, "Words", paper.element("P"))
    paper.link(page, "Somewhere", Dest=Array([paper.obj(page), Name.Fit]))

    record = record_of(paper.save(tmp_path / "paper.pdf"))

    assert rules(record) == ["LINK-TAG"]
    assert record.findings[0].message == "1 link or marking outside the reading order."


def test_a_tree_that_is_not_said_to_be_meant_does_not_count(tmp_path, record_of):
    source = a_tagged_paper(tmp_path / "paper.pdf")
    source.write_bytes(source.read_bytes().replace(b"/Marked true", b"/Marked null"))

    assert not record_of(source).tagged


def test_a_picture_that_somebody_described_needs_no_text(tmp_path, record_of):
    paper = Paper()
    page = paper.page()
    mark = b"/Figure <</MCID 0>> BDC 72 400 300 300 re f EMC"
    element = paper.element("Figure", Alt=String("The signatures of both parties"))
    element.K.append(Dictionary(Type=Name.MCR, MCID=0, Pg=paper.obj(page)))
    paper.marks[page].append(element)
    paper.draw(page, mark)

    record = record_of(paper.save(tmp_path / "paper.pdf"))

    assert record.pages[0].text_length == 0
    assert record.accessible


def test_a_paper_without_a_language_is_assumed_to_be_english(tmp_path, record_of):
    paper = Paper(lang="")
    paper.say(paper.page(), "Words", paper.element("P"))

    record = record_of(paper.save(tmp_path / "paper.pdf"))

    assert rules(record) == ["LANG-NONE"]
    assert record.accessible


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        "<h1>A</h1><table><tr><td>1</td><td>2</td></tr></table>",
        "<h1>A</h1><h3>B</h3>",
        "<h2>A</h2>",
        "<h1>A</h1><p>Fine, all of it.</p>",
    ],
)
def test_our_verdict_is_that_of_the_public_checker(tmp_path, record_of, body):
    source = tmp_path / "paper.pdf"
    source.write_bytes(render_html(html_page("A", body), title="A").pdf)

    assert record_of(source).accessible is (conformance_errors(source) == [])
