"""A board's papers for a year, made up: the same bytes on every machine, no network.

A thousand pages in thirty papers, about 160 MB: tagged text with tables, links and
bookmarks; office exports with charts and a shared logo; scans, which are most of the
bytes; photographs on A3, turned, cropped and unbalanced pages. ``manifest.json`` lists
them as ``manage.py assemble_files`` takes it.
"""

import hashlib
import io
import json
import random
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw, ImageFont

from ics_portal.core.pdf.stampcut import cut_face
from ics_portal.core.pdf.stampfont import FACES, FOLDER, StampFont, font_objects, unpack

EDITION = 1
SEED = 271828
WIDE, HIGH = 595.276, 841.89
# Of all pages: how many papers of a kind, and which share of the pages is theirs.
MIX = (("text", 14, 0.50), ("office", 8, 0.26), ("scan", 6, 0.21), ("photo", 2, 0.03))
NOUNS = [
    "board",
    "committee",
    "risk",
    "assurance",
    "plan",
    "report",
    "quality",
    "finance",
    "workforce",
    "target",
    "system",
    "place",
    "partnership",
    "delivery",
    "milestone",
    "audit",
    "opinion",
    "action",
    "owner",
    "minute",
    "capital",
    "revenue",
    "pathway",
    "discharge",
    "ambulance",
    "maternity",
    "dental",
    "pharmacy",
    "winter",
]
VERBS = [
    "noted",
    "approved",
    "asked",
    "reviewed",
    "agreed",
    "deferred",
    "received",
    "considered",
]


@dataclass(frozen=True)
class Job:
    """One paper to make."""

    kind: str
    pages: int
    number: int
    grain: float  # how coarse a scan is, which decides its bytes


