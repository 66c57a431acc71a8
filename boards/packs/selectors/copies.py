"""Readers' copies: what is withheld from whom, and who is given what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.shortcuts import get_object_or_404

from boards.bodies.models import BodyRole
from boards.directory.models import Person
from boards.meetings.models import AgendaItem, ItemParticipation
from boards.meetings.permissions import PRIVATE_ROLES
from boards.meetings.selectors import bodies_at
from boards.meetings.standing_in import standing_in
from boards.meetings.withholding import withheld_records
from boards.packs.enums import Edition
from boards.packs.models import (
    LoggedItem,
    Pack,
    PackEntry,
    ReaderCopy,
    ReaderCopyFor,
)
from boards.packs.rules.copies import ON_ANOTHER_ITEM, Omission, ruled_by_words
from boards.packs.selectors.packs import READERS
from ics_portal.accounts.actor import OFFICE_ROLES
from ics_portal.core.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.db.models import QuerySet

    from boards.packs.querysets import ReaderCopyForQuerySet
    from ics_portal.accounts.actor import Actor


def omissions_of(pack: Pack, day: date) -> dict[int, set[Omission]]:
    """What is withheld of a pack from each of its readers, by person id: through a ruling
    or until one is made, at the item or the one above it, and from whoever stands in; and
    what was added to a ruling on another item.

    Beside the items of its meeting that is those of earlier ones whose actions its log of
    part 2 prints. The board office is not in it, and nobody who does not read the body's
    packs. A number of queries that does not grow with people and items.
    """
    withheld: dict[int, dict[int, str]] = {}
    here = Q(meeting_id=pack.meeting_id) | Q(pk__in=logged_items(pack))
    rows = ItemParticipation.objects.filter(
        Q(item__in=AgendaItem.objects.filter(here))
        | Q(item__in=AgendaItem.objects.filter(here).values("parent")),
        papers_withheld=True,
    ).select_related("ruling__ruled_by", "item")
    meetings: dict[int, int] = {}
    for row in rows:
        meetings[row.item_id] = row.item.meeting_id
        ruling = row.ruling
        words = (
            ruled_by_words(ruling.ruled_by_office, str(ruling.ruled_by))
            if ruling
            else ruled_by_words("", "")
        )
        withheld.setdefault(row.person_id, {})[row.item_id] = words
    if withheld:
        _hand_to_sub_items(withheld, meetings, AgendaItem.objects.filter(here))
        _hand_down(withheld, meetings)
    _add_records(withheld, pack, AgendaItem.objects.filter(here))
    if not withheld:
        return {}
    readers = _readers(pack, day)
    return {
        person_id: {Omission(item_id, words) for item_id, words in words_of.items()}
        for person_id, words_of in withheld.items()
        if person_id in readers
    }


def _hand_to_sub_items(
    withheld: dict[int, dict[int, str]],
    meetings: dict[int, int],
    items: QuerySet[AgendaItem],
) -> None:
    below = items.filter(parent__in=list(meetings))
    for item_id, parent_id, meeting_id in below.values_list(
        "pk", "parent_id", "meeting_id"
    ):
        meetings[item_id] = meeting_id
        for words_of in withheld.values():
            if parent_id in words_of:
                words_of.setdefault(item_id, words_of[parent_id])


def logged_items(pack: Pack) -> QuerySet[LoggedItem, int]:
    """The ids of items of other meetings whose actions its log of part 2 prints."""
    return LoggedItem.objects.filter(pack=pack).values_list("item_id_then", flat=True)


def _hand_down(
    withheld: dict[int, dict[int, str]], meetings: Mapping[int, int]
) -> None:
    """Whoever stands in for somebody at a meeting has what is withheld there from that
    person withheld; ``meetings`` are those of the items, by id."""
    held = {person_id: dict(words_of) for person_id, words_of in withheld.items()}
    for person_id, deputy_id, meeting_id in standing_in.at(set(meetings.values())):
        if person_id not in held:
            continue
        own = withheld.setdefault(deputy_id, {})
        for item_id, words in held[person_id].items():
            if meetings[item_id] == meeting_id:
                own.setdefault(item_id, words)


def _add_records(
    withheld: dict[int, dict[int, str]], pack: Pack, items: QuerySet[AgendaItem]
) -> None:
    """What rulings on other items withhold of these items; who stands in is in it."""
    for row, item_ids in withheld_records.among(items, pack.meeting.body_id):
        words = ruled_by_words(row.office, row.ruled_by) + ON_ANOTHER_ITEM
        for person_id in row.person_ids:
            own = withheld.setdefault(person_id, {})
            for item_id in item_ids:
                own.setdefault(item_id, words)


def _readers(pack: Pack, day: date) -> set[int]:
    """Whoever sits at the meeting for one of its bodies, but the office of its host."""
    host = pack.meeting.body_id
    held = BodyRole.objects.in_force_on(day).filter(
        body_id__in=bodies_at(pack.meeting), role__in=PRIVATE_ROLES
    )
    rows = list(held.values_list("person_id", "body_id", "role"))
    office = {
        pk for pk, body_id, role in rows if body_id == host and role in OFFICE_ROLES
    }
    return {pk for pk, _, _ in rows} - office


def items_with_pages(pack: Pack) -> dict[Edition, set[int]]:
    """The items that have pages in each edition readers get, or lines in its log."""
    found: dict[Edition, set[int]] = {edition: set() for edition in READERS}
    rows = PackEntry.objects.filter(
        pack=pack, edition__in=READERS, item_id_then__isnull=False
    )
    for edition, item_id in rows.values_list("edition", "item_id_then"):
        found[Edition(edition)].add(item_id or 0)
    found[Edition.PRIVATE].update(logged_items(pack))
    return found


def readers_of_copies(pack: Pack, day: date) -> list[str]:
    """Who gets a copy without what is withheld, by name, were the pack issued now."""
    with_pages = set().union(*items_with_pages(pack).values())
    withheld = omissions_of(pack, day)
    found = [
        person_id
        for person_id, omissions in withheld.items()
        if any(one.item_id in with_pages for one in omissions)
    ]
    return sorted(names_of(found).values())


def phrases_of(item_ids: Iterable[int]) -> list[str]:
    """The words that name the matter of these items, as the office listed them."""
    rows = AgendaItem.objects.filter(pk__in=list(item_ids)).order_by("pk")
    return [
        phrase
        for text in rows.values_list("phrases", flat=True)
        for phrase in text.splitlines()
    ]


def names_of(person_ids: Iterable[int]) -> dict[int, str]:
    """People by id, as they are printed on a page."""
    people = Person.objects.filter(pk__in=list(person_ids))
    return {person.pk: str(person) for person in people}


def own_copies(actor: Actor, pack_ids: Iterable[int]) -> ReaderCopyForQuerySet:
    """The actor's own copies of these packs, released or still being made."""
    return (
        ReaderCopyFor.objects.given_to(actor)
        .filter(copy__pack__in=list(pack_ids))
        .select_related("copy__stored", "stored", "copy__pack__meeting__body")
        .prefetch_related("copy__omitted")
        .order_by(
            "-copy__pack__meeting__held_on", "-copy__pack__version", "copy__edition"
        )
    )


