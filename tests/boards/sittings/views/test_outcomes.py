"""Outcomes on the screen: radios, one step, the full form, changes, and who may."""

import pytest
from django.urls import reverse

from boards.bodies.services.seen import mark_of
from boards.meetings.enums import MeetingState, Part
from boards.sittings.models import Outcome
from boards.sittings.presenters.outcomes import outcome_panel
from boards.sittings.selectors.deciding import Deciding
from boards.sittings.services.outcomes import outcome_state
from ics_portal.accounts.actor import Role
from tests.factories.bodies import BodyFactory, actor_in, someone_signed_up
from tests.factories.meetings import AgendaItemFactory, ItemOwnerFactory
from tests.factories.sittings import OutcomeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client, body):
    client.force_login(someone_signed_up(body, Role.SECRETARY))
    return client


@pytest.fixture
def address(item):
    def of(name="outcomes", **more):
        at = {"meeting_id": item.meeting_id, "item_id": item.pk, **more}
        return reverse(f"sittings:{name}", kwargs=at)

    return of


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.mark.requirement("MIN-11")
def test_each_recommendation_has_its_radios_its_own_past_tense_first(
    browser, address, recommend, members
):
    first, second = recommend("Approve the plan", "Note the risks")

    shown = text_of(browser.get(address()))

    assert shown.index("Approve the plan") < shown.index("Note the risks")
    of_first = shown.split(f'name="outcome-{first.pk}"')
    assert [part.split('value="')[1].split('"')[0] for part in of_first[1:]] == [
        *("approved", "not_approved", "deferred")
    ]
    of_second = shown.split(f'name="outcome-{second.pk}"')
    assert 'value="noted"' in of_second[1]
    assert "All as recommended" in shown


def test_what_is_chosen_is_recorded_and_the_rest_stays_open(
    browser, address, recommend, members
):
    first, second, third = recommend("Approve A", "Approve B", "Note C")

    page = browser.post(
        address(),
        {
            f"outcome-{first.pk}": "approved",
            f"outcome-{second.pk}": "not_approved",
        },
        follow=True,
    )

    shown = text_of(page)
    assert "Recorded 2 outcomes." in shown
    assert "Approved A." in shown
    assert "Did not approve B." in shown
    assert f'name="outcome-{third.pk}"' in shown
    assert f'name="outcome-{first.pk}"' not in shown


def test_nothing_chosen_is_said(browser, address, recommend, members):
    recommend("Approve A")

    answer = browser.post(address(), {})

    assert answer.status_code == 422
    assert "Choose an outcome for at least one recommendation." in text_of(answer)


def test_a_recommendation_recorded_meanwhile_keeps_what_is_there(
    browser, address, recommend, item, members
):
    [one] = recommend("Approve A")
    OutcomeFactory(item=item, recommendation=one, kind="noted", words="Noted A.")

    answer = browser.post(address(), {f"outcome-{one.pk}": "approved"})

    assert answer.status_code == 422
    assert Outcome.objects.get().kind == "noted"


def test_all_as_recommended_takes_one_step(browser, address, recommend, members):
    recommend("Approve A", "Note B")

    page = browser.post(address("outcomes_as_recommended"), follow=True)
    assert "Recorded 2 outcomes as recommended." in text_of(page)
    again = browser.post(address("outcomes_as_recommended"))
    assert again.status_code == 422
    assert "has its outcome already" in text_of(again)
    assert browser.get(address("outcomes_as_recommended")).status_code == 405


def test_an_item_without_recommendations_has_one_of_its_own(browser, address, members):
    page = browser.post(address(), {"outcome-item": "noted"}, follow=True)

    assert "Noted “Winter plan”." in text_of(page)
    assert "Record another outcome" in text_of(page)


