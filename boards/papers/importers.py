"""Reading a cover sheet that was filled in elsewhere: kept as found, never guessed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from boards.papers.enums import Answer, ConflictsAnswer, Implication
from boards.papers.rules import (
    SheetField,
    instructions_of,
    lines_of,
    one_line,
    read_date,
    ticks_read,
    tidy,
    without_instructions,
)

NO_FORUM = {"", "none", "n/a", "na", "not applicable"}
TEXTS = ("purpose", "executive_summary", "risk_description", "risk_reference")


@dataclass(frozen=True, slots=True)
class Unclear:
    """What a person has to decide: the field, and what was found there."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row in its cells: verb and text, or forum, date and outcome."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """An implication: None where no box is ticked; ``ticks`` where several are."""

    question: str
    answer: Answer | None
    ticks: str


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet as it was read; ``keys`` are the fields of the form that were there."""

    title: str
    presenters: tuple[str, ...]
    authors: tuple[str, ...]
    contributors: tuple[str, ...]
    confidential: bool
    texts: Mapping[str, str]
    answers: Mapping[str, str]
    conflicts: ConflictsAnswer
    conflicts_text: str
    recommendations: tuple[ReadRow, ...]
    route: tuple[ReadRow, ...]
    implications: tuple[ReadAnswer, ...]
    keys: tuple[str, ...]
    unclear: tuple[Unclear, ...]


def read_sheet(
    data: Mapping[str, Any],
    *,
    form: Sequence[SheetField],
    verbs: Collection[str],
    owners: Sequence[str],
) -> ReadSheet:
    """Read one record of imported sheets.

    ``data`` has ``title``, ``presented_by``, ``author``, ``contributors`` (lists),
    ``confidential`` ("Yes"/"No"), the texts by their key, ``recommendations`` (``verbs``
    and ``text``), ``governance_rows`` (``meeting``, ``date`` or ``date_text``,
    ``outcome``), ``conflicts`` and ``implications`` (``yes``, ``no``, ``na`` each);
    what is absent was not read. Placeholder text is dropped and blank rows too; two
    ticks, blank conflicts, verbs the body does not use are kept and listed.
    """
    reader = _Reader(data, form, frozenset(verbs))
    # In the order of the form, which is the order the secretary reads them in.
    presenters = reader.presenters(owners)
    confidential = reader.confidential()
    recommendations = reader.recommendations()
    route = reader.route()
    conflicts, conflicts_text = reader.conflicts()
    implications = reader.implications()
    texts = {key: reader.text(key) for key in TEXTS}
    reader.check_risk(texts, implications)
    return ReadSheet(
        title=one_line(data.get("title") or ""),
        presenters=presenters,
        authors=reader.names("author"),
        contributors=reader.names("contributors"),
        confidential=confidential,
        texts=texts,
        answers={
            each.key: reader.text(each.key)
            for each in form
            if not each.is_built_in and each.key in data
        },
        conflicts=conflicts,
        conflicts_text=conflicts_text,
        recommendations=recommendations,
        route=route,
        implications=implications,
        keys=reader.keys(),
        unclear=tuple(reader.unclear),
    )


class _Reader:
    """One record being read; what a person must decide gathers in ``unclear``."""

    def __init__(
        self,
        data: Mapping[str, Any],
        form: Sequence[SheetField],
        verbs: frozenset[str],
    ) -> None:
        self._data = data
        self._form = form
        self._verbs = verbs
        self._instructions = instructions_of(form)
        self.unclear: list[Unclear] = []

    def _tell(self, field: str, message: str) -> None:
        self.unclear.append(Unclear(field, message))

    def text(self, key: str) -> str:
        return without_instructions(str(self._data.get(key) or ""), self._instructions)

    def names(self, key: str) -> tuple[str, ...]:
        return lines_of("\n".join(self._data.get(key) or ()))

    def presenters(self, owners: Sequence[str]) -> tuple[str, ...]:
        """Those on the sheet, where the agenda names others; else none of its own."""
        named = self.names("presented_by")
        if not named or sorted(map(str.casefold, named)) == sorted(
            map(str.casefold, owners)
        ):
            return ()
        self._tell(
            "presented_by",
            f"The sheet says presented by {', '.join(named)}; the agenda says "
            f"{', '.join(owners) or 'nobody'}.",
        )
        return named

    def confidential(self) -> bool:
        said = one_line(str(self._data.get("confidential") or "")).casefold()
        if said not in {"yes", "no"}:
            self._tell("confidential", f"Confidential says “{said or 'nothing'}”.")
        if said == "yes":
            self._tell(
                "confidential_reason", "Marked confidential; the sheet gives no reason."
            )
        return said == "yes"

    def recommendations(self) -> tuple[ReadRow, ...]:
        rows = []
        for number, raw in enumerate(self._data.get("recommendations") or (), start=1):
            found = [one_line(verb) for verb in raw.get("verbs") or ()]
            words = tidy(raw.get("text") or "")
            if len(found) == 1:
                rows.append(ReadRow((found[0], words)))
                if found[0].casefold() not in self._verbs:
                    self._tell(
                        "recommendations",
                        f"Recommendation {number} asks to “{found[0]}”, which is not a "
                        "word of this body.",
                    )
                continue
            rows.append(ReadRow(("", " ".join([" and ".join(found), words]).strip())))
            many = "more than one verb" if found else "no verb"
            self._tell("recommendations", f"Recommendation {number} has {many}.")
        return tuple(row for row in rows if any(row.cells))

    def route(self) -> tuple[ReadRow, ...]:
        rows = []
        for raw in self._data.get("governance_rows") or ():
            forum = one_line(raw.get("meeting") or "")
            when = one_line(raw.get("date_text") or raw.get("date") or "")
            outcome = one_line(raw.get("outcome") or "")
            said_none = forum.casefold() in NO_FORUM and not (when or outcome)
            if not said_none:
                rows.append(ReadRow((forum, when, outcome)))
                if when and read_date(when).day is None:
                    self._tell("route", f"The date of {forum} reads “{when}”.")
        return tuple(rows)

    def conflicts(self) -> tuple[ConflictsAnswer, str]:
        if "conflicts" not in self._data:
            return ConflictsAnswer.UNANSWERED, ""
        words = self.text("conflicts")
        if words.casefold().rstrip(".") in {"none", "none identified"}:
            return ConflictsAnswer.NONE, ""
        said = f"read “{words}”" if words else "were left blank"
        self._tell("conflicts", f"Conflicts of interest {said}. Choose an answer.")
        return ConflictsAnswer.UNANSWERED, words

    def implications(self) -> tuple[ReadAnswer, ...]:
        found = self._data.get("implications") or {}
        read = []
        for question in Implication:
            if question.value not in found:
                continue
            boxes = found[question.value]
            answer, ticks = ticks_read([key for key in Answer.values if boxes.get(key)])
            read.append(ReadAnswer(question.value, answer, ticks))
            if answer is Answer.UNCLEAR:
                labels = " and ".join(Answer(tick).label for tick in ticks.split("+"))
                self._tell(
                    f"implication_{question}",
                    f"{question.label}: {labels} are ticked. Choose one.",
                )
            elif answer is None:
                self._tell(
                    f"implication_{question}",
                    f"{question.label}: no box is ticked. Choose one.",
                )
        return tuple(read)

    def check_risk(
        self, texts: Mapping[str, str], implications: Sequence[ReadAnswer]
    ) -> None:
        """The two cross-field rules of CVR-09, as questions."""
        given = {row.question: row.answer for row in implications}
        risks = given.get(Implication.RISKS)
        register = given.get(Implication.REGISTER)
        if risks is Answer.YES:
            if not texts["risk_description"]:
                self._tell("risk_description", "Risks are ticked Yes, none described.")
            if not texts["risk_reference"]:
                self._tell(
                    "risk_reference", "Risks are ticked Yes without a reference."
                )
        if risks in (Answer.NO, Answer.NA) and register in (Answer.YES, Answer.NO):
            self._tell(
                f"implication_{Implication.REGISTER}",
                f"Associated risks is {risks.label}, the register question "
                f"{register.label}; it should be N/A.",
            )

    def keys(self) -> tuple[str, ...]:
        """Fields of the form the record has, in the form's order."""
        names = {"route": "governance_rows", "risk": "risk_description"}
        return tuple(
            each.key
            for each in self._form
            if names.get(each.key, each.key) in self._data
        )
