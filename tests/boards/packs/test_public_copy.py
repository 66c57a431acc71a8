"""The public copy holds nothing of what is not public, and tells nothing by its bytes.

Every search is run on the members' files too, where it must find what it looks for: a
search that finds nothing anywhere would prove nothing.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.utils import timezone

from boards.packs.enums import Edition
from boards.packs.models import Pack
from boards.packs.rules import Snapshot, entries_of
from boards.packs.selectors import stored_papers
from boards.packs.services import start_build
from boards.packs.services.assembly import assemble_edition
from boards.packs.services.build import _Build
from boards.packs.services.layout import lay_out
from boards.packs.services.manifest import manifest_of
from boards.packs.services.parts import StoredPart
from boards.papers.models import Paper, PaperVersion
from tests.factories.packs import PRESS, december, run_job_of

pytestmark = pytest.mark.django_db

# Titles, contents and cover sheets of the confidential papers and of part 2.
SECRETS = ("Zirconium", "Quicksilver", "Yttrium", "Xanthippe")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


@pytest.fixture
def pack() -> Pack:
    story = december()
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    run_job_of(pack)
    return Pack.objects.get(pk=pack.pk)


def path_of(pack: Pack, edition: str) -> Path:
    return Path(
        pack.files.select_related("stored").get(edition=edition).stored.file.path
    )


def forms_of(word: str) -> list[bytes]:
    """The ways in which a word may stand in a PDF."""
    utf16 = word.encode("utf-16-be")
    return [
        word.encode(),
        utf16,
        word.encode().hex().encode(),
        word.encode().hex().upper().encode(),
        utf16.hex().encode(),
        utf16.hex().upper().encode(),
    ]


def raw_streams(content: bytes) -> Iterator[bytes]:
    """Every stream found by scanning the bytes, whether anything points at it or not."""
    for match in _STREAM.finditer(content):
        raw = match[1]
        yield raw
        try:
            yield zlib.decompressobj().decompress(raw)
        except zlib.error:
            continue


def strings_of(value: Any, depth: int = 0) -> Iterator[bytes]:
    """Every string and name inside an object, however deep, references not followed."""
    if isinstance(value, pikepdf.String):
        yield bytes(value)
        yield str(value).encode()
    elif isinstance(value, pikepdf.Name):
        yield str(value).encode()
    elif isinstance(value, pikepdf.Array):
        for inner in value:
            if not getattr(inner, "is_indirect", False):
                yield from strings_of(inner, depth + 1)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for name, inner in value.items():
            yield name.encode()
            if not getattr(inner, "is_indirect", False):
                yield from strings_of(inner, depth + 1)


def everything_in(path: Path) -> bytes:
    """The file's bytes, its streams decoded, its strings and names, and its text as the
    fonts of each page spell it."""
    content = path.read_bytes()
    gathered = [content, *raw_streams(content)]
    with pikepdf.open(path) as pdf:
        for value in pdf.objects:
            gathered.extend(strings_of(value))
            if isinstance(value, pikepdf.Stream):
                gathered.append(value.read_raw_bytes())
                gathered.append(value.read_bytes())
        for stream in content_streams(pdf):
            gathered.extend(spelled_out(pdf, stream))
    return b"\0".join(gathered)


def content_streams(pdf: pikepdf.Pdf) -> Iterator[bytes]:
    """Every stream that shows text, on a page or left lying about."""
    for value in pdf.objects:
        if isinstance(value, pikepdf.Stream):
            content = value.read_bytes()
            if b"Tj" in content or b"TJ" in content:
                yield content


def spelled_out(pdf: pikepdf.Pdf, content: bytes) -> Iterator[bytes]:
    """The text of a content stream under each font of the file: an orphan's glyph codes
    say nothing until they are looked up."""
    shown = re.findall(rb"[<(]([^<>()]*)[>)]", content)
    for value in pdf.objects:
        if not isinstance(value, pikepdf.Dictionary) or "/ToUnicode" not in value:
            continue
        table = unicode_map(value.ToUnicode.read_bytes())
        words = []
        for run in shown:
            if re.fullmatch(rb"[0-9A-Fa-f\s]+", run):
                code = bytes.fromhex(run.decode())
                pairs = [code[n : n + 2] for n in range(0, len(code), 2)]
                words.append("".join(table.get(pair, "") for pair in pairs))
        yield "".join(words).encode()


def unicode_map(cmap: bytes) -> dict[bytes, str]:
    table = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, target in re.findall(rb"<(\w+)>\s*<(\w+)>", block):
            letters = bytes.fromhex(target.decode()).decode("utf-16-be", "replace")
            table[bytes.fromhex(code.decode())] = letters
    return table


def found_in(path: Path) -> set[str]:
    content = everything_in(path)
    return {word for word in SECRETS for form in forms_of(word) if form in content}


@pytest.mark.requirement("AGD-14")
def test_no_word_of_what_is_not_public_is_anywhere_in_the_public_file(pack):
    assert found_in(path_of(pack, "public")) == set()


def test_the_same_search_finds_them_in_the_members_files(pack):
    assert found_in(path_of(pack, "members")) == {
        "Zirconium",
        "Quicksilver",
        "Xanthippe",  # its title stands on the members' agenda
    }
    assert found_in(path_of(pack, "private")) == {"Yttrium", "Xanthippe"}


def test_the_search_reads_glyphs_that_no_byte_search_could(pack):
    """The words of a paper's body are glyph codes: only the fonts spell them out."""
    path = path_of(pack, "members")
    in_the_text_only = b"zIRCONIUM"

    assert in_the_text_only not in path.read_bytes()
    with pikepdf.open(path) as pdf:
        for stream in content_streams(pdf):
            assert in_the_text_only not in stream
    assert in_the_text_only in everything_in(path)
    assert in_the_text_only not in everything_in(path_of(pack, "public"))
    assert b"mINUTES" in everything_in(path_of(pack, "public"))


