"""The measuring command: what it prints and leaves, never how fast it is."""

import json
from io import StringIO

import pikepdf
import pytest
from django.core.management import CommandError, call_command

from bench.corpus import make_corpus
from ics_portal.core.pdf.bench import concatenate, store_papers
from ics_portal.core.pdf.walk import walk_pdf
from tests.core.pdf.samples import a_plain_paper, a_tagged_paper


@pytest.fixture
def manifest(tmp_path):
    """Two papers, as the maker of a corpus lists them."""
    a_tagged_paper(tmp_path / "a.pdf", pages=2)
    a_plain_paper(tmp_path / "b.pdf", pages=3)
    papers = [
        {"file": "a.pdf", "kind": "text", "pages": 2, "title": "Paper A", "bytes": 1},
        {"file": "b.pdf", "kind": "scan", "pages": 3, "title": "Paper B", "bytes": 1},
    ]
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps({"version": 1, "papers": papers}))
    return path


@pytest.mark.slow
def test_each_repetition_is_one_line_of_json_and_the_tagged_pack_is_left(
    manifest, tmp_path
):
    out, printed = tmp_path / "out" / "pack.pdf", StringIO()
    out.parent.mkdir()

    call_command("assemble_files", manifest, out, repeat=2, stdout=printed)

    lines = [json.loads(line) for line in printed.getvalue().splitlines()]
    assert len(lines) == 2
    for line in lines:
        assert list(line) == [
            "untagged_s", "tagged_s", "concat_s", "peak_mb", "pages", "tagged_pages",
        ]  # fmt: skip
        assert (line["pages"], line["tagged_pages"]) == (5, 2)
        assert all(line[key] > 0 for key in line)
    assert list(out.parent.iterdir()) == [out]
    assert {fault.kind for fault in walk_pdf(out)} == {"untagged-page"}
    with pikepdf.open(out) as pack:
        assert [page.label for page in pack.pages] == ["1", "2", "3", "4", "5"]


@pytest.mark.slow
def test_the_yardstick_is_every_page_and_nothing_else(manifest, tmp_path):
    parts = store_papers(manifest, tmp_path)

    concatenate(parts, tmp_path / "all.pdf")

    with pikepdf.open(tmp_path / "all.pdf") as pdf:
        assert len(pdf.pages) == 5
        assert "/StructTreeRoot" not in pdf.Root


def test_a_manifest_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="no manifest at"):
        call_command("assemble_files", tmp_path / "none.json", tmp_path / "out.pdf")


@pytest.mark.slow
def test_a_paper_that_is_refused_says_why(manifest, tmp_path):
    (tmp_path / "b.pdf").write_bytes(b"")

    with pytest.raises(CommandError, match="This file is empty"):
        call_command("assemble_files", manifest, tmp_path / "out.pdf")


@pytest.mark.slow
def test_the_corpus_is_the_same_wherever_it_is_made(tmp_path):
    manifests = [make_corpus(tmp_path / name, pages=40) for name in ("one", "two")]

    first, second = (json.loads(path.read_text())["papers"] for path in manifests)
    assert first == second
    assert sum(paper["pages"] for paper in first) == 40
    kinds = [paper["kind"] for paper in first]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "text": 14,
        "office": 8,
        "scan": 6,
        "photo": 2,
    }
    for paper in first:
        with pikepdf.open(tmp_path / "one" / paper["file"]) as pdf:
            assert len(pdf.pages) == paper["pages"]
    tagged = next(paper for paper in first if paper["kind"] == "text")
    assert walk_pdf(tmp_path / "one" / tagged["file"]) == []


@pytest.mark.slow
def test_the_copies_of_a_board_are_measured_and_each_passes_its_check(tmp_path, capsys):
    manifest = make_corpus(tmp_path / "corpus", pages=40)

    call_command(
        "assemble_files", manifest, tmp_path / "out.pdf", copies=True, repeat=1
    )

    (line,) = capsys.readouterr().out.splitlines()
    told = json.loads(line)
    assert (told["pages"], told["sets"], told["readers"]) == (40, 5, 12)
    assert all(told[what] > 0 for what in ("build", "reader", "check", "walk"))
