"""Form fields become what they look like: part of the page, and still tagged.

A pack is read, not filled in. Fields left alive would need names that are unique
over the whole pack, and would make every copy of their page remake its links.
"""

from dataclasses import dataclass

import pikepdf
from pikepdf import Annotation, Dictionary, Name, String

from ics_portal.core.pdf.annotations import HIDDEN, NO_VIEW, annotations_of

ObjGen = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FlatField:
    """One field as it will be drawn: ``draw`` are operators, ``tooltip`` its name.

    ``role`` is the PrintField role of ISO 32000-1, 14.8.5.6: rb, cb, pb or tv.
    """

    annotation: ObjGen
    draw: bytes
    tooltip: str
    role: str


@dataclass(slots=True)
class FormSurvey:
    """What the file's form held. ``xfa`` forms may show nothing but "please wait"."""

    fields: int = 0
    signatures: int = 0
    scripts: int = 0
    xfa: bool = False


def survey_form(pdf: pikepdf.Pdf, pages: list[Dictionary]) -> FormSurvey:
    """Count the fields, and give each its appearance before it loses its form."""
    survey = FormSurvey()
    form = pdf.Root.get(Name.AcroForm)
    if not isinstance(form, Dictionary):
        return survey
    survey.xfa = Name.XFA in form
    for page in pages:
        for annotation in annotations_of(page):
            if annotation.Subtype != Name.Widget:
                continue
            survey.fields += 1
            survey.signatures += _inherited(annotation, Name.FT) == Name.Sig
            survey.scripts += Name.AA in annotation or Name.A in annotation
    if survey.fields and (form.get(Name.NeedAppearances) is True):
        pdf.generate_appearance_streams()
    return survey


def flatten_fields(page: Dictionary, name_prefix: str) -> list[FlatField]:
    """Take the page's widgets out, adding their appearances to its resources.

    Returns what the content must draw. A field without an appearance, or one not
    shown on paper, draws nothing and is not returned. ``page`` has its own
    /Resources with its own /XObject.
    """
    flat: list[FlatField] = []
    for annotation in annotations_of(page):
        if annotation.Subtype != Name.Widget:
            continue
        helper = Annotation(annotation)
        stream = helper.get_appearance_stream(Name.N)
        if stream is None or not annotation.is_indirect:
            continue
        name = Name(f"/{name_prefix}{len(flat)}")
        rotate = page.get(Name.Rotate, 0)
        draw = helper.get_page_content_for_appearance(
            name, rotate if isinstance(rotate, int) else 0, 0, HIDDEN | NO_VIEW
        )
        if not draw.strip():
            continue
        xobjects = page.Resources.get(Name.XObject)
        if xobjects is None:
            xobjects = page.Resources.XObject = Dictionary()
        stream.Subtype = Name.Form
        xobjects[name] = stream
        flat.append(
            FlatField(annotation.objgen, draw, _tooltip(annotation), _role(annotation))
        )
    return flat


def _inherited(field: Dictionary, key: Name) -> pikepdf.Object | int | None:
    for _ in range(32):
        if key in field:
            value: pikepdf.Object | int | None = field.get(key)
            return value
        parent = field.get(Name.Parent)
        if not isinstance(parent, Dictionary):
            return None
        field = parent
    return None


def _tooltip(annotation: Dictionary) -> str:
    for key in (Name.TU, Name.T):
        words = _inherited(annotation, key)
        if isinstance(words, String):
            return str(words)
    return ""


def _role(annotation: Dictionary) -> str:
    kind = _inherited(annotation, Name.FT)
    if kind != Name.Btn:
        return "tv"
    flags = _inherited(annotation, Name.Ff)
    bits = flags if isinstance(flags, int) else 0
    if bits & 1 << 15:
        return "rb"
    return "pb" if bits & 1 << 16 else "cb"