def test_an_inquorate_item_has_no_button_to_decide(
    browser, address, recommend, members, monkeypatch
):
    """nhs-practice 11, row 6: the control is replaced by the reason."""
    [one] = recommend("Approve A")
    for place in ("presenters.outcomes", "views.outcomes", "services.outcome_case"):
        monkeypatch.setattr(
            f"boards.sittings.{place}.deciding_at",
            lambda *args: Deciding("inquorate", ("Four of six are there.",)),
        )

    shown = text_of(browser.get(address()))
    assert "The meeting is not quorate for this item. Four of six are there." in shown
    assert 'value="approved"' not in shown
    assert 'value="deferred"' in shown
    assert 'value="discussed"' in shown
    form = text_of(browser.get(address("record_outcome", recommendation_id=one.pk)))
    assert 'value="approved"' not in form
    assert "How it was decided" not in form
    forced = browser.post(address(), {f"outcome-{one.pk}": "approved"})
    assert forced.status_code == 422
    assert not Outcome.objects.exists()


def test_a_vote_is_recorded_with_numbers_and_dissents(
    browser, address, recommend, members
):
    [one] = recommend("Approve A")
    form = address("record_outcome", recommendation_id=one.pk)
    shown = text_of(browser.get(form))
    assert "12 people present may vote on this item." in shown
    typed = {
        "kind": "approved",
        "method": "vote",
        "votes_for": "10",
        "votes_against": "2",
        "dissents": [members[3].person_id],
        "dissent_words": "Too soon",
    }

    page = text_of(browser.post(form, typed, follow=True))

    assert "10 for, 2 against" in page
    assert f"Dissent recorded: {members[3].person}" in page
    decision = Outcome.objects.get().decision
    told = text_of(browser.get(decision.get_absolute_url()))
    assert "10 for, 2 against" in told
    assert "Too soon" in told
    assert "10 for, 2 against" in text_of(browser.get("/decisions/"))


def test_what_is_refused_stands_at_its_field_and_what_was_typed_stays(
    browser, address, recommend, members
):
    [one] = recommend("Approve A")
    form = address("record_outcome", recommendation_id=one.pk)

    answer = browser.post(
        form,
        {
            "kind": "approved",
            "words": "Approved A, with thanks.",
            "method": "vote",
            "votes_for": "6",
            "votes_against": "6",
        },
    )

    shown = text_of(answer)
    assert answer.status_code == 422
    assert 'href="#id_casting_vote' in shown
    assert "Approved A, with thanks." in shown
    empty = browser.post(form, {"method": "vote", "kind": "approved"})
    assert "Enter how many voted for and against." in text_of(empty)
    unchosen = browser.post(form, {})
    assert "Choose what became of it." in text_of(unchosen)


def test_an_outcome_is_changed_with_a_reason(browser, address, recommend, members):
    [one] = recommend("Approve A")
    browser.post(address(), {f"outcome-{one.pk}": "approved"})
    made = Outcome.objects.get()
    form = address("change_outcome", outcome_id=made.pk)
    typed = {
        "kind": "not_approved",
        "method": "consensus",
        "words": "",
        "seen": mark_of(outcome_state(made)),
    }
    assert "Approved A." in text_of(browser.get(form))

    unsaid = browser.post(form, typed)
    assert "Say why the outcome is changed." in text_of(unsaid)
    page = browser.post(form, typed | {"correction": "Misheard"}, follow=True)
    assert "Did not approve A." in text_of(page)
    clash = browser.post(form, typed | {"correction": "Again", "kind": "approved"})
    assert clash.status_code == 409
    assert "Two versions" in text_of(clash)


def test_words_that_follow_are_not_kept_when_the_outcome_changes(
    browser, address, recommend, members
):
    [one] = recommend("Approve A")
    browser.post(address(), {f"outcome-{one.pk}": "approved"})
    made = Outcome.objects.get()
    form = address("change_outcome", outcome_id=made.pk)
    assert ">Approved A.</textarea>" not in text_of(browser.get(form))
    Outcome.objects.update(words="Approved A, with thanks.")

    assert "Approved A, with thanks.</textarea>" in text_of(browser.get(form))


def test_a_decision_of_an_outcome_is_put_right_with_it(
    browser, address, recommend, members
):
    [one] = recommend("Approve A")
    browser.post(address(), {f"outcome-{one.pk}": "approved"})
    made = Outcome.objects.get()

    answer = browser.get(f"{made.decision.get_absolute_url()}correct/")

    assert answer.status_code == 302
    assert answer.url == address("change_outcome", outcome_id=made.pk)