def test_no_stream_of_a_withheld_part_is_in_the_public_file(pack):
    """An allow-list the other way round: what only a withheld part holds stays out."""

    def streams(path: Path) -> set[bytes]:
        with pikepdf.open(path) as pdf:
            return {
                value.read_raw_bytes()
                for value in pdf.objects
                if isinstance(value, pikepdf.Stream)
            }

    def parts(*, public: bool) -> set[bytes]:
        versions = PaperVersion.objects.select_related("part", "paper__item")
        return {
            stream
            for version in versions
            if public
            == (not version.paper.confidential and version.paper.item.part == 1)
            for stream in streams(Path(version.part.file.path))
        }

    only_withheld = parts(public=False) - parts(public=True)
    assert len(only_withheld) > 5
    assert not only_withheld & streams(path_of(pack, "public"))
    assert only_withheld & streams(path_of(pack, "members"))


def test_outline_labels_and_destinations_of_the_public_file_tell_nothing(pack):
    with pikepdf.open(path_of(pack, "public")) as pdf:
        with pdf.open_outline() as outline:
            titles = [node.title for root in outline.root for node in walk(root)]
        destinations = sorted(str(name) for name in names_of(pdf))
        sections = {str(top.get("/T", "")) for top in pdf.Root.StructTreeRoot.K[0].K}

    assert "2 Strategic Assurance Framework" in titles
    assert "Pages 3–5, not published" in titles
    for words in (*titles, *destinations, *sections):
        assert not any(secret in words for secret in SECRETS)
    private = Paper.objects.get(title="Yttrium agreement")
    assert f"item-{private.item_id}" not in destinations


def walk(node: Any) -> Iterator[Any]:
    yield node
    for child in node.children:
        yield from walk(child)


def names_of(pdf: pikepdf.Pdf) -> list[Any]:
    dests = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    if dests is None:
        return []
    return list(pikepdf.NameTree(dests).keys())


def test_no_page_and_no_object_is_left_lying_about(pack):
    """Every page object is in the page tree, and the file ends once."""
    path = path_of(pack, "public")
    content = path.read_bytes()
    with pikepdf.open(path) as pdf:
        pages = {page.obj.objgen for page in pdf.pages}
        stray = [
            value.objgen
            for value in pdf.objects
            if isinstance(value, pikepdf.Dictionary)
            and value.get("/Type") == "/Page"
            and value.objgen not in pages
        ]
        catalog = set(pdf.Root.keys())

    assert stray == []
    assert content.count(b"%%EOF") == 1
    assert not catalog & {"/AA", "/OpenAction", "/AcroForm", "/PieceInfo", "/Threads"}