class Maker:
    """Makes one paper. Its choices come from its number alone."""

    def __init__(self, job: Job, face: StampFont) -> None:
        self.job = job
        self.random = random.Random(SEED * 1000 + job.number)  # noqa: S311
        self.pdf = pikepdf.new()
        self.title = f"Paper {job.number}: {self.words(5)}"
        self.font = self._font(face)
        self.elements: list[Any] = []
        self.parents: list[Any] = []
        self.document: Any = None

    def words(self, count: int) -> str:
        chosen = [
            self.random.choice(VERBS if n % 4 == 1 else NOUNS) for n in range(count)
        ]
        return " ".join(chosen).capitalize()

    def make(self, path: Path) -> None:
        if self.job.kind == "text":
            self.document = self.pdf.make_indirect(
                Dictionary(Type=Name.StructElem, S=Name.Document)
            )
        draw = getattr(self, f"_{self.job.kind}_page")
        for index in range(self.job.pages):
            draw(index)
        if self.job.kind == "text":
            self._finish_tags()
        self.pdf.docinfo.Title = String(self.title)
        modes = pikepdf.ObjectStreamMode
        packed = modes.generate if self.job.kind == "office" else modes.disable
        self.pdf.save(path, deterministic_id=True, object_stream_mode=packed)

    def _font(self, face: StampFont) -> Any:
        printed = font_objects(face, (1, 2, 3))
        descriptor = pikepdf.Object.parse(printed[2].replace(b"3 0 R", b"null"))
        descriptor.FontFile2 = self.pdf.make_stream(
            face.program, Filter=Name.FlateDecode, Length1=face.length
        )
        font = pikepdf.Object.parse(printed[1].replace(b"2 0 R", b"null"))
        font.FontDescriptor = self.pdf.make_indirect(descriptor)
        return self.pdf.make_indirect(font)

    def _add(self, content: bytes, resources: Dictionary, **keys: Any) -> Any:
        page = Dictionary(
            Type=Name.Page,
            MediaBox=keys.pop("MediaBox", Array([0, 0, WIDE, HIGH])),
            Resources=resources,
            Contents=self.pdf.make_stream(content),
            **keys,
        )
        self.pdf.pages.append(pikepdf.Page(self.pdf.make_indirect(page)))
        return self.pdf.pages[-1].obj

    def _prose(self, top: int, lines: int, *, size: int = 10) -> bytes:
        shown = b"".join(
            b"(%s) Tj T*\n" % self.words(11).encode() for _ in range(lines)
        )
        return b"BT /F1 %d Tf 14 TL 60 %d Td\n%sET\n" % (size, top, shown)

    def _text_page(self, index: int) -> None:
        """Paragraphs and a table, each cell tagged, and a link back to the start."""
        page = self._add(b"", Dictionary(Font=Dictionary(F1=self.font)))
        own: list[Any] = []
        content = bytearray()

        def tag(role: str, drawing: bytes, parent: Any) -> Any:
            content.extend(b"/%s <</MCID %d>> BDC\n" % (role.encode(), len(own)))
            content.extend(drawing)
            content.extend(b"EMC\n")
            element = self._element(role, parent, page, len(own))
            own.append(element)
            return element

        heading = "H1" if index == 0 else "H2"
        words = self.title if index == 0 else self.words(4)
        line = b"BT /F1 15 Tf 60 780 Td (%s) Tj ET\n" % words.encode()
        tag(heading, line, self.document)
        for paragraph in range(4):
            tag("P", self._prose(750 - 90 * paragraph, 5), self.document)
        table = self._element("Table", self.document, page)
        for row in range(18):
            line_element = self._element("TR", table, page)
            for column in range(4):
                role = "TH" if row == 0 else "TD"
                x, y = 60 + 120 * column, 380 - 17 * row
                cell = b"BT /F1 9 Tf %d %d Td (%s) Tj ET\n" % (
                    x,
                    y,
                    self.words(1 + column % 2).encode(),
                )
                tag(role, cell, line_element)
                if row == 0:
                    own[-1].A = Dictionary(O=Name.Table, Scope=Name.Column)
        link = self._element("Link", self.document, page)
        content.extend(b"/Link <</MCID %d>> BDC\n" % len(own))
        content.extend(b"BT /F1 9 Tf 60 50 Td (To the start) Tj ET\nEMC\n")
        own.append(link)
        annotation = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([60, 46, 120, 60]),
                Border=Array([0, 0, 0]),
                F=4,
                Contents=String("To the start of this paper"),
                Dest=Array([self.pdf.pages[0].obj, Name.Fit]),
                StructParent=self.job.pages + index,
            )
        )
        reference = Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)
        link.K = Array([len(own) - 1, reference])
        page.Annots = Array([annotation])
        page.Contents = self.pdf.make_stream(bytes(content))
        page.StructParents = index
        page.Tabs = Name.S
        self.elements.append(self.pdf.make_indirect(Array(own)))
        self.parents.append(link)

    def _element(
        self, role: str, parent: Any, page: Any, mark: int | None = None
    ) -> Any:
        made = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=parent, Pg=page)
        )
        if mark is not None:
            made.K = mark
        if Name.K not in parent:
            parent.K = Array()
        parent.K.append(made)
        return made

    def _finish_tags(self) -> None:
        root = self.pdf.make_indirect(
            Dictionary(Type=Name.StructTreeRoot, K=self.document)
        )
        nums: list[Any] = []
        for key, value in enumerate([*self.elements, *self.parents]):
            nums += [key, value]
        self.document.P = root
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(nums)))
        root.ParentTreeNextKey = len(nums) // 2
        self.pdf.Root.StructTreeRoot = root
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)
        self.pdf.Root.Lang = String("en-GB")
        with self.pdf.open_outline() as outline:
            for index in range(0, self.job.pages, 6):
                outline.root.append(pikepdf.OutlineItem(self.words(3), index))

    def _office_page(self, index: int) -> None:
        if index == 0:
            self._logo = self._image("RGB", (120, 60), self.random.randbytes(21600))
        resources = Dictionary(
            Font=Dictionary(F1=self.font), XObject=Dictionary(Logo=self._logo)
        )
        content = b"q 60 0 0 30 475 790 cm /Logo Do Q\n" + self._prose(760, 22)
        if index % 2 == 0:
            content += b"q 0.2 0.4 0.7 rg\n"
            for bar in range(30):
                height = self.random.randint(8, 120)
                content += b"%d 300 12 %d re f\n" % (60 + 16 * bar, height)
            content += b"Q\n"
        self._add(content + self._prose(270, 14), resources)

    def _scan_page(self, _: int) -> None:
        """A page at 200 dots to the inch, in grey."""
        size = (1654, 2339)
        image = self._jpeg("L", size, quality=65)
        self._add(
            b"q %g 0 0 %g 0 0 cm /Im Do Q" % (WIDE, HIGH),
            Dictionary(XObject=Dictionary(Im=self._image("L", size, image, jpeg=True))),
        )

    def _photo_page(self, index: int) -> None:
        size = (1200, 800)
        images = Dictionary()
        content = b"q 0.5 0 0 0.5 0 0 cm q 2 0 0 2 0 0 cm\n" if index % 5 == 2 else b""
        for place in range(2):
            data = self._jpeg("RGB", size, quality=72)
            images[f"/Im{place}"] = self._image("RGB", size, data, jpeg=True)
            content += b"q 470 0 0 313 60 %d cm /Im%d Do Q\n" % (
                70 + 380 * place,
                place,
            )
        keys: dict[str, Any] = {}
        if index % 3 == 1:
            keys["MediaBox"] = Array([0, 0, 2 * WIDE, HIGH])
        if index % 4 == 3:
            keys["Rotate"] = 90
        if index % 5 == 4:
            keys["CropBox"] = Array([25, 25, WIDE - 25, HIGH - 25])
        self._add(content, Dictionary(XObject=images), **keys)

    def _jpeg(self, mode: str, size: tuple[int, int], *, quality: int) -> bytes:
        """Paper with its grain, and lines of print on it."""
        bands = len(mode)
        small = tuple(max(1, int(side * self.job.grain)) for side in size)
        noise = self.random.randbytes(small[0] * small[1] * bands)
        grain = Image.frombytes(mode, small, noise).resize(size)
        paper = Image.new(mode, size, (246,) * bands if bands > 1 else 246)
        picture = Image.blend(paper, grain, 0.14 if bands == 1 else 0.4)
        pen = ImageDraw.Draw(picture)
        font = ImageFont.load_default(28)
        ink = 40 if bands == 1 else (40, 40, 60)
        for line in range(46):
            at = (120, 120 + line * (size[1] - 240) // 46)
            pen.text(at, self.words(10), fill=ink, font=font)
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality)
        return out.getvalue()

    def _image(
        self, mode: str, size: tuple[int, int], data: bytes, *, jpeg: bool = False
    ) -> Any:
        space = Name.DeviceGray if mode == "L" else Name.DeviceRGB
        keys = {"Filter": Name.DCTDecode} if jpeg else {}
        return self.pdf.make_stream(
            data,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=size[0],
            Height=size[1],
            ColorSpace=space,
            BitsPerComponent=8,
            **keys,
        )


