"""What a cover sheet must say before its paper may go to the board office."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from boards.papers.enums import Answer, ConflictsAnswer, Implication, SheetFieldKind
from boards.papers.rules.template import SheetField
from boards.papers.rules.wording import day_words

FIXED = (Answer.YES, Answer.NO, Answer.NA)
BESIDE_RISK = "Describe them, or answer No to associated risks"
TWO_FORUMS = (";", " / ", "\n")


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A recommendation: a verb of the body's and what follows it. ``key`` is its row."""

    key: str
    verb: str
    text: str


@dataclass(frozen=True, slots=True)
class RouteStop:
    """A forum that discussed the paper; ``words`` is its date as typed."""

    key: str
    forum: str
    day: date | None = None
    words: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class SheetValues:
    """A paper's cover sheet as plain values, however incomplete.

    ``implications`` holds only the questions that were answered. ``verbs`` are the
    words the body asks with, in lower case; empty means any.
    """

    title: str
    meeting_on: date
    authors: tuple[str, ...] = ()
    confidential: bool = False
    confidential_reason: str = ""
    written_on: date | None = None
    purpose: str = ""
    executive_summary: str = ""
    recommendations: tuple[AskedFor, ...] = ()
    route: tuple[RouteStop, ...] = ()
    not_discussed_elsewhere: bool = False
    conflicts: str = ConflictsAnswer.UNANSWERED
    conflicts_text: str = ""
    implications: Mapping[str, str] = field(default_factory=dict)
    risk_description: str = ""
    risk_reference: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    verbs: tuple[str, ...] = ()

    def text_of(self, key: str) -> str:
        """The words under a key of the form, built in or not."""
        if key in ("purpose", "executive_summary"):
            return str(getattr(self, key))
        return self.answers.get(key, "")

    def all_text(self) -> str:
        """Every word the author wrote on the sheet, for looking up what it cites."""
        rows = (f"{row.verb} {row.text}" for row in self.recommendations)
        return "\n".join(
            [self.purpose, self.executive_summary, *rows, *self.answers.values()]
        )


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing that keeps a sheet from being sent; ``field`` is its place on the form.

    ``message`` names the field, for a list; ``beside`` is said at the field itself.
    """

    field: str
    message: str
    rule_id: str
    beside: str = ""

    @property
    def words(self) -> str:
        """What stands beside the field."""
        return self.beside or self.message


@dataclass(frozen=True, slots=True)
class Remark:
    """A warning: a fact and, in the same sentence, its cure. It blocks nothing."""

    message: str
    rule_id: str
    field: str = ""


def what_stops(values: SheetValues, fields: Sequence[SheetField]) -> tuple[Stop, ...]:
    """Everything that must be put right first, in the order of the form.

    Source: catalogue CVR-01 to CVR-11 and CVR-15. A draft may be kept with any of it.
    """
    return (
        *_head_stops(values),
        *_field_stops(values, fields),
        *_confidential_stops(values),
    )


def _head_stops(values: SheetValues) -> Iterator[Stop]:
    if not values.title:
        yield Stop("title", "Enter the title of the paper", "CVR-01")
    if not values.authors:
        yield Stop("authors", "Name at least one author, person or team", "CVR-01")
    if values.written_on is None:
        yield Stop("written_on", "Enter the date of writing", "CVR-15")
    elif stop := written_too_late(values.written_on, values.meeting_on):
        yield stop


def _confidential_stops(values: SheetValues) -> Iterator[Stop]:
    if values.confidential and not values.confidential_reason:
        yield Stop("confidential_reason", "Say why the paper is confidential", "CVR-11")


def written_too_late(written_on: date, meeting_on: date) -> Stop | None:
    """The refusal of a paper dated after the meeting that reads it (CVR-15)."""
    if written_on <= meeting_on:
        return None
    return Stop(
        "written_on",
        f"Date of writing must be on or before the meeting, {day_words(meeting_on)}",
        "CVR-15",
    )


def _field_stops(values: SheetValues, fields: Sequence[SheetField]) -> Iterator[Stop]:
    for each in fields:
        match each.kind:
            case SheetFieldKind.RECOMMENDATIONS:
                yield from _recommendation_stops(values, each)
            case SheetFieldKind.ROUTE:
                yield from _route_stops(values)
            case SheetFieldKind.CONFLICTS:
                yield from _conflict_stops(values)
            case SheetFieldKind.IMPLICATIONS:
                yield from _implication_stops(values)
            case SheetFieldKind.RISK:
                yield from _risk_stops(values)
            case _ if each.required and not values.text_of(each.key):
                rule_id = {"purpose": "CVR-02", "executive_summary": "CVR-03"}
                yield Stop(
                    each.key if each.is_built_in else f"answer_{each.key}",
                    f"{each.caption}: write at least a sentence",
                    rule_id.get(each.key, "CVR-19"),
                    "Write at least a sentence",
                )


def _recommendation_stops(values: SheetValues, asked: SheetField) -> Iterator[Stop]:
    if asked.required and not values.recommendations:
        yield Stop(
            "recommendations",
            f"{asked.caption}: say at least one thing the meeting is asked to do",
            "CVR-04",
        )
    for number, row in enumerate(values.recommendations, start=1):
        if not row.verb:
            yield Stop(
                f"rec-{row.key}-verb",
                f"Recommendation {number} has no verb",
                "CVR-04",
                "Choose a verb",
            )
        elif values.verbs and row.verb.casefold() not in values.verbs:
            yield Stop(
                f"rec-{row.key}-verb",
                f"Recommendation {number}: “{row.verb}” is not a word this body asks "
                "with, choose one of the list",
                "CVR-04",
                "Choose one of the list",
            )
        if not row.text:
            yield Stop(
                f"rec-{row.key}-text",
                f"Recommendation {number}: say what the meeting is asked "
                f"{'to ' + row.verb if row.verb else 'to do'}",
                "CVR-04",
                f"Say what to {row.verb or 'do'}",
            )


def _route_stops(values: SheetValues) -> Iterator[Stop]:
    if values.route and values.not_discussed_elsewhere:
        yield Stop(
            "not_discussed_elsewhere",
            "Other forums are listed, so take the tick off “Not discussed elsewhere”, "
            "or remove the rows",
            "CVR-05",
            "Take the tick off, or remove the rows above",
        )
    for number, row in enumerate(values.route, start=1):
        if not row.forum:
            yield Stop(
                f"route-{row.key}-forum",
                f"Name the forum in row {number}",
                "CVR-05",
                "Name the forum",
            )


def _conflict_stops(values: SheetValues) -> Iterator[Stop]:
    if values.conflicts == ConflictsAnswer.UNANSWERED:
        yield Stop(
            "conflicts",
            "Conflicts of interest: choose “None identified”, or say what they are",
            "CVR-06",
            "Choose “None identified”, or say what they are",
        )
    if values.conflicts == ConflictsAnswer.IDENTIFIED and not values.conflicts_text:
        yield Stop(
            "conflicts_text",
            "Conflicts of interest: say whose, with whom, and how it is dealt with",
            "CVR-06",
            "Say whose, with whom, and how it is dealt with",
        )


def _implication_stops(values: SheetValues) -> Iterator[Stop]:
    for question in Implication:
        given = values.implications.get(question, "")
        asked = question.label.rstrip("?")
        if given == Answer.UNCLEAR:
            yield Stop(
                f"implication_{question}",
                f"{asked}: more than one box is ticked, choose one",
                "CVR-07",
                "More than one box is ticked, choose one",
            )
        elif given not in FIXED:
            yield Stop(
                f"implication_{question}",
                f"{asked}: choose Yes, No or N/A",
                "CVR-07",
                "Choose Yes, No or N/A",
            )
    risks = values.implications.get(Implication.RISKS, "")
    register = values.implications.get(Implication.REGISTER, "")
    if risks in (Answer.NO, Answer.NA) and register in (Answer.YES, Answer.NO):
        yield Stop(
            f"implication_{Implication.REGISTER}",
            f"You answered {Answer(risks).label} to associated risks, so the risk "
            "register must be N/A",
            "CVR-09",
            f"Choose N/A: associated risks is {Answer(risks).label}",
        )


def _risk_stops(values: SheetValues) -> Iterator[Stop]:
    """A description and a reference where there are risks (CVR-09)."""
    if values.implications.get(Implication.RISKS) != Answer.YES:
        return
    because = "Risks: you answered Yes to associated risks, so"
    if not values.risk_description:
        yield Stop(
            "risk_description", f"{because} describe them", "CVR-09", BESIDE_RISK
        )
    if not values.risk_reference:
        yield Stop(
            "risk_reference",
            f"{because} give a reference from the ICS risk register",
            "CVR-09",
            "Give a reference, or answer No to associated risks",
        )


def remarks_on(values: SheetValues, fields: Sequence[SheetField]) -> tuple[Remark, ...]:
    """Warnings about the sheet itself that block nothing."""
    kinds = {each.kind for each in fields}
    remarks: list[Remark] = []
    if SheetFieldKind.ROUTE in kinds:
        remarks += _route_remarks(values)
    if SheetFieldKind.IMPLICATIONS in kinds:
        remarks += _risk_remarks(values.implications, values.risk_description)
    return tuple(remarks)


def _route_remarks(values: SheetValues) -> Iterator[Remark]:
    if not values.route and not values.not_discussed_elsewhere:
        yield Remark(
            "No other forum is listed. Add one, or tick that the paper was not "
            "discussed elsewhere.",
            "CVR-05",
            "not_discussed_elsewhere",
        )
    for row in values.route:
        if any(mark in row.forum for mark in TWO_FORUMS):
            yield Remark(
                f"“{row.forum}” reads like two forums. Give each a row of its own.",
                "CVR-05",
                f"route-{row.key}-forum",
            )
        if row.day is not None and row.day > values.meeting_on:
            yield Remark(
                f"{row.forum} on {day_words(row.day)} is after this meeting. "
                "Check the date.",
                "CVR-05",
                f"route-{row.key}-date",
            )


def _risk_remarks(
    implications: Mapping[str, str], risk_description: str
) -> Iterator[Remark]:
    risks = implications.get(Implication.RISKS, "")
    if risks == Answer.YES and implications.get(Implication.REGISTER) == Answer.NA:
        yield Remark(
            "There are associated risks, but the question about the risk register "
            "says N/A. Answer it Yes or No.",
            "CVR-09",
            f"implication_{Implication.REGISTER}",
        )
    if risks in (Answer.NO, Answer.NA) and risk_description:
        yield Remark(
            f"A risk is described although associated risks is "
            f"{Answer(risks).label}. Answer Yes, or take the description out.",
            "CVR-09",
            "risk_description",
        )


def ticks_read(ticked: Collection[str]) -> tuple[Answer | None, str]:
    """The answer of an imported row and its ticks as found (CVR-07).

    One tick is an answer; none is no answer; two or three are ``UNCLEAR``, and the
    ticks are kept in the form's order, as ``yes+na``.
    """
    found = [answer for answer in FIXED if answer in ticked]
    if not found:
        return None, ""
    if len(found) == 1:
        return found[0], ""
    return Answer.UNCLEAR, "+".join(found)