def test_manifest_and_entries_of_the_public_copy_tell_nothing(pack):
    file = pack.files.get(edition="public")
    rows = list(pack.entries.filter(edition="public").values())

    for words in (repr(file.manifest), repr(rows), file.stored.original_name):
        assert not any(secret in words for secret in SECRETS)
    withheld = [e for e in file.manifest["entries"] if e["kind"] == "not_published"]
    papers = set(PaperVersion.objects.values_list("part__sha256", flat=True))
    assert [e["paper_id"] for e in withheld] == [None, None]
    assert not papers & {e["part_sha256"] for e in withheld}


# --- Non-interference -------------------------------------------------------------------


def copies_of(snapshot: Snapshot, folder: Path) -> dict[Edition, tuple[bytes, dict]]:
    """Bytes and manifest of each edition of a snapshot, without the job around them."""
    papers = stored_papers(p.version_id for p in snapshot.papers if p.version_id)
    builder = _Build.__new__(_Build)
    builder.snapshot, builder.now = snapshot, timezone.now()
    shared: dict[str, StoredPart] = {
        entry.key: builder._part_of(entry, papers)
        for part in (1, 2)
        for entry in entries_of(snapshot, part)
        if entry.is_shared
    }
    copies = {}
    for layout in lay_out(snapshot, shared, {}, at=builder.now):
        made = assemble_edition(snapshot, layout, folder / f"{layout.edition}.pdf")
        manifest = manifest_of(snapshot, layout, made)
        copies[layout.edition] = (made.result.path.read_bytes(), manifest)
    return copies


def snapshot_of(story: Any) -> Snapshot:
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    return Snapshot.from_json(pack.snapshot)


def test_another_confidential_paper_of_the_same_length_leaves_equal_bytes(tmp_path):
    story = december()
    snapshot = snapshot_of(story)
    before = copies_of(snapshot, tmp_path)
    secret = Paper.objects.get(title="Zirconium framework")
    other = story.version(secret, pages=2, words="Something else altogether")

    papers = tuple(
        replace(
            paper,
            title="Quite another title",
            version_id=other.pk,
            version_number=other.number,
            part_sha256=other.part.sha256,
            sheet={**paper.sheet, "title": "Another sheet"},
        )
        if paper.paper_id == secret.pk
        else paper
        for paper in snapshot.papers
    )
    after = copies_of(replace(snapshot, papers=papers), tmp_path)

    assert after[Edition.PUBLIC] == before[Edition.PUBLIC]
    assert after[Edition.PRIVATE] == before[Edition.PRIVATE]
    assert after[Edition.MEMBERS] != before[Edition.MEMBERS]


def test_another_private_item_behind_the_same_public_title_leaves_equal_bytes(tmp_path):
    story = december()
    snapshot = snapshot_of(story)
    before = copies_of(snapshot, tmp_path)
    hidden = Paper.objects.get(title="Yttrium agreement")
    longer = story.version(hidden, pages=6)

    items = tuple(
        replace(item, title="Another matter", section="Elsewhere", owners=("Nobody",))
        if item.part == 2
        else item
        for item in snapshot.items
    )
    papers = tuple(
        replace(paper, version_id=longer.pk, title="Other words")
        if paper.paper_id == hidden.pk
        else paper
        for paper in snapshot.papers
    )
    after = copies_of(replace(snapshot, items=items, papers=papers), tmp_path)

    assert after[Edition.PUBLIC] == before[Edition.PUBLIC]
    assert after[Edition.PRIVATE] != before[Edition.PRIVATE]


def test_a_longer_confidential_paper_changes_numbers_and_nothing_else(tmp_path):
    story = december()
    snapshot = snapshot_of(story)
    before = copies_of(snapshot, tmp_path)[Edition.PUBLIC][1]
    secret = Paper.objects.get(title="Quicksilver summary")
    longer = story.version(secret, pages=5)

    papers = tuple(
        replace(paper, version_id=longer.pk) if paper.paper_id == secret.pk else paper
        for paper in snapshot.papers
    )
    after = copies_of(replace(snapshot, papers=papers), tmp_path)[Edition.PUBLIC][1]

    then, now = before["entries"], after["entries"]
    assert [e["last_label"] for e in then][-1] == "14–16"
    assert [e["last_label"] for e in now][-1] == "14–18"
    kept = [e["part_sha256"] for e in now if e["kind"] in ("paper", "cover_sheet")]
    assert kept == [
        e["part_sha256"] for e in then if e["kind"] in ("paper", "cover_sheet")
    ]
