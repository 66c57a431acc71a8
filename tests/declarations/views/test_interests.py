"""My interests and the form: filled in, looked at, declared; read by whom it concerns."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from boards.meetings.models import Ruling
from declarations.enums import InterestState, Showing, SubType
from declarations.models import Conflict, Interest
from ics_portal.accounts.actor import Role
from tests.factories.accounts import UserFactory
from tests.factories.bodies import BodyFactory, actor_in
from tests.factories.declarations import InterestFactory, InterestPartyFactory

pytestmark = pytest.mark.django_db

MINE = reverse("declarations:mine")
NEW = reverse("declarations:new_interest")


def typed(**changed):
    today = timezone.localdate().isoformat()
    return {
        "whose": "own",
        "kind": "financial",
        "sub_type": "owner",
        "organisation_name": "Example Clinics Ltd",
        "nature": "Holds shares",
        "arose_on": today,
        "starts_on": today,
        "step": "check",
        **changed,
    }


@pytest.fixture
def member(client_as, story):
    return client_as(story.member)


def page_of(interest):
    return reverse("declarations:interest", args=[interest.pk])


def test_my_interests_say_how_each_stands(member, story):
    html = member.get(MINE).content.decode()

    for words in (
        "Coast Trust",
        "Holds shares",
        "Financial",
        "Declared on day 9 of 28",
        "To be reviewed",
        "1 Nov 2020",
        ">Yes<",
    ):
        assert words in html
    assert reverse("declarations:change_interest", args=[story.interest.pk]) in html


def test_an_indirect_and_late_one_is_told_with_its_underlying_type(member, story):
    Interest.objects.update(
        is_direct=False, relationship="spouse", arose_on=dt.date(2020, 10, 1)
    )

    html = member.get(MINE).content.decode()

    assert "Indirect" in html
    assert "spouse or partner; underlying: financial" in html
    assert "12 days late" in html


def test_nothing_on_record_says_what_comes_here(member):
    Interest.objects.all().delete()

    assert "No interest is on record" in member.get(MINE).content.decode()


def test_who_is_no_person_of_the_directory_is_told_so(client, story):
    client.force_login(UserFactory())

    answer = client.get(MINE)

    assert answer.status_code == 403
    assert "not linked to a person" in answer.content.decode()


def test_an_interest_is_declared_in_three_steps(member, story):
    assert member.get(NEW).status_code == 200
    preview = member.post(NEW, typed())
    html = preview.content.decode()
    assert "What the public will see" in html
    assert "Example Clinics Ltd" in html
    assert "declared on day 0 of 28" in html
    assert Interest.objects.count() == 1  # nothing is kept before it was looked at

    answer = member.post(NEW, typed(step="save"))

    made = Interest.objects.latest("pk")
    assert answer.url == page_of(made)
    assert (made.organisation_name, made.person) == (
        "Example Clinics Ltd",
        story.person,
    )


def test_the_step_back_keeps_what_was_typed(member):
    html = member.post(NEW, typed(step="write", nature="A long story")).content.decode()

    assert "A long story" in html
    assert "There is a problem" not in html


def test_the_preview_sends_on_all_that_was_typed(member):
    html = member.post(NEW, typed(objection="Harm", is_routine="")).content.decode()

    for name, value in (("nature", "Holds shares"), ("objection", "Harm")):
        assert f'<input type="hidden" name="{name}" value="{value}"' in html
    assert "waits for somebody else" in html


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kind": ""}, "Choose the type of the interest."),
        ({"whose": "close"}, "Say whose interest it is, by relationship."),
        ({"sub_type": "champion"}, "Choose an example of a financial interest."),
        ({"share": "a few"}, "Enter the share in per cent"),
        ({"ends_on": "2019-01-01"}, "must not be before the from date"),
        ({"organisation_name": ""}, "Choose the organisation, or write its name."),
        ({"arose_on": "31/31/2020"}, "as a day that exists"),
        ({"arose_on": "2099-01-01"}, "the interest has not arisen yet"),
        ({"nature": " "}, "Say what the interest is."),
        ({"is_routine": "on"}, "Only routine membership"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    member, changed, said
):
    answer = member.post(NEW, typed(mitigation="Keeps away", **changed))

    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    assert "Keeps away" in html


@pytest.mark.requirement("DOI-02", "DOI-03", "DOI-04", "DOI-05")
def test_every_type_and_example_can_be_chosen(member):
    html = member.get(NEW).content.decode()

    for label in (
        "Financial",
        "Non-financial professional",
        "Non-financial personal",
        "Somebody else&#39;s, who is close to me",
        *(label.replace("'", "&#39;") for label in SubType.labels),
    ):
        assert label in html


@pytest.mark.requirement("DOI-04")
def test_routine_membership_is_kept_and_not_published(member):
    said = typed(kind="professional", sub_type="specialist_body", is_routine="on")

    html = member.post(NEW, said).content.decode()
    assert "Nothing. No: routine membership is exempt." in html

    member.post(NEW, {**said, "step": "save"})
    assert Interest.objects.latest("pk").is_routine


def test_a_change_begins_from_what_is_there_and_shows_both_versions(member, story):
    address = reverse("declarations:change_interest", args=[story.interest.pk])
    html = member.get(address).content.decode()
    assert "Holds shares</textarea>" in html
    seen = html.split('name="seen" value="')[1].split('"')[0]
    said = typed(
        nature="Sold half", reason="Half is sold", seen=seen, organisation_name=""
    )
    said["organisation"] = story.trust.pk

    assert "Sold half" in member.post(address, said).content.decode()
    answer = member.post(address, {**said, "step": "save"})
    assert answer.url == page_of(story.interest)

    clash = member.post(address, {**said, "step": "save", "nature": "Sold all"})
    html = clash.content.decode()
    assert clash.status_code == 409
    assert "Sold half" in html
    assert "Sold all" in html


def test_who_objects_reads_what_becomes_of_the_entry_meanwhile(member, story):
    address = reverse("declarations:object", args=[story.interest.pk])

    html = member.get(address).content.decode()

    assert "Until somebody decides, the entry is held back" in html


def test_end_withdraw_and_object_lead_back_to_the_interest(member, story):
    def act(name, **sent):
        address = reverse(f"declarations:{name}", args=[story.interest.pk])
        assert member.get(address).status_code == 200
        assert member.post(address, {}).status_code == 422
        return member.post(address, sent)

    assert act("object", reason="A threat").url == page_of(story.interest)
    assert act("end_interest", ends_on="2020-11-30", reason="Sold").status_code == 302
    assert (
        "before the first"
        in act("end_interest", ends_on="2020-10-01", reason="Sold").content.decode()
    )
    assert act("withdraw_interest", reason="Mistake").status_code == 302

    stored = Interest.objects.get()
    assert (stored.showing, stored.state) == (Showing.ASKED, InterestState.WITHDRAWN)
    html = member.get(page_of(story.interest)).content.decode()
    for words in ("A threat", "Mistake", "Sold", "Registers of earlier days keep it"):
        assert words in html
    assert "Change it" not in html


def test_the_office_reviews_and_decides_from_the_persons_page(client_as, story):
    Interest.objects.update(showing=Showing.ASKED, objection="A threat")
    office = client_as(story.secretary)
    people = office.get(reverse("declarations:people")).content.decode()
    assert "1 to review" in people
    assert "1 objection" in people
    person = reverse("declarations:person", args=[story.person.pk])
    assert person in people
    assert page_of(story.interest) in office.get(person).content.decode()
    html = office.get(page_of(story.interest)).content.decode()
    assert "Review it" in html
    assert "Decide on publication" in html

    for name, sent in (
        ("review_interest", {"words": ""}),
        ("decide_objection", {"withhold": "yes", "reason": "The risk is real"}),
    ):
        address = reverse(f"declarations:{name}", args=[story.interest.pk])
        assert office.get(address).status_code == 200
        assert office.post(address, sent).status_code == 302

    stored = Interest.objects.get()
    assert (stored.state, stored.showing) == (
        InterestState.REVIEWED,
        Showing.WITHHELD,
    )


def test_the_office_declares_for_somebody_by_the_same_form(client_as, story):
    address = reverse("declarations:new_for", args=[story.person.pk])
    office = client_as(story.secretary)

    assert story.person.name in office.get(address).content.decode()
    office.post(address, typed(step="save"))

    assert Interest.objects.latest("pk").person == story.person


def test_a_member_sees_no_others_and_a_stranger_nothing(client_as, story):
    others = [
        page_of(story.interest),
        reverse("declarations:person", args=[story.person.pk]),
        reverse("declarations:new_for", args=[story.person.pk]),
        reverse("declarations:change_interest", args=[story.interest.pk]),
        reverse("declarations:review_interest", args=[story.interest.pk]),
    ]
    for actor in (
        actor_in(story.body, Role.MEMBER),
        actor_in(BodyFactory(), Role.SECRETARY),
    ):
        client = client_as(actor)
        assert {client.get(address).status_code for address in others} == {404}


def test_ones_own_page_among_the_people_is_my_interests(member, story):
    own = reverse("declarations:person", args=[story.person.pk])

    assert member.get(own).url == MINE


def test_a_member_does_not_review_or_decide_on_an_own_interest(member, story):
    for name in ("review_interest", "decide_objection"):
        address = reverse(f"declarations:{name}", args=[story.interest.pk])
        assert member.get(address).status_code == 403
    assert member.get(reverse("declarations:people")).status_code == 403


@pytest.mark.requirement("DOI-17")
def test_what_was_said_in_the_room_runs_a_clock_until_it_is_declared(
    member, client_as, story
):
    Conflict.objects.all().delete()
    Ruling.objects.create(
        item=story.item,
        person=story.person,
        option="no_vote",
        stays=True,
        speaks=True,
        votes=False,
        papers_withheld=False,
        nature="A brother works there",
        words="To stay.",
        ruled_by=story.presiding,
        ruled_at=timezone.now(),
    )
    story.meeting.held_on = timezone.localdate() - dt.timedelta(days=3)
    story.meeting.save()

    html = member.get(MINE).content.decode()
    assert "A brother works there" in html
    assert "day 3 of 28" in html
    office = client_as(story.secretary)
    listed = office.get(reverse("declarations:people")).content.decode()
    assert "A brother works there" in listed

    member = client_as(story.member)
    InterestFactory(person=story.person, declared_at=timezone.now())
    assert "A brother works there" not in member.get(MINE).content.decode()


def test_one_interest_or_many_are_read_in_the_same_number_of_queries(member, story):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert member.get(MINE).status_code == 200
        return len(queries)

    asked()
    first = asked()
    for _ in range(2):
        InterestPartyFactory(
            interest=InterestFactory(person=story.person), organisation=story.trust
        )

    assert asked() == first


def test_many_people_are_listed_in_the_same_number_of_queries(client_as, story):
    office = client_as(story.secretary)
    address = reverse("declarations:people")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert office.get(address).status_code == 200
        return len(queries)

    asked()
    first = asked()
    for _ in range(2):
        InterestFactory(person_id=actor_in(story.body, Role.MEMBER).person_id)

    assert asked() == first


def test_a_persons_page_of_the_directory_leads_here_for_who_may_see(client_as, story):
    address = reverse("directory:person", args=[story.person.pk])
    here = reverse("declarations:person", args=[story.person.pk])

    html = client_as(story.chair).get(address).content.decode()
    assert "1 interest on record" in html
    assert here in html

    other = client_as(actor_in(story.body, Role.MEMBER)).get(address)
    assert here not in other.content.decode()


def test_the_preview_says_what_the_register_then_says(member, story):
    said = typed(whose="close", relationship="spouse", nature="Runs the clinic")
    register = reverse("declarations:register", args=[story.body.slug])

    preview = member.post(NEW, said).content.decode()
    assert "Runs the clinic" not in member.get(register).content.decode()
    member.post(NEW, {**said, "step": "save"})
    published = member.get(register).content.decode()

    for words in (
        "Indirect: spouse or partner, financial",
        "Runs the clinic",
        "Example Clinics Ltd",
        "None recorded",
    ):
        assert words in preview
        assert words in published
