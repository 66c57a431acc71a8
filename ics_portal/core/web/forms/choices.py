"""Radios, checkboxes and selects."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.forms import BoundField
from django.forms.utils import flatatt
from jinja2 import Environment
from markupsafe import Markup

from ics_portal.core.web.forms.params import (
    Options,
    Params,
    attributes_of,
    common,
    fieldset_of,
    framed,
    macro,
)

_SCRIPT_HOOK = re.compile(r' data-aria-controls="[^"]*"')


def chosen_values(bound: BoundField) -> set[str]:
    value = bound.value()
    if value is None:
        return set()
    many = isinstance(value, list | tuple | set)
    return {str(getattr(v, "value", v)) for v in (value if many else [value])}


def grouped_choices(bound: BoundField) -> list[tuple[str, list[tuple[str, str]]]]:
    """The choices as ``(group label or "", [(value, label)])``."""
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    for key, label in bound.field.widget.choices:
        if isinstance(label, list | tuple):
            inside = [(str(value), str(words)) for value, words in label]
            groups.append((str(key), inside))
        else:
            value = "" if key is None else str(key)
            if not groups or groups[-1][0]:
                groups.append(("", []))
            groups[-1][1].append((value, str(label)))
    return groups


def _choice_items(bound: BoundField, opts: Options) -> list[Params]:
    """Radios or checkboxes. ``hints`` and ``conditional`` are keyed by value."""
    chosen, hints = chosen_values(bound), opts.get("hints", {})
    conditional = opts.get("conditional", {})
    shared = attributes_of(bound, opts.get("attributes", {}))
    shared.pop("aria-invalid", None)  # said once, by the group's error
    items: list[Params] = []
    for group, choices in grouped_choices(bound):
        if group:
            items.append({"divider": group})
        for value, words in choices:
            item: Params = {
                "value": value,
                "text": words,
                "checked": value in chosen,
                "attributes": shared,
            }
            if value in hints:
                item["hint"] = {"text": str(hints[value])}
            if value in conditional:
                item["conditional"] = {"html": str(conditional[value])}
            items.append(item)
    return items


def _drawn(env: Environment, kind: str, params: Params) -> Markup:
    """Radios or checkboxes, whose conditional parts are shown by the style sheet.

    The design system's script would put ``aria-expanded`` on a radio, which no radio may
    have, and would leave the parts hidden for who has no scripts.
    """
    html = str(macro(env, kind, kind)(params))
    return Markup(_SCRIPT_HOOK.sub("", html))  # noqa: S704


def radios(env: Environment, bound: BoundField, opts: Options) -> Markup:
    params = common(bound, opts) | {
        "idPrefix": bound.auto_id,
        "fieldset": fieldset_of(bound, opts),
        "items": _choice_items(bound, opts),
        "inline": opts.get("inline", False),
        "small": opts.get("small", True),
        "attributes": {},
    }
    del params["label"], params["id"]
    return _drawn(env, "radios", params)


def checkboxes(env: Environment, bound: BoundField, opts: Options) -> Markup:
    params = common(bound, opts) | {
        "idPrefix": bound.auto_id,
        "fieldset": fieldset_of(bound, opts),
        "items": _choice_items(bound, opts),
        "small": opts.get("small", True),
        "attributes": {},
    }
    del params["label"], params["id"]
    return _drawn(env, "checkboxes", params)


def one_tick(env: Environment, bound: BoundField, opts: Options) -> Markup:
    """A single checkbox: its label stands beside it, its hint under that."""
    params = common(bound, opts)
    item: Params = {
        "value": bound.field.widget.attrs.get("value", "on"),
        "text": params.pop("label")["text"],
        "checked": bool(bound.value()),
        "attributes": params.pop("attributes"),
        "disabled": bound.field.disabled,
    }
    if "hint" in params:
        item["hint"] = params.pop("hint")
    if conditional := opts.get("conditional"):
        item["conditional"] = {"html": str(conditional)}
    del params["id"]
    params |= {
        "idPrefix": bound.auto_id,
        "items": [item],
        "small": opts.get("small", True),
    }
    hint_id, error_id = f"{bound.auto_id}-item-hint", f"{bound.auto_id}-error"
    if "errorMessage" in params and "hint" not in item:
        item["attributes"]["aria-describedby"] = error_id
    html = _drawn(env, "checkboxes", params)
    if "errorMessage" in params:  # no fieldset carries the error, so the box does
        said = (
            f'aria-describedby="{hint_id}"',
            f'aria-describedby="{error_id} {hint_id}"',
        )
        html = Markup(str(html).replace(*said))  # noqa: S704
    return html


def select(env: Environment, bound: BoundField, opts: Options) -> Markup:
    groups, chosen = grouped_choices(bound), chosen_values(bound)
    several = getattr(bound.field.widget, "allow_multiple_selected", False)
    if not several and not any(group for group, _ in groups):
        items = [
            {"value": value, "text": words, "selected": value in chosen}
            for _, choices in groups
            for value, words in choices
        ]
        params = common(bound, opts) | {"items": items}
        return Markup(macro(env, "select", "select")(params))  # noqa: S704

    def control(described_by: str) -> Markup:
        # The design system's macro knows neither groups nor several choices.
        attrs = {
            "class": f"nhsuk-select {opts.get('classes', '')}".strip()
            + (" nhsuk-select--error" if bound.errors else ""),
            "id": bound.auto_id,
            "name": bound.html_name,
            "multiple": several,
            "disabled": bound.field.disabled,
            "aria-describedby": described_by or None,
        }
        attrs |= {k: v["value"] for k, v in attributes_of(bound, {}).items()}
        attrs |= dict(opts.get("attributes", {}))
        shown = Markup().join(_option_group(*group, chosen) for group in groups)
        return Markup("<select{}>{}</select>").format(
            flatatt({k: v for k, v in attrs.items() if v is not None}), shown
        )

    return framed(env, bound, opts, control)


def _option_group(
    group: str, choices: Iterable[tuple[str, str]], chosen: set[str]
) -> Markup:
    options = Markup().join(
        Markup('<option value="{}"{}>{}</option>').format(
            value, Markup(" selected") if value in chosen else "", words
        )
        for value, words in choices
    )
    if not group:
        return options
    return Markup('<optgroup label="{}">{}</optgroup>').format(group, options)