def plan(pages: int, grain: float) -> list[Job]:
    """Thirty papers of uneven length, ``pages`` in all, in a mixed order."""
    chance = random.Random(SEED)  # noqa: S311
    lengths: list[tuple[str, int]] = []
    left = pages
    for place, (kind, papers, share) in enumerate(MIX):
        total = left if place == len(MIX) - 1 else max(papers, round(pages * share))
        left -= total
        cuts = sorted(chance.sample(range(1, total), papers - 1)) if total > papers else (
            list(range(1, papers))
        )  # fmt: skip
        edges = [0, *cuts, total]
        lengths += [(kind, b - a) for a, b in pairwise(edges)]
    chance.shuffle(lengths)
    return [
        Job(kind, count, number, grain)
        for number, (kind, count) in enumerate(lengths, 1)
    ]


def make_corpus(folder: Path, *, pages: int = 1000, grain: float = 0.24) -> Path:
    """Write the papers and return the manifest; quick when they are there already."""
    manifest = folder / "manifest.json"
    wanted = {"edition": EDITION, "pages": pages, "grain": grain}
    if manifest.is_file():
        kept = json.loads(manifest.read_text())
        if all(kept.get(key) == value for key, value in wanted.items()):
            return manifest
    folder.mkdir(parents=True, exist_ok=True)
    face = unpack(cut_face(FOLDER / FACES["regular"]))
    papers = []
    for job in plan(pages, grain):
        path = folder / f"paper{job.number:02d}-{job.kind}.pdf"
        maker = Maker(job, face)
        maker.make(path)
        data = path.read_bytes()
        papers.append(
            {
                "file": path.name,
                "kind": job.kind,
                "pages": job.pages,
                "title": maker.title,
                "bytes": len(data),
                "sha256": hashlib.sha256(data).hexdigest(),
            }
        )
    manifest.write_text(json.dumps({**wanted, "papers": papers}, indent=1))
    return manifest
