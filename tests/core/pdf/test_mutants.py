"""Every way to spoil the merge that was found by trying, each caught by a check.

The list is that of the trial with twenty-one mistakes: qpdf notices none of them,
and two public checkers together miss nine.
"""

from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from ics_portal.core.pdf import filling, packobjects, pageprep, stamp, structure
from ics_portal.core.pdf.filling import Filling
from ics_portal.core.pdf.linking import ContentsLinks
from ics_portal.core.pdf.render import render_html
from ics_portal.core.pdf.roles import RoleMap
from tests.core.pdf.checks import faults_of
from tests.core.pdf.packs import a_pack
from tests.core.pdf.pages import contents_page
from tests.core.pdf.samples import a_tagged_paper, an_odd_paper

Spoil = Callable[[pikepdf.Pdf], None]


@pytest.fixture
def make(tmp_path, covers, store):
    """Store the papers, assemble them, spoil the pack, and name the faults found."""

    def run(spoil: Spoil | None = None) -> set[str]:
        front = tmp_path / "front.pdf"
        rows = [("2", "Quality report", "2"), ("3", "Odd paper", "4")]
        front.write_bytes(render_html(contents_page(rows), title="Agenda").pdf)
        sources = [
            front,
            covers[0],
            an_odd_paper(tmp_path / "odd1.pdf", house="P", colour="Underline"),
            an_odd_paper(
                tmp_path / "odd2.pdf", house="BlockQuote", colour="Overline", lang="cy"
            ),
            a_tagged_paper(tmp_path / "tagged.pdf"),
        ]
        parts = [
            store(source, f"part-{number}", own_pages=True)
            for number, source in enumerate(sources)
        ]
        result = a_pack(parts, tmp_path / "pack.pdf")
        if spoil is not None:
            with pikepdf.open(result.path, allow_overwriting_input=True) as pdf:
                spoil(pdf)
                pdf.save(result.path)
        return faults_of(result, parts)

    return run


def test_the_pack_is_sound_when_nothing_is_spoilt(make):
    assert make() == set()


@pytest.mark.parametrize("which", ["pages", "annotations", "forms"])
def test_parent_keys_left_as_they_were_in_the_paper(make, monkeypatch, which):
    def parent_key(self: Filling, value: int) -> bytes:
        key, is_plural = value >> 1, bool(value & 1)
        pages = self._placed.stored.facts["tagged_pages"]
        kind = "annotations" if not is_plural else "pages" if key < pages else "forms"
        base = 0 if kind == which else self._placed.parent_base
        name = b"/StructParents %d" if is_plural else b"/StructParent %d"
        return name % (base + key)

    monkeypatch.setattr(Filling, "parent_key", parent_key)

    assert {"parent-tree", "annotation"} & make()


