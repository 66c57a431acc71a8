"""What pages draw with: copied so far as a pack needs it, and cleaned on the way."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from ics_portal.core.pdf.names import names

ObjGen = tuple[int, int]
KEPT_RESOURCES = names(
    "/ExtGState /ColorSpace /Pattern /Shading /XObject /Font /ProcSet /Properties"
)
# Private data of programs, links to other files, and their like.
DROPPED_FROM_XOBJECTS = (
    "/PieceInfo",
    "/Metadata",
    "/OPI",
    "/Alternates",
    "/Ref",
    "/LastModified",
    "/AF",
    "/Measure",
    "/PtData",
)


@dataclass(slots=True)
class Reached:
    """Every XObject and font that the pages reach, each once however shared."""

    xobjects: dict[ObjGen, Stream] = field(default_factory=dict)
    fonts: dict[ObjGen, Dictionary] = field(default_factory=dict)
    direct_fonts: list[Dictionary] = field(default_factory=list)

    def every_font(self) -> Iterator[Dictionary]:
        yield from self.fonts.values()
        yield from self.direct_fonts


class ResourceCopier:
    """Gives pages resource dictionaries of our own, as widely shared as before."""

    def __init__(self, pdf: pikepdf.Pdf, mark: Callable[[Dictionary], None]) -> None:
        self._pdf = pdf
        self._mark = mark
        self._copied: dict[ObjGen, Dictionary] = {}

    def copy(self, resources: Any, *, own: bool) -> Dictionary:
        """The allow-listed copy of a page's resources, an indirect object.

        ``own`` asks for a copy no other page shares. Its /Font is always its own
        dictionary and has been given to ``mark``.
        """
        if not isinstance(resources, Dictionary):
            resources = Dictionary()
        shared = resources.is_indirect and not own
        if shared and resources.objgen in self._copied:
            return self._copied[resources.objgen]
        made = Dictionary()
        for name, value in resources.items():
            if name in KEPT_RESOURCES:
                made[name] = value
        fonts = made.get(Name.Font)
        made.Font = _shallow(fonts)
        xobjects = made.get(Name.XObject)
        if isinstance(xobjects, Dictionary):
            made.XObject = _shallow(xobjects)
        elif xobjects is not None:
            del made[Name.XObject]
        self._mark(made.Font)
        copy = self._pdf.make_indirect(made)
        if shared:
            self._copied[resources.objgen] = copy
        return copy


def _shallow(group: Object | None) -> Dictionary:
    """A dictionary of our own with the same entries."""
    made = Dictionary()
    if isinstance(group, Dictionary):
        for name, value in group.items():
            made[name] = value
    return made


def reach(resources: Dictionary, reached: Reached) -> None:
    """Add all that ``resources`` lead to, cleaning XObjects as they are met."""
    seen: set[ObjGen] = set()
    waiting: list[Any] = [resources]
    while waiting:
        current = waiting.pop()
        if not isinstance(current, Dictionary):
            continue
        if current.is_indirect:
            if current.objgen in seen:
                continue
            seen.add(current.objgen)
        for font in _values(current.get(Name.Font)):
            waiting += _reach_font(font, reached)
        for name in (Name.XObject, Name.Pattern):
            for stream in _values(current.get(name)):
                waiting += _reach_stream(stream, reached)
        for state in _values(current.get(Name.ExtGState)):
            mask = state.get(Name.SMask) if isinstance(state, Dictionary) else None
            if isinstance(mask, Dictionary):
                waiting += _reach_stream(mask.get(Name.G), reached)


def _reach_font(font: Any, reached: Reached) -> list[Any]:
    if not isinstance(font, Dictionary):
        return []
    if not font.is_indirect:
        reached.direct_fonts.append(font)
    elif font.objgen in reached.fonts:
        return []
    else:
        reached.fonts[font.objgen] = font
    if font.get(Name.Subtype) != Name.Type3:
        return []
    return [font.get(Name.Resources)]


def reach_stream(stream: Any, reached: Reached) -> None:
    """As ``reach``, from an appearance stream."""
    for resources in _reach_stream(stream, reached):
        if isinstance(resources, Dictionary):
            reach(resources, reached)


def _reach_stream(stream: Any, reached: Reached) -> list[Any]:
    if not isinstance(stream, Stream) or stream.objgen in reached.xobjects:
        return []
    reached.xobjects[stream.objgen] = stream
    if Name.PS in (stream.get(Name.Subtype), stream.get(Name.Subtype2)):
        _take_program_out(stream)
    for key in DROPPED_FROM_XOBJECTS:
        if key in stream:
            del stream[key]
    return [stream.get(Name.Resources)]


def _take_program_out(stream: Stream) -> None:
    """PostScript shows nowhere; it is for a printer, which would run it."""
    stream.write(b"")
    stream.Subtype, stream.BBox = Name.Form, Array([0, 0, 0, 0])
    for key in (Name.Subtype2, Name.PS, Name.Level1):
        if key in stream:
            del stream[key]


def _values(group: Object | None) -> list[Any]:
    return [v for _, v in group.items()] if isinstance(group, Dictionary) else []
