"""A cover sheet's form as data: fields, captions, kinds and what must be filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from boards.papers.enums import SheetFieldKind

# Keys whose answers have a place of their own in the model, and the kind each has.
BUILT_IN = {
    "purpose": SheetFieldKind.TEXT,
    "executive_summary": SheetFieldKind.TEXT,
    "recommendations": SheetFieldKind.RECOMMENDATIONS,
    "route": SheetFieldKind.ROUTE,
    "conflicts": SheetFieldKind.CONFLICTS,
    "implications": SheetFieldKind.IMPLICATIONS,
    "risk": SheetFieldKind.RISK,
}
TYPED_KINDS = (SheetFieldKind.TEXT, SheetFieldKind.LINE, SheetFieldKind.LIST)
ONE_EACH = tuple(kind for kind in SheetFieldKind if kind not in TYPED_KINDS)
KEY_LENGTH = 40


@dataclass(frozen=True, slots=True)
class SheetField:
    """One field of a form, in its place.

    ``instruction`` is what the paper form prints in the empty box: shown as a hint,
    never content (CVR-10). ``hint`` is shown on the page only. ``with_outcome`` says
    whether rows of other forums have a third column.
    """

    key: str
    caption: str
    kind: SheetFieldKind
    required: bool = False
    hint: str = ""
    instruction: str = ""
    with_outcome: bool = True

    @property
    def is_built_in(self) -> bool:
        """Whether its answer has columns of its own."""
        return self.key in BUILT_IN


def read_fields(
    raw: Iterable[Mapping[str, Any]], *, route_caption: str = ""
) -> tuple[SheetField, ...]:
    """The fields of a stored template, which ``template_problems`` found sound.

    The kind of a built-in key may be left out, and so may the caption of the route:
    then it is ``route_caption``, the body's own words (CVR-13). Raises ValueError on
    an unknown kind.
    """
    return tuple(
        SheetField(
            key=row["key"],
            caption=row.get("caption") or route_caption,
            kind=SheetFieldKind(
                row.get("kind") or BUILT_IN.get(row["key"], SheetFieldKind.TEXT)
            ),
            required=bool(row.get("required", False)),
            hint=row.get("hint", ""),
            instruction=row.get("instruction", ""),
            with_outcome=row.get("outcome", True),
        )
        for row in raw
    )


def template_problems(raw: Any) -> list[str]:
    """Why these fields cannot be a form; empty when they can (CVR-19)."""
    if not isinstance(raw, list) or not raw:
        return ["A form needs a list of at least one field."]
    problems: list[str] = []
    seen: set[str] = set()
    for number, row in enumerate(raw, start=1):
        problems += _row_problems(number, row, seen)
    if not any(isinstance(r, dict) and r.get("key") == "recommendations" for r in raw):
        problems.append("A form needs recommendations: they become the decisions.")
    return problems


def _row_problems(number: int, row: Any, seen: set[str]) -> list[str]:
    if not isinstance(row, dict):
        return [f"Field {number} is not a set of names and values."]
    key, caption = row.get("key"), row.get("caption")
    problems = []
    if not isinstance(key, str) or not key.isidentifier() or len(key) > KEY_LENGTH:
        problems.append(
            f"Field {number} needs a key of letters, digits and underscores."
        )
    elif key in seen:
        problems.append(f"The key {key} is used twice.")
    else:
        seen.add(key)
    if key != "route" and (not isinstance(caption, str) or not caption.strip()):
        problems.append(f"Field {number} needs a caption.")
    kind = row.get("kind") or BUILT_IN.get(str(key), SheetFieldKind.TEXT)
    if kind not in SheetFieldKind.values:
        problems.append(f"Field {number} has an unknown kind, {kind}.")
    elif key in BUILT_IN and kind != BUILT_IN[key]:
        problems.append(f"The field {key} is always of the kind {BUILT_IN[key]}.")
    elif key not in BUILT_IN and kind in ONE_EACH:
        problems.append(f"Only the built-in field may be of the kind {kind}.")
    return problems


def instructions_of(fields: Sequence[SheetField]) -> tuple[str, ...]:
    """Every instruction the form prints, longest first so that none hides in another."""
    found = (field.instruction for field in fields if field.instruction)
    return tuple(sorted(found, key=len, reverse=True))
