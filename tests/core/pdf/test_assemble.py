"""One pack out of stored parts: labels, bookmarks, links, metadata, equal bytes."""

import hashlib
import os
import random
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name

from ics_portal.core.pdf import (
    AssemblyError,
    FontMissing,
    LabelRun,
    LabelStyle,
    StalePart,
    UnknownContentsLink,
    assemble,
    inserted_after,
    normalise_part,
    packwriter,
    stampfont,
)
from ics_portal.core.pdf.record import ENGINE
from ics_portal.core.pdf.render import render_html
from ics_portal.core.pdf.walk import walk_pdf
from tests.core.pdf.checks import pictures, qpdf_says
from tests.core.pdf.packs import Stored, a_pack, a_plan, planned
from tests.core.pdf.pages import contents_page
from tests.core.pdf.samples import a_plain_paper, a_tagged_paper, an_odd_paper

ISSUED = datetime(2020, 11, 25, 17, 0, tzinfo=UTC)


@pytest.fixture
def papers(tmp_path, store) -> list[Stored]:
    """A tagged paper of two pages and a plain one of three."""
    return [
        store(a_tagged_paper(tmp_path / "tagged.pdf", pages=2), "tagged"),
        store(a_plain_paper(tmp_path / "plain.pdf", pages=3), "plain"),
    ]


def contents(tmp_path, store, *keys: str) -> Stored:
    source = tmp_path / "front.pdf"
    rows = [(key, f"Paper {key}", "1") for key in keys]
    source.write_bytes(render_html(contents_page(rows), title="Agenda").pdf)
    return store(source, "front", own_pages=True)


