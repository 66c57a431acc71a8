"""Django's fields through the design system's macros: ids, hints, errors, values."""

from datetime import UTC, date, datetime, time
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.safestring import mark_safe
from lxml.html import HtmlElement

from ics_portal.core.web.forms import SummaryLine, error_summary, field, has_errors
from ics_portal.core.web.jinja import environment
from tests.core.web.html import every, parsed, the

ENVIRONMENT = environment()
CHOICES = [("note", "Note"), ("approve", "Approve")]


def one(name: str = "title", bad: bool = False, **fields: forms.Field) -> Any:
    """A form with the fields given, sent empty when ``bad``; the bound field ``name``."""
    form = type("Form", (forms.Form,), fields)({} if bad else None)
    return form[name]


def drawn(bound: Any, **opts: Any) -> HtmlElement:
    return parsed(field(ENVIRONMENT, bound, **opts))


WIDGETS = [
    (forms.CharField(), "input[type=text]"),
    (forms.EmailField(), "input[type=email]"),
    (forms.URLField(assume_scheme="https"), "input[type=url]"),
    (forms.IntegerField(), "input[type=text][inputmode=numeric]"),
    (forms.DecimalField(), "input[type=text][inputmode=decimal]"),
    (forms.DateField(widget=forms.DateInput), "input[type=date]"),
    (forms.TimeField(), "input[type=time]"),
    (forms.DateTimeField(), "input[type=datetime-local]"),
    (forms.CharField(widget=forms.PasswordInput), "input[type=password]"),
    (forms.CharField(widget=forms.Textarea), "textarea"),
    (forms.ChoiceField(choices=CHOICES), "select"),
    (forms.ChoiceField(choices=[("Group", CHOICES)]), "select"),
    (forms.MultipleChoiceField(choices=CHOICES), "select[multiple]"),
    (forms.NullBooleanField(), "select"),
    (forms.BooleanField(), "input[type=checkbox]"),
    (forms.FileField(), "input[type=file]"),
    (forms.CharField(widget=forms.TextInput({"type": "tel"})), "input"),
    (forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect), "input[type=radio]"),
    (
        forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple),
        "input[type=checkbox]",
    ),
]


@pytest.mark.parametrize(("django_field", "control"), WIDGETS)
def test_every_widget_has_a_label_and_its_error_leads_to_it(
    django_field: forms.Field, control: str
) -> None:
    django_field.required = True
    bound = one(bad=True, title=django_field)
    page = drawn(bound)
    controls = every(page, control)

    assert controls[0].get("id") == "id_title"
    assert controls[0].get("name") == "title"
    assert all(page.xpath(f"//label[@for='{each.get('id')}']") for each in controls)
    if bound.errors:  # a NullBooleanSelect is never empty
        summary = parsed(error_summary(ENVIRONMENT, bound.form))
        assert the(summary, "a").get("href") == "#id_title"
        assert the(page, "#id_title-error") is not None
        described = page.xpath("//@aria-describedby")
        assert any("id_title-error" in ids.split() for ids in described)


def test_label_hint_and_value_are_text_and_never_markup() -> None:
    evil = "<script>alert(1)</script>"
    form = type("Form", (forms.Form,), {"title": forms.CharField(help_text=evil)})
    bound = form({"title": evil + '"'})["title"]

    page = drawn(bound, label=evil)

    assert page.xpath("//script") == []
    assert the(page, "input").get("value") == evil + '"'
    assert the(page, "label").text_content().strip() == evil
    assert the(page, ".nhsuk-hint").text_content().strip() == evil


def test_a_choice_is_text_and_never_markup() -> None:
    evil = '"><script>alert(1)</script>'
    for choices in ([(evil, evil)], [(evil, [(evil, evil)])]):
        for widget in (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple):
            bound = one(title=forms.ChoiceField(choices=choices, widget=widget))

            assert drawn(bound).xpath("//script") == []


def test_a_hint_may_be_html_when_it_is_marked_safe() -> None:
    bound = one(title=forms.CharField())

    page = drawn(bound, hint=mark_safe('See <a href="/help/">help</a>'))

    assert the(page, ".nhsuk-hint a").get("href") == "/help/"


