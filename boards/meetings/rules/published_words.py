"""What a publication says, as plain values: the whole of what a public page may print.

One class for each kind of publication. Nothing in them is an id of a row; ``key`` is part
of a public address and made for that alone. Days are ISO words ("2020-12-02"), times
"10:00", as the clock in London shows them. ``to_json`` and ``from_json`` go to and from
``Publication.words``; what a later portal adds is left out by an earlier one.

========== ================== ===============================================
kind       class              key
========== ================== ===============================================
notice     NoticeWords        ``notice``
agenda     AgendaWords        ``agenda``
paper      PaperWords         ``item-7-1``: the item's number and which paper
pack       PackWords          ``pack``
supplement SupplementWords    ``supplement-1``, the first of the meeting
minutes    MinutesWords       ``minutes``
========== ================== ===============================================
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self, TypeAlias, TypeVar

from boards.meetings.enums import PublicationKind

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class HeadingWords:
    """Heads every publication: whose meeting it is, when and where.

    ``chair`` is a name or empty; ``asks_whom`` the office a reader turns to.
    """

    system: str
    body: str
    long_name: str
    meeting_type: str
    held_on: str
    starts_at: str
    ends_at: str
    place: str
    chair: str = ""
    asks_whom: str = ""


@dataclass(frozen=True, slots=True)
class PublishedPaper:
    """A paper on the published agenda.

    ``pages`` are the printed numbers ("15–20", "14a–14c"). ``accessible`` is None where
    nobody looked. ``is_published`` is False for one that is named and not given out: it
    has no page of its own and its title is not said.
    """

    key: str
    title: str
    pages: str
    item_number: str
    accessible: bool | None = None
    is_late: bool = False
    is_published: bool = True


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """An item as the public agenda prints it.

    One of part 2 has its number and its public title, and nothing else. ``marks`` are
    words such as "late item" or "withdrawn".
    """

    number: str
    title: str
    owners: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    format_words: str = ""
    is_sub_item: bool = False
    marks: tuple[str, ...] = ()
    papers: tuple[PublishedPaper, ...] = ()

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """The item as it was."""
        return _made(
            cls,
            plain,
            owners=tuple(plain["owners"]),
            purposes=tuple(plain["purposes"]),
            marks=tuple(plain["marks"]),
            papers=_rows(PublishedPaper, plain["papers"]),
        )


@dataclass(frozen=True, slots=True)
class PublishedSection:
    """Items under one heading; ``is_private`` for "Part 2, heard in private"."""

    title: str
    items: tuple[PublishedItem, ...]
    is_private: bool = False

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """The section as it was."""
        items = tuple(PublishedItem.from_json(row) for row in plain["items"])
        return _made(cls, plain, items=items)


@dataclass(frozen=True, slots=True)
class AgendaWords:
    """The agenda. ``next_meeting`` and ``accessibility`` are sentences."""

    heading: HeadingWords
    sections: tuple[PublishedSection, ...]
    next_meeting: str = ""
    accessibility: tuple[str, ...] = ()
    version: int = 1

    @property
    def items(self) -> tuple[PublishedItem, ...]:
        """Every item, in order."""
        return tuple(item for section in self.sections for item in section.items)

    def to_json(self) -> dict[str, Any]:
        """Plain values, for ``Publication.words``."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """The words as they were published."""
        return _made(
            cls,
            plain,
            heading=_made(HeadingWords, plain["heading"]),
            sections=tuple(PublishedSection.from_json(x) for x in plain["sections"]),
            accessibility=tuple(plain["accessibility"]),
        )


@dataclass(frozen=True, slots=True)
class SheetTick:
    """A question of the cover sheet and what is ticked: "Yes", "No", "N/A", or several."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A field of the cover sheet as it printed.

    ``rows`` are recommendations (verb, words) where ``columns`` is empty, and a table
    under ``columns`` where it is not. ``note`` is small print under it.
    """

    caption: str
    paragraphs: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    ticks: tuple[SheetTick, ...] = ()
    note: str = ""

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """The field as it was."""
        return _made(
            cls,
            plain,
            paragraphs=tuple(plain["paragraphs"]),
            columns=tuple(plain["columns"]),
            rows=tuple(tuple(row) for row in plain["rows"]),
            ticks=_rows(SheetTick, plain["ticks"]),
        )


@dataclass(frozen=True, slots=True)
class PaperWords:
    """One paper: its cover sheet in words and where its pages stand in the pack.

    ``facts`` are the lines that head the sheet (caption, words); ``asks`` says whom the
    recommendations address ("The ICS Board"). ``remedy`` says what is not accessible in
    the file. ``is_redacted``: parts were taken out for the public.
    """

    heading: HeadingWords
    item_number: str
    item_title: str
    title: str
    pages: str = ""
    accessible: bool | None = None
    remedy: str = ""
    is_redacted: bool = False
    is_late: bool = False
    asks: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    sheet: tuple[SheetPart, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values, for ``Publication.words``."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """The words as they were published."""
        return _made(
            cls,
            plain,
            heading=_made(HeadingWords, plain["heading"]),
            facts=tuple((caption, words) for caption, words in plain["facts"]),
            sheet=tuple(SheetPart.from_json(row) for row in plain["sheet"]),
        )


@dataclass(frozen=True, slots=True)
class PackWords:
    """The public pack in one file.

    ``pages`` are the printed numbers ("1 to 62"), ``not_published`` says which are left
    out ("Pages 29–36 (item 9)"), ``accessible_words`` "7 of 8 papers accessible".
    ``changes`` are sentences on what is new since the one published before.
    """

    heading: HeadingWords
    version: int
    pages: str
    not_published: str = ""
    accessible_words: str = ""
    changes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values, for ``Publication.words``."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """The words as they were published."""
        return _made(
            cls,
            plain,
            heading=_made(HeadingWords, plain["heading"]),
            changes=tuple(plain["changes"]),
        )


@dataclass(frozen=True, slots=True)
class SupplementWords:
    """What was added after the pack: what is new, why it is late, who agreed.

    ``adds`` are sentences ("Item 7a, Winter plan: pages 14a–14c."). ``paper_keys`` name
    the papers in it that have a page of their own.
    """

    heading: HeadingWords
    number: int
    version: int
    reason: str
    agreed_by: str
    pages: str = ""
    adds: tuple[str, ...] = ()
    paper_keys: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values, for ``Publication.words``."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """The words as they were published."""
        return _made(
            cls,
            plain,
            heading=_made(HeadingWords, plain["heading"]),
            adds=tuple(plain["adds"]),
            paper_keys=tuple(plain["paper_keys"]),
        )


@dataclass(frozen=True, slots=True)
class MinutesLine:
    """One paragraph of minutes, as cleaned HTML; ``kind`` is a value of the minutes' own
    kinds ("discussion", "outcome", "action"…), ``action_by`` who is to act."""

    html: str
    kind: str = "discussion"
    action_by: str = ""


@dataclass(frozen=True, slots=True)
class MinutesSection:
    """The minutes of one item, or a passage without a number (present, closing)."""

    number: str
    title: str
    lines: tuple[MinutesLine, ...]

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """The section as it was."""
        return _made(cls, plain, lines=_rows(MinutesLine, plain["lines"]))


@dataclass(frozen=True, slots=True)
class AttendanceGroup:
    """People under one heading: "Members present", "Apologies"; one line each."""

    title: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MinutesWords:
    """The minutes of part 1.

    ``status`` is the word every page bears ("Unconfirmed"), empty once they are agreed;
    ``confirmed`` then says where and when ("Agreed on 2 December 2020"). ``corrections``
    are sentences a later meeting resolved.
    """

    heading: HeadingWords
    title: str
    status: str
    confirmed: str = ""
    attendance: tuple[AttendanceGroup, ...] = ()
    sections: tuple[MinutesSection, ...] = ()
    corrections: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values, for ``Publication.words``."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """The words as they were published."""
        return _made(
            cls,
            plain,
            heading=_made(HeadingWords, plain["heading"]),
            attendance=tuple(
                AttendanceGroup(row["title"], tuple(row["people"]))
                for row in plain["attendance"]
            ),
            sections=tuple(MinutesSection.from_json(x) for x in plain["sections"]),
            corrections=tuple(plain["corrections"]),
        )


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """The public notice: that the body meets, and how to come or to watch.

    ``paragraphs`` are the notice; ``how_to_attend`` comes from the body's settings;
    ``stream_link`` is a web address or empty.
    """

    heading: HeadingWords
    paragraphs: tuple[str, ...]
    how_to_attend: str = ""
    contact: str = ""
    stream_link: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain values, for ``Publication.words``."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """The words as they were published."""
        return _made(
            cls,
            plain,
            heading=_made(HeadingWords, plain["heading"]),
            paragraphs=tuple(plain["paragraphs"]),
        )


PublishedWords: TypeAlias = (
    AgendaWords | PaperWords | PackWords | SupplementWords | MinutesWords | NoticeWords
)

WORDS_OF: Mapping[str, type[PublishedWords]] = {
    PublicationKind.NOTICE: NoticeWords,
    PublicationKind.AGENDA: AgendaWords,
    PublicationKind.PAPER: PaperWords,
    PublicationKind.PACK: PackWords,
    PublicationKind.SUPPLEMENT: SupplementWords,
    PublicationKind.MINUTES: MinutesWords,
}


def words_of(kind: str, plain: Mapping[str, Any]) -> PublishedWords:
    """What a publication of this kind says. Raises KeyError on an unknown kind."""
    return WORDS_OF[kind].from_json(plain)


def _made(cls: type[Row], plain: Mapping[str, Any], **known: Any) -> Row:
    """An instance of what ``plain`` has of its fields, ``known`` ones as they are."""
    names = {field.name for field in fields(cls)}  # type: ignore[arg-type]
    values = {name: plain[name] for name in plain if name in names}
    return cls(**{**values, **known})


def _rows(cls: type[Row], rows: Iterable[Mapping[str, Any]]) -> tuple[Row, ...]:
    return tuple(_made(cls, row) for row in rows)


def _plain(value: Any) -> Any:
    """Tuples to lists, all the way down, as a JSON field gives them back."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value
