"""What is withheld of part 2 is withheld in its minutes; agreed minutes hold outcomes still."""

import datetime as dt

import pytest

from boards.directory.models import Person
from boards.meetings.models import Decision
from boards.minutes.enums import EntryKind, MinutesState
from boards.minutes.models import Minutes
from boards.minutes.permissions import may_print_minutes
from boards.minutes.presenters import words_for
from boards.minutes.services import ask_for_pdf, draft_minutes
from boards.sittings.models import Outcome
from boards.sittings.selectors.outcomes import outcomes_for
from boards.sittings.services.outcome_case import OutcomeDetails
from boards.sittings.services.outcomes import change_outcome, record_outcome
from ics_portal.accounts.actor import Actor, Role
from ics_portal.core.errors import RuleBroken
from ics_portal.core.jobs import Job
from ics_portal.core.jobs.permissions import may_see_job
from tests.boards.minutes.conftest import AFTER, Sitting
from tests.boards.minutes.test_pages import address, client_of
from tests.factories.bodies import actor_in
from tests.factories.calling import ItemParticipationFactory
from tests.factories.meetings import AgendaItemFactory, DecisionFactory, MeetingFactory
from tests.factories.minutes import MinuteEntryFactory
from tests.factories.sittings import OutcomeFactory

pytestmark = pytest.mark.django_db
SECRET = "Forty million was offered."
OTHER = "The lease ends in May."


@pytest.fixture
def private(told: Sitting) -> Minutes:
    """Approved minutes of part 2 with two items, one of which is withheld from a member."""
    lease = AgendaItemFactory(
        section=told.estate.section, title="Lease", part=2, private_reason="Commercial"
    )
    minutes = draft_minutes(
        meeting=told.meeting, body=told.body, part=2, actor=told.secretary, at=AFTER
    )
    for item, words in ((told.estate, SECRET), (lease, OTHER)):
        MinuteEntryFactory(
            minutes=minutes,
            item=item,
            kind=EntryKind.DISCUSSION,
            key=f"discussion:{item.pk}",
            text=f"<p>{words}</p>",
        )
    Minutes.objects.filter(pk=minutes.pk).update(
        state=MinutesState.CHAIR_APPROVED,
        chair_approved_at=AFTER,
        chair_approved_by_id=told.chair.user_id,
    )
    return Minutes.objects.select_related("meeting__body", "body").get(pk=minutes.pk)


def withhold(told: Sitting, actor: Actor) -> None:
    ItemParticipationFactory(
        item=told.estate,
        person=Person.objects.get(pk=actor.person_id),
        papers_withheld=True,
    )


def test_part_two_is_read_without_the_item_that_is_withheld(
    told: Sitting, private: Minutes
):
    other = actor_in(told.body, Role.MEMBER)
    withhold(told, told.member)
    page = client_of(told.member).get(address(told, "part-2/")).content.decode()

    assert SECRET not in page
    assert OTHER in page
    assert "withheld from you by a ruling" in page
    assert "Open as PDF" not in page
    whole = client_of(other).get(address(told, "part-2/")).content.decode()
    assert SECRET in whole
    assert "Open as PDF" in whole
    assert SECRET in str(words_for(private, told.secretary))  # the office writes them


def test_neither_file_nor_job_nor_api_has_it(told: Sitting, private: Minutes):
    withhold(told, told.member)
    job = ask_for_pdf(minutes=private, actor=told.secretary, at=AFTER)
    client = client_of(told.member)

    assert client.get(address(told, "print/?part=2")).status_code == 403
    assert not may_see_job(told.member, job)
    assert not Job.objects.visible_to(told.member).exists()
    answer = client.get(f"/api/v1/minutes/{private.pk}/")
    assert answer.status_code == 200
    assert SECRET not in answer.content.decode()
    assert OTHER in answer.content.decode()
    assert may_print_minutes(withheld=frozenset())
    assert not may_print_minutes(withheld={1})


def test_a_chair_from_whom_it_is_withheld_approves_the_rest(told: Sitting):
    minutes = draft_minutes(
        meeting=told.meeting, body=told.body, part=2, actor=told.secretary, at=AFTER
    )
    MinuteEntryFactory(
        minutes=minutes, item=told.estate, key="x", text=f"<p>{SECRET}</p>"
    )
    road = address(told, "approve/?part=2")
    assert SECRET in client_of(told.chair).get(road).content.decode()
    withhold(told, told.chair)
    page = client_of(told.chair).get(road)
    assert page.status_code == 200
    assert SECRET not in page.content.decode()


def test_what_was_decided_at_it_is_withheld_too(told: Sitting):
    decision = DecisionFactory(body=told.body, meeting=told.meeting, item=told.estate)
    outcome = OutcomeFactory(item=told.estate, body=told.body, words=SECRET)
    open_one = DecisionFactory(body=told.body, meeting=told.meeting, item=told.finance)
    assert decision in Decision.objects.readable_by(told.member)
    withhold(told, told.member)

    assert set(Decision.objects.readable_by(told.member)) == {open_one}
    assert outcome not in outcomes_for(told.member)
    assert set(Decision.objects.readable_by(told.secretary)) == {decision, open_one}


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (MinutesState.CONFIRMED, "were accepted on Wednesday 6 January 2021"),
        (MinutesState.SIGNED, "were signed on Thursday 7 January 2021"),
    ],
)
def test_an_outcome_stays_once_the_minutes_are_agreed(told: Sitting, state, words):
    outcome = Outcome.objects.filter(item__part=1, body=told.body).earliest("pk")
    minutes = told.drafted()
    later = MeetingFactory(body=told.body, held_on=dt.date(2021, 1, 6))
    signed = dt.datetime(2021, 1, 7, 9, tzinfo=dt.UTC)
    is_signed = state == MinutesState.SIGNED
    Minutes.objects.filter(pk=minutes.pk).update(
        state=state,
        confirmed_at_meeting=later,
        confirmed_on=later.held_on,
        signed_at=signed if is_signed else None,
        signed_by_id=told.chair.user_id if is_signed else None,
    )
    details = OutcomeDetails(kind=outcome.kind, words="Otherwise")
    by = {"details": details, "actor": told.secretary, "at": signed}

    with pytest.raises(RuleBroken, match=words) as refused:
        change_outcome(outcome=outcome, correction="Wrong", **by)
    assert refused.value.rule_id == "MNT-2"
    assert "A later meeting resolves a correction" in refused.value.message
    with pytest.raises(RuleBroken, match=words):
        record_outcome(item=outcome.item, body=told.body, recommendation=None, **by)
    outcome.refresh_from_db()
    assert outcome.words != "Otherwise"
