"""The tags of an upload, brought into a shape that merges: nothing lost, nothing kept
that points nowhere."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from ics_portal.core.pdf.roles import RoleMap
from ics_portal.core.pdf.walk import walk_pdf
from tests.core.pdf.packs import a_pack
from tests.core.pdf.samples import Paper, a_tagged_paper, an_odd_paper


@pytest.fixture
def stored(tmp_path, store):
    """Store a paper made by hand; its record and its top element, opened."""
    opened: list[pikepdf.Pdf] = []  # what is read from a file lives as long as it

    def run(paper: Paper):
        part = store(paper.save(tmp_path / "paper.pdf"), "paper")
        assert {fault.kind for fault in walk_pdf(part.path)} <= {"mark"}
        opened.append(pikepdf.open(part.path))
        return part.record, opened[-1].Root.StructTreeRoot.K[0]

    yield run
    for pdf in opened:
        pdf.close()


def rules(record) -> set[str]:
    return {finding.rule for finding in record.findings}


def a_page_of_words(paper: Paper, element, words: str = "Words") -> int:
    page = paper.page()
    paper.say(page, words, element)
    return page


@pytest.mark.parametrize(
    ("declared", "role", "standard"),
    [
        ({}, "P", "P"),
        ({"House": "P"}, "House", "P"),
        ({"House": "Inner", "Inner": "H2"}, "House", "H2"),
        ({"P": "H1"}, "P", "H1"),
        ({}, "H9", "H6"),
        ({}, "Strong", "Span"),
        ({}, "FENote", "Note"),
        ({}, "Fancy", "NonStruct"),
        ({"A": "B", "B": "A"}, "A", "NonStruct"),
        ({"P": "P"}, "P", "P"),
        ({"House": 7}, "House", "NonStruct"),
    ],
)
def test_a_role_is_resolved_inside_its_paper(declared, role, standard):
    names = {
        f"/{name}": Name(f"/{target}") if isinstance(target, str) else target
        for name, target in declared.items()
    }

    assert RoleMap(Dictionary(RoleMap=Dictionary(names))).standard(role) == standard


def test_a_standard_type_used_against_its_meaning_is_told(stored):
    paper = Paper()
    a_page_of_words(paper, paper.element("P"))
    paper.root.RoleMap = Dictionary(P=Name.H1)

    record, top = stored(paper)

    assert rules(record) == {"ROLE-REMAPPED"}
    assert top.K[0].S == Name.H1


def test_several_roots_come_under_one(stored):
    paper = Paper()
    first, second = paper.element("Sect"), paper.element("Sect")
    page = a_page_of_words(paper, first)
    paper.say(page, "More", second, at=(72, 600))
    paper.root.K = Array([first, second])

    record, top = stored(paper)

    assert Name.Document == top.S
    assert [kid.S for kid in top.K] == [Name.Sect, Name.Sect]
    assert record.tagged


def test_a_root_that_is_no_document_is_put_into_one(stored):
    paper = Paper()
    paper.document.S = Name.Art
    a_page_of_words(paper, paper.element("P"))

    _, top = stored(paper)

    assert [kid.S for kid in top.K] == [Name.Art]


def test_what_points_at_a_page_that_is_gone_is_dropped_and_told(stored):
    paper = Paper()
    gone = a_page_of_words(paper, paper.element("P"))
    a_page_of_words(paper, paper.element("P"), "Kept")
    lost = paper.obj(gone)
    del paper.pdf.pages[gone]
    paper.marks = {0: paper.marks[1]}
    paper.document.K[0].Pg = lost

    record, top = stored(paper)

    assert rules(record) == {"PAGE-LOST"}
    assert [len(kid.K) for kid in top.K] == [0, 1]


def test_a_mark_with_two_elements_is_read_once(stored):
    paper = Paper()
    page = a_page_of_words(paper, paper.element("P"))
    double = paper.element("P")
    double.K.append(Dictionary(Type=Name.MCR, MCID=0, Pg=paper.obj(page)))

    record, top = stored(paper)

    assert rules(record) == {"MARK-TWICE"}
    assert [len(kid.K) for kid in top.K] == [1, 0]


def test_numbers_for_marks_take_the_page_of_what_is_above(stored):
    paper = Paper()
    section = paper.element("Sect")
    element = paper.element("P", section)
    page = a_page_of_words(paper, element)
    section.Pg = paper.obj(page)
    element.K = 0

    _, top = stored(paper)

    assert top.K[0].K[0].Pg.objgen == top.K[0].K[0].Pg.objgen
    assert list(top.K[0].K[0].K) == [0]


@pytest.mark.parametrize(
    "kid",
    [
        String("x"),
        -1,
        99,
        Dictionary(Type=Name.MCR, MCID=String("x")),
        Dictionary(Type=Name.MCR, MCID=5),
        Dictionary(Type=Name.OBJR, Obj=String("x")),
        Dictionary(Type=Name.OBJR, Obj=Dictionary(Type=Name.Annot)),
        Dictionary(Type=Name.Odd),
    ],
)
def test_what_is_no_content_is_dropped(stored, kid):
    paper = Paper()
    element = paper.element("P")
    a_page_of_words(paper, element)
    element.K.append(kid)

    _, top = stored(paper)

    assert len(top.K[0].K) == 1


def test_header_cells_keep_answering_for_their_own_table(stored):
    paper = Paper()
    page = paper.page()
    row = paper.element("TR", paper.element("Table"))
    head = paper.element("TH", row, ID=String("h"))
    paper.say(page, "Head", head)
    shared = paper.pdf.make_indirect(
        Dictionary(O=Name.Table, Headers=Array([String("h"), String("lost")]))
    )
    cell = paper.element("TD", row, A=shared)
    paper.say(page, "Cell", cell, at=(150, 700))
    other = paper.element("TD", row, A=shared)
    paper.say(page, "Cell", other, at=(250, 700))

    record, top = stored(paper)

    cells = top.K[0].K[0].K
    assert str(cells[0].ID) == "paper.h"
    for place in (1, 2):
        assert [str(h) for h in cells[place].A.Headers] == ["paper.h"]
    assert rules(record) == {"HEADER-LOST"}


def test_an_id_used_twice_is_kept_once(stored):
    paper = Paper()
    page = a_page_of_words(paper, paper.element("P", ID=String("a")))
    paper.say(page, "More", paper.element("P", ID=String("a")), at=(72, 600))
    paper.element("P", ID=7)

    _, top = stored(paper)

    assert [str(kid.get(Name.ID)) for kid in top.K] == ["paper.a", "None", "None"]


def test_classes_bear_the_papers_key(stored):
    paper = Paper()
    page = a_page_of_words(paper, paper.element("P", C=Name("/Body text")))
    paper.say(page, "More", paper.element("P", C=Array([Name.a, Name.b])), at=(72, 600))
    paper.say(page, "More", paper.element("P", C=7), at=(72, 500))
    attributes = Dictionary(O=Name.Layout, SpaceAfter=6)
    paper.root.ClassMap = Dictionary(
        {"/Body text": attributes, "/a": Array([attributes]), "/b": attributes}
    )

    _, top = stored(paper)

    assert [str(name) for name in top.K[0].C] == ["/paper.Body text"]
    assert [str(name) for name in top.K[1].C] == ["/paper.a", "/paper.b"]
    assert Name.C not in top.K[2]


def test_an_image_that_an_element_names_whole_stays_with_it(stored):
    paper = Paper()
    page = a_page_of_words(paper, paper.element("P"))
    figure = paper.element("Figure", Alt=String("A chart"))
    form = paper.pdf.make_stream(
        b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])
    )
    paper.obj(page).Resources.XObject = Dictionary(Fm=form)
    paper.draw(page, b"/Figure BMC /Fm Do EMC")
    figure.K.append(Dictionary(Type=Name.OBJR, Obj=form, Pg=paper.obj(page)))

    _, top = stored(paper)

    assert top.K[1].K[0].Obj.StructParent == 1


def test_the_language_of_the_top_element_speaks_for_the_paper(stored):
    paper = Paper(lang="en-US")
    paper.document.Lang = String("cy")
    a_page_of_words(paper, paper.element("P"))

    record, top = stored(paper)

    assert str(top.Lang) == "cy"
    assert record.lang == "en-US"


def test_headings_of_two_papers_do_not_mix_kinds(tmp_path, store):
    parts = [
        store(an_odd_paper(tmp_path / "odd.pdf", house="P", colour="Underline"), "odd"),
        store(a_tagged_paper(tmp_path / "tagged.pdf", pages=2), "tagged"),
    ]

    result = a_pack(parts, tmp_path / "pack.pdf")

    with pikepdf.open(result.path) as pack:
        roles = {
            str(obj.S)
            for obj in pack.objects
            if isinstance(obj, Dictionary) and obj.get(Name.Type) == Name.StructElem
        }
    assert roles & {"/H", "/H1", "/H2", "/H3"} == {"/H1", "/H2"}


def test_tags_of_pdf_2_become_what_a_1_7_reader_knows(tmp_path, store):
    source = a_tagged_paper(tmp_path / "paper.pdf")
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        space = pdf.make_indirect(
            Dictionary(Type=Name.Namespace, NS=String("http://iso.org/pdf2/ssn"))
        )
        own = pdf.make_indirect(
            Dictionary(
                Type=Name.Namespace,
                NS=String("http://www.example.org/"),
                RoleMapNS=Dictionary(Lead=Array([Name.Title, space])),
            )
        )
        first, second = pdf.Root.StructTreeRoot.K[0].K
        first.S, first.NS = Name.Lead, own
        second.S, second.NS = Name.Aside, space
        pdf.save(source)

    stored = store(source, "paper")

    assert stored.record.accessible
    with pikepdf.open(stored.path) as part:
        top = part.Root.StructTreeRoot.K[0]
        assert [str(kid.S) for kid in top.K] == ["/P", "/Div"]
        assert all("/NS" not in kid for kid in top.K)
