"""Papers made by hand, with the peculiarities that real ones have."""

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from ics_portal.core.pdf.stampfont import font_objects, stamp_fonts

A4 = (0, 0, 595.276, 841.89)
A4_ACROSS = (0, 0, 841.89, 595.276)
A3_ACROSS = (0, 0, 1190.55, 841.89)


@dataclass
class Paper:
    """A PDF in the making. Marks are given by page: ``say`` returns operators that
    print words under the next mark, and remembers the mark for ``element``."""

    title: str = "Paper"
    lang: str = "en-GB"
    pdf: pikepdf.Pdf = field(default_factory=pikepdf.new)
    marks: dict[int, list[Any]] = field(default_factory=dict)
    owners: list[tuple[Any, Any]] = field(default_factory=list)
    root: Any = None
    document: Any = None

    def __post_init__(self) -> None:
        self.font = self._font()
        self.root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root, K=Array())
        )
        self.root.K = Array([self.document])

    def _font(self) -> Any:
        made = {}
        for number, printed in font_objects(stamp_fonts().regular, (1, 2, 3)).items():
            made[number] = printed
        face = stamp_fonts().regular
        program = self.pdf.make_stream(
            face.program, Filter=Name.FlateDecode, Length1=face.length
        )
        descriptor = pikepdf.Object.parse(made[2].replace(b"3 0 R", b"null"))
        descriptor.FontFile2 = program
        font = pikepdf.Object.parse(made[1].replace(b"2 0 R", b"null"))
        font.FontDescriptor = self.pdf.make_indirect(descriptor)
        return self.pdf.make_indirect(font)

    def page(self, content: bytes = b"", *, size: Any = A4, **keys: Any) -> int:
        """Add a page and return its index; ``content`` may be replaced by ``draw``."""
        resources = keys.pop("Resources", None) or Dictionary(
            Font=Dictionary(F1=self.font)
        )
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array(size),
            Resources=resources,
            Contents=self.pdf.make_stream(content),
            **keys,
        )
        self.pdf.pages.append(pikepdf.Page(self.pdf.make_indirect(page)))
        index = len(self.pdf.pages) - 1
        self.marks[index] = []
        return index

    def obj(self, page: int) -> Any:
        return self.pdf.pages[page].obj

    def draw(self, page: int, content: bytes) -> None:
        before = self.obj(page).Contents.read_bytes()
        self.obj(page).Contents = self.pdf.make_stream(before + content + b"\n")

    def say(
        self,
        page: int,
        words: str,
        element: Any,
        *,
        at: tuple[float, float] = (72, 700),
        tag: str = "P",
    ) -> int:
        """Print words under a mark of ``element`` and return the mark."""
        mark = len(self.marks[page])
        self.marks[page].append(element)
        x, y = at
        self.draw(
            page,
            b"/%s <</MCID %d>> BDC BT /F1 12 Tf %g %g Td (%s) Tj ET EMC"
            % (tag.encode(), mark, x, y, words.encode("cp1252")),
        )
        element.K.append(Dictionary(Type=Name.MCR, MCID=mark, Pg=self.obj(page)))
        return mark

    def element(self, role: str, parent: Any = None, **keys: Any) -> Any:
        parent = self.document if parent is None else parent
        made = self.pdf.make_indirect(
            Dictionary(
                Type=Name.StructElem, S=Name(f"/{role}"), P=parent, K=Array(), **keys
            )
        )
        parent.K.append(made)
        return made

    def annotate(self, page: int, annotation: Dictionary, element: Any = None) -> Any:
        made = self.pdf.make_indirect(annotation)
        made.Type = Name.Annot
        if Name.Annots not in self.obj(page):
            self.obj(page).Annots = Array()
            self.obj(page).Tabs = Name.S
        self.obj(page).Annots.append(made)
        if element is not None:
            element.K.append(Dictionary(Type=Name.OBJR, Obj=made, Pg=self.obj(page)))
            self.owners.append((made, element))
        return made

    def link(self, page: int, words: str, element: Any = None, **target: Any) -> Any:
        keys = {"Contents": String(words)} if words else {}
        return self.annotate(
            page,
            Dictionary(
                Subtype=Name.Link,
                Rect=Array([72, 560, 200, 575]),
                F=4,
                **keys,
                **target,
            ),
            element,
        )

    def save(self, path: Path, *, tagged: bool = True, **options: Any) -> Path:
        if tagged:
            self._finish_tags()
        self.pdf.Root.Lang = String(self.lang)
        self.pdf.docinfo.Title = String(self.title)
        self.pdf.save(path, static_id=True, **options)
        return path

    def _finish_tags(self) -> None:
        nums: list[Any] = []
        for index, elements in self.marks.items():
            self.obj(index).StructParents = index
            nums += [index, self.pdf.make_indirect(Array(elements))]
        key = len(self.marks)
        for annotation, element in self.owners:
            name = "/StructParents" if "/BBox" in annotation else "/StructParent"
            annotation[name] = key
            nums += [key, element]
            key += 1
        self.root.ParentTree = Dictionary(Nums=Array(nums))
        self.root.ParentTreeNextKey = key
        self.pdf.Root.StructTreeRoot = self.root
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)


