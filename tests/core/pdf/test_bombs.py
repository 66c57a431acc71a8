"""Content that unpacks without end is refused before it is unpacked."""

import time
import zlib
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Name

from ics_portal.core.pdf import content, pageprep
from ics_portal.core.pdf.errors import TooComplicated
from ics_portal.core.pdf.normalise import normalise_part
from ics_portal.core.pdf.opening import open_upload

MEBI = 2**20
DRAWING = b"0 0 m "
TWICE = Array([Name.FlateDecode, Name.FlateDecode])


def a_pdf(path: Path, raw: bytes, filters, *, pages: int = 1) -> Path:
    """Pages that share one stream, stored as it comes."""
    with pikepdf.new() as pdf:
        stream = pdf.make_stream(b"")
        stream.write(raw, filter=filters)
        for _ in range(pages):
            page = pdf.add_blank_page()
            page.obj.Contents = stream
        pdf.save(path, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return path


def flate(size: int) -> bytes:
    return zlib.compress(DRAWING * (size // len(DRAWING)), 9)


@pytest.fixture
def limit(monkeypatch):
    monkeypatch.setattr(content, "CONTENT_LIMIT", MEBI)
    return MEBI


@pytest.mark.parametrize(
    ("filters", "wrap"),
    [
        (Name.FlateDecode, lambda raw: raw),
        (Array([Name.FlateDecode]), lambda raw: raw),
        (TWICE, lambda raw: zlib.compress(raw, 9)),
        (
            Array([Name.ASCIIHexDecode, Name.FlateDecode]),
            lambda raw: raw.hex().encode() + b">",
        ),
    ],
)
def test_a_drawing_past_the_limit_is_refused_however_it_is_packed(
    tmp_path, limit, filters, wrap
):
    source = a_pdf(tmp_path / "bomb.pdf", wrap(flate(2 * limit)), filters)

    with pytest.raises(TooComplicated, match="Page 1 holds more drawing"):
        normalise_part(source, tmp_path / "out.pdf", key="bomb", page_limit=10)


def test_pages_that_share_one_drawing_are_counted_each(tmp_path, limit, monkeypatch):
    monkeypatch.setattr(pageprep, "PAPER_LIMIT", 3 * limit)
    packed = flate(limit - len(DRAWING))
    few = a_pdf(tmp_path / "few.pdf", packed, Name.FlateDecode, pages=2)
    many = a_pdf(tmp_path / "many.pdf", packed, Name.FlateDecode, pages=4)

    record = normalise_part(few, tmp_path / "out.pdf", key="few", page_limit=10)

    assert record.page_count == 2
    with pytest.raises(TooComplicated, match="The pages of this file hold more"):
        normalise_part(many, tmp_path / "out.pdf", key="many", page_limit=10)


def test_a_drawing_within_a_drawing_is_bounded_too(limit):
    with pikepdf.new() as pdf:
        form = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form)
        form.write(zlib.compress(flate(2 * limit)), filter=TWICE)

        with pytest.raises(TooComplicated, match="A drawing in this file"):
            content.scan(form, None)


@pytest.mark.parametrize("inside", [b"", b"(x) Tj "], ids=["empty", "words"])
def test_marks_within_marks_are_read_once_each(inside):
    deep = 40_000
    with pikepdf.new() as pdf:
        page = pdf.make_stream(b"/Span BMC " * deep + inside * deep)
        began = time.process_time()

        found = content.scan(page, None)

    assert time.process_time() - began < 8  # half a minute and more, growing squared
    assert (found.open_marks, found.loose) == (deep, deep if inside else 0)


def test_running_out_of_memory_is_said_in_a_sentence(tmp_path):
    source = a_pdf(tmp_path / "paper.pdf", flate(600), Name.FlateDecode)

    with pytest.raises(TooComplicated, match="needs more memory"), open_upload(source):
        raise MemoryError