def outline_of(pdf: pikepdf.Pdf) -> list:
    """[(title, page index, [children])] of a pack's bookmarks."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}

    def level(item):
        found = []
        while item is not None:
            kids = level(item.get(Name.First))
            found.append((str(item.Title), pages[item.Dest[0].objgen], kids))
            item = item.get(Name.Next)
        return found

    return level(pdf.Root.Outlines.get(Name.First))


def test_the_result_says_what_the_pack_holds(papers, tmp_path):
    result = a_pack(papers, tmp_path / "pack.pdf")

    data = result.path.read_bytes()
    assert result.sha256 == hashlib.sha256(data).hexdigest()
    assert result.size == len(data)
    assert result.pages == 5
    assert result.page_labels == ("1", "2", "3", "4", "5")
    assert result.tagged_pages == 2
    assert [entry.accessible for entry in result.entries].count(True) == 1
    assert not result.claims_ua
    second = result.entries[1]
    assert (second.key, second.first_page, second.last_page) == ("plain", 2, 4)
    assert (second.first_label, second.last_label) == ("3", "5")


def test_the_file_says_what_it_is(papers, tmp_path):
    title = "Board pack · (2 December) Bwrdd ŵ"
    result = a_pack(papers, tmp_path / "pack.pdf", title=title, pdf_date=ISSUED)

    assert qpdf_says(result.path) == ""
    with pikepdf.open(result.path) as pack:
        assert pack.pdf_version == "1.7"
        assert str(pack.docinfo.Title) == title
        assert str(pack.docinfo.CreationDate) == "D:20201125170000+00'00'"
        assert str(pack.Root.Lang) == "en-GB"
        assert pack.Root.PageMode == Name.UseOutlines
        assert pack.Root.ViewerPreferences.DisplayDocTitle is True
        with pack.open_metadata() as metadata:
            assert metadata["dc:title"] == title
            assert metadata["xmp:CreateDate"] == "2020-11-25T17:00:00+00:00"
        assert set(pack.Root.keys()) == {
            "/Type", "/Pages", "/Metadata", "/Outlines", "/PageMode", "/Lang",
            "/ViewerPreferences", "/PageLabels", "/Names", "/StructTreeRoot",
            "/MarkInfo",
        }  # fmt: skip


def test_no_date_is_written_where_none_is_given(papers, tmp_path):
    result = a_pack(papers, tmp_path / "pack.pdf")

    with pikepdf.open(result.path) as pack:
        assert set(pack.docinfo.keys()) == {"/Title", "/Producer"}
        assert b"Date" not in pack.Root.Metadata.read_bytes()


@pytest.mark.requirement("PCK-01")
def test_page_labels_are_what_is_printed(papers, tmp_path, store):
    late = store(a_plain_paper(tmp_path / "late.pdf", pages=2), "late")
    sheet = store(a_plain_paper(tmp_path / "sheet.pdf"), "sheet")
    part2 = store(a_plain_paper(tmp_path / "part2.pdf"), "part2")
    plan = a_plan(papers)
    parts = (
        replace(plan.parts[0], labels=(LabelRun(LabelStyle.ROMAN),)),
        planned(late, 2, inserted_after("14")),
        planned(sheet, 3, LabelRun(LabelStyle.PREFIX_ONLY, "45\u201362")),
        replace(
            plan.parts[1],
            labels=(LabelRun(start=63), LabelRun(LabelStyle.LETTERS, "64", 1, 2)),
        ),
        planned(part2, 5, LabelRun(prefix="P")),
    )

    result = assemble(replace(plan, parts=parts), tmp_path / "pack.pdf")

    expected = ["i", "ii", "14a", "14b", "45\u201362", "63", "64", "64a", "P1"]
    assert list(result.page_labels) == expected
    with pikepdf.open(result.path) as pack:
        assert [page.label for page in pack.pages] == expected


def test_bookmarks_go_by_section_item_paper_and_the_papers_own(papers, tmp_path, store):
    source = a_plain_paper(tmp_path / "long.pdf", pages=2)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Chapter", 1))
        pdf.save(source)
    long = store(source, "long")
    plan = a_plan([*papers, long])
    first, second, third = plan.parts
    parts = (
        replace(first, title="Front page", bookmarks=()),
        replace(second, title="Cover sheet", bookmarks=("Business", "7 Quality")),
        replace(third, title="Report", bookmarks=("Business", "7 Quality")),
    )

    result = assemble(replace(plan, parts=parts), tmp_path / "pack.pdf")

    with pikepdf.open(result.path) as pack:
        assert outline_of(pack) == [
            ("Front page", 0, []),
            (
                "Business",
                2,
                [
                    (
                        "7 Quality",
                        2,
                        [
                            ("Cover sheet", 2, []),
                            ("Report", 5, [("Chapter", 6, [])]),
                        ],
                    )
                ],
            ),
        ]
        outlines = pack.Root.Outlines
        assert outlines.Count == 3  # items are seen, what is under them is folded
        assert outlines.Last.First.Count == -2


def test_a_paper_that_begins_with_its_title_has_it_once_in_the_bookmarks(
    tmp_path, store
):
    source = a_plain_paper(tmp_path / "titled.pdf", pages=2)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        with pdf.open_outline() as outline:
            own = pikepdf.OutlineItem("Quality report", 0)
            own.children.append(pikepdf.OutlineItem("Chapter", 1))
            outline.root.append(own)
        pdf.save(source)
    plan = a_plan([store(source, "titled")])

    def outline_titled(title: str) -> list:
        parts = (replace(plan.parts[0], title=title, bookmarks=()),)
        result = assemble(replace(plan, parts=parts), tmp_path / "pack.pdf")
        with pikepdf.open(result.path) as pack:
            return outline_of(pack)

    chapter = ("Chapter", 1, [])
    assert outline_titled("Quality Report") == [("Quality Report", 0, [chapter])]
    assert outline_titled("Quality") == [
        ("Quality", 0, [("Quality report", 0, [chapter])])
    ]


@pytest.mark.requirement("PCK-03")
def test_contents_links_lead_to_their_item_in_words(papers, tmp_path, store):
    front = contents(tmp_path, store, "2", "3")

    result = a_pack([front, *papers], tmp_path / "pack.pdf")

    with pikepdf.open(result.path) as pack:
        pages = [page.obj.objgen for page in pack.pages]
        links = list(pack.pages[0].obj.Annots)
        assert [(str(a.Contents), pages.index(a.Dest[0].objgen)) for a in links] == [
            ("Item 2 Tagged paper, page 2", 1),
            ("Item 3 Paper, page 4", 3),
        ]
        assert all(link.F == 4 and "/A" not in link for link in links)
        assert b"pack.invalid" not in result.path.read_bytes()
        names = pikepdf.NameTree(pack.Root.Names.Dests)
        assert pages.index(names["item-3"][0].objgen) == 3
        assert pages.index(names["entry-plain"][0].objgen) == 3


def test_a_contents_page_that_names_what_the_reader_does_not_get_stops_the_build(
    papers, tmp_path, store
):
    front = contents(tmp_path, store, "2", "99")

    with pytest.raises(UnknownContentsLink, match="item '99', which is not in this"):
        a_pack([front, *papers], tmp_path / "pack.pdf")

    assert not list(tmp_path.glob("pack*"))


def test_an_uploaded_paper_cannot_pose_as_a_contents_page(papers, tmp_path, store):
    source = tmp_path / "front.pdf"
    source.write_bytes(
        render_html(contents_page([("99", "Item", "1")]), title="Agenda").pdf
    )
    posing = store(source, "posing", own_pages=False)

    result = a_pack([posing, *papers], tmp_path / "pack.pdf")

    with pikepdf.open(result.path) as pack:
        (link,) = pack.pages[0].obj.Annots
        assert not {"/A", "/Dest"} & set(link.keys())


def test_links_and_names_inside_a_paper_still_lead_to_their_page(tmp_path, store):
    parts = [store(a_plain_paper(tmp_path / "first.pdf", pages=4), "first")]
    for number in (1, 2):
        path = an_odd_paper(tmp_path / f"o{number}.pdf", house="P", colour="Underline")
        parts.append(store(path, f"odd-{number}"))

    result = a_pack(parts, tmp_path / "pack.pdf")

    with pikepdf.open(result.path) as pack:
        pages = [page.obj.objgen for page in pack.pages]
        for start in (4, 7):
            links = pack.pages[start].obj.Annots
            assert [pages.index(a.Dest[0].objgen) for a in links] == [start + 2] * 2
        names = pikepdf.NameTree(pack.Root.Names.Dests)
        assert pages.index(names["p.odd-1.end"][0].objgen) == 6
        assert pages.index(names["p.odd-2.end"][0].objgen) == 9


def test_every_paper_is_a_part_of_one_document_with_its_title(papers, tmp_path, store):
    welsh = tmp_path / "welsh.pdf"
    an_odd_paper(welsh, house="P", colour="Underline", lang="cy")

    result = a_pack([*papers, store(welsh, "welsh")], tmp_path / "pack.pdf")

    with pikepdf.open(result.path) as pack:
        (document,) = pack.Root.StructTreeRoot.K
        assert Name.Document == document.S
        assert [(str(p.S), str(p.T), str(p.get(Name.Lang))) for p in document.K] == [
            ("/Part", "Tagged paper", "None"),
            ("/Part", "Odd paper, P", "cy"),
        ]


def test_a_pack_without_any_tags_does_not_pretend_to_have_some(tmp_path, store):
    plain = store(a_plain_paper(tmp_path / "plain.pdf"), "plain")

    result = a_pack([plain], tmp_path / "pack.pdf")

    with pikepdf.open(result.path) as pack:
        assert not {"/StructTreeRoot", "/MarkInfo"} & set(pack.Root.keys())


def test_tags_can_be_left_out_whole(papers, tmp_path):
    with_tags = a_pack(papers, tmp_path / "with.pdf")
    without = a_pack(papers, tmp_path / "without.pdf", merge_tags=False)

    assert without.tagged_pages == 0
    assert b"StructElem" not in without.path.read_bytes()
    assert b"StructParent" not in without.path.read_bytes()
    assert walk_pdf(without.path) == []
    assert pictures(without.path) == pictures(with_tags.path)


def test_layers_that_are_off_stay_off(tmp_path, store):
    odd = store(
        an_odd_paper(tmp_path / "odd.pdf", house="P", colour="Underline"), "odd"
    )
    plain = store(a_plain_paper(tmp_path / "plain.pdf"), "plain")

    result = a_pack([plain, odd], tmp_path / "pack.pdf")

    shown = pictures(result.path)[2].getcolors(maxcolors=1 << 20)
    assert shown is not None
    assert (255, 0, 0) not in {colour for _, colour in shown}
    with pikepdf.open(result.path) as pack:
        layers = pack.Root.OCProperties
        assert [str(layer.Name) for layer in layers.OCGs] == ["Draft"]
        assert len(layers.D.OFF) == 1


ASSEMBLE_AGAIN = """
import sys
from pathlib import Path
from django.conf import settings
settings.configure(VAR_DIR=sys.argv[2])
from ics_portal.core.pdf import normalise_part
from tests.core.pdf.packs import Stored, a_pack
parts = []
for number, source in enumerate(sys.argv[3:]):
    out = Path(sys.argv[2]) / f"again-{number}.pdf"
    record = normalise_part(Path(source), out, key=f"part-{number}", page_limit=99)
    parts.append(Stored(Path(source), out, record))