def own_copy_or_404(
    actor: Actor, meeting_id: int, version: int, edition: Edition
) -> ReaderCopyFor:
    """One released copy of the actor's own: every road to its bytes passes through here."""
    return get_object_or_404(
        ReaderCopyFor.objects.readable_by(actor).select_related(
            "copy__pack__meeting__body", "copy__stored", "stored", "person"
        ),
        copy__pack__meeting_id=meeting_id,
        copy__pack__version=version,
        copy__edition=edition,
    )


def last_issued_packs(actor: Actor, *, meeting_id: int | None = None) -> list[int]:
    """The id of the pack that was issued last to the actor, of each meeting."""
    packs = Pack.objects.visible_to(actor).issued().order_by("version")
    if meeting_id is not None:
        packs = packs.filter(meeting_id=meeting_id)
    return list(dict(packs.values_list("meeting_id", "pk")).values())


def copies_of(actor: Actor, pack: Pack) -> QuerySet[ReaderCopy]:
    """Every copy of a pack with its readers, for the office; those superseded too."""
    return (
        ReaderCopy.objects.visible_to(actor)
        .filter(pack=pack)
        .select_related("stored", "pack__meeting__body")
        .prefetch_related("omitted", "readers__stored", "readers__person")
        .order_by("edition", "pk")
    )


def copy_or_404(
    actor: Actor, meeting_id: int, version: int, copy_id: int
) -> ReaderCopy:
    """One copy with its proof, for the office."""
    return get_object_or_404(
        ReaderCopy.objects.visible_to(actor)
        .select_related("stored", "pack__meeting__body__system", "pack__meeting__chair")
        .select_related("pack__meeting__next_meeting")
        .prefetch_related("omitted", "readers__stored", "readers__person"),
        pack__meeting_id=meeting_id,
        pack__version=version,
        pk=copy_id,
    )


def jobs_of(rows: Iterable[ReaderCopyFor]) -> dict[object, Job]:
    """The jobs that make these copies, by id."""
    ids = [row.copy.job_id for row in rows if row.copy.job_id]
    return {job.pk: job for job in Job.objects.filter(pk__in=ids)} if ids else {}
