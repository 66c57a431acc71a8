"""The files that people bring along on a journey."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.oxml import OxmlElement
from PIL import Image

from ics_portal.core.pdf.render import render_html

HEADINGS = ("Pressures expected", "What partners will do", "What it costs")
ANNEX_HEADINGS = ("Beds by site", "Staff by site")


def word_paper(folder: Path) -> Path:
    """A Word file of two pages: headings, a list, a table, a described picture, a link."""
    picture = folder / "picture.png"
    Image.new("RGB", (240, 120), "#005eb8").save(picture)
    document = Document()
    document.core_properties.title = "Winter resilience"
    document.core_properties.language = "en-GB"
    document.add_heading("Winter resilience", level=0)
    for place, heading in enumerate(HEADINGS):
        document.add_heading(heading, level=1)
        document.add_paragraph(f"The words under {heading.lower()} stand here.")
        document.add_paragraph("Open the escalation beds", style="List Bullet")
        if place == 0:
            shape = document.add_picture(str(picture))
            shape._inline.docPr.set("descr", "A blue field that stands for a chart")
        if place == 1:
            document.add_page_break()
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    for row, words in zip(
        table.rows, (("Line", "Cost"), ("Beds", "£1.2m")), strict=True
    ):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    # What Word calls "Repeat header rows": without it no reader knows the heads.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    path = folder / "Winter résilience – board paper.docx"
    document.save(str(path))
    return path


def pdf_annex(folder: Path) -> Path:
    """A tagged PDF of two pages with headings, and a link from the first to the second."""
    first, second = ANNEX_HEADINGS
    html = f"""<html lang="en-GB"><head><title>Capacity by site</title></head><body>
    <h1>Capacity by site</h1>
    <h2>{first}</h2><p>Site A has forty beds. <a href="#staff">See {second}.</a></p>
    <h2 id="staff" style="break-before: page">{second}</h2>
    <p>Site A has ninety nurses.</p></body></html>"""
    path = folder / "capacity.pdf"
    path.write_bytes(render_html(html, title="Capacity by site").pdf)
    return path
