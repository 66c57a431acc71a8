"""New items: where they stand, and their rows, in a few statements however many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from boards.bodies.models import Purpose
from boards.directory.models import Organisation, Person
from boards.meetings.enums import (
    BEFORE_DECLARATIONS,
    ItemFormat,
    Part,
    StandingItem,
)
from boards.meetings.models import (
    AgendaItem,
    AgendaSection,
    ItemOwner,
    ItemParty,
    ItemPurpose,
)
from boards.meetings.rules import (
    clean_format,
    clean_minutes,
    clean_title,
    closing_place,
    place,
    split_owners,
    spread,
)
from boards.meetings.rules.words import (
    OWNERS_BETWEEN,
    TITLE_LENGTH,
    clean_phrases,
    clean_reason,
)
from boards.meetings.services.changing import AgendaEdit
from ics_portal.core.audit import bulk_create, bulk_update, create_with_reason
from ics_portal.core.errors import RuleBroken

DEFAULT_SECTION = "Items of business"
"""The heading an agenda without sections is given with its first item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDraft:
    """What is said of a new item; ``owners`` are people's names or role titles."""

    title: str
    owners: tuple[str, ...] = ()
    purpose_ids: tuple[int, ...] = ()
    item_format: str = ItemFormat.VERBAL
    minutes: int = 5
    standing: str = StandingItem.NONE
    part: int = Part.ONE
    private_reason: str = ""
    open_title: str = ""
    phrases: str = ""
    party_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A new item and its place: at the end of its section unless another is named.

    ``parent_id`` names an item already on the agenda, ``parent_index`` an earlier
    newcomer; ``after_id`` a sibling to follow. ``above_closing`` keeps it above any
    other business, if its section has that.
    """

    draft: ItemDraft
    section_id: int
    parent_id: int | None = None
    parent_index: int | None = None
    after_id: int | None = None
    above_closing: bool = False


def insert_items(edit: AgendaEdit, newcomers: Sequence[Newcomer]) -> list[AgendaItem]:
    """Add items with their purposes, owners and parties; gives them in the same order.

    Raises RuleBroken naming the field at fault.
    """
    drafts = [clean_draft(newcomer.draft) for newcomer in newcomers]
    _check_purposes(edit, drafts)
    _check_parties(drafts)
    keys, rekeyed = _keys(edit, newcomers, drafts)
    items = _rows(edit, newcomers, drafts, keys)
    if rekeyed:
        rewrite_keys(edit, rekeyed)
    _lists(edit, items, drafts)
    return items


def first_section(edit: AgendaEdit) -> int:
    """The first section's id; an agenda without any gets one."""
    if order := edit.before.section_order():
        return order[0]
    section = create_with_reason(
        AgendaSection,
        edit.because("Section added"),
        actor=edit.actor,
        meeting=edit.meeting,
        title=DEFAULT_SECTION,
        sort_key=spread(1)[0],
    )
    return section.pk


def rewrite_keys(edit: AgendaEdit, keys: dict[int, int]) -> None:
    """Write new sort keys, for when the room between neighbours has run out."""
    rows = list(AgendaItem.objects.filter(pk__in=keys))
    for row in rows:
        row.sort_key = keys[row.pk]
    bulk_update(
        AgendaItem,
        rows,
        ["sort_key"],
        edit.because("Items spaced afresh"),
        actor=edit.actor,
    )


def clean_draft(draft: ItemDraft) -> ItemDraft:
    """Return the draft as it is kept; raises RuleBroken naming the field at fault."""
    private_reason = draft.private_reason.strip()
    if draft.part not in Part.values:
        raise RuleBroken("MTG-5", "Choose part 1 or part 2.", field="part")
    if draft.part == Part.TWO:
        private_reason = clean_reason(
            private_reason,
            ask="Say why this item is taken in private.",
            field="private_reason",
            rule="MTG-5",
        )
    return ItemDraft(
        title=clean_title(draft.title),
        owners=split_owners(OWNERS_BETWEEN.join(draft.owners)),
        purpose_ids=tuple(dict.fromkeys(draft.purpose_ids)),
        item_format=clean_format(draft.item_format),
        minutes=clean_minutes(draft.minutes),
        standing=draft.standing,
        part=draft.part,
        private_reason=private_reason if draft.part == Part.TWO else "",
        open_title=draft.open_title.strip()[:TITLE_LENGTH],
        phrases=clean_phrases(draft.phrases),
        party_ids=tuple(dict.fromkeys(draft.party_ids)),
    )


def _check_purposes(edit: AgendaEdit, drafts: Iterable[ItemDraft]) -> None:
    wanted = {purpose_id for draft in drafts for purpose_id in draft.purpose_ids}
    check_purposes(edit, wanted)


def check_purposes(edit: AgendaEdit, wanted: set[int]) -> None:
    """Raise RuleBroken unless all are purposes of the body that meets."""
    if not wanted:
        return
    known = Purpose.objects.filter(body_id=edit.meeting.body_id, pk__in=wanted)
    if known.count() != len(wanted):
        raise RuleBroken(
            "AGD-05",
            "Choose a purpose from the body's own list; the one you chose is not on it.",
            field="purposes",
        )


def _check_parties(drafts: Iterable[ItemDraft]) -> None:
    check_parties({party_id for draft in drafts for party_id in draft.party_ids})


def check_parties(wanted: set[int]) -> None:
    """Raise RuleBroken unless all are organisations that exist."""
    if wanted and Organisation.objects.filter(pk__in=wanted).count() != len(wanted):
        raise RuleBroken(
            "MTG-7",
            "Choose organisations from the directory; one you chose is not in it.",
            field="parties",
        )


