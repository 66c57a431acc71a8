"""The one place where Django's form fields meet the design system.

A template says ``{{ field(form["title"]) }}`` and gets label, hint, error and control,
joined by ids as assistive technology needs them; ``{{ error_summary(form) }}`` lists what
is wrong, each line leading to its field. Every widget Django has is drawn; one that the
design system lacks is put into its frame as Django draws it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BoundField
from jinja2 import Environment, pass_environment
from markupsafe import Markup, escape

from ics_portal.core.web.forms import choices, controls
from ics_portal.core.web.forms.errors import (
    FormLike,
    SummaryLine,
    messages_for,
    summary_lines,
)
from ics_portal.core.web.forms.params import macro

__all__ = ["SummaryLine", "error_summary", "field", "has_errors", "messages_for"]

# The first class that fits draws the widget, so subclasses come before their parents.
_DRAWN_BY: tuple[tuple[type[forms.Widget], Any], ...] = (
    (forms.SelectDateWidget, controls.three_boxes),
    (forms.SplitDateTimeWidget, controls.day_and_time),
    (forms.MultiWidget, controls.as_django_draws_it),
    (forms.CheckboxSelectMultiple, choices.checkboxes),
    (forms.RadioSelect, choices.radios),
    (forms.CheckboxInput, choices.one_tick),
    (forms.Select, choices.select),
    (forms.Textarea, controls.text_area),
    (forms.FileInput, controls.file_upload),
    (forms.PasswordInput, controls.password),
    (forms.widgets.Input, controls.text_input),
)


@pass_environment
def field(environment: Environment, bound: BoundField, **opts: Any) -> Markup:
    """Draw one form field.

    Options: ``label``, ``hint`` (text, or safe HTML), ``optional``, ``hide_label``,
    ``label_size`` (s, m, l), ``classes``, ``group_classes``, ``autocomplete``,
    ``attributes`` (a mapping, for hx- and data-); for inputs ``width`` (2, 3, 4, 5, 10, 20, 30), ``prefix``,
    ``suffix``; for text areas ``rows``, ``max_words``, ``max_characters``; for radios and
    checkboxes ``inline``, ``small``, ``hints`` and ``conditional`` (by value; for a single
    checkbox ``conditional`` is the HTML itself).
    """
    if bound.is_hidden:
        return controls.hidden(bound)
    for kind, draw in _DRAWN_BY:
        if isinstance(bound.field.widget, kind):
            return Markup(draw(environment, bound, opts))  # noqa: S704
    return controls.as_django_draws_it(environment, bound, opts)


@pass_environment
def error_summary(
    environment: Environment,
    *sources: FormLike | Iterable[SummaryLine | str],
    title: str = "There is a problem",
) -> Markup:
    """List every error of the forms, formsets and sentences given; empty when none."""
    lines = summary_lines(*sources)
    if not lines:
        return Markup()
    told = [
        {"text": line.text} | ({"href": line.href} if line.href else {})
        for line in lines
    ]
    summary = macro(environment, "error-summary", "errorSummary")
    heading = str(escape(title))
    return Markup(summary({"titleHtml": heading, "errorList": told}))  # noqa: S704


def has_errors(*sources: FormLike | Iterable[SummaryLine | str]) -> bool:
    """Whether a summary would say anything: the page's title then begins ``Error:``."""
    return bool(summary_lines(*sources))
