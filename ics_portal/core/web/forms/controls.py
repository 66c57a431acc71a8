"""Inputs, text areas, files, dates and what stays hidden."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.forms import BoundField
from jinja2 import Environment
from markupsafe import Markup

from ics_portal.core.web.forms.params import (
    Options,
    Params,
    common,
    fieldset_of,
    framed,
    macro,
    text_of,
)

_SCRIPT_HOOK = ' data-module="nhsuk-file-upload"'

_INPUT_TYPES: tuple[tuple[type[forms.Widget], Params], ...] = (
    (forms.EmailInput, {"type": "email", "spellcheck": False}),
    (forms.URLInput, {"type": "url", "spellcheck": False}),
    (forms.DateInput, {"type": "date"}),
    (forms.TimeInput, {"type": "time"}),
    (forms.DateTimeInput, {"type": "datetime-local"}),
    (forms.NumberInput, {"type": "text", "inputmode": "numeric"}),
)


def text_input(env: Environment, bound: BoundField, opts: Options) -> Markup:
    widget = bound.field.widget
    params = common(bound, opts) | {"value": text_of(bound)}
    for kind, settings in _INPUT_TYPES:
        if isinstance(widget, kind):
            params |= settings
            break
    if isinstance(bound.field, forms.DecimalField | forms.FloatField):
        params["inputmode"] = "decimal"
    if "inputmode" in widget.attrs:
        params["inputmode"] = widget.attrs["inputmode"]
    if isinstance(widget, forms.NumberInput):
        for browser_check in ("min", "max", "step"):  # meaningless on a text input
            params["attributes"].pop(browser_check, None)
    return Markup(macro(env, "input", "input")(params))  # noqa: S704


def password(env: Environment, bound: BoundField, opts: Options) -> Markup:
    params = common(bound, opts) | {"value": ""}  # never sent back to the page
    return Markup(macro(env, "password-input", "passwordInput")(params))  # noqa: S704


def text_area(env: Environment, bound: BoundField, opts: Options) -> Markup:
    value = text_of(bound)
    if value.startswith(("\n", "\r")):
        value = "\n" + value  # a browser drops the first line end inside <textarea>
    params = common(bound, opts) | {
        "value": value,
        "rows": opts.get("rows") or _rows_of(bound.field.widget),
    }
    if limit := opts.get("max_words") or opts.get("max_characters"):
        params["maxlength"] = limit
        params["countType"] = "words" if opts.get("max_words") else "characters"
        draw = macro(env, "character-count", "characterCount")
    else:
        draw = macro(env, "textarea", "textarea")
    return Markup(draw(params))  # noqa: S704


def _rows_of(widget: forms.Widget) -> int | str:
    """The rows a form asked for; Django's own default, ten, is nobody's wish."""
    rows = widget.attrs.get("rows", "10")
    return 4 if rows == "10" else rows


def file_upload(env: Environment, bound: BoundField, opts: Options) -> Markup:
    widget = bound.field.widget
    params = common(bound, opts) | {
        "multiple": getattr(widget, "allow_multiple_selected", False)
    }
    kept = getattr(bound.initial, "name", "") or ""
    if kept:
        said = Markup("<p class='app-file-kept'>Now: {}</p>").format(kept)
        clear = ""
        if isinstance(widget, forms.ClearableFileInput) and not bound.field.required:
            name = widget.clear_checkbox_name(bound.html_name)
            clear = Markup(
                '<div class="nhsuk-checkboxes nhsuk-checkboxes--small">'
                '<div class="nhsuk-checkboxes__item">'
                '<input class="nhsuk-checkboxes__input" type="checkbox" id="{0}"'
                ' name="{1}"><label class="nhsuk-label nhsuk-checkboxes__label"'
                ' for="{0}">Remove this file</label></div></div>'
            ).format(f"id_{name}", name)
        params["formGroup"]["afterInput"] = {"html": said + clear}
    html = str(macro(env, "file-upload", "fileUpload")(params))
    # The design system's script puts a button over the input, whose name a screen reader
    # and a voice user then hear differently. The browser's own input takes drops as well.
    return Markup(html.replace(_SCRIPT_HOOK, ""))  # noqa: S704


def three_boxes(env: Environment, bound: BoundField, opts: Options) -> Markup:
    """``SelectDateWidget``: day, month and year typed, as the NHS asks for dates."""
    widget, value = bound.field.widget, bound.value()
    parts = value if isinstance(value, Mapping) else widget.format_value(value)
    boxes = [
        {
            "id": f"{bound.auto_id}_{part}",
            "name": f"{bound.html_name}_{part}",
            "label": {"text": part.capitalize()},
            "value": "" if parts.get(part) in (None, 0, "0") else str(parts[part]),
            "width": 4 if part == "year" else 2,
        }
        for part in ("day", "month", "year")
    ]
    params = common(bound, opts) | {
        "fieldset": fieldset_of(bound, opts),
        "items": boxes,
    }
    del params["label"]
    return Markup(macro(env, "date-input", "dateInput")(params))  # noqa: S704


def day_and_time(env: Environment, bound: BoundField, opts: Options) -> Markup:
    """``SplitDateTimeWidget``: two inputs under one legend."""
    value = bound.value()
    decompressed = bound.field.widget.decompress
    shown = value if isinstance(value, list) else decompressed(value)
    boxes = [
        {
            "id": f"{bound.auto_id}_{position}",
            "name": f"{bound.html_name}_{position}",
            "label": {"text": words},
            "type": kind,
            "value": "" if part is None else str(part)[:length],
            "classes": "nhsuk-input--width-10",
        }
        for position, (words, kind, length, part) in enumerate(
            (("Day", "date", 10, shown[0]), ("Time", "time", 5, shown[1]))
        )
    ]
    params = common(bound, opts) | {
        "fieldset": fieldset_of(bound, opts),
        "items": boxes,
    }
    del params["label"]
    return Markup(macro(env, "date-input", "dateInput")(params))  # noqa: S704


def as_django_draws_it(env: Environment, bound: BoundField, opts: Options) -> Markup:
    def control(described_by: str) -> str:
        attrs = {"class": "nhsuk-input", "aria-describedby": described_by or False}
        return str(bound.as_widget(attrs=attrs))

    return framed(env, bound, opts, control)


def hidden(bound: BoundField) -> Markup:
    value = bound.value()
    values = value if isinstance(value, list | tuple) else [value]
    drawn = [
        Markup('<input type="hidden" name="{}" value="{}"{}>').format(
            bound.html_name,
            "" if each is None else bound.field.prepare_value(each),
            Markup(' id="{}"').format(bound.auto_id) if position == 0 else "",
        )
        for position, each in enumerate(values)
    ]
    return Markup().join(drawn)
