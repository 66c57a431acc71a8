"""Decisions between meetings and the register of sealing on the screen."""

import datetime as dt

import pytest
from django.utils import timezone

from boards.meetings import services
from boards.meetings.models import Decision, DecisionRound, SealUse
from boards.meetings.services import RoundDetails, SealDetails
from ics_portal.accounts.actor import Role
from tests.factories.bodies import (
    BodyFactory,
    TermsOfReferenceFactory,
    someone_signed_up,
)
from tests.factories.calling import DecisionRoundFactory, SealUseFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    CarriedItemFactory,
    DecisionFactory,
)

pytestmark = pytest.mark.django_db

ROUNDS = "/decisions/rounds/"
SEAL = "/decisions/seal/"
TYPED = {
    "kind": "urgent",
    "virtual_meeting_tried": "A call was tried on Monday.",
    "title": "Winter beds",
    "wording": "To open forty beds.",
    "why": "Before the next meeting.",
    "closes_on": "",
    "part": "1",
}


@pytest.fixture
def asked(body):
    """A member who is asked, and signs in."""
    return someone_signed_up(body, Role.MEMBER)


@pytest.fixture
def opened(body, secretary, asked):
    def begin(**fields):
        given = {
            "kind": "urgent",
            "title": "Winter beds",
            "wording": "To open forty beds.",
            "why": "Before the next meeting.",
            "virtual_meeting_tried": "A call was tried.",
            **fields,
        }
        return services.open_round(
            body=body,
            details=RoundDetails(**given),
            actor=secretary,
            at=timezone.now(),
        )

    return begin


def text_of(response):
    return " ".join(response.content.decode().split())


def test_an_urgent_decision_from_question_to_ratification(browser, body, asked):
    assert "Nothing was decided between meetings" in text_of(browser.get(ROUNDS))
    page = browser.post(f"{ROUNDS}new/", TYPED | {"body": body.pk}, follow=True)
    shown = text_of(page)
    assert "The members are asked." in shown
    assert "A call was tried on Monday." in shown
    found = DecisionRound.objects.get()
    address = found.get_absolute_url()

    early = browser.post(f"{address}decide/", {"decide-decided_by": "Chair"})
    assert early.status_code == 422
    assert "Nobody was consulted yet." in text_of(early)
    entered = browser.post(
        f"{address}enter/",
        {
            "enter-person": asked.person.pk,
            "enter-answer": "agrees",
            "enter-note": "Yes",
        },
        follow=True,
    )
    assert "1 of 1 answered: 1 agrees" in text_of(entered)
    unnamed = browser.post(f"{address}decide/", {"decide-decided_by": ""})
    assert "Say who decided" in text_of(unnamed)
    done = browser.post(
        f"{address}decide/",
        {"decide-decided_by": "Chair and chief executive"},
        follow=True,
    )

    shown = text_of(done)
    made = Decision.objects.get()
    assert made.number in shown
    assert "Offered to the next agenda of the body" in shown
    assert made.number in text_of(browser.get(ROUNDS))
    again = browser.post(f"{address}stop/", {"stop-reason": "Too late"})
    assert "This round has ended: decided." in text_of(again)


def test_a_member_answers_on_a_page_of_her_own(client, opened, asked):
    found = opened()
    client.force_login(asked)
    address = found.get_absolute_url()
    assert "Your answer" in text_of(client.get(address))

    unsaid = client.post(f"{address}answer/", {})
    assert unsaid.status_code == 422
    assert "Choose an answer." in text_of(unsaid)
    page = client.post(
        f"{address}answer/", {"answer": "against", "note": "Too soon"}, follow=True
    )

    shown = text_of(page)
    assert "Now: Does not agree." in shown
    assert "Too soon" in shown
    assert "Record the decision" not in shown
    for act in ("decide/", "enter/", "stop/", "not-carried/"):
        typed = {"decide-decided_by": "Chair", "stop-reason": "No"}
        assert client.post(f"{address}{act}", typed).status_code == 403


def test_who_was_not_asked_does_not_answer(client, body, opened):
    found = opened()
    client.force_login(someone_signed_up(body, Role.AUTHOR))
    address = found.get_absolute_url()

    assert "Your answer" not in text_of(client.get(address))
    assert client.post(f"{address}answer/", {"answer": "agrees"}).status_code == 403


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.ATTENDEE, Role.FINANCE_LEAD])
def test_a_private_round_reaches_nobody_outside(client, body, opened, role):
    found = opened(part=2, title="Dispute with Alpha")
    client.force_login(someone_signed_up(body, role))

    assert "Alpha" not in text_of(client.get(ROUNDS))
    assert "Alpha" not in text_of(client.get(f"{ROUNDS}?table=rounds"))
    assert client.get(found.get_absolute_url()).status_code == 404
    assert client.post(f"{found.get_absolute_url()}answer/").status_code == 404


def test_strangers_find_none(client, opened):
    found = opened()
    client.force_login(someone_signed_up(BodyFactory(), Role.SECRETARY))

    assert "Winter beds" not in text_of(client.get(ROUNDS))
    assert client.get(found.get_absolute_url()).status_code == 404


def test_a_resolution_where_the_terms_allow_it(browser, body, asked):
    day = (timezone.localdate() + dt.timedelta(days=7)).isoformat()
    typed = TYPED | {"body": body.pk, "kind": "written", "closes_on": day}
    refused = browser.post(f"{ROUNDS}new/", typed)
    assert refused.status_code == 422
    assert "do not say whether it may pass written resolutions" in text_of(refused)
    assert "To open forty beds." in text_of(refused)
    TermsOfReferenceFactory(body=body, allows_written_resolutions=True)

    browser.post(f"{ROUNDS}new/", typed)
    found = DecisionRound.objects.get()
    address = found.get_absolute_url()
    shown = text_of(browser.get(address))
    assert "More than half of 1 must agree" in shown
    early = browser.post(f"{address}not-carried/", {})
    assert "It may still be carried" in text_of(early)
    browser.post(
        f"{address}enter/",
        {"enter-person": asked.person.pk, "enter-answer": "against"},
    )
    page = browser.post(f"{address}not-carried/", {}, follow=True)
    assert "Not carried" in text_of(page)