def test_a_deferral_and_a_referral_say_where_to(browser, address, body, members):
    committee = BodyFactory(name="Finance Committee", system=body.system)
    form = address("record_item_outcome")

    browser.post(form, {"kind": "deferred", "method": "consensus"})
    deferred = Outcome.objects.get()
    page = browser.post(
        address("change_outcome", outcome_id=deferred.pk),
        {
            "kind": "referred",
            "to_body": committee.pk,
            "correction": "Misheard",
            "seen": mark_of(outcome_state(deferred)),
        },
        follow=True,
    )

    assert "Referred “Winter plan” to Finance Committee." in text_of(page)
    again = text_of(browser.get(address("change_outcome", outcome_id=deferred.pk)))
    assert f'value="{committee.pk}" selected' in again


def test_what_cannot_be_found_is_not(browser, address, recommend, item, members):
    other = AgendaItemFactory()
    [foreign] = recommend("Approve A", to=AgendaItemFactory(section=item.section))
    for wrong in (
        address(item_id=other.pk),
        address("record_outcome", recommendation_id=foreign.pk),
        address("change_outcome", outcome_id=0),
        f"{address()}?body=0",
        f"{address()}?body=x",
    ):
        assert browser.get(wrong).status_code == 404
    assert browser.get(f"{address()}?body={item.meeting.body_id}").status_code == 200


def test_bodies_in_common_are_told_apart(client, address, meeting, members):
    other = BodyFactory(system=meeting.body.system)
    meeting.in_common_with.add(other)
    user = someone_signed_up(other, Role.SECRETARY)
    both = someone_signed_up(meeting.body, Role.MEMBER)
    client.force_login(both)
    assert client.get(f"{address()}?body={other.pk}").status_code == 403
    actor = actor_in(other, Role.SECRETARY)

    panel = outcome_panel(meeting.items.get(), actor, members[0].arrived_at, body=other)

    assert panel.may_record
    assert panel.action.endswith(f"?body={other.pk}")
    assert user


@pytest.mark.parametrize("role", [Role.CHAIR, Role.MEMBER, Role.AUTHOR])
def test_others_record_nothing(client, body, address, role, members):
    client.force_login(someone_signed_up(body, role))

    for where in (
        address(),
        address("record_item_outcome"),
        address("outcomes_as_recommended"),
    ):
        assert client.post(where, {"outcome-item": "noted"}).status_code == 403
    assert not Outcome.objects.exists()


def test_before_the_item_is_reached_nothing_is_offered(browser, meeting, item, address):
    other = AgendaItemFactory(section=item.section)

    shown = text_of(browser.get(address(item_id=other.pk)))
    assert "The meeting has not reached this item yet." in shown
    assert "<form" not in shown.split('id="main"')[1].split("</main>")[0]
    meeting.state = MeetingState.CALLED
    meeting.save()
    assert "Outcomes are recorded while the meeting sits" in text_of(
        browser.get(address())
    )


def test_readers_see_what_is_on_record_and_no_more(body, item, members, recommend):
    recommend("Approve A")
    at = members[0].arrived_at
    member, author = actor_in(body, Role.MEMBER), actor_in(body, Role.AUTHOR)
    assert outcome_panel(item, member, at).is_empty
    OutcomeFactory(item=item, words="Noted A.")

    panel = outcome_panel(item, member, at)
    assert ([one.words for one in panel.others], panel.may_record) == (
        *(["Noted A."],),
        False,
    )
    assert panel.others[0].change_url == ""
    item.part, item.private_reason = Part.TWO, "Commercial"
    item.save()
    assert not outcome_panel(item, author, at).others
    assert outcome_panel(item, member, at).others
    ItemOwnerFactory(item=item, person_id=author.person_id)
    assert outcome_panel(item, author, at).others


def test_the_panel_asks_as_often_however_many_there_are(
    item, secretary, recommend, members, django_assert_num_queries
):
    at = members[0].arrived_at
    recommend("Approve A")
    OutcomeFactory(item=item, words="One")
    with django_assert_num_queries(22, exact=False) as few:
        outcome_panel(item, secretary, at)
    for _ in range(3):
        OutcomeFactory(item=item, words="More")
    with django_assert_num_queries(len(few)):
        outcome_panel(item, secretary, at)
