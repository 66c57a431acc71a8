"""What is known of one stored part: read once at upload, relied on by every build.

The record travels as JSON in the database (``to_json``, ``from_json``); the part
itself is the file beside it. A pack's verdict on accessibility is the sum of these
records and never a guess made from the finished pack, which checkers can be fooled
about.
"""

from collections import Counter
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self

# Raised when stored parts must be made again. `assemble` refuses parts of another
# edition, so that an upgrade cannot mix two layouts in one pack.
ENGINE = 2

Box = tuple[float, float, float, float]


class Level(StrEnum):
    """``error`` keeps a part from being called accessible; the others do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in an upload. ``pages`` count from 1; empty means the file."""

    rule: str
    level: Level
    message: str
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class OutlineNode:
    """One bookmark of the paper's own. ``page`` counts from 0; ``top`` in points."""

    title: str
    page: int
    top: float | None = None
    children: tuple["OutlineNode", ...] = ()


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """How many of each thing the stored part does not carry any more."""

    attachments: int = 0
    scripts: int = 0
    form_fields: int = 0
    signatures: int = 0
    comments: int = 0
    media: int = 0
    older_revisions: int = 0

    def sentences(self) -> list[str]:
        """What the uploader is told, one sentence a kind; empty if nothing was left."""
        told = {
            "attachments": ("attached file", "is", "are"),
            "scripts": ("script", "is", "are"),
            "form_fields": ("form field", "is", "are"),
            "signatures": ("digital signature", "is", "are"),
            "comments": ("comment", "is", "are"),
            "media": ("sound, film or 3D object", "is", "are"),
            "older_revisions": ("older revision", "is", "are"),
        }
        endings = {
            "form_fields": "printed as filled in, and can no longer be typed into",
            "signatures": "not valid inside a pack; the file as uploaded is kept",
        }
        sentences = []
        for name, (noun, one, many) in told.items():
            if count := getattr(self, name):
                words = noun if count == 1 else _plural(noun)
                verb = one if count == 1 else many
                ending = endings.get(name, "left out of the pack")
                sentences.append(f"{count} {words} {verb} {ending}.")
        return sentences


@dataclass(frozen=True, slots=True)
class PageRecord:
    """One page: its boxes (points, before rotation), balance, text and margins.

    ``pushes`` graphics states must be saved before its content, because it restores
    more than it saves; ``pops`` are left open at its end, as are ``open_marks``
    marked-content sequences. The stored part has all three mended.
    ``ink_top`` and ``ink_bottom`` say that something is printed where the running
    head or the page number go, seen as the page is displayed.
    """

    media: Box
    crop: Box
    rotate: int = 0
    user_unit: float = 1.0
    pushes: int = 0
    pops: int = 0
    open_marks: int = 0
    text_length: int = 0
    ink_top: bool = False
    ink_bottom: bool = False
    blank: bool = False
    described: bool = False

    @property
    def is_picture_without_text(self) -> bool:
        return not (self.text_length or self.blank or self.described)


@dataclass(frozen=True, slots=True)
class PartRecord:
    """All that is known of a stored part. Hashes are SHA-256 in hexadecimal."""

    key: str
    source_sha256: str
    sha256: str
    size: int
    pages: tuple[PageRecord, ...]
    tagged: bool
    simple_tags: bool
    lang: str = ""
    title: str = ""
    outline: tuple[OutlineNode, ...] = ()
    findings: tuple[Finding, ...] = ()
    left_behind: LeftBehind = field(default_factory=LeftBehind)
    engine: int = ENGINE

    @property
    def page_count(self) -> int:
        return len(self.pages)

    @property
    def content_errors(self) -> int:
        return sum(finding.level is Level.ERROR for finding in self.findings)

    @property
    def pictures_without_text(self) -> tuple[int, ...]:
        """Numbers, from 1, of the pages that are pictures without a text layer."""
        return tuple(
            number
            for number, page in enumerate(self.pages, start=1)
            if page.is_picture_without_text
        )

    @property
    def accessible(self) -> bool:
        """Tagged, with text on every page, and no error found by our checks.

        That is not a claim of conformance: see docs/architecture.md.
        """
        return (
            self.tagged and not self.content_errors and not self.pictures_without_text
        )

    @property
    def remedy(self) -> str:
        """What is wrong and what to ask the author for; "" when accessible."""
        pictures = len(self.pictures_without_text)
        if pictures:
            subject = "1 page is a picture" if pictures == 1 else (
                f"{pictures} pages are pictures"
            )  # fmt: skip
            return f"{subject} without text. Ask for the Word file."
        if not self.tagged:
            return (
                "The file has no tags, so a screen reader cannot follow it. "
                "Ask for the Word file, or for a PDF saved with tags."
            )
        faults = [f for f in self.findings if f.level is Level.ERROR]
        if not faults:
            return ""
        first = faults[0].message
        others = len(Counter(f.rule for f in faults)) - 1
        more = "" if not others else f" ({others} more below.)"
        return f"{first}{more} Ask the author to mend it and send the file again."

    def to_json(self) -> dict[str, Any]:
        """Plain lists and dictionaries, as ``json.dumps`` takes them."""
        plain = asdict(self)
        plain["pages"] = [list(_page_values(page)) for page in self.pages]
        return plain

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Self:
        """The record as it was. Raises TypeError or KeyError on anything else."""
        values = dict(plain)
        values["pages"] = tuple(_page(row) for row in plain["pages"])
        values["outline"] = tuple(_outline(node) for node in plain["outline"])
        values["findings"] = tuple(
            Finding(f["rule"], Level(f["level"]), f["message"], tuple(f["pages"]))
            for f in plain["findings"]
        )
        values["left_behind"] = LeftBehind(**plain["left_behind"])
        return cls(**values)


def _plural(noun: str) -> str:
    return "sounds, films or 3D objects" if noun.startswith("sound") else f"{noun}s"


def _page_values(page: PageRecord) -> list[Any]:
    return [
        list(page.media), list(page.crop), page.rotate, page.user_unit, page.pushes,
        page.pops, page.open_marks, page.text_length, page.ink_top, page.ink_bottom,
        page.blank, page.described,
    ]  # fmt: skip


def _page(row: list[Any]) -> PageRecord:
    return PageRecord(tuple(row[0]), tuple(row[1]), *row[2:])


def _outline(node: dict[str, Any]) -> OutlineNode:
    children = tuple(_outline(child) for child in node["children"])
    return OutlineNode(node["title"], node["page"], node["top"], children)
