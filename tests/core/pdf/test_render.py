"""Our own pages: tagged, from our own files only, the same every time."""

import pikepdf
import pytest
from pikepdf import Name

from ics_portal.core.pdf import PdfDocument, render, render_pdf
from ics_portal.core.pdf.fetching import BASE_URL, static_file
from ics_portal.core.pdf.render import render_html
from ics_portal.core.pdf.walk import walk_pdf
from tests.core.pdf.pages import cover_sheet, page

DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4"
    "2mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def static(settings, tmp_path):
    """A folder of static files with one style sheet, and a secret outside it."""
    folder = tmp_path / "static"
    folder.mkdir()
    (folder / "print.css").write_text("h1 { break-before: page }")
    (tmp_path / "secret.css").write_text("h1 { color: red }")
    settings.STATICFILES_DIRS = [str(folder)]
    settings.STATIC_ROOT = None
    settings.STATIC_URL = "/static/"
    return folder


@pytest.fixture
def opened(tmp_path):
    """Open rendered bytes."""

    def read(pdf: bytes) -> pikepdf.Pdf:
        path = tmp_path / "rendered.pdf"
        path.write_bytes(pdf)
        return pikepdf.open(path)

    return read


def test_a_document_is_a_template_like_any_page(monkeypatch, opened):
    class Template:
        def render(self, context):
            return page(context["title"], f"<h1>{context['words']}</h1>")

    asked = []
    monkeypatch.setattr(
        render,
        "get_template",
        lambda name, using: asked.append((name, using)) or Template(),
    )

    pdf = render_pdf(
        PdfDocument("pdf/x.html", {"words": "Hello"}, "x.pdf", title="A (title) · ŵ")
    )

    assert asked == [("pdf/x.html", "jinja2")]
    with opened(pdf) as made:
        assert str(made.docinfo.Title) == "A (title) · ŵ"
        assert str(made.Root.Lang) == "en-GB"
        with made.open_metadata() as metadata:
            assert metadata["dc:title"] == "A (title) · ŵ"
            assert metadata["pdfuaid:part"] == "1"


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.org/x.png",
        "http://127.0.0.1:1/x.png",
        "file:///etc/hostname",
        "ftp://example.org/x",
        "/media/x.png",
        "/static/../secret.css",
        "/static/%2e%2e/secret.css",
        "//www.example.org/static/x.css",
        "data:text/html,<p>x",
        "data:application/pdf;base64,AAAA",
    ],
)
def test_nothing_but_our_own_static_files_is_loaded(static, address):
    made = render_html(page("A", f'<h1>A</h1><img alt="x" src="{address}">'), title="A")

    assert len(made.refused) == 1
    assert made.pdf.startswith(b"%PDF-1.7")


def test_an_image_inside_the_page_is_allowed(static):
    made = render_html(page("A", f'<h1>A</h1><img alt="dot" src="{DOT}">'), title="A")

    assert made.refused == []


def test_style_sheets_come_from_the_static_files(static, opened):
    link = '<link rel="stylesheet" href="/static/print.css">'
    made = render_html(page("A", f"{link}<p>One</p><h1>Two</h1>"), title="A")

    assert made.refused == []
    with opened(made.pdf) as pdf:
        assert len(pdf.pages) == 2


@pytest.mark.parametrize(
    ("address", "is_found"),
    [
        ("static/print.css", True),
        ("static/print.css?v=2", True),
        ("static/none.css", False),
        ("static/", False),
        ("static/../secret.css", False),
        ("print.css", False),
    ],
)
def test_an_address_is_a_file_only_below_the_static_address(static, address, is_found):
    assert (static_file(BASE_URL + address) is not None) is is_found


def test_collected_files_are_found_under_their_hashed_names(static, settings, tmp_path):
    collected = tmp_path / "collected"
    collected.mkdir()
    (collected / "print.abc123.css").write_text("")
    settings.STATIC_ROOT = str(collected)

    assert static_file(BASE_URL + "static/print.abc123.css") == (
        collected / "print.abc123.css"
    )
    assert static_file(BASE_URL + "static/../secret.css") is None


def test_equal_words_give_equal_bytes():
    first = render_html(cover_sheet("Quality report"), title="Quality report").pdf
    again = render_html(cover_sheet("Quality report"), title="Quality report").pdf
    other = render_html(cover_sheet("Finance report"), title="Finance report").pdf

    assert first == again
    assert first != other


def test_links_say_their_own_words_and_are_printed(opened):
    body = (
        '<h1 id="top">A</h1><p><a href="#top">Back to <b>the top</b></a>'
        ' <a href="https://www.example.org/a?b=1">the plan</a></p>'
    )
    with opened(render_html(page("A", body), title="A").pdf) as pdf:
        links = pdf.pages[0].obj.Annots
        assert [(str(a.Contents), a.F) for a in links] == [
            ("Back to the top", 4),
            ("the plan", 4),
        ]


def test_header_cells_say_what_they_head(opened):
    body = (
        "<h1>A</h1><table><thead><tr><th></th><th>Plan</th></tr></thead>"
        "<tbody><tr><th>Pay</th><td>1</td></tr></tbody></table>"
    )
    with opened(render_html(page("A", body), title="A").pdf) as pdf:
        scopes = [
            str(obj.A.Scope)
            for obj in pdf.objects
            if isinstance(obj, pikepdf.Dictionary) and obj.get(Name.S) == Name.TH
        ]
    assert sorted(scopes) == ["/Column", "/Column", "/Row"]


def test_words_in_the_margin_are_decoration(opened, tmp_path):
    css = '@page { @bottom-left { content: "In the margin" } }'
    made = render_html(page("A", "<h1>A</h1><p>B</p>", css=css), title="A")

    with opened(made.pdf) as pdf:
        content = pdf.pages[0].obj.Contents.read_bytes()
    assert content.count(b"/Artifact\n<</Type/Pagination>>\nBDC") == 1
    assert walk_pdf(tmp_path / "rendered.pdf") == []