def test_the_browser_neither_checks_nor_cuts() -> None:
    bound = one(title=forms.CharField(max_length=5, required=True))

    control = the(drawn(bound), "input")

    assert (control.get("required"), control.get("maxlength")) == (None, None)


@pytest.mark.parametrize(
    "text",
    ["\nfirst line empty", "  indented", "a\n  b\n\n c", "</textarea><b>", "& é"],
)
def test_a_text_area_gives_back_what_was_typed(text: str) -> None:
    form = type(
        "Form", (forms.Form,), {"title": forms.CharField(widget=forms.Textarea)}
    )

    page = drawn(form({"title": text})["title"], hint="With a hint", max_words=150)

    # A browser drops one line end that follows the tag, which lxml does not.
    assert (
        the(page, "textarea").text.removeprefix("\n" if text[0] == "\n" else "") == text
    )


def test_words_are_counted_and_not_cut() -> None:
    bound = one(title=forms.CharField(widget=forms.Textarea, max_length=3000))

    page = drawn(bound, max_words=150)

    counted = the(page, "[data-module=nhsuk-character-count]")
    assert counted.get("data-maxlength") == "150"
    assert counted.get("data-count-type") == "words"
    assert the(page, "textarea").get("rows") == "4"


@pytest.mark.parametrize(
    ("django_field", "initial", "value"),
    [
        (forms.DateField(widget=forms.DateInput), date(2020, 12, 2), "2020-12-02"),
        (forms.TimeField(), time(9, 5), "09:05"),
        (
            forms.DateTimeField(),
            datetime(2020, 7, 1, 9, 0, tzinfo=UTC),
            "2020-07-01T10:00",
        ),
        (forms.IntegerField(), 0, "0"),
        (forms.CharField(), None, None),
        (forms.CharField(), "0", "0"),
        (forms.EmailField(), "a@demo.example", "a@demo.example"),
    ],
)
def test_an_input_shows_its_value_in_the_form_the_browser_takes(
    django_field: forms.Field, initial: object, value: str | None
) -> None:
    django_field.initial = initial

    control = the(drawn(one(title=django_field)), "input")

    assert (control.get("value") or None) == value


def test_a_password_is_never_sent_back() -> None:
    field_ = forms.CharField(widget=forms.PasswordInput(render_value=True))
    form = type("Form", (forms.Form,), {"title": field_})

    assert the(drawn(form({"title": "secret"})["title"]), "input").get("value") == ""


def test_a_date_may_be_typed_in_three_boxes() -> None:
    field_ = forms.DateField(widget=forms.SelectDateWidget)
    form = type("Form", (forms.Form,), {"heard_on": field_})
    sent = {"heard_on_day": "31", "heard_on_month": "2", "heard_on_year": "2020"}

    page = drawn(form(sent)["heard_on"])
    good = form({**sent, "heard_on_day": "2"})

    assert [(box.get("name"), box.get("value")) for box in every(page, "input")] == [
        ("heard_on_day", "31"),
        ("heard_on_month", "2"),
        ("heard_on_year", "2020"),
    ]
    assert good.is_valid()
    assert good.cleaned_data == {"heard_on": date(2020, 2, 2)}
    assert 'href="#id_heard_on_day"' in error_summary(ENVIRONMENT, form(sent))


def test_a_moment_is_a_day_and_a_time_under_one_legend() -> None:
    field_ = forms.SplitDateTimeField(initial=datetime(2020, 12, 2, 10, 0, tzinfo=UTC))
    form = type("Form", (forms.Form,), {"at": field_})
    sent = {"at_0": "2020-12-02", "at_1": "10:00"}

    shown = every(drawn(form()["at"]), "input")
    again = every(drawn(form(sent)["at"]), "input")

    assert [(box.get("type"), box.get("value")) for box in shown] == [
        ("date", "2020-12-02"),
        ("time", "10:00"),
    ]
    assert [box.get("value") for box in again] == ["2020-12-02", "10:00"]
    assert form(sent).is_valid()