def a_plain_paper(path: Path, *, pages: int = 1, words: str = "Plain text") -> Path:
    """Text without tags."""
    paper = Paper()
    for number in range(pages):
        content = f"BT /F1 12 Tf 72 700 Td ({words} {number + 1}) Tj ET"
        paper.page(content.encode())
    return paper.save(path, tagged=False)


def a_tagged_paper(path: Path, *, title: str = "Tagged paper", pages: int = 1) -> Path:
    """A heading and a paragraph on each page, all of it tagged."""
    paper = Paper(title=title)
    for number in range(pages):
        page = paper.page()
        role = "H1" if number == 0 else "H2"
        paper.say(page, f"{title} {number + 1}", paper.element(role), at=(72, 740))
        paper.say(page, f"Words of page {number + 1}.", paper.element("P"))
    return paper.save(path)


def an_odd_paper(path: Path, *, house: str, colour: str, lang: str = "en-GB") -> Path:
    """Everything that a merge may get wrong, in one paper that passes by itself.

    ``house`` is what its role House means, ``colour`` what its class c1 says. It has
    numbered-less headings, header cells by id, a link forward and one by name, a form
    that carries its own marks, a field, a layer that is off, an open graphics state
    and an open mark.
    """
    paper = Paper(title=f"Odd paper, {house}", lang=lang)
    first, second, third = paper.page(), paper.page(), paper.page()
    section = paper.element("Sect")
    paper.say(first, "An odd paper", paper.element("H", section), at=(72, 740))
    paper.say(first, "In the house style", paper.element("House", section))
    inner = paper.element("Sect", section)
    heading = paper.element("H", inner)
    paper.say(first, "A part of it", heading, at=(72, 680))
    coloured = paper.element("P", inner, C=Name.c1)
    paper.say(first, "Coloured", coloured, at=(72, 660))
    _table(paper, first, inner)
    _links(paper, first, third, inner)
    _form(paper, second, inner)
    _field(paper, second, inner)
    _layer(paper, second)
    paper.say(third, "The end", paper.element("P", inner))
    paper.draw(third, b"q 0.5 0 0 0.5 0 0 cm q\n/Span <</Lang (cy)>> BDC")
    paper.root.RoleMap = Dictionary(House=Name(f"/{house}"))
    attributes = Dictionary(O=Name.Layout, TextDecorationType=Name(f"/{colour}"))
    paper.root.ClassMap = Dictionary(c1=attributes)
    paper.root.IDTree = Dictionary()
    return paper.save(path)


def _table(paper: Paper, page: int, parent: Any) -> None:
    table = paper.element("Table", parent)
    row = paper.element("TR", table)
    for place in (0, 1):
        cell = paper.element("TH", row, ID=String(f"h{place}"))
        paper.say(page, f"Head {place}", cell, at=(72 + 90 * place, 640))
    row = paper.element("TR", table)
    for place in (0, 1):
        attributes = Dictionary(O=Name.Table, Headers=Array([String(f"h{place}")]))
        cell = paper.element("TD", row, A=attributes)
        paper.say(page, f"Cell {place}", cell, at=(72 + 90 * place, 620))


def _links(paper: Paper, page: int, target: int, parent: Any) -> None:
    """One link forward by page, one by name."""
    end = paper.obj(target)
    for words, where in (
        ("To the end", {"Dest": Array([end, Name.XYZ, 0, 700, 0])}),
        ("To the end by name", {"A": Dictionary(S=Name.GoTo, D=String("end"))}),
    ):
        element = paper.element("Link", paper.element("P", parent))
        paper.say(page, words, element, at=(72, 562))
        paper.link(page, words, element, **where)
    names = Array([String("end"), Array([end, Name.Fit])])
    paper.pdf.Root.Names = Dictionary(Dests=Dictionary(Names=names))


