"""Our own walk: sound files pass, and each thing it looks for is found."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from ics_portal.core.pdf.walk import UNTAGGED, walk_pdf
from tests.core.pdf.samples import Paper, a_plain_paper, a_tagged_paper


@pytest.fixture
def spoilt(tmp_path):
    """Kinds of fault in a tagged paper of two pages once it is spoilt."""

    def run(spoil) -> set[str]:
        path = a_tagged_paper(tmp_path / "paper.pdf", pages=2)
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            spoil(pdf)
            pdf.save(path)
        return {fault.kind for fault in walk_pdf(path)}

    return run


def elements(pdf):
    return pdf.Root.StructTreeRoot.K[0].K


def test_a_sound_paper_has_no_fault(spoilt):
    assert spoilt(lambda pdf: None) == set()


def test_a_paper_without_tags_is_not_judged(tmp_path):
    assert walk_pdf(a_plain_paper(tmp_path / "paper.pdf")) == []


def spoil_page_of_element(pdf):
    stray = pdf.make_indirect(Dictionary(Type=Name.Page))
    elements(pdf)[0].Pg = stray


def spoil_kid(pdf):
    elements(pdf)[0].K.append(String("x"))


def spoil_no_page(pdf):
    elements(pdf)[0].K = 0


def spoil_twice(pdf):
    elements(pdf)[1].K = elements(pdf)[0].K


def spoil_two_places(pdf):
    elements(pdf).append(elements(pdf)[0])


def spoil_untagged(pdf):
    del pdf.pages[1].obj.StructParents


def spoil_equal_keys(pdf):
    pdf.pages[1].obj.StructParents = 0


def spoil_silent(pdf):
    del elements(pdf)[0]


def spoil_id_tree(pdf):
    elements(pdf)[0].ID = String("a")
    pdf.Root.StructTreeRoot.IDTree = Dictionary(Names=Array())


def spoil_id_order(pdf):
    names = Array()
    for place, name in enumerate(("b", "a")):
        elements(pdf)[place].ID = String(name)
        names.extend([String(name), elements(pdf)[place]])
    pdf.Root.StructTreeRoot.IDTree = Dictionary(Names=names)


def spoil_header(pdf):
    elements(pdf)[0].A = Dictionary(O=Name.Table, Headers=Array([String("none")]))


def spoil_role(pdf):
    elements(pdf)[0].S = Name.Odd
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(Odd=Name.Odder, Odder=Name.Odd)


def spoil_destination(pdf):
    pdf.Root.Names = Dictionary(
        Dests=Dictionary(Names=Array([String("x"), Array([9, Name.Fit])]))
    )


def spoil_link(pdf):
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 1, 1]), Dest=String("?")
    )
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
    pdf.pages[0].obj.Tabs = Name.S


def spoil_bookmark(pdf):
    item = pdf.make_indirect(Dictionary(Title=String("x"), Dest=Array()))
    pdf.Root.Outlines = Dictionary(First=item, Last=item)


def spoil_object(pdf):
    elements(pdf)[0].K.append(Dictionary(Type=Name.OBJR, Obj=Array()))


def spoil_state(pdf):
    page = pdf.pages[0].obj
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b" q")


def spoil_nesting(pdf):
    page = pdf.pages[0].obj
    inside = b"/Artifact BMC " + page.Contents.read_bytes() + b" EMC"
    page.Contents = pdf.make_stream(inside)


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (spoil_page_of_element, {"page"}),
        (spoil_kid, {"kid"}),
        (spoil_no_page, {"page", "mark"}),
        (spoil_twice, {"mark", "mark-twice", "parent-tree"}),
        (spoil_two_places, {"element-twice"}),
        (spoil_untagged, {UNTAGGED, "parent-tree"}),
        (spoil_equal_keys, {"parent-key", "parent-tree"}),
        (spoil_silent, {"mark"}),
        (spoil_id_tree, {"id-tree"}),
        (spoil_id_order, {"id-tree"}),
        (spoil_header, {"header"}),
        (spoil_role, {"role"}),
        (spoil_destination, {"destination"}),
        (spoil_link, {"destination"}),
        (spoil_bookmark, {"destination"}),
        (spoil_object, {"object"}),
        (spoil_state, {"graphics-state"}),
        (spoil_nesting, {"nested-mark"}),
    ],
)
def test_each_disagreement_has_its_name(spoilt, spoil, found):
    assert spoilt(spoil) == found


def test_a_fault_says_where_it_is(tmp_path):
    paper = Paper()
    paper.page()
    page = paper.page()
    paper.say(page, "Words", paper.element("P"))
    paper.draw(page, b"/P <</MCID 5>> BDC EMC")

    (fault,) = walk_pdf(paper.save(tmp_path / "paper.pdf"))

    assert (fault.kind, fault.where, fault.words) == (
        "mark",
        "page 2",
        "No element holds mark 5.",
    )
