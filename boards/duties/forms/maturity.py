"""What is typed about scales and assessments; the rules speak on saving."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms

from boards.bodies.forms.common import RuleForm, day_field
from boards.duties.enums import AssessmentKind, JointArea
from boards.duties.models import MaturityScale
from boards.duties.rules.maturity import Score, score_words

if TYPE_CHECKING:
    from django.forms import BoundField

NOT_ASSESSED = "Not assessed"
WRONG_LEVEL = "Choose a level of the scale, or “Not assessed”."


class LevelsField(forms.CharField):
    """The levels of a scale, one on each line; empty lines are passed over."""

    widget = forms.Textarea(attrs={"rows": 6})

    def clean(self, value: Any) -> Any:
        lines = str(super().clean(value)).splitlines()
        return [line.strip() for line in lines if line.strip()]


class ScaleForm(RuleForm):
    """A scale that is not there yet."""

    name = forms.CharField(label="Name of the scale", max_length=120)
    levels = LevelsField(
        label="Levels",
        help_text="Two to ten, each on a line of its own, the lowest first.",
    )
    starts_on = day_field(
        "From",
        hint="Assessments of this day and later use it. The scale of before ends the day"
        " before.",
    )


class CorrectScaleForm(RuleForm):
    """Other words for a scale nobody used yet."""

    name = forms.CharField(label="Name of the scale", max_length=120)
    levels = LevelsField(
        label="Levels",
        help_text="Two to ten, each on a line of its own, the lowest first.",
    )
    reason = forms.CharField(label="Reason for the change", max_length=300)


class ScoresForm(RuleForm):
    """A level and a why for each of the eight areas; what is asked last stands last."""

    def __init__(
        self,
        *args: Any,
        levels: Sequence[str],
        now: Mapping[str, Score] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.levels = list(levels)
        choices = [("", NOT_ASSESSED)]
        choices += [
            (str(number), f"{number}, {words}")
            for number, words in enumerate(levels, start=1)
        ]
        for area in JointArea:
            score = (now or {}).get(area.value, Score(area.value))
            self.fields[f"level_{area.value}"] = forms.TypedChoiceField(
                label=f"Level: {area.label}",
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=score.level or "",
                error_messages={"invalid_choice": WRONG_LEVEL},
            )
            self.fields[f"words_{area.value}"] = forms.CharField(
                label=f"Why: {area.label}",
                max_length=500,
                required=False,
                initial=score.words,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        if "reason" in self.fields:
            self.fields["reason"] = self.fields.pop("reason")

    def head(self) -> Iterator[BoundField]:
        """The fields that stand before the areas."""
        for bound in self:
            if bound.name == "reason" or bound.name.startswith(("level_", "words_")):
                continue
            yield bound

    def areas(self) -> Iterator[tuple[str, BoundField, BoundField]]:
        """Each area by name, with its two fields."""
        for area in JointArea:
            yield (
                str(area.label),
                self[f"level_{area.value}"],
                self[f"words_{area.value}"],
            )

    def in_words(self) -> str:
        """What was filled in, the areas as they are shown of what is saved."""
        head = [
            f"{bound.label}: {words}"
            for bound in self.head()
            if not bound.is_hidden and (words := self._said(bound))
        ]
        areas = [
            score_words(str(JointArea(one.area).label), one, self.levels)
            for one in self.scores()
        ]
        return "\n".join([*head, *areas])

    def scores(self) -> list[Score]:
        """What the service takes; the form must be valid."""
        return [
            Score(
                area=area.value,
                level=self.cleaned_data[f"level_{area.value}"],
                words=self.cleaned_data[f"words_{area.value}"],
            )
            for area in JointArea
        ]


def _assessors() -> forms.CharField:
    return forms.CharField(
        label="Who assessed",
        max_length=300,
        help_text="By role or organisation, such as “The partners of the place”.",
    )


def _note() -> forms.CharField:
    return forms.CharField(
        label="Note on the whole",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AssessmentForm(ScoresForm):
    """An assessment that is not there yet, on the scale whose levels it shows."""

    scale = forms.ModelChoiceField(
        label="Scale",
        queryset=MaturityScale.objects.all(),
        widget=forms.HiddenInput,
    )
    kind = forms.ChoiceField(
        label="Whose view", choices=AssessmentKind.choices, widget=forms.RadioSelect
    )
    assessed_on = day_field("Day of the assessment")
    assessors = _assessors()
    words = _note()

    def __init__(
        self,
        *args: Any,
        shown: MaturityScale,
        scales: Iterable[MaturityScale],
        **kwargs: Any,
    ) -> None:
        initial = {"scale": shown.pk}
        super().__init__(*args, levels=shown.levels, initial=initial, **kwargs)
        self.scale_name = shown.name
        self.other_scales = [one for one in scales if one != shown]


class CorrectAssessmentForm(ScoresForm):
    """What an assessment says, corrected; its day, kind and scale stay."""

    assessors = _assessors()
    words = _note()
    reason = forms.CharField(label="Reason for the correction", max_length=300)