def test_a_round_is_stopped_with_a_reason(browser, opened):
    address = opened().get_absolute_url()

    unsaid = browser.post(f"{address}stop/", {"stop-reason": ""})
    assert "Say why it is stopped." in text_of(unsaid)
    page = browser.post(
        f"{address}stop/", {"stop-reason": "A call took place"}, follow=True
    )
    assert "A call took place" in text_of(page)


def test_what_the_meeting_said_of_it_is_shown(browser, body, meeting):
    item = AgendaItemFactory(section__meeting=meeting)
    found = DecisionRoundFactory(
        body=body,
        state="decided",
        decision=DecisionFactory(body=body),
        ratification=CarriedItemFactory(body=body, state="taken", taken_as=item),
    )
    address = found.get_absolute_url()
    assert "On the agenda of ICS Board, 2 December 2020" in text_of(
        browser.get(address)
    )
    said = DecisionFactory(body=body, item=item, meeting=meeting)
    assert f"Not ratified: see decision {said.number}" in text_of(browser.get(address))
    found.ratified_by = said
    found.save()
    assert f"Ratified by decision {said.number}" in text_of(browser.get(address))
    assert f"Ratified, {said.number}" in text_of(browser.get(ROUNDS))


def test_an_offer_to_a_meeting_named_is_said(browser, body, meeting):
    found = DecisionRoundFactory(
        body=body,
        state="decided",
        decision=DecisionFactory(body=body),
        ratification=CarriedItemFactory(body=body, due_at_meeting=meeting),
    )

    assert "Offered to the agenda of ICS Board, 2 December 2020" in text_of(
        browser.get(found.get_absolute_url())
    )


@pytest.mark.parametrize("address", [f"{ROUNDS}new/", f"{SEAL}new/"])
def test_the_office_alone_begins(client, body, address):
    client.force_login(someone_signed_up(body, Role.CHAIR))

    assert client.get(address).status_code == 403


def test_what_lacks_is_said_and_what_was_typed_stays(browser, body):
    answer = browser.post(f"{ROUNDS}new/", TYPED | {"body": body.pk, "why": ""})

    shown = text_of(answer)
    assert answer.status_code == 422
    assert "Say why it cannot wait for a meeting." in shown
    assert "To open forty beds." in shown


def test_lists_ask_as_often_however_long(
    client, body, opened, django_assert_num_queries
):
    client.force_login(someone_signed_up(body, Role.SECRETARY))
    SealUseFactory(body=body)
    opened()
    for address in (ROUNDS, SEAL):
        client.get(address)
        with django_assert_num_queries(12, exact=False) as few:
            client.get(address)
        for _ in range(3):
            opened()
            SealUseFactory(body=body, decision=DecisionFactory(body=body))
        with django_assert_num_queries(len(few)):
            client.get(address)


def test_the_register_of_sealing_is_kept_listed_and_a_file(browser, body):
    assert "The seal has not been used" in text_of(browser.get(SEAL))
    DecisionFactory(body=body, number="ICB-2020-009", decided_on=dt.date(2020, 12, 2))
    typed = {
        "body": body.pk,
        "sealed_on": "2020-12-03",
        "document": "Lease of the rooms",
        "parties": "The board and the landlord",
        "attested_by": "Chair and Chief Executive",
        "decision": "icb-2020-009",
    }

    page = browser.post(f"{SEAL}new/", typed, follow=True)

    assert "Entered as number 1." in text_of(page)
    assert SealUse.objects.get().decision.number == "ICB-2020-009"
    file = browser.get(f"{SEAL}?body={body.pk}&table=seal").content.decode("utf-8-sig")
    assert file.splitlines() == [
        "Number,Document,Sealed on,Attested by,Decision",
        (
            f"1,Lease of the rooms The board and the landlord {body.name},3 Dec 2020,"
            "Chair and Chief Executive,ICB-2020-009"
        ),
    ]
    other = BodyFactory()
    assert "Lease" in text_of(browser.get(f"{SEAL}?body={other.pk}"))


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"decision": "ICB-1999-001"}, "No decision has the number"),
        ({"document": ""}, "Say what was sealed."),
        ({"sealed_on": "2999-01-01"}, "sealed_on"),
    ],
)
def test_a_wrong_entry_is_refused_with_what_was_typed(browser, body, fault, said):
    typed = {
        "body": body.pk,
        "sealed_on": "2020-12-03",
        "document": "Lease",
        "attested_by": "Chair",
    }

    answer = browser.post(f"{SEAL}new/", typed | fault)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not SealUse.objects.exists()


def test_a_body_that_sealed_nothing_says_so(client, body, secretary, by):
    other = BodyFactory()
    user = someone_signed_up(other, Role.MEMBER)
    client.force_login(user)
    services.record_seal_use(
        body=body,
        details=SealDetails(
            sealed_on=dt.date(2020, 11, 18), document="Lease", attested_by="Chair"
        ),
        **by,
    )

    shown = text_of(client.get(f"{SEAL}?body={other.pk}"))
    assert "This body has not used its seal" in shown
    assert "decided nothing between its meetings" in text_of(
        client.get(f"{ROUNDS}?body={other.pk}")
    )
