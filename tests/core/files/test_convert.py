"""Office files as PDF: what comes out, what is left out, and every way it can fail."""

import errno
import http.server
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from ics_portal.core.files import convert as convert_module
from ics_portal.core.files.convert import ConversionReport, convert_to_pdf
from ics_portal.core.files.errors import ConversionFailed
from ics_portal.core.files.kinds import FileKind
from ics_portal.core.files.office import office_available
from ics_portal.core.verdicts import ALLOWED, refused
from tests.core.files import samples

SECRET = "Remuneration of the chair"
SAVE_AS_PDF = "Save it as PDF and upload that."
NOT_INSTALLED = "Office files cannot be turned into PDF on this machine: LibreOffice is not installed."
MAKES_A_PDF = (
    'for last; do :; done; out="$(dirname "$last")/out"; cp {made} "$out/paper.pdf"'
)
OFFICE = pytest.mark.usefixtures("office")


@pytest.fixture
def convert(tmp_path):
    """``convert(content, kind)`` returns the report and the path of the PDF."""

    def run(content: bytes, kind: FileKind, **options) -> tuple[ConversionReport, Path]:
        source = samples.on_disk(tmp_path, content)
        out = tmp_path / "out.pdf"
        return convert_to_pdf(source=source, kind=kind, out=out, **options), out

    return run


@pytest.fixture
def failure(convert, tmp_path, settings):
    """``failure(content, kind)`` is what the conversion says when it cannot be done."""

    def of(content: bytes, kind: FileKind = FileKind.DOCX) -> tuple[str, str]:
        with pytest.raises(ConversionFailed) as failed:
            convert(content, kind)
        assert not list(tmp_path.glob("out.pdf*"))
        assert list((Path(settings.VAR_DIR) / "tmp").iterdir()) == []
        return failed.value.sentence, failed.value.cure

    return of


def words_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


# --- What comes out -------------------------------------------------------------------


def test_a_pdf_is_handed_on_as_it_is(convert):
    content = samples.pdf(3)

    report, out = convert(content, FileKind.PDF)

    assert out.read_bytes() == content
    assert (report.fonts_replaced, report.remarks) == ((), ())


@OFFICE
@pytest.mark.slow
def test_a_word_file_becomes_tagged_pages_with_an_outline_and_a_title(convert):
    report, out = convert(samples.word(), FileKind.DOCX)

    with pikepdf.open(out) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_outline() as outline:
            assert [entry.title for entry in outline.root] == ["Finance report"]
            assert [entry.title for entry in outline.root[0].children] == ["Next steps"]
        assert pdf.docinfo["/Title"] == "Finance report"
    assert "The board is asked to note this report." in words_of(out)
    assert report.remarks == ()


@OFFICE
@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (samples.slides("Month 7", "Month 8"), FileKind.PPTX, "Month 8"),
        (samples.open_text(), FileKind.ODT, "Terms of reference"),
    ],
)
def test_slides_and_open_documents_are_tagged_pages_too(convert, content, kind, words):
    _, out = convert(content, kind)

    assert words in words_of(out)
    with pikepdf.open(out) as pdf:
        assert "/StructTreeRoot" in pdf.Root
        assert pdf.Root.Lang == "en-GB"


@OFFICE
@pytest.mark.slow
def test_a_workbook_is_printed_on_a4_and_claims_no_more_than_it_has(convert):
    _, out = convert(samples.workbook(("Plan", 120), ("Outturn", 118)), FileKind.XLSX)

    assert "Outturn" in words_of(out)
    with pikepdf.open(out) as pdf:
        assert [round(float(side)) for side in pdf.pages[0].mediabox] == [
            0,
            0,
            595,
            842,
        ]
        about = pdf.Root.get("/Metadata")
        claims = about is not None and b"pdfuaid" in about.read_bytes()
        assert "/StructTreeRoot" in pdf.Root or not claims


