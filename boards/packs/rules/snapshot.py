"""What a pack is made from, copied when the button is pressed.

The build reads nothing else of the meeting, so that a change made while it runs neither
reaches half of the pack nor makes a second try come out differently.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from typing import Any, Self

SNAPSHOT_EDITION = 1


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The meeting named at the foot of the agenda (AGD-09)."""

    meeting_type: str
    held_on: date
    starts_at: time
    ends_at: time
    place: str


@dataclass(frozen=True, slots=True)
class MeetingThen:
    """Heading of the meeting as it was. ``body`` is its short name, ``chair`` words."""

    meeting_id: int
    body: str
    long_name: str
    system: str
    running_header: str
    meeting_type: str
    held_on: date
    starts_at: time
    ends_at: time
    place: str
    chair: str = ""
    asks_whom: str = ""
    next_meeting: NextMeeting | None = None


@dataclass(frozen=True, slots=True)
class ItemThen:
    """An agenda item as it was; ``state_words`` is empty for one that is heard."""

    item_id: int
    number: str
    section: str
    title: str
    part: int
    open_title: str = ""
    owners: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    format_words: str = ""
    is_sub_item: bool = False
    state_words: str = ""

    @property
    def public_title(self) -> str:
        """What the public agenda calls it."""
        return self.open_title or self.title

    @property
    def is_late(self) -> bool:
        """A letter without being a sub-item: added after the numbers were frozen."""
        return not self.is_sub_item and self.number[-1:].isalpha()


@dataclass(frozen=True, slots=True)
class PaperThen:
    """A paper as it was.

    ``sheet`` is the cover sheet as its own room prints it, None where there is none.
    ``is_log`` marks the action log, which is set from the log and has no file.
    ``left_out`` says why an expected paper is not in this pack; ``failure`` why an
    accepted one cannot be set, with its ``cure``. ``public_…`` is a redacted version that
    the public gets instead, ``public_without_sheet`` that it gets no cover sheet with it.
    """

    paper_id: int
    item_id: int
    title: str
    confidential: bool = False
    is_log: bool = False
    is_stand_in: bool = False
    version_id: int | None = None
    version_number: int | None = None
    part_sha256: str = ""
    sheet: Mapping[str, Any] | None = None
    left_out: str = ""
    failure: str = ""
    cure: str = ""
    public_version_id: int | None = None
    public_version_number: int | None = None
    public_part_sha256: str = ""
    public_without_sheet: bool = False


@dataclass(frozen=True, slots=True)
class PlaceThen:
    """A run of pages of the issued pack a supplement is added to, as it was printed.

    ``says`` is the SHA-256 of its words, or of a paper's bytes; ``part_sha256`` that of
    the pages set; ``note`` what a tombstone said.
    """

    key: str
    kind: str
    title: str
    first_label: str
    last_label: str
    pages: int
    item_id: int | None = None
    paper_id: int | None = None
    confidential: bool = False
    says: str = ""
    part_sha256: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SupplementThen:
    """What makes a build a supplement: the issued version ``base`` it is added to, with
    the places of its pages by edition and the ids of its items. ``number`` counts the
    supplements of one pack."""

    number: int
    base: int
    reason: str
    agreed_by: str
    items: tuple[int, ...]
    places: Mapping[str, tuple[PlaceThen, ...]]

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """As it was."""
        places = {
            edition: tuple(PlaceThen(**row) for row in rows)
            for edition, rows in plain["places"].items()
        }
        return cls(**{**plain, "items": tuple(plain["items"]), "places": places})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All of it. ``asked_at`` is the one moment printed in the pack; ``log`` the rows
    of the action log as its room prints them, None where no paper asks for it;
    ``private_log`` those of part 2, which stand at ``private_log_item`` where part 2 has no
    paper for them.
    ``since`` is the version issued last before it, whose readers are told what changed;
    None where none was. ``supplement`` is None for a pack numbered through."""

    meeting: MeetingThen
    items: tuple[ItemThen, ...]
    papers: tuple[PaperThen, ...]
    asked_at: datetime
    asked_by: str
    version: int = 0
    since: int | None = None
    log: Mapping[str, Any] | None = None
    private_log: Mapping[str, Any] | None = None
    private_log_item: int | None = None
    supplement: SupplementThen | None = None

    def of_version(self, version: int, since: int | None = None) -> Snapshot:
        """The same, for the version it will become, after the issued one ``since``."""
        return replace(self, version=version, since=since)

    def items_of(self, part: int) -> tuple[ItemThen, ...]:
        """The items of a part, in the order of the agenda."""
        return tuple(item for item in self.items if item.part == part)

    def papers_of(self, item_id: int) -> tuple[PaperThen, ...]:
        """The papers of an item that go into the pack, in their order."""
        return tuple(
            paper
            for paper in self.papers
            if paper.item_id == item_id and not paper.left_out
        )

    @property
    def papers_left_out(self) -> tuple[PaperThen, ...]:
        """Papers that were expected and are not in this pack."""
        return tuple(paper for paper in self.papers if paper.left_out)

    def to_json(self) -> dict[str, Any]:
        """Plain values, as a JSON field stores them."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain | {"edition": SNAPSHOT_EDITION}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """The snapshot as it was. Raises KeyError or TypeError on anything else."""
        if plain["edition"] != SNAPSHOT_EDITION:
            raise TypeError("This pack was asked for by an earlier portal.")
        return cls(
            meeting=_meeting(plain["meeting"]),
            items=tuple(
                ItemThen(
                    **{
                        **row,
                        "owners": tuple(row["owners"]),
                        "purposes": tuple(row["purposes"]),
                    }
                )
                for row in plain["items"]
            ),
            papers=tuple(PaperThen(**row) for row in plain["papers"]),
            asked_at=datetime.fromisoformat(plain["asked_at"]),
            asked_by=plain["asked_by"],
            version=plain["version"],
            since=plain.get("since"),  # not kept by the first packs
            log=plain["log"],
            private_log=plain.get("private_log"),  # nor by packs that had no such log
            private_log_item=plain.get("private_log_item"),
            supplement=_supplement(plain.get("supplement")),
        )


def _supplement(row: Mapping[str, Any] | None) -> SupplementThen | None:
    return SupplementThen.from_json(row) if row else None


def _meeting(row: Mapping[str, Any]) -> MeetingThen:
    then = row["next_meeting"]
    return MeetingThen(
        **{
            **_dated(row),
            "next_meeting": NextMeeting(**_dated(then)) if then else None,
        }
    )


def _dated(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "held_on": date.fromisoformat(row["held_on"]),
        "starts_at": time.fromisoformat(row["starts_at"]),
        "ends_at": time.fromisoformat(row["ends_at"]),
    }


def _plain(value: Any) -> Any:
    """Days and times to ISO words, tuples to lists, all the way down."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date | time):  # a datetime is a date
        return value.isoformat()
    return value