def _keys(
    edit: AgendaEdit, newcomers: Sequence[Newcomer], drafts: Sequence[ItemDraft]
) -> tuple[list[int], dict[int, int]]:
    """The newcomers' keys, and those of older items that had to give way.

    Newcomers stand in the lists under negative ids until they have their own.
    """
    lists: dict[tuple[int, int | None], list[tuple[int, int]]] = {}
    keys: dict[int, int] = {}
    rekeyed: dict[int, int] = {}
    for index, (newcomer, draft) in enumerate(zip(newcomers, drafts, strict=True)):
        parent = newcomer.parent_id
        if newcomer.parent_index is not None:
            parent = _stand_in(newcomer.parent_index)
        scope = (newcomer.section_id if parent is None else 0, parent)
        if scope not in lists:
            lists[scope] = edit.before.siblings(
                section_id=newcomer.section_id, parent_id=parent
            )
        siblings = lists[scope]
        position = _position(edit, siblings, newcomer, draft, drafts)
        placed = place(siblings, [_stand_in(index)], position)
        siblings.insert(position, (_stand_in(index), placed[_stand_in(index)]))
        lists[scope] = [(pk, placed.get(pk, key)) for pk, key in siblings]
        keys |= {pk: key for pk, key in placed.items() if pk < 0}
        rekeyed |= {pk: key for pk, key in placed.items() if pk > 0}
    return [keys[_stand_in(index)] for index in range(len(newcomers))], rekeyed


def _stand_in(index: int) -> int:
    """The id an item goes by until it has its own; undoes itself."""
    return -index - 1


def _position(
    edit: AgendaEdit,
    siblings: Sequence[tuple[int, int]],
    newcomer: Newcomer,
    draft: ItemDraft,
    drafts: Sequence[ItemDraft],
) -> int:
    ids = [pk for pk, _ in siblings]
    if newcomer.after_id is not None:
        return ids.index(newcomer.after_id) + 1
    standings = [
        edit.before.items[pk]["standing"] if pk > 0 else drafts[_stand_in(pk)].standing
        for pk in ids
    ]
    if draft.standing == StandingItem.DECLARATIONS:
        # Before business, wherever it was asked for; only what may precede stays above.
        business = (
            position
            for position, standing in enumerate(standings)
            if standing not in BEFORE_DECLARATIONS
        )
        return next(business, len(ids))
    if newcomer.above_closing and draft.standing == StandingItem.NONE:
        return closing_place(standings)
    return len(ids)


def _rows(
    edit: AgendaEdit,
    newcomers: Sequence[Newcomer],
    drafts: Sequence[ItemDraft],
    keys: Sequence[int],
) -> list[AgendaItem]:
    items = [
        AgendaItem(
            meeting=edit.meeting,
            section_id=newcomer.section_id,
            parent_id=newcomer.parent_id,
            sort_key=key,
            title=draft.title,
            standing=draft.standing,
            item_format=draft.item_format,
            minutes=draft.minutes,
            part=draft.part,
            private_reason=draft.private_reason,
            open_title=draft.open_title,
            phrases=draft.phrases,
        )
        for newcomer, draft, key in zip(newcomers, drafts, keys, strict=True)
    ]
    reason = edit.because("Item added")
    tops = [
        item
        for newcomer, item in zip(newcomers, items, strict=True)
        if newcomer.parent_index is None
    ]
    bulk_create(AgendaItem, tops, reason, actor=edit.actor)
    subs = []
    for newcomer, item in zip(newcomers, items, strict=True):
        if newcomer.parent_index is not None:
            item.parent_id = items[newcomer.parent_index].pk
            subs.append(item)
    bulk_create(AgendaItem, subs, reason, actor=edit.actor)
    return items


def _lists(
    edit: AgendaEdit, items: Sequence[AgendaItem], drafts: Sequence[ItemDraft]
) -> None:
    reason = edit.because("Item added")
    both = list(zip(items, drafts, strict=True))
    purposes = [
        ItemPurpose(item=item, purpose_id=purpose_id)
        for item, draft in both
        for purpose_id in draft.purpose_ids
    ]
    bulk_create(ItemPurpose, purposes, reason, actor=edit.actor)
    owners = owner_rows([(item.pk, draft.owners) for item, draft in both])
    bulk_create(ItemOwner, owners, reason, actor=edit.actor)
    parties = [
        ItemParty(item=item, organisation_id=party_id)
        for item, draft in both
        for party_id in draft.party_ids
    ]
    bulk_create(ItemParty, parties, reason, actor=edit.actor)


def owner_rows(owners: Sequence[tuple[int, Sequence[str]]]) -> list[ItemOwner]:
    """Rows for the owners of items, each tied to the one person so named or titled."""
    people = people_called({title for _, titles in owners for title in titles})
    return [
        ItemOwner(
            item_id=item_id,
            role_title=title,
            person_id=people.get(title.casefold()),
            position=position,
        )
        for item_id, titles in owners
        for position, title in enumerate(titles)
    ]


def people_called(titles: set[str]) -> dict[str, int]:
    """The id of the person with each name or post title, where there is exactly one."""
    if not titles:
        return {}
    found: dict[str, set[int]] = {}
    query = Q(name__in=titles) | Q(post_title__in=titles)
    for pk, *names in Person.objects.filter(query).values_list(
        "pk", "name", "post_title"
    ):
        for name in filter(None, names):
            found.setdefault(name.casefold(), set()).add(pk)
    return {name: pks.pop() for name, pks in found.items() if len(pks) == 1}
