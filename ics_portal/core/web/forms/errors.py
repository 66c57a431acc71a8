"""What a form's errors say: what to do, with a link to where (UX.md sections 7 and 8).

Django's own sentences ("This field is required.") do not name the field, so they make no
sense in a summary at the top of the page. The commonest are put into our words here;
messages that a form or a service wrote itself stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet

FormLike = BaseForm | BaseFormSet  # type: ignore[type-arg]


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One error: its sentence, and the address of the field on the page or nothing."""

    text: str
    href: str = ""


def _named(bound: BoundField) -> str:
    """The label as it stands inside a sentence: ``ICB lead`` stays, ``Title`` does not."""
    label = str(bound.label or bound.name).strip().rstrip(":?")
    first_word = label.split(" ", 1)[0]
    return label if first_word.isupper() else label[:1].lower() + label[1:]


def _what_is_missing(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, forms.FileInput):
        return "Choose a file"
    if isinstance(widget, forms.CheckboxInput):
        return f"Tick “{bound.label}”"
    chosen = isinstance(widget, forms.Select | forms.RadioSelect)
    return f"{'Choose' if chosen else 'Enter'} {_named(bound)}"


def _is_djangos_own(error: ValidationError, field: forms.Field) -> bool:
    """Whether nobody replaced the message that comes with this code."""
    for cls in type(field).__mro__:
        stock = getattr(cls, "default_error_messages", {})
        if error.code in stock:
            return bool(error.message == stock[error.code])
    return False


def _in_our_words(error: ValidationError, bound: BoundField) -> str:
    plain = " ".join(error.messages)
    if error.code == "max_length" and error.params:  # a validator's, with its numbers
        limit, shown = error.params["limit_value"], error.params["show_value"]
        return f"Shorten {_named(bound)} to {limit} characters; it has {shown}"
    if not _is_djangos_own(error, bound.field):
        return plain
    if error.code == "required":
        return _what_is_missing(bound)
    if error.code == "invalid_choice":
        return f"Choose {_named(bound)} from the list"
    if error.code == "empty":
        return "The file is empty. Choose another"
    if error.code == "invalid" and isinstance(bound.field, forms.DateField):
        return f"Enter {_named(bound)} as a day that exists, such as 2/12/2020"
    if error.code == "invalid" and isinstance(bound.field, forms.TimeField):
        return f"Enter {_named(bound)} as a time, such as 10:00"
    if error.code == "invalid" and isinstance(bound.field, forms.IntegerField):
        return f"Enter {_named(bound)} as a whole number"
    return plain


def messages_for(bound: BoundField) -> list[str]:
    """The errors of one field, each a sentence; empty when there is none."""
    found = bound.form.errors.as_data().get(bound.name, [])
    return [_in_our_words(error, bound) for error in found]


def target_id(bound: BoundField) -> str:
    """The id of the element an error summary leads to: the first that takes focus."""
    if isinstance(bound.field.widget, forms.SelectDateWidget):
        return f"{bound.auto_id}_day"
    if isinstance(bound.field.widget, forms.MultiWidget):
        return f"{bound.auto_id}_0"
    return bound.auto_id


def _lines_of_form(form: BaseForm, before: str = "") -> Iterator[SummaryLine]:
    for sentence in form.non_field_errors():
        yield SummaryLine(f"{before}{sentence}")
    for name in form.fields:
        bound = form[name]
        href = "" if bound.is_hidden else f"#{target_id(bound)}"
        for sentence in messages_for(bound):
            yield SummaryLine(f"{before}{sentence}", href)


def _lines_of_formset(formset: BaseFormSet) -> Iterator[SummaryLine]:  # type: ignore[type-arg]
    for sentence in formset.non_form_errors():
        yield SummaryLine(str(sentence))
    for position, form in enumerate(formset.forms, start=1):
        yield from _lines_of_form(form, before=f"Row {position}: ")


def summary_lines(
    *sources: FormLike | Iterable[SummaryLine | str],
) -> list[SummaryLine]:
    """Every error of the forms, formsets and sentences given, in the order of the page."""
    lines: list[SummaryLine] = []
    for source in sources:
        if isinstance(source, BaseForm):
            lines += _lines_of_form(source) if source.is_bound else []
        elif isinstance(source, BaseFormSet):
            lines += _lines_of_formset(source) if source.is_bound else []
        else:
            lines += [
                line if isinstance(line, SummaryLine) else SummaryLine(str(line))
                for line in source
            ]
    return lines
