"""What a pack takes over from an upload, and what stays behind."""

import pikepdf
import pytest
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, String

from ics_portal.core.pdf import LeftBehind
from tests.core.pdf.checks import is_the_same_picture, pictures
from tests.core.pdf.packs import a_pack
from tests.core.pdf.samples import (
    Paper,
    a_plain_paper,
    a_tagged_paper,
    an_odd_paper,
    pages_of_all_shapes,
)

MARKER = "WITHHELD-MARKER"


def an_unclean_paper(path):
    """A marker in every place that a pack must not take over."""
    paper = Paper(title="Unclean paper")
    page = paper.page()
    paper.say(page, "Clean words", paper.element("P"))
    pdf, obj = paper.pdf, paper.obj(page)
    script = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{MARKER}')"))
    pdf.attachments["a.txt"] = AttachedFileSpec(pdf, MARKER.encode())
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=script)
    pdf.Root.PieceInfo = Dictionary(X=Dictionary(Private=String(MARKER)))
    pdf.Root.Names.JavaScript = Dictionary(Names=Array([String("x"), script]))
    obj.AA = Dictionary(O=script)
    obj.PieceInfo = Dictionary(X=Dictionary(Private=String(MARKER)))
    obj.Metadata = pdf.make_stream(MARKER.encode())
    obj.Thumb = pdf.make_stream(MARKER.encode())
    obj.Resources.Other = Dictionary(Hidden=pdf.make_stream(MARKER.encode()))
    obj.Resources.XObject = Dictionary(
        Fm=pdf.make_stream(
            b"",
            Subtype=Name.Form,
            BBox=Array([0, 0, 1, 1]),
            PieceInfo=Dictionary(Private=String(MARKER)),
            Ref=Dictionary(F=String(MARKER)),
        ),
        Ps=pdf.make_stream(MARKER.encode(), Subtype=Name.PS),
        Fps=pdf.make_stream(
            b"", Subtype=Name.Form, Subtype2=Name.PS,
            PS=pdf.make_stream(MARKER.encode()),
        ),
        Im=pdf.make_stream(
            b"\0", Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
            F=Dictionary(Type=Name.Filespec, FS=Name.URL, F=String(MARKER)),
            Alternates=Array([Dictionary(Image=pdf.make_stream(MARKER.encode()))]),
        ),
    )  # fmt: skip
    for kind, keys in (
        ("Text", {"Contents": String(MARKER)}),
        ("FileAttachment", {"FS": Dictionary(F=String(MARKER))}),
        ("RichMedia", {"Contents": String(MARKER)}),
        ("Link", {"A": script}),
        ("Link", {"A": Dictionary(S=Name.Launch, F=String(MARKER))}),
        ("Link", {"A": Dictionary(S=Name.URI, URI=String(f"javascript:{MARKER}"))}),
        ("Highlight", {"T": String(MARKER), "Popup": Dictionary(T=String(MARKER))}),
    ):
        paper.annotate(
            page, Dictionary(Subtype=Name(f"/{kind}"), Rect=Array([0, 0, 9, 9]), **keys)
        )
    return paper.save(path)


def everything_in(path):
    """Every string, name and stream of a file, decoded, as one heap of bytes."""
    heap = path.read_bytes()
    with pikepdf.open(path) as pdf:
        for obj in pdf.objects:
            if isinstance(obj, pikepdf.Stream):
                heap += obj.read_bytes()
            elif obj is not None:
                heap += obj.unparse(resolved=True)
    return heap


def test_nothing_that_runs_or_hides_reaches_the_stored_part_or_the_pack(
    tmp_path, store
):
    stored = store(an_unclean_paper(tmp_path / "unclean.pdf"), "unclean")

    result = a_pack([stored], tmp_path / "pack.pdf")

    assert MARKER.encode() in everything_in(stored.source)
    for path in (stored.path, result.path):
        heap = everything_in(path)
        assert MARKER.encode() not in heap
        assert b"JavaScript" not in heap
        assert b"Clean words" in heap
    assert stored.record.left_behind == LeftBehind(
        attachments=2, scripts=6, comments=1, media=1
    )


def test_an_older_revision_stays_behind(tmp_path, store):
    source = tmp_path / "paper.pdf"
    with pikepdf.open(a_plain_paper(tmp_path / "packed.pdf", words=MARKER)) as pdf:
        level = pikepdf.StreamDecodeLevel.generalized
        pdf.save(source, compress_streams=False, stream_decode_level=level)
    old = source.read_bytes()
    # An incremental update: the old file, then the objects that replace it.
    at = len(old)
    stream = b"BT /F1 9 Tf 72 700 Td (Now) Tj ET"
    number = _content_number(source)
    update = b"%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
        number,
        len(stream),
        stream,
    )
    xref = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size 99/Root 1 0 R/Prev %d>>\n" % (
        number,
        at,
        int(old.rsplit(b"startxref\n", 1)[1].split()[0]),
    )
    source.write_bytes(
        old + update + xref + b"startxref\n%d\n%%%%EOF\n" % (at + len(update))
    )

    stored = store(source, "paper")

    assert stored.record.left_behind.older_revisions == 1
    assert MARKER.encode() in old
    assert MARKER.encode() not in everything_in(stored.path)
    assert b"Now" in everything_in(stored.path)


