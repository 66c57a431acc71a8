"""The pages of gifts, hospitality, limits and breaches."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from declarations.enums import GiftOutcome
from declarations.models import Breach, GiftLimit, GiftOrHospitality
from ics_portal.accounts.actor import Role
from tests.factories.bodies import BodyRoleFactory, actor_in
from tests.factories.declarations import BreachFactory, GiftOrHospitalityFactory

pytestmark = pytest.mark.django_db

LIST, NEW = reverse("declarations:gifts"), reverse("declarations:new_gift")
LIMITS = reverse("declarations:gift_limits")


def words(response, status=200):
    assert response.status_code == status, response.content[:300]
    return " ".join(response.content.decode().split())


@pytest.fixture
def typed(story):
    return {
        "person": story.person.pk,
        "kind": "hospitality",
        "source": "other",
        "giver": "A university",
        "description": "Lunch at a conference",
        "value": "30.50",
        "is_estimate": "on",
        "offered_on": "2020-11-05",
        "outcome": "accepted",
    }


def test_a_member_checks_what_the_rule_says_and_declares(client_as, story, typed):
    client = client_as(story.member)

    check = words(client.post(NEW, {**typed, "step": "check"}))
    back = words(client.post(NEW, {**typed, "step": "write"}))
    sent = client.post(NEW, {**typed, "is_estimate": "True", "step": "save"})

    assert "From £25 to £75: may be accepted, and is declared." in check
    assert 'name="giver" value="A university"' in check
    assert "about £30.50" in check
    assert 'value="30.50"' in back
    gift = GiftOrHospitality.objects.get()
    assert sent.url == gift.get_absolute_url()
    assert (gift.value, gift.is_estimate) == (gift.value.__class__("30.50"), True)
    assert "about £30.50" in words(client.get(LIST))
    page = words(client.get(sent.url))
    assert "days late" in page
    assert "Record the decision" not in page


def test_nothing_typed_is_lost_when_something_is_refused(client_as, story, typed):
    client = client_as(story.member)
    typed |= {"value": "80", "giver": "Dear Ltd"}

    html = words(client.post(NEW, {**typed, "step": "check"}), 422)
    odd = words(client.post(NEW, {**typed, "value": "much", "step": "check"}), 422)

    assert html.count("Over £75: refused unless") == 2
    assert 'value="Dear Ltd"' in html
    assert 'value="much"' in odd
    assert "Enter pounds, such as 25.50." in odd
    waits = client.post(NEW, {**typed, "reason": "A speech", "step": "check"})
    assert "the board office or the chair decides" in words(waits)


def test_a_member_declares_for_nobody_else(client_as, story, typed):
    client = client_as(story.member)
    typed["person"] = story.chair.person_id

    words(client.post(NEW, {**typed, "step": "save"}), 422)

    assert not GiftOrHospitality.objects.exists()


def test_the_office_decides_and_the_member_reads_it(client_as, story):
    GiftOrHospitalityFactory(person=story.person, offered_on=dt.date(2020, 6, 1))
    gift = GiftOrHospitalityFactory(
        person=story.person, outcome=GiftOutcome.WAITING, wanted="accepted"
    )
    address = gift.get_absolute_url()
    decision = {"outcome": "declined", "reason": "Send it back"}

    member = client_as(story.member)
    assert "Somebody else decides" in words(member.get(address))
    assert member.post(address, decision).status_code == 403
    office = client_as(story.secretary)
    assert "Say why." in words(office.post(address, {"outcome": "declined"}), 422)
    assert office.post(address, decision).status_code == 302
    again = words(office.post(address, decision), 422)
    assert "£30 on 1 Jun 2020, accepted" in again

    assert "This was decided: Declined." in again
    assert "Send it back" in words(client_as(story.member).get(address))


def test_each_sees_ones_own_and_the_office_its_peoples(client_as, story):
    gift = GiftOrHospitalityFactory(person=story.person)
    other = GiftOrHospitalityFactory(description="Of somebody else")
    stranger = actor_in(story.body, Role.MEMBER)

    for who, seen in ((story.member, True), (story.chair, True), (stranger, False)):
        html = words(client_as(who).get(LIST))
        assert (gift.description in html) is seen
        assert other.description not in html
    assert client_as(stranger).get(gift.get_absolute_url()).status_code == 404


def test_the_list_is_narrowed_and_a_file(client_as, story):
    GiftOrHospitalityFactory(person=story.person)
    GiftOrHospitalityFactory(person=story.person, giver="Pens Ltd", outcome="declined")
    client = client_as(story.secretary)

    narrowed = words(client.get(LIST, {"q": "pens", "outcome": "declined"}))
    table = client.get(LIST, {"format": "csv"}).content.decode()

    assert "Pens Ltd" in narrowed
    assert "A university" not in narrowed
    assert len(table.splitlines()) == 3
    assert "Nothing matches" in words(client.get(LIST, {"mine": "on"}))


def test_the_queries_of_the_list_do_not_grow(client_as, story):
    client = client_as(story.secretary)

    def queries():
        with CaptureQueriesContext(connection) as made:
            words(client.get(LIST))
        return len(made)

    GiftOrHospitalityFactory(person=story.person)
    queries()
    first = queries()
    for _ in range(2):
        GiftOrHospitalityFactory(person=BodyRoleFactory(body=story.body).person)

    assert queries() == first


def test_a_governance_lead_sets_limits_from_a_day_on(client_as, story):
    lead = client_as(actor_in(story.body, Role.GOVERNANCE_LEAD))
    sent = {
        "starts_on": "2021-04-01",
        "branded_aid": "6",
        "gift": "40",
        "hospitality_declared": "25",
        "hospitality_most": "75",
    }

    assert lead.post(LIMITS, sent).status_code == 302
    assert "up to £40 from one source" in words(lead.get(LIMITS))
    assert "from 1 Apr 2021" in words(lead.get(LIMITS))
    assert "£6<" in words(lead.get(LIMITS)).replace(" <", "<")
    again = words(lead.post(LIMITS, sent), 422)
    assert "Enter a day after 1 April 2021" in again
    assert client_as(story.member).post(LIMITS, sent).status_code == 403
    assert GiftLimit.objects.count() == 1


def test_the_office_records_changes_and_publishes_a_breach(client_as, story):
    where = {"slug": story.body.slug}
    address = reverse("declarations:breaches", kwargs=where)
    client = client_as(story.secretary)
    sent = {
        "happened_on": "2020-11-04",
        "what": f"{story.person.name} was late.",
        "impact": "None.",
        "action": "A reminder.",
    }

    missing = words(client.post(address, {**sent, "impact": ""}), 422)
    assert "Say what came of it" in missing
    assert story.person.name in missing
    assert client.post(address, sent).status_code == 302
    breach = Breach.objects.get()
    change = reverse(
        "declarations:change_breach", kwargs={**where, "breach_id": breach.pk}
    )
    publish = reverse(
        "declarations:publish_breach", kwargs={**where, "breach_id": breach.pk}
    )
    assert "published without names" in words(client.post(publish), 422)
    assert "A reminder." in words(client.get(change))
    assert client.post(change, {**sent, "what": "Late."}).status_code == 302
    assert client.post(publish).status_code == 302
    assert words(client.post(publish), 422).count("stays as it was published") >= 1
    public = reverse("public:register", kwargs={**where, "part": "breaches"})
    assert "Late." in words(client.get(public))


def test_a_day_to_come_is_refused_for_a_breach_and_in_its_change(client_as, story):
    breach = BreachFactory(body=story.body)
    tomorrow = (timezone.localdate() + dt.timedelta(days=1)).isoformat()
    sent = {"happened_on": tomorrow, "what": "x", "impact": "y", "action": "z"}
    client = client_as(story.secretary)
    where = {"slug": story.body.slug}

    for address in (
        reverse("declarations:breaches", kwargs=where),
        reverse("declarations:change_breach", kwargs={**where, "breach_id": breach.pk}),
    ):
        assert "today or earlier" in words(client.post(address, sent), 422)
    assert (
        client_as(story.member)
        .get(reverse("declarations:breaches", kwargs=where))
        .status_code
        == 403
    )
