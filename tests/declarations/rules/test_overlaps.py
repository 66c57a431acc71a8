"""Where what people hold meets what an item concerns."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from declarations.rules.overlaps import Concern, Held, Link, find_overlaps

DAY = date(2020, 12, 2)
SHARES = Held("interest:1", 7, 100, "interest", "holds shares")
ITEM = Concern(5, 100)
MERGED = Link(100, 200, "merged into the new trust on 1 April 2020")


def test_an_interest_meets_an_item_about_the_same_organisation():
    (match,) = find_overlaps([SHARES], [ITEM], [], day=DAY)

    assert (match.item_id, match.held, match.through) == (5, SHARES, ())


def test_it_is_looked_at_on_the_day_of_the_meeting():
    over = replace(SHARES, ends_on=date(2020, 12, 1))
    last_day = replace(SHARES, ends_on=DAY)
    later = replace(SHARES, starts_on=date(2020, 12, 3))

    assert find_overlaps([over], [ITEM], [], day=DAY) == []
    assert find_overlaps([later], [ITEM], [], day=DAY) == []
    assert len(find_overlaps([last_day], [ITEM], [], day=DAY)) == 1


def test_a_successor_counts_as_the_organisation_it_follows_both_ways():
    in_old = find_overlaps([SHARES], [Concern(5, 200)], [MERGED], day=DAY)
    in_new = find_overlaps(
        [replace(SHARES, organisation_id=200)], [ITEM], [MERGED], day=DAY
    )

    assert in_old[0].through == in_new[0].through == (MERGED.words,)
    assert in_old[0].organisation_id == 200


def test_several_steps_are_named_and_the_shortest_way_is_taken():
    again = Link(200, 300, "renamed")
    short = Link(100, 300, "member of the collaborative")

    (far,) = find_overlaps([SHARES], [Concern(5, 300)], [MERGED, again], day=DAY)
    (near,) = find_overlaps(
        [SHARES], [Concern(5, 300), ITEM], [MERGED, again, short], day=DAY
    )

    assert far.through == ("renamed", MERGED.words)
    assert near.through == ()


def test_one_thing_meets_one_item_once_though_it_concerns_two_of_its_kind():
    found = find_overlaps([SHARES], [Concern(5, 200), ITEM], [MERGED], day=DAY)

    assert len(found) == 1


def test_only_the_people_asked_about_are_looked_at():
    other = replace(SHARES, key="interest:2", person_id=8)

    found = find_overlaps([SHARES, other], [ITEM], [], day=DAY, person_ids=[8])

    assert [each.held.person_id for each in found] == [8]


def test_links_in_a_ring_come_to_an_end():
    ring = [Link(1, 2, "a"), Link(2, 3, "b"), Link(3, 1, "c")]
    held = replace(SHARES, organisation_id=3)

    (match,) = find_overlaps([held], [Concern(5, 1)], ring, day=DAY)

    assert match.through == ("c",)


def test_two_members_of_a_collaborative_are_not_one_another():
    first = Link(100, 900, "member of the collaborative", chains=False)
    second = Link(200, 900, "member of the collaborative", chains=False)
    renamed = Link(900, 901, "renamed")

    at_it = find_overlaps([SHARES], [Concern(5, 901)], [first, renamed], day=DAY)
    beside = find_overlaps([SHARES], [Concern(5, 200)], [first, second], day=DAY)

    assert at_it[0].through == ("renamed", "member of the collaborative")
    assert beside == []


def test_of_two_ways_as_long_as_one_another_the_first_is_named():
    joined = Link(100, 200, "member of the collaborative", chains=False)

    (match,) = find_overlaps([SHARES], [Concern(5, 200)], [MERGED, joined], day=DAY)

    assert match.through == (MERGED.words,)


ids = st.integers(1, 6)


@given(
    held=st.lists(st.tuples(ids, ids), max_size=8),
    concerns=st.lists(st.tuples(ids, ids), max_size=6),
    links=st.lists(st.tuples(ids, ids), max_size=6),
)
def test_a_match_is_found_exactly_where_organisations_hang_together(
    held, concerns, links
):
    rows = [
        Held(f"h:{number}", person, organisation, "interest", "")
        for number, (person, organisation) in enumerate(held)
    ]
    group = {number: number for number in range(1, 7)}
    for one, other in links:
        kept, gone = group[one], group[other]
        group = {key: kept if at == gone else at for key, at in group.items()}

    found = find_overlaps(
        rows,
        [Concern(item, organisation) for item, organisation in concerns],
        [Link(one, other, "") for one, other in links],
        day=DAY,
    )

    assert {(each.item_id, each.held.key) for each in found} == {
        (item, row.key)
        for item, organisation in concerns
        for row in rows
        if group[row.organisation_id] == group[organisation]
    }