@OFFICE
@pytest.mark.slow
@pytest.mark.parametrize(
    ("modern", "kind"),
    [
        (samples.word(), FileKind.DOC),
        (samples.slides("Month 7"), FileKind.PPT),
        (samples.workbook(("Outturn", 118)), FileKind.XLS),
    ],
)
def test_files_of_the_nineties_are_recognised_and_printed(
    tmp_path, convert, modern, kind
):
    source = samples.on_disk(tmp_path, modern)
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless"]
    command += ["--convert-to", kind.value, "--outdir", str(tmp_path / "old")]
    subprocess.run([*command, str(source)], check=True, capture_output=True)
    old = (tmp_path / "old" / f"paper.{kind.value}").read_bytes()

    _, out = convert(old, kind)

    words = {FileKind.DOC: "asked to note", FileKind.PPT: "Month 7"}
    assert words.get(kind, "Outturn") in words_of(out)


@OFFICE
@pytest.mark.slow
def test_conversions_at_the_same_moment_do_not_disturb_each_other(tmp_path):
    made: dict[int, str] = {}

    def one(number: int) -> None:
        source = samples.on_disk(
            tmp_path, samples.word(f"Paper number {number}"), f"source{number}"
        )
        out = tmp_path / f"{number}.pdf"
        convert_to_pdf(source=source, kind=FileKind.DOCX, out=out)
        made[number] = words_of(out)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(made) == [0, 1, 2]
    assert all(f"Paper number {number}" in words for number, words in made.items())


@OFFICE
@pytest.mark.slow
def test_the_source_is_not_touched_and_nothing_is_left_behind(
    convert, tmp_path, settings
):
    content = samples.word()

    _, out = convert(content, FileKind.DOCX)

    assert (tmp_path / "paper").read_bytes() == content
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "out.pdf",
        "paper",
        "var",
    ]
    assert list((Path(settings.VAR_DIR) / "tmp").iterdir()) == []
    assert out.stat().st_size


# --- What is left out -------------------------------------------------------------------


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """An address outside the file, and the list of who asked for what there."""
    asked: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            asked.append(str(self.rfile.readline()))
            self.close_connection = True

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/secret.png", asked
        server.shutdown()


LINKING = [
    pytest.param(samples.word_with_linked_picture, FileKind.DOCX, id="word"),
    pytest.param(samples.slides_with_linked_picture, FileKind.PPTX, id="slides"),
    pytest.param(samples.open_text_with_linked_picture, FileKind.ODT, id="open text"),
]


@OFFICE
@pytest.mark.slow
@pytest.mark.parametrize(("document", "kind"), LINKING)
def test_no_file_of_the_machine_is_drawn_into_a_paper(
    convert, tmp_path, document, kind
):
    secret = samples.on_disk(tmp_path, samples.picture(), "secret.png")

    report, out = convert(document(secret.as_uri()), kind)

    with pikepdf.open(out) as pdf:
        assert [list(page.get_images()) for page in pdf.pages] == [[]]
    assert report.remarks == (
        (
            "1 picture is kept outside the file and therefore left out. Insert them into the "
            "document itself."
        ),
    )


@OFFICE
@pytest.mark.slow
@pytest.mark.parametrize(("document", "kind"), LINKING)
def test_no_address_is_called_while_a_paper_is_converted(
    convert, elsewhere, without_the_second_wall, document, kind
):
    address, asked = elsewhere

    convert(document(address), kind)

    assert asked == []


@OFFICE
@pytest.mark.slow
@pytest.mark.parametrize(
    ("document", "kind"),
    [
        (samples.open_text_with_linked_section, FileKind.ODT),
        (samples.open_sheet_with_linked_table, FileKind.ODS),
    ],
)
def test_no_words_of_another_file_are_read_into_a_paper(
    convert, tmp_path, document, kind
):
    secret = samples.on_disk(tmp_path, SECRET.encode(), "secret.txt")

    _, out = convert(document(secret.as_uri()), kind)

    assert SECRET not in words_of(out)
    assert "kept words" in words_of(out)