def test_radios_show_the_choice_made_and_what_follows_from_it() -> None:
    field_ = forms.ChoiceField(
        choices=CHOICES, widget=forms.RadioSelect, initial="note"
    )

    page = drawn(
        one(title=field_),
        hints={"note": "Nothing is decided"},
        conditional={"approve": "<b>By whom?</b>"},
    )

    assert page.xpath("//input[@checked]/@value") == ["note"]
    assert (
        the(page, "#id_title-item-hint").text_content().strip() == "Nothing is decided"
    )
    assert the(page, "#conditional-id_title-2 b").text == "By whom?"
    assert page.xpath("//@data-aria-controls") == []
    assert the(page, "legend").text_content().strip() == "Title"


def test_a_single_box_carries_both_its_hint_and_its_error() -> None:
    page = drawn(one(bad=True, title=forms.BooleanField()), hint="With a reason")

    described = the(page, "input").get("aria-describedby").split()

    assert described == ["id_title-error", "id_title-item-hint"]
    assert [the(page, f"#{each}") is not None for each in described] == [True, True]


def test_a_select_shows_groups_and_the_choice_made() -> None:
    choices = [("", "Choose"), ("Places", [("1", "Fylde Coast"), ("2", "West")])]
    field_ = forms.ChoiceField(choices=choices, initial="2")

    page = drawn(
        one(title=field_), attributes={"hx-get": "/x/"}, classes="app-wide-one"
    )

    assert page.xpath("//optgroup/@label") == ["Places"]
    assert page.xpath("//option[@selected]/@value") == ["2"]
    assert the(page, "select").get("hx-get") == "/x/"
    assert "app-wide-one" in the(page, "select").get("class")


def test_an_empty_choice_in_a_plain_select_sends_nothing() -> None:
    field_ = forms.ChoiceField(choices=[("", "Choose"), *CHOICES])

    assert drawn(one(title=field_)).xpath("//option/@value") == ["", "note", "approve"]


def test_a_file_that_is_there_is_named_and_can_be_removed() -> None:
    kept = SimpleNamespace(name="Clinical <strategy>.pdf", url="/x/")
    field_ = forms.FileField(required=False, initial=kept)

    page = drawn(one(title=field_))

    assert "Now: Clinical <strategy>.pdf" in page.text_content()
    assert the(page, "input[type=checkbox]").get("name") == "title-clear"
    assert page.xpath("//@data-module") == []


def test_hidden_fields_are_only_their_values() -> None:
    several = forms.MultipleChoiceField(
        choices=CHOICES, widget=forms.MultipleHiddenInput, initial=["note", "approve"]
    )
    version = forms.CharField(widget=forms.HiddenInput, initial="<7>")

    shown = every(drawn(one(title=several)), "input")
    alone = the(drawn(one(title=version)), "input")

    assert [each.get("value") for each in shown] == ["note", "approve"]
    assert (alone.get("type"), alone.get("value")) == ("hidden", "<7>")


def test_a_widget_nobody_foresaw_is_drawn_as_django_draws_it() -> None:
    class Stars(forms.Widget):
        template_name = "django/forms/widgets/text.html"

    page = drawn(one(bad=True, title=forms.CharField(widget=Stars)), hint="One to five")

    assert the(page, "input").get("aria-describedby") == "id_title-hint id_title-error"
    assert the(page, "label").get("for") == "id_title"


def test_options_reach_the_control() -> None:
    bound = one(title=forms.CharField(disabled=True))

    page = drawn(
        bound,
        optional=True,
        hide_label=True,
        label_size="m",
        width=5,
        prefix="£",
        suffix="m",
        group_classes="app-quick-add__title",
        autocomplete="off",
        attributes={"placeholder": "Title, then Enter", "data-x": None},
    )

    control = the(page, "input")
    assert the(page, "label").text_content().strip() == "Title (optional)"
    assert "nhsuk-u-visually-hidden" in the(page, "label").get("class")
    assert "nhsuk-input--width-5" in control.get("class")
    assert control.get("placeholder") == "Title, then Enter"
    assert control.get("autocomplete") == "off"
    assert control.get("data-x") is None
    assert control.get("disabled") is not None
    assert the(page, ".nhsuk-input-wrapper__prefix").text_content().strip() == "£"
    assert every(page, ".app-quick-add__title")


