"""Whether the fonts of a paper are in the file, and their letters can be read."""

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Stream

from ics_portal.core.pdf.record import Finding, Level

EMBEDDED = (Name.FontFile, Name.FontFile2, Name.FontFile3)
# Encodings that say by themselves which character each code is.
KNOWN_ENCODINGS = frozenset(
    ("/WinAnsiEncoding", "/MacRomanEncoding", "/MacExpertEncoding")
)
UNICODE_CMAPS = ("/Uni", "/UCS2", "/UTF16")
SYMBOLIC = 4


def check_fonts(fonts: Iterator[Dictionary]) -> list[Finding]:
    """Findings over all fonts of the file, with names a person can look up."""
    loose: set[str] = set()
    unreadable: set[str] = set()
    for font in fonts:
        name = _family(font)
        if font.get(Name.Subtype) != Name.Type3 and not _is_embedded(font):
            loose.add(name)
        if not _is_readable(font):
            unreadable.add(name)
    found = []
    if loose:
        found.append(
            Finding(
                "FONT-EMBED",
                Level.ERROR,
                f"Fonts not in the file: {_listed(loose)}. "
                "Another machine may print it differently.",
            )
        )
    if unreadable:
        found.append(
            Finding(
                "FONT-UNICODE",
                Level.ERROR,
                "Text that cannot be read aloud or copied, in the fonts: "
                f"{_listed(unreadable)}.",
            )
        )
    return found


def _listed(names: set[str]) -> str:
    shown = sorted(names)[:5]
    return ", ".join(shown) + (" and others" if len(names) > 5 else "")


def _family(font: Dictionary) -> str:
    name = str(font.get(Name.BaseFont, "/unnamed"))[1:]
    prefix, plus, rest = name.partition("+")
    return rest if plus and len(prefix) == 6 else name


def _descendant(font: Dictionary) -> Dictionary | None:
    inner = font.get(Name.DescendantFonts)
    if isinstance(inner, Array) and len(inner) and isinstance(inner[0], Dictionary):
        return inner[0]
    return None


def _is_embedded(font: Dictionary) -> bool:
    described = _descendant(font) or font
    descriptor = described.get(Name.FontDescriptor)
    return isinstance(descriptor, Dictionary) and any(
        key in descriptor for key in EMBEDDED
    )


def _is_readable(font: Dictionary) -> bool:
    if isinstance(font.get(Name.ToUnicode), Stream):
        return True
    encoding: Any = font.get(Name.Encoding)
    if font.get(Name.Subtype) == Name.Type0:
        return isinstance(encoding, Name) and any(
            mark in str(encoding) for mark in UNICODE_CMAPS
        )
    if isinstance(encoding, Dictionary):
        return font.get(Name.Subtype) != Name.Type3
    if isinstance(encoding, Name):
        return str(encoding) in KNOWN_ENCODINGS
    descriptor = font.get(Name.FontDescriptor)
    flags = descriptor.get(Name.Flags) if isinstance(descriptor, Dictionary) else 0
    symbolic = isinstance(flags, int) and bool(flags & SYMBOLIC)
    return font.get(Name.Subtype) == Name.Type1 and not symbolic