@pytest.fixture
def without_the_second_wall(monkeypatch, tmp_path) -> None:
    """The guard without its cut of the network: LibreOffice's settings stand alone."""
    guard = tmp_path / "guard.py"
    whole = convert_module.run_limited.__globals__["GUARD"].read_text()
    assert "    cut_network()\n" in whole
    guard.write_text(whole.replace("    cut_network()\n", ""))
    monkeypatch.setattr("ics_portal.core.files.limited.GUARD", guard)


# --- Remarks ----------------------------------------------------------------------------


@OFFICE
@pytest.mark.slow
def test_an_author_is_told_what_prints_differently(convert, monkeypatch):
    document = samples.rezipped(
        samples.word(),
        change={
            "word/document.xml": lambda xml: xml.replace(
                "<w:sectPr",
                '<w:p><w:ins w:id="1" w:author="a" w:date="2020-11-01T00:00:00Z"><w:r>'
                '<w:rPr><w:rFonts w:ascii="Board Sans"/></w:rPr><w:t>new</w:t></w:r>'
                "</w:ins></w:p><w:sectPr",
                1,
            )
        },
    )

    report, _ = convert(document, FileKind.DOCX)

    assert report.fonts_replaced == ("Board Sans",)
    assert report.remarks == (
        (
            "It still has tracked changes, which print as marks. Accept or reject them and "
            "upload it again."
        ),
        (
            "The typeface Board Sans is not on this machine, so another is used and lines may "
            "break elsewhere. To keep the look, save it as PDF and upload that."
        ),
    )


# --- Every way it can fail --------------------------------------------------------------


def test_without_libreoffice_the_page_and_the_job_say_so(failure, settings):
    settings.SOFFICE_PATH = "/no/such/soffice"

    assert office_available() == refused(
        f"{NOT_INSTALLED} Save the file as PDF and upload that."
    )
    assert failure(samples.word()) == (NOT_INSTALLED, SAVE_AS_PDF)


def test_with_libreoffice_the_page_says_nothing(soffice_is):
    soffice_is("true")

    assert office_available() == ALLOWED


def test_libreoffice_that_vanished_since_is_not_installed(
    failure, soffice_is, settings
):
    soffice_is("true")
    assert office_available()
    Path(settings.SOFFICE_PATH).unlink()

    assert failure(samples.word()) == (NOT_INSTALLED, SAVE_AS_PDF)


@pytest.mark.parametrize(("limit", "said"), [(1, "1 second"), (2, "2 seconds")])
def test_libreoffice_that_hangs_is_stopped(failure, soffice_is, settings, limit, said):
    soffice_is("sleep 60")
    settings.OFFICE_TIMEOUT_SECONDS = limit
    started = time.monotonic()

    assert failure(samples.word()) == (
        f"LibreOffice took longer than {said} over this file and was stopped.",
        SAVE_AS_PDF,
    )
    assert time.monotonic() - started < limit + 4


def test_libreoffice_that_eats_memory_is_stopped(failure, soffice_is, settings):
    soffice_is(
        "exec python3 -c 'kept = []\nwhile True: kept.append(bytearray(9999999))'"
    )
    settings.OFFICE_MEMORY_MB = 250

    assert failure(samples.word()) == (
        "LibreOffice needed more than 250 MB of memory for this file and was stopped.",
        SAVE_AS_PDF,
    )


@OFFICE
@pytest.mark.slow
def test_the_memory_limit_holds_for_the_real_libreoffice(failure, settings):
    settings.OFFICE_MEMORY_MB = 250

    assert failure(samples.word())[0].startswith("LibreOffice needed more than 250 MB")


@pytest.mark.parametrize(
    "does", ["exit 1", "exit 0", ': > "$(dirname "$0")/x"', "kill -SEGV $$"]
)
def test_libreoffice_that_makes_nothing_is_said_with_the_way_out(
    failure, soffice_is, does
):
    soffice_is(does)

    assert failure(samples.word()) == (
        "LibreOffice could not read this Word document, which is damaged or unusual.",
        (
            "Open it on your own machine and save it again, or save it as PDF, and upload "
            "that."
        ),
    )


