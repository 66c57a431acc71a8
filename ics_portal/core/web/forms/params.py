"""What the design system's macros are told about a field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms import BoundField
from jinja2 import Environment
from markupsafe import Markup

from ics_portal.core.web.forms.errors import messages_for, target_id

Params = dict[str, Any]
Options = Mapping[str, Any]

# Attributes the macros write themselves; the browser's own checks, since its bubble for
# `required` cannot be read at leisure and `maxlength` cuts pasted text without a word (the
# error summary says both); and placeholders, which vanish as soon as one needs them.
_LEFT_OUT = {
    "aria-describedby",
    "autocomplete",
    "class",
    "cols",
    "disabled",
    "id",
    "inputmode",
    "maxlength",
    "minlength",
    "multiple",
    "placeholder",
    "required",
    "rows",
    "type",
}


def macro(environment: Environment, folder: str, name: str) -> Any:
    template = environment.get_template(f"nhsuk/components/{folder}/macro.jinja")
    return getattr(template.module, name)


def attributes_of(bound: BoundField, extra: Options) -> Params:
    """The widget's attributes and the template's, as the macros take them."""
    own = bound.build_widget_attrs(dict(bound.field.widget.attrs))
    merged = {k: v for k, v in own.items() if k not in _LEFT_OUT} | dict(extra)
    if bound.errors:
        merged["aria-invalid"] = "true"
    return {
        name: {"value": value, "optional": True}
        for name, value in merged.items()
        if value is not None and value is not False
    }


def label_of(bound: BoundField, opts: Options) -> Params:
    text = str(opts.get("label") or bound.label or "")
    if opts.get("optional"):
        text = f"{text} (optional)"
    classes = "nhsuk-u-visually-hidden" if opts.get("hide_label") else ""
    return {"text": text, "size": opts.get("label_size"), "classes": classes}


def common(bound: BoundField, opts: Options) -> Params:
    """What every macro is told: name, ids, label, hint, error, attributes."""
    widget = bound.field.widget
    hint = opts.get("hint", bound.help_text)
    params: Params = {
        "id": bound.auto_id,
        "name": bound.html_name,
        "label": label_of(bound, opts),
        "classes": f"{widget.attrs.get('class', '')} {opts.get('classes', '')}".strip(),
        "attributes": attributes_of(bound, opts.get("attributes", {})),
        "disabled": bound.field.disabled,
        "autocomplete": opts.get("autocomplete") or widget.attrs.get("autocomplete"),
        "formGroup": {"classes": opts.get("group_classes", "")},
    }
    if hint:
        key = "html" if hasattr(hint, "__html__") else "text"
        params["hint"] = {key: str(hint)}
    if errors := messages_for(bound):
        params["errorMessage"] = {"text": ". ".join(errors)}
    for passed_on in ("prefix", "suffix", "width"):
        if opts.get(passed_on):
            params[passed_on] = opts[passed_on]
    return params


def fieldset_of(bound: BoundField, opts: Options) -> Params:
    label = label_of(bound, opts)
    return {"legend": label, "classes": ""}


def text_of(bound: BoundField) -> str:
    """The value as the control shows it. Days are ISO: ``type="date"`` takes no other."""
    value = bound.value()
    if value is None:
        return ""
    widget = bound.field.widget
    if isinstance(value, datetime) and isinstance(widget, forms.DateTimeInput):
        return value.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return str(widget.format_value(value) or "")


def framed(env: Environment, bound: BoundField, opts: Options, control: Any) -> Markup:
    """Label, hint and error around a control the macros do not draw.

    ``control`` is called with the ids that describe it, and returns HTML.
    """
    params = common(bound, opts)
    parts = [macro(env, "label", "label")(params["label"] | {"for": target_id(bound)})]
    described = []
    if "hint" in params:
        described.append(f"{bound.auto_id}-hint")
        parts.append(macro(env, "hint", "hint")(params["hint"] | {"id": described[-1]}))
    if "errorMessage" in params:
        described.append(f"{bound.auto_id}-error")
        told = params["errorMessage"] | {"id": described[-1]}
        parts.append(macro(env, "error-message", "errorMessage")(told))
    parts.append(control(" ".join(described)))
    state = " nhsuk-form-group--error" if "errorMessage" in params else ""
    inside = Markup("\n").join(Markup(part) for part in parts)  # noqa: S704
    classes = f"nhsuk-form-group{state} {opts.get('group_classes', '')}".strip()
    return Markup('<div class="{}">\n{}\n</div>').format(classes, inside)
