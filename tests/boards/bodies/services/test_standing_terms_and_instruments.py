"""Coming into being, parents, terms of reference, documents, rules."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from boards.bodies import services
from boards.bodies.enums import BodyKind
from boards.bodies.importers import FIRST_EDITION, read_rules
from boards.bodies.models import CompositionRule, Instrument, TermsOfReference
from boards.bodies.selectors import facts_of, rules_of
from ics_portal.accounts.actor import SYSTEM_ACTOR
from ics_portal.core.audit.models import AuditEvent
from ics_portal.core.errors import EditConflict
from tests.boards.bodies.conftest import AT
from tests.boards.bodies.refusals import refused
from tests.factories.bodies import (
    BodyFactory,
    BodyParentFactory,
    InstrumentFactory,
    InstrumentVersionFactory,
)
from tests.factories.directory import OrganisationFactory

pytestmark = pytest.mark.django_db
APRIL, JULY = date(2022, 4, 1), date(2022, 7, 1)
ONE_DAY = timedelta(days=1)


# --- Standing ----------------------------------------------------------------------


@pytest.mark.requirement("TRN-06")
def test_a_body_is_proposed_then_in_shadow_form_then_established(board, by):
    days = [date(2021, 6, 1), date(2021, 12, 31), JULY]
    for status, day in zip(("proposed", "shadow", "statutory"), days, strict=True):
        services.set_standing(body=board, status=status, starts_on=day, **by)

    spans = board.standings.values_list("status", "starts_on", "ends_on")
    assert list(spans) == [
        ("proposed", days[0], days[1] - ONE_DAY),
        ("shadow", days[1], days[2] - ONE_DAY),
        ("statutory", days[2], None),
    ]


@pytest.mark.requirement("TRN-06")
@pytest.mark.parametrize(
    ("first", "then", "words"),
    [
        ("proposed", "statutory", "the next step is “In shadow form”"),
        ("shadow", "proposed", "the next step is “Established”"),
        ("shadow", "shadow", "the next step is “Established”"),
        ("statutory", "shadow", "nothing comes after that"),
    ],
)
def test_no_step_is_left_out_or_taken_back(board, by, first, then, words):
    services.set_standing(body=board, status=first, starts_on=APRIL, **by)

    with refused("BDY-19", "status") as said:
        services.set_standing(body=board, status=then, starts_on=JULY, **by)
    assert words in said.message


@pytest.mark.requirement("TRN-06")
def test_a_step_comes_on_a_later_day(board, by):
    services.set_standing(body=board, status="proposed", starts_on=APRIL, **by)

    with refused("BDY-5", "starts_on") as said:
        services.set_standing(body=board, status="shadow", starts_on=APRIL, **by)
    assert said.message.startswith("“Proposed” begins on 1 April 2022")
    with refused("BDY-3", "status"):
        services.set_standing(body=board, status="dreamt of", starts_on=JULY, **by)


# --- Parents -----------------------------------------------------------------------


@pytest.fixture
def joint(system):
    return BodyFactory(
        name="Joint committee", kind=BodyKind.JOINT_COMMITTEE, system=system
    )


@pytest.mark.requirement("COM-06")
def test_a_joint_committee_has_two_or_more_parents(joint, board, by):
    trust = OrganisationFactory()
    services.set_parents(body=joint, parents=[board, trust], starts_on=APRIL, **by)

    assert joint.parents.count() == 2
    event = AuditEvent.objects.get(verb="bodies.parents_set")
    assert event.detail == {"parents": [board.name, trust.name]}


@pytest.mark.requirement("COM-06")
def test_a_joint_committee_with_one_parent_is_told_what_is_missing(
    joint, board, nhs_body, by
):
    for parents, words in [
        ([], "none is named"),
        ([board], "only Board of the ICS NHS body is named"),
        ([board, board], "only Board of the ICS NHS body is named"),
        # A board and the organisation whose board it is are one parent.
        ([board, nhs_body], "only Board of the ICS NHS body is named"),
    ]:
        with refused("BDY-20", "parents") as said:
            services.set_parents(body=joint, parents=parents, starts_on=APRIL, **by)
        assert words in said.message
        assert "Name another: the board, trust or council" in said.message
    assert not joint.parents.exists()


@pytest.mark.requirement("COM-06")
def test_two_boards_without_an_organisation_are_two_parents(joint, system, by):
    boards = [BodyFactory(system=system, organisation=None) for _ in range(2)]

    added = services.set_parents(body=joint, parents=boards, starts_on=None, **by)

    assert len(added) == 2


def test_a_parent_no_longer_named_ends_the_day_before(board, place, by, system):
    other = BodyFactory(system=system)
    services.set_parents(body=place, parents=[board], starts_on=APRIL, **by)
    services.set_parents(body=place, parents=[board, other], starts_on=JULY, **by)
    services.set_parents(body=place, parents=[other], starts_on=date(2023, 1, 1), **by)

    spans = {row.parent: (row.starts_on, row.ends_on) for row in place.parents.all()}
    assert spans == {board: (APRIL, date(2022, 12, 31)), other: (JULY, None)}


@pytest.mark.parametrize("starts_on", [None, APRIL])
def test_a_parent_ends_after_it_began(board, place, by, system, starts_on):
    services.set_parents(body=place, parents=[board], starts_on=APRIL, **by)

    with refused("BDY-5", "starts_on"):
        services.set_parents(
            body=place, parents=[BodyFactory(system=system)], starts_on=starts_on, **by
        )


def test_no_body_is_above_itself(board, place, by, system):
    middle = BodyFactory(name="Middle", system=system)
    services.set_parents(body=middle, parents=[board], starts_on=APRIL, **by)
    services.set_parents(body=place, parents=[middle, board], starts_on=APRIL, **by)

    with refused("BDY-21", "parents") as said:
        services.set_parents(body=board, parents=[place], starts_on=APRIL, **by)
    assert said.message == (
        "That would be a circle: Board of the ICS NHS body under Fylde Coast partnership"
        " under Board of the ICS NHS body."
    )
    with refused("BDY-21"):
        services.set_parents(body=board, parents=[board], starts_on=APRIL, **by)


def test_two_ways_up_to_one_body_are_no_circle(board, place, by, system):
    left, right = BodyFactory(system=system), BodyFactory(system=system)
    for middle in (left, right):
        BodyParentFactory(body=middle, parent=board)

    services.set_parents(body=place, parents=[left, right], starts_on=APRIL, **by)
    below = BodyFactory(system=system)
    services.set_parents(body=below, parents=[place], starts_on=APRIL, **by)

    assert (place.parents.count(), below.parents.count()) == (2, 1)


# --- Terms of reference ------------------------------------------------------------


def test_versions_of_terms_follow_one_another(board, by):
    quorum = [
        services.Quorum(
            " A clinical director ", ("executive_medical", "executive_nursing"), 1
        )
    ]
    first = services.add_terms(
        body=board,
        terms=services.Terms(quorum_share=50, is_public=True, decides_by="Consensus"),
        starts_on=APRIL,
        quorum=quorum,
        **by,
    )
    second = services.add_terms(
        body=board, terms=services.Terms(), starts_on=JULY, **by
    )

    first.refresh_from_db()
    assert (first.version, second.version, first.ends_on) == (1, 2, JULY - ONE_DAY)
    assert (second.quorum_share, second.is_public) == (None, None)
    line = first.quorum.get()
    assert line.words == "A clinical director"
    assert line.constituencies == ["executive_medical", "executive_nursing"]
    assert line.history.get().history_change_reason == "Version 1 added"


def test_a_version_begins_after_the_one_before(board, by):
    terms = {"body": board, "terms": services.Terms(), **by}
    services.add_terms(starts_on=APRIL, **terms)

    with refused("BDY-5", "starts_on") as said:
        services.add_terms(starts_on=APRIL, **terms)
    assert said.message == (
        "Version 1 begins on 1 April 2022; the next one begins after that."
    )


def test_a_document_that_had_ended_keeps_its_last_day(board, by):
    document = services.add_instrument(
        body=board, kind="constitution", title="Constitution", **by
    )
    first = services.add_version(
        instrument=document, starts_on=APRIL, ends_on=APRIL, **by
    )

    services.add_version(instrument=document, starts_on=JULY, **by)

    first.refresh_from_db()
    assert first.ends_on == APRIL


@pytest.mark.parametrize(
    ("share", "quorum", "field"),
    [
        (0, [], "quorum_share"),
        (101, [], "quorum_share"),
        (None, [services.Quorum(" ", ("chair",))], "quorum"),
        (None, [services.Quorum("Somebody", ())], "quorum"),
        (None, [services.Quorum("Chair", ("chair",), 0)], "quorum"),
        (None, [services.Quorum("Stars", ("astronomer",))], "quorum"),
    ],
)
def test_a_quorum_that_cannot_be_counted_is_refused(board, by, share, quorum, field):
    with refused("BDY-3", field):
        services.add_terms(
            body=board,
            terms=services.Terms(quorum_share=share),
            quorum=quorum,
            starts_on=APRIL,
            **by,
        )
    assert not TermsOfReference.objects.exists()


# --- Instruments -------------------------------------------------------------------


@pytest.mark.requirement("ACC-03")
def test_there_is_one_memorandum_of_understanding_a_financial_year(board, by):
    mou = {"body": board, "kind": "mou", "title": "MOU with NHS England", **by}
    services.add_instrument(financial_year=2021, **mou)
    services.add_instrument(financial_year=2022, **mou)

    with refused("BDY-22", "financial_year") as said:
        services.add_instrument(financial_year=2021, **mou)
    assert said.message == (
        "There is one for 2021/22 already, “MOU with NHS England”. Add a version to it."
    )
    services.add_instrument(
        financial_year=2021, **mou | {"body": BodyFactory(system=board.system)}
    )
    assert Instrument.objects.count() == 3


@pytest.mark.requirement("ACC-03")
@pytest.mark.parametrize("year", [None, 21, 20222])
def test_a_memorandum_of_understanding_names_its_year(board, by, year):
    with refused("BDY-22", "financial_year"):
        services.add_instrument(
            body=board, kind="mou", title="MOU", financial_year=year, **by
        )


def test_a_document_has_a_title_and_a_known_kind(board, by):
    for wrong in ({"title": " "}, {"kind": "song"}):
        with refused("BDY-3", next(iter(wrong))):
            services.add_instrument(
                **{"body": board, "kind": "constitution", "title": "C"} | wrong, **by
            )


@pytest.mark.requirement("ICB-04")
def test_a_plan_has_regard_to_its_partnerships_strategy_and_to_nothing_else(
    board, system, by
):
    partnership = BodyFactory(kind=BodyKind.PARTNERSHIP, system=system)
    elsewhere = BodyFactory(kind=BodyKind.PARTNERSHIP)
    ours, theirs, own = (
        InstrumentVersionFactory(
            instrument=InstrumentFactory(body=body, kind="integrated_care_strategy")
        )
        for body in (partnership, elsewhere, board)
    )
    plan = InstrumentFactory(body=board, kind="system_plan")
    other = InstrumentFactory(body=board, kind="constitution")

    for document, version in ((plan, theirs), (plan, own), (other, ours)):
        with refused("BDY-36", "regard_to") as said:
            services.add_version(
                instrument=document, starts_on=JULY, regard_to=[version], **by
            )
        assert said.message.endswith(f"{version} is not that.")
    added = services.add_version(
        instrument=plan, starts_on=JULY, regard_to=[ours], **by
    )

    assert list(added.regard_to.all()) == [ours]
    assert added.history.latest().regard_to.count() == 1
    regards = {one.kind: one.regards_strategy for one in facts_of(system).documents}
    assert regards["system_plan"] is True
    assert regards["integrated_care_strategy"] is False


def test_versions_of_a_document_keep_parties_and_what_it_covers(board, nhs_body, by):
    document = services.add_instrument(
        body=board, kind="scfma", title="Agreement", **by
    )
    first = services.add_version(
        instrument=document,
        starts_on=APRIL,
        approved_on=APRIL,
        approved_by="NHS England",
        parties=[nhs_body],
        sections={"risk_share": True},
        **by,
    )
    second = services.add_version(
        instrument=document, starts_on=JULY, review_on=date(2023, 7, 1), **by
    )

    first.refresh_from_db()
    assert (first.version, first.ends_on) == (1, JULY - ONE_DAY)
    assert (list(first.parties.all()), first.sections) == (
        [nhs_body],
        {"risk_share": True},
    )
    assert (second.version, second.sections, second.ends_on) == (2, {}, None)
    with refused("BDY-5", "starts_on"):
        services.add_version(instrument=document, starts_on=JULY, **by)


def test_a_review_does_not_come_before_the_version(board, by):
    document = services.add_instrument(
        body=board, kind="constitution", title="Constitution", **by
    )

    with refused("BDY-2"):
        services.add_version(
            instrument=document, starts_on=APRIL, review_on=APRIL - ONE_DAY, **by
        )


# --- Rules -------------------------------------------------------------------------


def load(rows):
    return services.load_rules(rows=rows, actor=SYSTEM_ACTOR, at=AT)


def test_loading_the_first_edition_twice_changes_nothing():
    rows = read_rules(FIRST_EDITION.read_text())

    assert load(rows) == services.Loaded(68, 0, 0)
    assert load(rows) == services.Loaded(0, 0, 68)
    assert CompositionRule.objects.count() == 68
    assert CompositionRule.history.count() == 68


def test_a_rule_that_reads_otherwise_is_brought_up_to_the_file():
    rows = read_rules(FIRST_EDITION.read_text())
    load(rows)
    CompositionRule.objects.filter(rule_id="RULE-BRD-01").update(text="Old words")

    assert load(rows) == services.Loaded(0, 1, 67)
    rule = CompositionRule.objects.get(rule_id="RULE-BRD-01")
    assert rule.text != "Old words"
    assert rule.history.latest().history_change_reason == "Loaded from a file of rules"


def test_shipped_rules_are_loaded_by_the_portal_only(by):
    with pytest.raises(PermissionDenied, match="whoever runs the portal"):
        services.load_rules(rows=[], **by)


def test_the_command_says_what_it_did(tmp_path):
    out = StringIO()
    call_command("load_composition_rules", stdout=out)
    call_command("load_composition_rules", stdout=out)

    assert out.getvalue().splitlines() == [
        "75 added, 0 changed, 0 as they were.",
        "0 added, 0 changed, 75 as they were.",
    ]
    bad = tmp_path / "rules.json"
    bad.write_text('{"rules": [{"rule_id": "X"}]}')
    with pytest.raises(CommandError, match="X has no body kind"):
        call_command("load_composition_rules", str(bad))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_composition_rules", str(tmp_path / "gone.json"))


OWN = {
    "rule_id": "RULE-BRD-02",
    "text": "Three independent non-executives",
    "constituency": "independent_non_executive_excluding_chair",
    "check": "hard",
    "minimum": 3,
    "source": ["Constitution 3.5"],
}


def test_a_body_makes_a_rule_of_its_own_from_a_day_on(board, by):
    first = services.add_own_rule(body=board, rule=OWN, starts_on=APRIL, **by)
    second = services.add_own_rule(
        body=board, rule=OWN | {"minimum": 4}, starts_on=JULY, **by
    )

    first.refresh_from_db()
    assert (first.body_kind, first.minimum, first.ends_on) == (
        "icb_board",
        "3",
        JULY - ONE_DAY,
    )
    facts = {rule.minimum: rule for rule in rules_of(board.system)}
    assert facts[4].body_id == board.pk
    services.end_own_rule(rule=second, ends_on=JULY, reason="Repealed", **by)
    assert second.ends_on == JULY


def test_an_unknown_constituency_is_named(board, by):
    with refused("BDY-25") as said:
        services.add_own_rule(
            body=board, rule=OWN | {"constituency": "astronomer"}, starts_on=APRIL, **by
        )
    assert said.message.startswith(
        "RULE-BRD-02 names an unknown constituency, “astronomer”; known are all, audit"
    )


def test_a_rule_speaks_of_the_kind_of_body_it_is_for(board, system, by):
    forum = BodyFactory(name="Forum", kind=BodyKind.FORUM, system=system)

    with refused("BDY-25") as said:
        services.add_own_rule(body=forum, rule=OWN, starts_on=APRIL, **by)
    assert said.message == "No rule of composition speaks of a body such as Forum."
    with refused("BDY-25") as said:
        services.add_own_rule(
            body=board, rule=OWN | {"body_kind": "icp_board"}, starts_on=APRIL, **by
        )
    assert "“icp_board” is not the kind of body" in said.message


def test_a_shipped_rule_is_not_ended_by_a_body(by):
    load(read_rules(FIRST_EDITION.read_text()))

    with refused("BDY-25"):
        services.end_own_rule(
            rule=CompositionRule.objects.first(), ends_on=APRIL, reason="No", **by
        )


# --- Two at once -------------------------------------------------------------------


def test_nothing_is_saved_over_what_somebody_has_not_seen(board, lead):
    seen = services.mark_of("Vacant")
    given = {"body": board, "seen": seen, "mine": "My director", "actor": lead}

    services.require_as_seen(now=lambda: "Vacant", **given)
    with pytest.raises(EditConflict) as conflict:
        services.require_as_seen(now=lambda: "Her director", **given)
    assert (conflict.value.mine, conflict.value.theirs) == (
        "My director",
        "Her director",
    )
