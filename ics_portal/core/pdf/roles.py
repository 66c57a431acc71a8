"""Every structure type brought to one of PDF 1.7's own, inside the paper it came from.

Role maps cannot be merged: the same name means different things in two papers. So
they are resolved at upload and no pack has one. Source: ISO 32000-1, 14.8.4.
"""

from typing import Any

from pikepdf import Array, Dictionary, Name

from ics_portal.core.pdf.names import names

STANDARD = names(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private "
    "P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote "
    "Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure "
    "Formula Form"
)
# PDF 2.0's types, and the nearest that a 1.7 reader knows.
FALLBACK = {
    "Em": "Span",
    "Strong": "Span",
    "Sub": "Span",
    "Title": "P",
    "Aside": "Div",
    "FENote": "Note",
    "DocumentFragment": "Div",
    "Artifact": "NonStruct",
}
UNKNOWN = "NonStruct"
CHAIN_LIMIT = 32


class RoleMap:
    """The types of one file. ``unknown``, ``circular`` and ``remapped`` collect names
    for the uploader's report."""

    def __init__(self, root: Dictionary) -> None:
        self._map: dict[str, str] = {}
        declared = root.get(Name.RoleMap)
        if isinstance(declared, Dictionary):
            for name, target in declared.items():
                if isinstance(target, Name):
                    self._map[name[1:]] = str(target)[1:]
        self._known: dict[str, str] = {}
        self.unknown: set[str] = set()
        self.circular: set[str] = set()
        self.remapped = {
            name
            for name, target in self._map.items()
            if name in STANDARD and target != name
        }

    def standard(self, role: str, namespace: Dictionary | None = None) -> str:
        """The standard type of an element whose /S is ``role``."""
        if namespace is not None:
            return self._by_namespace(role, namespace)
        if role not in self._known:
            self._known[role] = self._resolve(role)
        return self._known[role]

    def _resolve(self, role: str) -> str:
        seen: list[str] = []
        current = role
        while current not in seen and len(seen) < CHAIN_LIMIT:
            seen.append(current)
            target = self._map.get(current)
            if target is None or target == current:
                return self._own(current, role)
            current = target
        self.circular.add(role)
        return self._own(role, role)

    def _own(self, name: str, role: str) -> str:
        if name in STANDARD:
            return name
        if name in FALLBACK:
            return FALLBACK[name]
        if name[:1] == "H" and name[1:].isdigit():
            return f"H{min(max(int(name[1:]), 1), 6)}"
        self.unknown.add(role)
        return UNKNOWN

    def _by_namespace(self, role: str, namespace: Dictionary) -> str:
        mapped = namespace.get(Name.RoleMapNS)
        target: Any = None
        if isinstance(mapped, Dictionary):
            target = mapped.get(f"/{role}")
        if isinstance(target, Name):
            role = str(target)[1:]
        elif isinstance(target, Array) and len(target):
            # [type namespace]: the type in a namespace of its own.
            role = str(target[0])[1:]
        return self.standard(role)