def _content_number(path):
    with pikepdf.open(path) as pdf:
        return pdf.pages[0].obj.Contents.objgen[0]


def test_fields_are_printed_as_filled_in_and_stay_in_the_reading_order(tmp_path, store):
    stored = store(
        an_odd_paper(tmp_path / "odd.pdf", house="P", colour="Underline"), "odd"
    )

    assert stored.record.left_behind.form_fields == 1
    assert stored.record.left_behind.scripts == 1
    assert pictures(stored.path)[1] == pictures(stored.source)[1]
    with pikepdf.open(stored.path) as part:
        assert "/AcroForm" not in part.Root
        assert "/Annots" not in part.pages[1].obj
        forms = [
            o
            for o in part.objects
            if isinstance(o, Dictionary) and o.get(Name.S) == Name.Form
        ]
        (form,) = forms
        assert form.A[0].unparse() == (
            b"<< /Desc (Name of the author) /O /PrintField /Role /tv >>"
        )


def test_a_field_that_no_tag_names_is_an_error(tmp_path, record_of):
    paper = Paper()
    page = paper.page()
    paper.say(page, "Words", paper.element("P"))
    appearance = paper.pdf.make_stream(
        b"BT /F1 12 Tf 2 4 Td (Typed) Tj ET",
        Subtype=Name.Form,
        BBox=Array([0, 0, 200, 20]),
        Resources=Dictionary(Font=Dictionary(F1=paper.font)),
    )
    field = Dictionary(
        Subtype=Name.Widget,
        Rect=Array([72, 500, 272, 520]),
        FT=Name.Tx,
        AP=Dictionary(N=appearance),
    )
    paper.pdf.Root.AcroForm = Dictionary(Fields=Array([paper.annotate(page, field)]))

    record = record_of(paper.save(tmp_path / "form.pdf"))

    assert [(f.rule, f.pages) for f in record.findings] == [("FIELD-TAG", (1,))]


def test_a_form_of_adobes_own_kind_is_told(tmp_path, record_of):
    paper = Paper()
    paper.page()
    paper.pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=String("<xdp/>"))

    record = record_of(paper.save(tmp_path / "xfa.pdf", tagged=False))

    assert [finding.rule for finding in record.findings] == ["FORM-XFA"]


def test_a_signature_is_told_and_its_picture_kept(tmp_path, record_of):
    paper = Paper()
    page = paper.page()
    field = Dictionary(
        Subtype=Name.Widget,
        Rect=Array([72, 500, 272, 520]),
        FT=Name.Sig,
        V=Dictionary(Type=Name.Sig, Contents=String("x")),
        AP=Dictionary(
            N=paper.pdf.make_stream(
                b"0 0 200 20 re f", Subtype=Name.Form, BBox=Array([0, 0, 200, 20])
            )
        ),
    )
    paper.pdf.Root.AcroForm = Dictionary(Fields=Array([paper.annotate(page, field)]))
    source = paper.save(tmp_path / "signed.pdf", tagged=False)

    record = record_of(source)

    assert record.left_behind == LeftBehind(signatures=1)
    assert not record.pages[0].blank


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_storing_does_not_change_how_a_page_looks(tmp_path, store, turned):
    source = pages_of_all_shapes(tmp_path / "shapes.pdf")
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            page.rotate(turned, relative=True)
        pdf.save(source)

    stored = store(source, "shapes")

    for ours, theirs in zip(pictures(stored.path), pictures(source), strict=True):
        assert is_the_same_picture(ours, theirs)


def test_the_same_upload_is_stored_as_the_same_bytes(tmp_path, store):
    source = an_odd_paper(tmp_path / "odd.pdf", house="P", colour="Underline")

    first = store(source, "odd")
    bytes_of_first = first.path.read_bytes()
    second = store(source, "odd")

    assert second.path.read_bytes() == bytes_of_first
    assert second.record == first.record


def test_bookmarks_title_and_language_are_read(tmp_path, record_of):
    source = a_tagged_paper(tmp_path / "paper.pdf", title="Estates plan", pages=3)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        with pdf.open_outline() as outline:
            item = pikepdf.OutlineItem("Chapter\n one", 0, "XYZ", left=0, top=700)
            item.children.append(pikepdf.OutlineItem("Inside", 2))
            outline.root.append(item)
            outline.root.append(pikepdf.OutlineItem("Nowhere"))
        pdf.save(source)

    record = record_of(source)

    assert (record.title, record.lang) == ("Estates plan", "en-GB")
    (chapter,) = record.outline
    assert (chapter.title, chapter.page, chapter.top) == ("Chapter one", 0, 700.0)
    assert [(kid.title, kid.page) for kid in chapter.children] == [("Inside", 2)]


def test_a_link_without_words_is_given_those_under_it(tmp_path, store):
    paper = Paper()
    page = paper.page()
    element = paper.element("Link", paper.element("P"))
    paper.say(page, "Read the plan", element, at=(72, 562))
    action = Dictionary(S=Name.URI, URI=String("https://www.example.org/"))
    paper.link(page, "", element, A=action)
    source = paper.save(tmp_path / "paper.pdf")

    stored = store(source, "paper")

    assert stored.record.accessible
    with pikepdf.open(stored.path) as part:
        (link,) = part.pages[0].obj.Annots
        assert str(link.Contents) == "Read the plan"
        assert link.F == 4
