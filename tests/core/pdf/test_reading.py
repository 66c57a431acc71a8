"""What a file says of itself, in all the forms that the standard allows."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from ics_portal.core.pdf.content import scan
from ics_portal.core.pdf.destinations import Destinations
from ics_portal.core.pdf.fonts import check_fonts
from ics_portal.core.pdf.forms import flatten_fields, survey_form
from ics_portal.core.pdf.layers import layers_of
from ics_portal.core.pdf.numbertree import name_tree_items, number_tree_items
from ics_portal.core.pdf.resources import Reached, reach
from tests.core.pdf.samples import Paper

FORM = {"Subtype": Name.Form, "BBox": Array([0, 0, 9, 9])}


@pytest.fixture
def paper():
    made = Paper()
    made.page()
    made.page()
    return made


@pytest.fixture
def where(paper):
    """The page index, kind and numbers that a destination comes to, or None."""
    pages = [page.obj for page in paper.pdf.pages]
    paper.pdf.Root.Dests = Dictionary(
        old=Array([pages[1], Name.Fit]), wrapped=Dictionary(D=Array([pages[0]]))
    )
    leaf = Dictionary(Names=Array([String("new"), Array([pages[1], Name.FitH, 40])]))
    paper.pdf.Root.Names = Dictionary(Dests=Dictionary(Kids=Array([leaf])))
    found = Destinations(paper.pdf, pages)

    def resolve(target):
        explicit = found.explicit(target)
        if explicit is None:
            return None
        page, kind, *numbers = list(explicit)
        return [p.objgen for p in pages].index(page.objgen), str(kind), numbers

    return resolve


@pytest.mark.parametrize(
    ("target", "place"),
    [
        (Name.old, (1, "/Fit", [])),
        (Name.wrapped, (0, "/Fit", [])),
        (String("new"), (1, "/FitH", [40])),
        (String("none"), None),
        (Array([1, Name.XYZ, 1, 2, None]), (1, "/XYZ", [1, 2, None])),
        (Array([0, Name.Odd]), (0, "/Fit", [])),
        (Array([0, Name.XYZ, String("x"), 5, 0]), (0, "/XYZ", [None, 5, 0])),
        (Array([7, Name.Fit]), None),
        (Array(), None),
        (None, None),
        (Dictionary(), None),
    ],
)
def test_a_destination_in_any_form_comes_to_a_page(where, target, place):
    assert where(target) == place


@pytest.mark.parametrize(
    ("target", "top"),
    [
        (Array([0, Name.XYZ, 0, 700.123, 0]), 700.12),
        (Array([0, Name.FitH, 500]), 500),
        (Array([0, Name.FitR, 1, 2, 3, 4]), 4),
        (Array([0, Name.Fit]), None),
        (Array([0, Name.XYZ, None, None, None]), None),
    ],
)
def test_a_bookmark_remembers_how_high_it_leads(paper, target, top):
    found = Destinations(paper.pdf, [page.obj for page in paper.pdf.pages])

    assert found.place(target) == (0, top)


def test_trees_are_read_whatever_their_shape():
    deep = Dictionary(Nums=Array([5, String("five")]))
    tree = Dictionary(Kids=Array([Dictionary(Nums=Array([1, String("one")])), deep]))
    for _ in range(3):
        tree = Dictionary(Kids=Array([tree]))

    assert {k: str(v) for k, v in number_tree_items(tree).items()} == {
        1: "one",
        5: "five",
    }
    assert number_tree_items(None) == {}
    assert number_tree_items(Dictionary(Nums=Array([String("x"), 1, 2]))) == {}
    assert name_tree_items(Dictionary(Names=Array([7, 8, String("a"), 9]))) == {b"a": 9}


@pytest.mark.parametrize(
    ("view", "off"),
    [
        ({}, []),
        ({"OFF": [0]}, ["One"]),
        ({"BaseState": Name.OFF, "ON": [0]}, ["Two"]),
        ({"BaseState": Name.OFF}, ["One", "Two"]),
        (None, []),
    ],
)
def test_layers_that_are_off_by_name_or_by_rule(paper, view, off):
    layers = [
        paper.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name)))
        for name in ("One", "Two")
    ]
    properties = Dictionary(OCGs=Array(layers))
    if view is not None:
        properties.D = Dictionary()
        for key, value in view.items():
            chosen = (
                Array([layers[n] for n in value]) if isinstance(value, list) else value
            )
            properties.D[f"/{key}"] = chosen
    paper.pdf.Root.OCProperties = properties

    every, hidden = layers_of(paper.pdf)

    assert len(every) == 2
    assert [str(o.Name) for o in every if o.objgen in hidden] == off


def a_widget(paper, **keys):
    field = Dictionary(Subtype=Name.Widget, Rect=Array([9, 9, 99, 29]), **keys)
    made = paper.annotate(0, field)
    form = paper.pdf.Root.get(Name.AcroForm) or Dictionary(Fields=Array())
    form.Fields.append(made)
    paper.pdf.Root.AcroForm = form
    return made


@pytest.mark.parametrize(
    ("keys", "role"),
    [
        ({"FT": Name.Tx}, "tv"),
        ({"FT": Name.Ch}, "tv"),
        ({"FT": Name.Btn}, "cb"),
        ({"FT": Name.Btn, "Ff": 1 << 15}, "rb"),
        ({"FT": Name.Btn, "Ff": 1 << 16}, "pb"),
        ({"Parent": Dictionary(FT=Name.Btn, TU=String("Yes or no"))}, "cb"),
    ],
)
def test_a_field_says_what_kind_it_was(paper, keys, role):
    appearance = paper.pdf.make_stream(b"0 0 9 9 re f", **FORM)
    a_widget(paper, AP=Dictionary(N=appearance), **keys)

    (flat,) = flatten_fields(paper.obj(0), "Field")

    assert flat.role == role
    assert flat.tooltip == ("Yes or no" if "Parent" in keys else "")
    assert b"/Field0 Do" in flat.draw


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"F": 2, "AP": True},
        {"F": 32, "AP": True},
        {"AS": Name.Off, "AP": "states"},
    ],
)
def test_a_field_that_shows_nothing_draws_nothing(paper, keys):
    appearance = paper.pdf.make_stream(b"0 0 9 9 re f", **FORM)
    shown = {True: appearance, "states": Dictionary(Yes=appearance)}
    if "AP" in keys:
        keys = {**keys, "AP": Dictionary(N=shown[keys["AP"]])}
    a_widget(paper, FT=Name.Btn, **keys)

    assert flatten_fields(paper.obj(0), "Field") == []


def test_a_field_without_a_picture_of_itself_is_given_one(paper):
    a_widget(
        paper,
        FT=Name.Tx,
        T=String("name"),
        V=String("Typed"),
        DA=String("/F1 12 Tf 0 g"),
    )
    paper.pdf.Root.AcroForm.NeedAppearances = True
    paper.pdf.Root.AcroForm.DR = Dictionary(Font=Dictionary(F1=paper.font))

    survey = survey_form(paper.pdf, [page.obj for page in paper.pdf.pages])

    assert (survey.fields, survey.signatures, survey.xfa) == (1, 0, False)
    (flat,) = flatten_fields(paper.obj(0), "Field")
    drawn = paper.obj(0).Resources.XObject[f"/Field{0}"].read_bytes()
    assert b"Typed" in drawn
    assert flat.tooltip == "name"


def test_everything_a_page_draws_with_is_reached_once(paper):
    pdf = paper.pdf
    inner = pdf.make_stream(b"", **FORM, Metadata=String("x"))
    outer = pdf.make_stream(
        b"", **FORM, Resources=Dictionary(XObject=Dictionary(In=inner, Again=inner))
    )
    mask = pdf.make_stream(b"", **FORM)
    glyph_form = pdf.make_stream(b"", **FORM)
    drawn_font = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            Resources=Dictionary(XObject=Dictionary(X=glyph_form)),
        )
    )
    pattern = pdf.make_stream(b"", PatternType=1)
    resources = pdf.make_indirect(
        Dictionary(
            Font=Dictionary(F1=paper.font, T3=drawn_font, Odd=7, Own=Dictionary()),
            XObject=Dictionary(Out=outer, Odd=Name.x),
            Pattern=Dictionary(P=pattern),
            ExtGState=Dictionary(G=Dictionary(SMask=Dictionary(G=mask)), N=Name.x),
        )
    )
    outer.Resources.Loop = resources
    reached = Reached()

    reach(resources, reached)
    reach(resources, reached)

    expected = [inner, outer, mask, glyph_form, pattern]
    assert set(reached.xobjects) == {stream.objgen for stream in expected}
    assert set(reached.fonts) == {paper.font.objgen, drawn_font.objgen}
    assert "/Metadata" not in inner


@pytest.mark.parametrize(
    ("font", "rules"),
    [
        ({"Subtype": Name.Type3}, ["FONT-UNICODE"]),
        ({"Subtype": Name.Type1, "BaseFont": Name.Helvetica}, ["FONT-EMBED"]),
        (
            {
                "Subtype": Name.Type0,
                "Encoding": Name("/UniJIS-UTF16-H"),
                "DescendantFonts": Array([Dictionary()]),
            },
            ["FONT-EMBED"],
        ),
        (
            {
                "Subtype": Name.Type0,
                "Encoding": Name("/Identity-H"),
                "DescendantFonts": Array(),
            },
            ["FONT-EMBED", "FONT-UNICODE"],
        ),
        (
            {"Subtype": Name.TrueType, "Encoding": Dictionary(), "BaseFont": Name.A},
            ["FONT-EMBED"],
        ),
    ],
)
def test_fonts_by_whether_they_can_be_drawn_and_read(font, rules):
    assert [f.rule for f in check_fonts(iter([Dictionary(**font)]))] == rules


def test_a_mark_may_keep_its_id_in_the_resources():
    pdf = pikepdf.new()
    pdf.add_blank_page()
    page = pdf.pages[0]
    drawing = b"/P /M0 BDC EMC /P /M1 BDC EMC /P /M2 BDC EMC /P <</MCID -1>> BDC EMC"
    page.obj.Contents = pdf.make_stream(drawing)
    properties = Dictionary(M0=Dictionary(MCID=4), M1=Dictionary(MCID=2**30))

    assert scan(page, properties).mcids == {4}
    assert scan(page, None).mcids == set()