REQUIRED = [
    (forms.CharField(), "Enter title"),
    (forms.CharField(label="ICB lead"), "Enter ICB lead"),
    (forms.CharField(label="Reason:"), "Enter reason"),
    (forms.ChoiceField(choices=CHOICES), "Choose title"),
    (forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect), "Choose title"),
    (forms.BooleanField(label="I agree"), "Tick “I agree”"),
    (forms.FileField(), "Choose a file"),
    (forms.CharField(error_messages={"required": "Say why"}), "Say why"),
]


@pytest.mark.parametrize(("django_field", "sentence"), REQUIRED)
def test_an_empty_field_says_what_to_do(
    django_field: forms.Field, sentence: str
) -> None:
    page = drawn(one(bad=True, title=django_field))

    assert (
        the(page, "#id_title-error").text_content().split("Error:")[1].strip()
        == sentence
    )


WRONG = [
    (
        forms.CharField(max_length=3),
        "long one",
        "Shorten title to 3 characters; it has 8",
    ),
    (forms.ChoiceField(choices=CHOICES), "x", "Choose title from the list"),
    (forms.IntegerField(), "ten", "Enter title as a whole number"),
    (forms.TimeField(), "25:00", "Enter title as a time, such as 10:00"),
    (
        forms.DateField(),
        "2020-02-31",
        "Enter title as a day that exists, such as 2/12/2020",
    ),
    (forms.EmailField(), "nobody", "Enter a valid email address."),
]


@pytest.mark.parametrize(("django_field", "sent", "sentence"), WRONG)
def test_a_wrong_value_says_how_to_put_it_right(
    django_field: forms.Field, sent: str, sentence: str
) -> None:
    form = type("Form", (forms.Form,), {"title": django_field})({"title": sent})

    assert sentence in error_summary(ENVIRONMENT, form)


def test_an_empty_file_asks_for_another() -> None:
    form_class = type("Form", (forms.Form,), {"paper": forms.FileField()})
    form = form_class({}, {"paper": SimpleUploadedFile("a.pdf", b"")})

    assert "The file is empty. Choose another" in error_summary(ENVIRONMENT, form)


def test_the_summary_lists_everything_in_the_order_of_the_page() -> None:
    class Whole(forms.Form):
        title = forms.CharField()
        secret = forms.CharField(widget=forms.HiddenInput)
        purpose = forms.ChoiceField(choices=CHOICES)

        def clean(self) -> None:
            raise ValidationError("Two people cannot chair <at once>")

    rows = forms.formset_factory(Whole, extra=0, min_num=1)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}
    )
    sent = Whole({"title": "x"})

    shown = error_summary(
        ENVIRONMENT, sent, rows, [SummaryLine("See item 7", "#item-7"), "And this"]
    )

    page = parsed(shown)
    lines = [
        (li.text_content().strip(), *li.xpath("./a/@href")) for li in every(page, "li")
    ]
    assert lines == [
        ("Two people cannot chair <at once>",),
        ("Enter secret",),
        ("Choose purpose", "#id_purpose"),
        ("Row 1: Two people cannot chair <at once>",),
        ("Row 1: Enter title", "#id_form-0-title"),
        ("Row 1: Enter secret",),
        ("Row 1: Choose purpose", "#id_form-0-purpose"),
        ("See item 7", "#item-7"),
        ("And this",),
    ]


def test_a_formset_says_what_is_wrong_with_the_whole() -> None:
    class Row(forms.Form):
        title = forms.CharField(required=False)

    rows = forms.formset_factory(Row, extra=0, min_num=1, validate_min=True)(
        {"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0"}
    )

    assert "Please submit at least 1 form." in error_summary(ENVIRONMENT, rows)


def test_a_form_not_yet_sent_has_nothing_to_say() -> None:
    fresh = type("Form", (forms.Form,), {"title": forms.CharField()})()

    assert error_summary(ENVIRONMENT, fresh) == ""
    assert not has_errors(fresh)
    assert has_errors(["A sentence"])