@pytest.mark.parametrize(
    ("content", "sentence", "cure"),
    [
        (
            samples.compound_file({"EncryptedPackage": b""}),
            "This file is locked with a password.",
            "Upload a copy without one.",
        ),
        (
            samples.word()[:-300],
            "This file is damaged: parts of it are missing or cannot be read.",
            "Open it on your own machine, save it again and upload the new copy.",
        ),
        (
            samples.slides(),
            "This file was taken for a Word document but is a PowerPoint presentation.",
            "Upload it again.",
        ),
    ],
    ids=["locked", "damaged", "another kind"],
)
def test_a_file_that_is_not_what_was_accepted_never_reaches_libreoffice(
    failure, soffice_is, tmp_path, content, sentence, cure
):
    reached = tmp_path / "reached"
    soffice_is(f"touch {reached}")

    assert failure(content) == (sentence, cure)
    assert not reached.exists()


def test_a_full_disk_is_said_as_that(failure, soffice_is, monkeypatch):
    soffice_is("exit 1")
    monkeypatch.setattr(convert_module, "_DISK_IS_FULL_BELOW", 10**18)

    assert failure(samples.word()) == (
        "There is no room left on the portal’s disk, so no PDF could be made.",
        "The file itself is kept. Tell whoever looks after the portal, then try again.",
    )


def test_a_disk_that_fills_up_while_the_result_is_moved_leaves_no_half(
    failure, monkeypatch
):
    def full(_source, target):
        Path(target).write_bytes(b"%PDF-half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(convert_module, "_DISK_IS_FULL_BELOW", 10**18)
    monkeypatch.setattr(shutil, "copyfile", full)

    sentence, _ = failure(samples.pdf(), FileKind.PDF)
    assert sentence.startswith("There is no room left")


def test_another_fault_is_not_dressed_up_as_a_full_disk(convert, monkeypatch):
    def denied(_source, _target):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(shutil, "copyfile", denied)

    with pytest.raises(PermissionError):
        convert(samples.pdf(), FileKind.PDF)


def test_a_conversion_that_is_cancelled_ends_at_once(convert, soffice_is, settings):
    soffice_is("sleep 60")
    started = time.monotonic()

    def cancelled() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        convert(samples.word(), FileKind.DOCX, heartbeat=cancelled)

    assert time.monotonic() - started < 4
    assert list((Path(settings.VAR_DIR) / "tmp").iterdir()) == []


def test_libreoffice_is_told_nothing_of_the_portals_own_settings(
    convert, soffice_is, tmp_path, monkeypatch
):
    monkeypatch.setenv("DATABASE_URL", "postgres://portal:secret@db/portal")
    made = samples.on_disk(tmp_path, samples.pdf(), "made.pdf")
    soffice_is(f"env > {tmp_path}/told; {MAKES_A_PDF.format(made=made)}")

    convert(samples.word(), FileKind.DOCX)

    told = (tmp_path / "told").read_text()
    assert "HOME=" in told
    assert "secret" not in told


def test_each_conversion_has_a_profile_that_forbids_macros_and_links(
    convert, soffice_is, tmp_path
):
    made = samples.on_disk(tmp_path, samples.pdf(), "made.pdf")
    soffice_is(
        f"cp profile/user/registrymodifications.xcu {tmp_path}/told; pwd > {tmp_path}/at; "
        f'echo "$@" > {tmp_path}/said; {MAKES_A_PDF.format(made=made)}'
    )

    convert(samples.word(), FileKind.DOCX)

    told = (tmp_path / "told").read_text()
    for wanted in (
        '"BlockUntrustedRefererLinks" oor:op="fuse"><value>true<',
        '"DisableMacrosExecution" oor:op="fuse"><value>true<',
        '"MacroSecurityLevel" oor:op="fuse"><value>3<',
        'VirtualMachine"><prop oor:name="Enable" oor:op="fuse"><value>false<',
    ):
        assert wanted in told
    folder = (tmp_path / "at").read_text().strip()
    said = (tmp_path / "said").read_text()
    assert f"-env:UserInstallation=file://{folder}/profile " in said
    assert "--infilter=MS Word 2007 XML" in said