def test_a_missing_parent_tree(make):
    def spoil(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.StructTreeRoot.ParentTree

    assert "parent-tree" in make(spoil)


def test_elements_with_another_parent(make):
    def spoil(pdf: pikepdf.Pdf) -> None:
        document = pdf.Root.StructTreeRoot.K[0]
        document.K[1].P = document.K[2]

    assert "parent" in make(spoil)


def test_ids_without_the_papers_key(make, monkeypatch):
    original = structure.StructureBuilder.__init__

    def without_prefix(self: Any, *args: Any) -> None:
        original(self, *args)
        self._prefix = b""

    monkeypatch.setattr(structure.StructureBuilder, "__init__", without_prefix)

    assert "id" in make()


def test_roles_that_nothing_explains(make, monkeypatch):
    monkeypatch.setattr(RoleMap, "standard", lambda self, role, namespace=None: role)

    assert {"role", "roles"} <= make()


def test_the_role_map_of_the_last_paper_for_all(make, monkeypatch):
    monkeypatch.setattr(RoleMap, "standard", lambda self, role, namespace=None: role)

    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.Root.StructTreeRoot.RoleMap = Dictionary(House=Name.BlockQuote)

    found = make(spoil)

    assert "roles" in found
    assert "role" not in found


def test_the_language_of_a_paper_lost(make, monkeypatch):
    original = Filling.top

    def top(self: Filling, value: int) -> bytes:
        return original(self, value).partition(b"/Lang")[0]

    monkeypatch.setattr(Filling, "top", top)

    assert make() == {"language"}


def test_layers_that_were_off_are_shown(make, monkeypatch):
    monkeypatch.setattr(packobjects, "layers", lambda layout: b"")

    assert make() == {"rendering"}


def test_classes_without_their_meaning(make, monkeypatch):
    monkeypatch.setattr(packobjects, "class_map", lambda classes: b"")

    assert "class" in make()


def test_the_stamp_inside_a_mark_left_open(make, monkeypatch):
    original = pageprep.PagePreparer._closing

    def closing(self: Any, prepared: Any, claimed: set[int]) -> bytes:
        return original(self, prepared, claimed).replace(b"EMC ", b"")

    monkeypatch.setattr(pageprep.PagePreparer, "_closing", closing)
    monkeypatch.setattr(pageprep.PagePreparer, "_is_balanced", lambda self, page: True)

    assert "open-mark" in make()


def test_a_reference_to_an_annotation_made_anew(make):
    def spoil(pdf: pikepdf.Pdf) -> None:
        page = next(p for p in pdf.pages if "/Annots" in p.obj)
        page.obj.Annots = Array(
            [pdf.make_indirect(Dictionary(dict(a.items()))) for a in page.obj.Annots]
        )

    assert {"object", "annotation"} <= make(spoil)


def test_unnumbered_headings_beside_numbered_ones(make, monkeypatch):
    monkeypatch.setattr(
        structure.StructureBuilder, "_number_headings", lambda self, tree: None
    )

    assert make() == {"heading"}


def test_the_stamps_font_not_in_the_file(make, monkeypatch):
    original = packobjects.font_objects

    def font_objects(font: Any, numbers: tuple[int, int, int]) -> dict[int, bytes]:
        objects = original(font, numbers)
        bare = objects[numbers[1]].partition(b"/FontFile2")[0] + b">>"
        return {**objects, numbers[1]: bare}

    monkeypatch.setattr(packobjects, "font_objects", font_objects)

    assert make() == {"font"}


def test_a_stamp_that_is_not_an_artifact(make, monkeypatch):
    original = stamp.Stamper._line

    def line(self: Any, *args: Any) -> bytes:
        return original(self, *args).partition(b"BDC\n")[2].replace(b"EMC\n", b"")

    monkeypatch.setattr(stamp.Stamper, "_line", line)

    assert make() == {"loose"}


def test_contents_links_described_by_their_address(make, monkeypatch):
    original = ContentsLinks.printed

    def printed(self: ContentsLinks, kind: str, key: str) -> bytes:
        there = original(self, kind, key).partition(b"/Contents")[0]
        return there + b"/Contents(https://pack.invalid/%s)" % kind.encode()

    monkeypatch.setattr(filling.ContentsLinks, "printed", printed)

    assert make() == {"link-words"}


def test_links_in_another_order_than_the_tags(make):
    def spoil(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            if "/Tabs" in page.obj:
                page.obj.Tabs = Name.R

    assert make(spoil) == {"tabs"}


@pytest.mark.parametrize(
    ("key", "fault"), [("/Lang", "lang"), ("/ViewerPreferences", "title-not-shown")]
)
def test_what_the_file_must_say_of_itself(make, key, fault):
    def spoil(pdf: pikepdf.Pdf) -> None:
        del pdf.Root[key]

    assert fault in make(spoil)


def test_the_accessibility_claim_left_out(make, monkeypatch):
    original = packobjects.xmp_packet
    monkeypatch.setattr(
        packobjects,
        "xmp_packet",
        lambda **words: original(**{**words, "claims_ua": False}),
    )

    assert make() == {"no-pdfuaid"}
