"""A small Word file, written part by part: the portal ships no binary and no writer."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ics_portal.demo.stand_ins import StandInSection

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def word_file(title: str, notice: str, sections: Sequence[StandInSection]) -> bytes:
    """A .docx with real headings, lists as paragraphs, and tables with a header row.

    Equal words give equal bytes.
    """
    body = [_paragraph(title, "Title"), _paragraph(notice)]
    for section in sections:
        body.append(_paragraph(section.heading, "Heading1"))
        body += [_paragraph(words) for words in section.paragraphs]
        body += [_paragraph(f"– {point}") for point in section.points]
        if section.table:
            body.append(_table(section.table))
    parts = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        "</Types>",
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f"{_HEAD}<Relationships "
        f'xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "word/styles.xml": _styles(),
        "word/document.xml": f'{_HEAD}<w:document xmlns:w="{_MAIN}"><w:body>'
        f"{''.join(body)}</w:body></w:document>",
    }
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(ZipInfo(name, (2020, 12, 2, 10, 0, 0)), text)
    return made.getvalue()


def _paragraph(words: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'


def _table(rows: Sequence[Sequence[str]]) -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    cells = []
    for place, row in enumerate(rows):
        head = "<w:trPr><w:tblHeader/></w:trPr>" if place == 0 else ""
        columns = "".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in row)
        cells.append(f"<w:tr>{head}{columns}</w:tr>")
    grid = '<w:gridCol w:w="2400"/>' * len(rows[0])
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(cells)}</w:tbl>{_paragraph('')}"
    )


def _styles() -> str:
    def style(key: str, name: str, size: int, level: str, *, bold: bool) -> str:
        return (
            f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>'
            f'<w:pPr>{level}<w:spacing w:before="240" w:after="80"/></w:pPr><w:rPr>'
            f'{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/></w:rPr></w:style>'
        )

    return (
        f'{_HEAD}<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="21"/>'
        '<w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
        + style("Title", "Title", 40, "", bold=True)
        + style("Heading1", "heading 1", 26, '<w:outlineLvl w:val="0"/>', bold=True)
        + "</w:styles>"
    )
