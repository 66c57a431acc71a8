"""What duties ask of other rooms, as it is read for them."""

from datetime import date

import pytest

from boards.bodies.enums import BodyKind, InstrumentKind
from boards.duties.rules.facts import (
    MeetingFact,
    MilestoneFact,
    OwnerFact,
    ProposalFact,
    TermsFact,
    WorkstreamFact,
)
from boards.duties.selectors.duties import known_of
from boards.meetings.enums import MeetingType
from tests.factories.bodies import (
    BodyFactory,
    InstrumentFactory,
    InstrumentVersionFactory,
    TermsOfReferenceFactory,
)
from tests.factories.directory import IntegratedCareSystemFactory, PersonFactory
from tests.factories.duties import (
    DutyOwnerFactory,
    EvidenceFactory,
    InvolvementFactory,
    MilestoneFactory,
    WorkstreamFactory,
)
from tests.factories.meetings import (
    AgendaItemFactory,
    DecisionFactory,
    MeetingFactory,
)

pytestmark = pytest.mark.django_db
JULY = date(2022, 7, 1)


def known(system):
    return known_of(system, JULY)


@pytest.mark.requirement("PTN-05", "ACC-09")
def test_formal_meetings_with_what_was_published_and_the_terms(board, system):
    MeetingFactory(
        body=board,
        held_on=JULY,
        is_public=True,
        stream_link="https://example.org/watch",
        papers_published_on=date(2022, 6, 24),
        minutes_published_on=date(2022, 8, 1),
    )
    MeetingFactory(body=board, held_on=JULY, meeting_type=MeetingType.INFORMAL)
    TermsOfReferenceFactory(body=board, version=1, is_public=True, starts_on=JULY)

    assert known(system).meetings == (
        MeetingFact(
            body_id=board.pk,
            held_on=JULY,
            is_public=True,
            has_link=True,
            papers_on=date(2022, 6, 24),
            minutes_on=date(2022, 8, 1),
        ),
    )
    assert known(system).terms == (
        TermsFact(body_id=board.pk, is_public=True, starts_on=JULY),
    )


@pytest.mark.requirement("ENG-01")
def test_a_proposal_is_decided_for_readers_only_where_part_1_decided_it(board, system):
    private = AgendaItemFactory(
        section__meeting__body=board, part=2, private_reason="Commercial"
    )
    for title, item in (("Open", None), ("Closed", private)):
        InvolvementFactory(
            body=board,
            proposal=title,
            raised_on=date(2022, 5, 1),
            level="designed",
            groups="Carers",
            decision=DecisionFactory(body=board, item=item, decided_on=JULY),
        )
    InvolvementFactory(body=BodyFactory(system=IntegratedCareSystemFactory()))

    told = {
        "raised_on": date(2022, 5, 1),
        "level": "designed",
        "groups": "Carers",
    }
    assert set(known(system).proposals) == {
        ProposalFact(title="Open", decided_on=JULY, **told),
        ProposalFact(title="Closed", decided_on=None, **told),
    }


@pytest.mark.requirement("CPL-07")
@pytest.mark.requirement("TRN-07")
def test_workstreams_with_who_is_missing_and_milestones_with_their_documents(
    board, system
):
    WorkstreamFactory(
        system=system,
        name="Stroke",
        clinical_lead=PersonFactory(),
        finance_lead=PersonFactory(),
    )
    linked = MilestoneFactory(system=system, code="Q4-6")
    MilestoneFactory(system=system, code="Q1-1")
    for kind, year in ((InstrumentKind.CONSTITUTION, None), (InstrumentKind.MOU, 2022)):
        paper = InstrumentFactory(body=board, kind=kind, financial_year=year)
        linked.documents.add(InstrumentVersionFactory(instrument=paper))

    assert known(system).workstreams == (
        WorkstreamFact(name="Stroke", lacking=("senior responsible owner",)),
    )
    assert known(system).milestones == (
        MilestoneFact(
            code="Q4-6",
            done_on=None,
            documents=frozenset({("constitution", None), ("mou", 2022)}),
        ),
    )


def test_owners_of_guests_are_known_and_those_of_other_systems_are_not(board, system):
    elsewhere = IntegratedCareSystemFactory()
    guest = BodyFactory(kind=BodyKind.PROVIDER_COLLABORATIVE, system=elsewhere)
    guest.also_in.add(system)
    owner = DutyOwnerFactory(
        body=guest,
        duty="collaborative_plans",
        person=PersonFactory(name="Chair of the collaborative"),
        post="Chair",
    )
    EvidenceFactory(body=BodyFactory(system=elsewhere))

    assert known(system).evidence == ()
    assert known(system).owners == (
        OwnerFact(
            id=owner.pk,
            body_id=guest.pk,
            duty="collaborative_plans",
            part="",
            name="Chair of the collaborative, Chair",
        ),
    )
