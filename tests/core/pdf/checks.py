"""Look at a finished pack beside the papers it was made of: one set of faults.

What a checker of one file cannot see (a type that changed its meaning, a layer that
is shown) is seen by comparing with the sources. Nothing here uses the product's own
reading of roles or layers.
"""

import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from outloud import check
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops

from ics_portal.core.pdf.content import properties_of, scan
from ics_portal.core.pdf.plan import AssemblyResult
from ics_portal.core.pdf.walk import UNTAGGED, walk_pdf
from tests.core.pdf.packs import Stored

DPI = 72
# The bands of the stamps, in points: nothing of the page itself is printed there.
BAND = 32


def faults_of(result: AssemblyResult, parts: list[Stored]) -> set[str]:
    """Kinds of fault in a pack whose parts are all accessible; empty if it is sound."""
    found = {fault.kind for fault in walk_pdf(result.path) if fault.kind != UNTAGGED}
    with pikepdf.open(result.path) as pack:
        found |= set(_document_faults(pack))
        found |= set(_page_faults(pack))
        tops = list(_kids(pack.Root.StructTreeRoot.K[0]))
        for top, part in zip(tops, parts, strict=True):
            with pikepdf.open(part.source) as source:
                found |= set(_part_faults(pack, top, source))
    if any(differs for _, differs in rendering_differences(result, parts)):
        found.add("rendering")
    return found


def conformance_errors(path: Path) -> list[str]:
    """What outloud's conformance layer calls an error, by rule."""
    report = check(str(path), layers=["conformance"])
    assert report.error is None, report.error
    return [f"{f.rule} {f.message}" for f in report.findings if f.severity == "error"]


def qpdf_says(path: Path) -> str:
    """What qpdf finds wrong, or nothing; without it the test says so and is skipped."""
    if not shutil.which("qpdf"):
        pytest.skip("no qpdf")
    done = subprocess.run(
        ["qpdf", "--check", str(path)], capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def _document_faults(pack: pikepdf.Pdf) -> Iterator[str]:
    root = pack.Root
    if Name.Lang not in root:
        yield "lang"
    if not root.get("/ViewerPreferences", Dictionary()).get(Name.DisplayDocTitle):
        yield "title-not-shown"
    metadata = root.Metadata.read_bytes()
    if b"<pdfuaid:part>1<" not in metadata:
        yield "no-pdfuaid"
    if str(pack.docinfo.Title) not in metadata.decode():
        yield "title"


def _page_faults(pack: pikepdf.Pdf) -> Iterator[str]:
    for page in pack.pages:
        if scan(page, properties_of(page.obj.Resources)).loose:
            yield "loose"
        for font in page.obj.Resources.get("/Font", Dictionary()).values():
            descriptor = font.get(Name.FontDescriptor)
            if descriptor is None:
                descriptor = font.DescendantFonts[0].FontDescriptor
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
                yield "font"
        for annotation in page.obj.get("/Annots", Array()):
            if "pack.invalid" in str(annotation.get(Name.Contents, "pack.invalid")):
                yield "link-words"


def _part_faults(pack: pikepdf.Pdf, top: Any, source: pikepdf.Pdf) -> Iterator[str]:
    theirs = [e for e in _elements(source.Root.StructTreeRoot) if Name.Document != e.S]
    ours = list(_elements(top))
    roles = [_role(e, source.Root.StructTreeRoot) for e in theirs]
    merged = [_role(e, pack.Root.StructTreeRoot) for e in ours]
    if roles != [role[:1] if role[:1] == "H" else role for role in merged]:
        yield "roles"
    if "H" in merged:
        yield "heading"
    spoken = str(top.get(Name.Lang, pack.Root.get(Name.Lang, "")))
    if spoken != str(source.Root.Lang):
        yield "language"
    if [_classes(e, source) for e in theirs] != [_classes(e, pack) for e in ours]:
        yield "class"


def _role(element: Any, root: Any) -> str:
    """The standard type; any heading is just "H", since levels are set by the merge."""
    role, declared = str(element.S), root.get(Name.RoleMap, Dictionary())
    while role in declared:
        role = str(declared[role])
    if role[1:] in {f"H{level}" for level in range(1, 7)}:
        return role[1:] if declared_here(root) else "H"
    return role[1:]


def declared_here(root: Any) -> bool:
    """Whether these are the pack's own tags, whose heading levels matter."""
    kids = root.K
    only = kids[0] if isinstance(kids, Array) else kids
    return any(kid.get(Name.S) == Name.Part for kid in _kids(only))


def _classes(element: Any, pdf: pikepdf.Pdf) -> list[bytes]:
    names = element.get(Name.C)
    if names is None:
        return []
    listed = list(names) if isinstance(names, Array) else [names]
    declared = pdf.Root.StructTreeRoot.get(Name.ClassMap, Dictionary())
    return [
        declared[str(name)].unparse(resolved=True) if str(name) in declared else b""
        for name in listed
    ]


def _elements(top: Any) -> Iterator[Any]:
    for kid in _kids(top):
        if isinstance(kid, Dictionary) and Name.S in kid:
            yield kid
            yield from _elements(kid)


def _kids(element: Any) -> list[Any]:
    kids = element.get(Name.K)
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def pictures(path: Path, *, dpi: int = DPI) -> list[Image.Image]:
    """Every page, cropped and turned as a reader shows it."""
    drawn = subprocess.run(
        ["pdftoppm", "-cropbox", "-r", str(dpi), str(path)],
        capture_output=True,
        check=True,
    ).stdout
    found = []
    stream = BytesIO(drawn)
    while stream.readline().strip() == b"P6":
        width, height = (int(n) for n in stream.readline().split())
        stream.readline()
        data = stream.read(3 * width * height)
        found.append(Image.frombytes("RGB", (width, height), data))
    return found


def rendering_differences(
    result: AssemblyResult, parts: list[Stored]
) -> Iterator[tuple[str, bool]]:
    """For each page, its label and whether it differs from its paper's page.

    Where the sheet was made longer, the whole of the paper's page must be there;
    elsewhere all of it but the two bands of the stamps, which must have been empty.
    """
    packed = iter(zip(pictures(result.path), result.page_labels, strict=True))
    for part in parts:
        for page, theirs in zip(part.record.pages, pictures(part.source), strict=True):
            ours, label = next(packed)
            yield label, _differs(ours, theirs, page)


def _differs(ours: Image.Image, theirs: Image.Image, page: Any) -> bool:
    crop = page.crop
    short = min(crop[2] - crop[0], crop[3] - crop[1]) * page.user_unit
    band = round(BAND * max(0.75, short / 595.276) * DPI / 72)
    above = band if page.ink_top else 0
    below = band if page.ink_bottom else 0
    ours = ours.crop((0, above, ours.width, ours.height - below))
    if abs(ours.height - theirs.height) > 1 or ours.width != theirs.width:
        return True
    top = 0 if page.ink_top else band
    end = min(ours.height, theirs.height) - (0 if page.ink_bottom else band)
    area = (0, top, ours.width, end)
    return not is_the_same_picture(ours.crop(area), theirs.crop(area))


def is_the_same_picture(ours: Image.Image, theirs: Image.Image) -> bool:
    """Equal but for their very edge, where a page clipped to its box may differ by a
    shade."""
    difference = ImageChops.difference(ours, theirs)
    inner = difference.crop((1, 1, difference.width - 1, difference.height - 1))
    return ours.size == theirs.size and all(high <= 8 for _, high in inner.getextrema())
