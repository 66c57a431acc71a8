"""Files of a paper: uploaded, refused, tried again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from boards.papers.models import PaperVersion
from tests.boards.papers.views.writing.common import edit, post, stored
from tests.core.files.samples import pdf, word
from tests.factories.papers import PaperVersionFactory


def a_file(content=None, name="Finance.pdf"):
    return SimpleUploadedFile(name, pdf(2) if content is None else content)


def test_an_upload_becomes_a_version_and_says_so(paper, author):
    answer = post(author, paper, act="upload", file=a_file(), note="Table 2")

    page = author.get(edit(paper)).content.decode()
    assert answer["Location"] == f"{edit(paper)}#file"
    assert "Finance.pdf was uploaded as version 1 and is being prepared." in page
    assert PaperVersion.objects.get().note == "Table 2"
    assert 'hx-trigger="every 1s"' in page


def test_a_file_is_kept_when_another_field_is_wrong(paper, author):
    answer = post(author, paper, file=a_file(), written_on="2020-12-03")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert PaperVersion.objects.get().original.original_name == "Finance.pdf"
    assert 'value="2020-12-03"' in page
    assert "Date of writing must be on or before the meeting" in page


def test_what_is_typed_is_kept_when_the_file_is_refused(paper, author, summary):
    answer = post(
        author, paper, file=a_file(b"\x7fELF program", "paper.docx"),
        note="first", executive_summary="Typed beside.",
    )  # fmt: skip

    page = answer.content.decode()
    assert answer.status_code == 422
    assert stored(paper)["executive_summary"] == "Typed beside."
    assert "Typed beside." in page
    assert 'value="first"' in page
    assert list(summary(answer)) == ["#id_file"]
    assert not PaperVersion.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "empty.pdf", "This file is empty"),
        (b"PK\x03\x04 not really", "paper.docx", "This file is damaged"),
        (b"hello", "notes.txt", "does not take files of this kind"),
    ],
)
def test_bad_files_are_refused_beside_the_field(paper, author, content, name, words):
    answer = post(author, paper, act="upload", file=a_file(content, name))

    assert words in answer.content.decode()
    assert not PaperVersion.objects.exists()


def test_a_file_over_the_limit_is_refused_with_the_limit(paper, author, settings):
    settings.UPLOAD_MAX_BYTES = 2 * 1024 * 1024

    answer = post(author, paper, act="upload", file=a_file(b"%PDF-" + b"x" * 2**22))

    assert "2.0 MB" in answer.content.decode()
    assert not PaperVersion.objects.exists()


def test_pressing_upload_without_a_file_asks_for_one(paper, author, summary):
    answer = post(author, paper, act="upload")

    assert summary(answer) == {"#id_file": "Choose a file"}


def test_without_libreoffice_the_page_says_so_where_a_file_is_chosen(
    paper, author, settings
):
    settings.SOFFICE_PATH = "/nowhere/soffice"

    page = author.get(edit(paper)).content.decode()

    assert "LibreOffice is not installed" in page


def test_a_word_file_without_libreoffice_is_still_kept(paper, author, settings):
    settings.SOFFICE_PATH = "/nowhere/soffice"

    post(author, paper, act="upload", file=a_file(word(), "Finance.docx"))

    assert PaperVersion.objects.get().original.original_name == "Finance.docx"


def test_a_failed_file_offers_to_try_again(paper, author):
    PaperVersionFactory(
        paper=paper, state="failed", failure="It is locked.", cure="Ask for a copy."
    )

    page = author.get(edit(paper)).content.decode()
    again = author.post(
        reverse("papers:retry", kwargs={"paper_id": paper.pk, "number": 1})
    )

    assert "It is locked." in page
    assert "Ask for a copy." in page
    assert 'form="retry-1"' in page
    assert again["Location"] == edit(paper)
    assert PaperVersion.objects.get().state == "waiting"


@pytest.mark.parametrize("page", ["edit", "versions"])
def test_a_locked_file_offers_only_another_upload(paper, author, page):
    PaperVersionFactory(
        paper=paper, state="failed", failure="This PDF is locked with a password.",
        cure="Upload a copy without a password.",
        steps=[{"key": "read", "label": "Read", "words": "Failed", "state": "failed",
                "is_final": True}],
    )  # fmt: skip

    shown = author.get(reverse(f"papers:{page}", kwargs={"paper_id": paper.pk}))

    assert "Upload a copy without a password." in shown.content.decode()
    assert "Try again" not in shown.content.decode()
    assert "pload another" in shown.content.decode()


def test_a_version_that_is_ready_is_not_tried_again(paper, author):
    PaperVersionFactory(paper=paper, ready=True)

    author.post(reverse("papers:retry", kwargs={"paper_id": paper.pk, "number": 1}))

    assert "could not be used" in author.get(edit(paper)).content.decode()