def _form(paper: Paper, page: int, parent: Any) -> None:
    """A form XObject with marks of its own."""
    element = paper.element("P", parent)
    form = paper.pdf.make_stream(
        b"/P <</MCID 0>> BDC BT /F1 12 Tf 0 0 Td (Inside a form) Tj ET EMC",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 300, 20]),
        Resources=Dictionary(Font=Dictionary(F1=paper.font)),
    )
    element.K.append(Dictionary(Type=Name.MCR, MCID=0, Stm=form, Pg=paper.obj(page)))
    paper.owners.append((form, paper.pdf.make_indirect(Array([element]))))
    resources = Dictionary(Font=Dictionary(F1=paper.font), XObject=Dictionary(Fm=form))
    paper.obj(page).Resources = paper.pdf.make_indirect(resources)
    paper.draw(page, b"q 1 0 0 1 72 600 cm /Fm Do Q")


def _field(paper: Paper, page: int, parent: Any) -> None:
    element = paper.element("Form", parent)
    appearance = paper.pdf.make_stream(
        b"/Tx BMC BT /F1 12 Tf 2 4 Td (Filled in) Tj ET EMC",
        Subtype=Name.Form,
        BBox=Array([0, 0, 200, 20]),
        Resources=Dictionary(Font=Dictionary(F1=paper.font)),
    )
    field = paper.annotate(
        page,
        Dictionary(
            Subtype=Name.Widget,
            Rect=Array([72, 500, 272, 520]),
            FT=Name.Tx,
            T=String("name"),
            TU=String("Name of the author"),
            V=String("Filled in"),
            F=4,
            AP=Dictionary(N=appearance),
            AA=Dictionary(K=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
        ),
        element,
    )
    paper.pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


def _layer(paper: Paper, page: int) -> None:
    """A red box on a layer that is off."""
    layer = paper.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
    paper.obj(page).Resources.Properties = Dictionary(Off=layer)
    paper.draw(
        page,
        b"/OC /Off BDC /Artifact BMC 1 0 0 rg 300 300 100 100 re f EMC EMC",
    )
    paper.pdf.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(Name=String("View"), OFF=Array([layer]))
    )


def a_scan(path: Path, *, pages: int = 1, margin: bool = False) -> Path:
    """Pictures of pages without any text; ``margin`` leaves their edges white."""
    paper = Paper(title="Signed agreement")
    for number in range(pages):
        image = _picture(paper, shade=90 + number)
        page = paper.page(
            Resources=Dictionary(XObject=Dictionary(Im=image)),
        )
        inset = 60 if margin else 0
        paper.draw(
            page,
            b"q %g 0 0 %g %g %g cm /Im Do Q"
            % (A4[2] - 2 * inset, A4[3] - 2 * inset, inset, inset),
        )
    return paper.save(path, tagged=False)


def _picture(paper: Paper, *, shade: int) -> Any:
    out = io.BytesIO()
    picture = Image.new("L", (120, 170), 235)
    picture.paste(shade, (10, 10, 110, 60))
    picture.save(out, "JPEG")
    return paper.pdf.make_stream(
        out.getvalue(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=120,
        Height=170,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )


def pages_of_all_shapes(path: Path) -> Path:
    """A3, landscape, turned, cropped, unbalanced, open marks, printed to the edge."""
    paper = Paper(title="All shapes")
    words = b"BT /F1 20 Tf %d %d Td (Here) Tj ET "
    cross = b"0.2 0.4 0.8 rg 250 300 60 200 re f 1 0 0 rg 200 380 160 40 re f "
    middle = words % (150, 250) + cross
    paper.page(middle)
    paper.page(middle, size=A3_ACROSS)
    paper.page(middle, size=A4_ACROSS)
    for turned in (90, 180, 270):
        paper.page(middle, Rotate=turned)
    paper.page(b"0 1 0 rg 0 0 60 842 re f " + middle, CropBox=Array([70, 60, 500, 780]))
    paper.page(
        middle, size=(-100, -50, 495.276, 791.89), CropBox=Array([-60, 0, 400, 700])
    )
    paper.page(b"q 0.5 0 0 0.5 0 0 cm q 2 0 0 2 0 0 cm " + middle)
    paper.page(middle + b"Q Q q q")
    paper.page(middle + b"/Span <</Lang (cy)>> BDC /Artifact BMC")
    paper.page(b"1 0 0 -1 0 841.89 cm " + middle)
    paper.page(b"0.8 0.9 0.8 rg 0 0 596 842 re f " + middle)
    paper.page(b"0.8 0.9 0.8 rg 0 0 596 842 re f " + middle, Rotate=90)
    paper.page(middle + words % (40, 6))
    paper.page(middle, UserUnit=2)
    paper.page(middle, size=(0, 0, 250, 600))
    return paper.save(path, tagged=False)