print(a_pack(parts, Path(sys.argv[1])).sha256)
"""


@pytest.mark.slow
def test_the_same_inputs_give_the_same_bytes_in_any_process(
    covers, tmp_path, store, settings
):
    sources = [
        covers[0],
        an_odd_paper(tmp_path / "odd.pdf", house="P", colour="Underline"),
        a_plain_paper(tmp_path / "plain.pdf"),
    ]
    parts = [store(source, f"part-{n}") for n, source in enumerate(sources)]
    here = a_pack(parts, tmp_path / "here.pdf").sha256
    root = Path(__file__).parents[3]

    for seed in ("1", "2"):
        folder = tmp_path / f"var{seed}"
        folder.mkdir()
        command = [sys.executable, "-c", ASSEMBLE_AGAIN, str(tmp_path / "there.pdf")]
        done = subprocess.run(
            [*command, str(folder), *map(str, sources)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.split()[-1] == here


def test_another_title_or_label_gives_another_identity(papers, tmp_path):
    plan = a_plan(papers)
    renamed = replace(plan, title="Another")
    moved = replace(plan, parts=(plan.parts[1], plan.parts[0]))
    identities = set()
    for number, each in enumerate((plan, renamed, moved)):
        path = assemble(each, tmp_path / f"{number}.pdf").path
        with pikepdf.open(path) as pack:
            identities.add(bytes(pack.trailer.ID[0]))

    assert len(identities) == 3


def test_progress_is_told_before_each_part_and_at_the_end(papers, tmp_path):
    told = []

    assemble(
        a_plan(papers), tmp_path / "pack.pdf", on_part=lambda *step: told.append(step)
    )

    assert told == [(0, 2, "Tagged paper"), (1, 2, "Paper"), (2, 2, "Board pack")]


def test_a_build_that_is_stopped_leaves_the_earlier_pack_alone(papers, tmp_path):
    out = tmp_path / "pack.pdf"
    out.write_bytes(b"the earlier pack")

    def stop(done: int, of: int, title: str) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        assemble(a_plan(papers), out, on_part=stop)

    assert out.read_bytes() == b"the earlier pack"
    assert list(tmp_path.glob("pack.pdf*")) == [out]


def test_a_part_is_only_taken_under_its_own_key_and_record(papers, tmp_path):
    plan = a_plan(papers)
    first, second = plan.parts
    cases = [
        (replace(first, key="other"), StalePart, "stored as 'tagged'"),
        (replace(first, record=second.record), StalePart, "not the file of its record"),
        (replace(first, path=papers[0].source), StalePart, "is not a stored part"),
        (second, AssemblyError, "planned twice"),
    ]
    for part, error, words in cases:
        with pytest.raises(error, match=words):
            assemble(replace(plan, parts=(part, second)), tmp_path / "pack.pdf")


def test_a_part_of_another_edition_must_be_stored_again(papers, tmp_path):
    data = papers[0].path.read_bytes()
    papers[0].path.write_bytes(data.replace(b'"engine": %d' % ENGINE, b'"engine": 0'))

    with pytest.raises(StalePart, match="another edition"):
        a_pack(papers, tmp_path / "pack.pdf")


def test_a_plan_without_parts_makes_no_pack(tmp_path):
    with pytest.raises(AssemblyError, match="without pages"):
        a_pack([], tmp_path / "pack.pdf")


def test_a_missing_font_names_its_package(papers, tmp_path, monkeypatch):
    monkeypatch.setattr(stampfont, "FOLDER", tmp_path / "nowhere")
    stampfont.stamp_fonts.cache_clear()
    try:
        with pytest.raises(FontMissing, match="Debian package fonts-liberation"):
            a_pack(papers, tmp_path / "pack.pdf")
    finally:
        stampfont.stamp_fonts.cache_clear()


def test_a_pack_may_be_a_paper_of_the_next_pack(papers, tmp_path, store):
    pack = a_pack(papers, tmp_path / "pack.pdf")
    for turn in (1, 2):
        again = store(pack.path, f"again-{turn}")
        pack = a_pack([again], tmp_path / f"pack{turn}.pdf")

    assert qpdf_says(pack.path) == ""
    assert [f for f in walk_pdf(pack.path) if f.kind != "untagged-page"] == []
    assert again.record.outline[0].title == "Business"


def test_a_stored_part_is_a_good_pdf_by_itself(papers, store, tmp_path):
    for stored in papers:
        assert qpdf_says(stored.path) == ""
        assert pictures(stored.path) == pictures(stored.source)


def test_two_part_files_are_told_apart_by_hash(papers):
    for stored in papers:
        digest = hashlib.sha256(stored.path.read_bytes()).hexdigest()
        assert stored.record.sha256 == digest
        assert stored.record.size == stored.path.stat().st_size
        source = hashlib.sha256(stored.source.read_bytes()).hexdigest()
        assert stored.record.source_sha256 == source


def test_storing_elsewhere_changes_nothing(papers, tmp_path):
    other = tmp_path / "other.pdf"
    normalise_part(papers[0].source, other, key="tagged", page_limit=9)

    assert other.read_bytes() == papers[0].path.read_bytes()


def test_large_pictures_are_copied_as_they_are(tmp_path, store, monkeypatch):
    monkeypatch.setattr(packwriter, "RELEASE", 100_000)
    noise = random.Random(1).randbytes(300 * 300 * 3)  # noqa: S311 -- only bytes
    with pikepdf.open(a_plain_paper(tmp_path / "plain.pdf", pages=2)) as pdf:
        for page in pdf.pages:
            page.obj.Resources.XObject = pikepdf.Dictionary(
                Im=pdf.make_stream(
                    noise,
                    Type=Name.XObject,
                    Subtype=Name.Image,
                    Width=300,
                    Height=300,
                    ColorSpace=Name.DeviceRGB,
                    BitsPerComponent=8,
                )
            )
        source = tmp_path / "pictures.pdf"
        pdf.save(source)
    parts = [store(source, f"pictures-{number}") for number in (1, 2)]

    result = a_pack(parts, tmp_path / "pack.pdf")

    assert qpdf_says(result.path) == ""
    with pikepdf.open(result.path) as pack:
        for page in pack.pages:
            assert page.obj.Resources.XObject.Im.read_bytes() == noise
