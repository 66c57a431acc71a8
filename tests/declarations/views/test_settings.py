"""The chair sets how conflicts are handled; partner members are ruled on once."""

import pytest
from django.urls import reverse

from declarations.models import ConflictSettings, StandingRuling
from ics_portal.accounts.actor import Role
from tests.factories.bodies import BodyFactory, actor_in
from tests.factories.declarations import StandingRulingFactory

pytestmark = pytest.mark.django_db


def address(story, name="settings", *more):
    return reverse(f"declarations:{name}", args=[story.body.slug, *more])


def test_settings_are_shown_and_saved(client_as, story):
    chair = client_as(story.chair)
    html = chair.get(address(story)).content.decode()
    assert "checked" in html.split('value="hold"')[1].split(">")[0]

    assert chair.post(address(story), {"hold": "perhaps"}).status_code == 422
    assert chair.post(address(story), {"hold": "warn"}).status_code == 302

    row = ConflictSettings.objects.get()
    assert (row.body, row.hold, row.name_on_pages) == (story.body, "warn", False)


def test_a_standing_ruling_is_made_listed_and_ended(client_as, story):
    chair = client_as(story.chair)
    making = address(story, "rule_standing")
    sent = {
        "person": story.person.pk,
        "organisation": story.trust.pk,
        "option": "no_vote",
        "ruled_by": story.presiding.pk,
    }
    assert chair.get(making).status_code == 200
    refused = chair.post(making, {**sent, "ruled_by": story.person.pk})
    assert "Nobody rules on an own interest" in refused.content.decode()

    assert chair.post(making, sent).status_code == 302

    ruling = StandingRuling.objects.get()
    html = chair.get(address(story)).content.decode()
    assert "Stays and speaks, does not vote" in html
    ending = address(story, "end_standing", ruling.pk)
    assert ending in html
    assert chair.get(ending).status_code == 200
    sent = {"ends_on": "2000-01-01", "reason": "Left"}
    assert chair.post(ending, sent).status_code == 422
    sent["ends_on"] = ruling.starts_on
    assert chair.post(ending, sent).status_code == 302
    assert ending not in chair.get(address(story)).content.decode()


def test_one_that_is_over_stands_last_and_says_so(client_as, story):
    for name, ends_on in (("Gone before", "2020-01-31"), ("Here now", None)):
        StandingRulingFactory(
            body=story.body,
            person__name=name,
            starts_on="2019-01-01",
            ends_on=ends_on,
        )

    html = client_as(story.chair).get(address(story)).content.decode()

    assert html.index("Here now") < html.index("Gone before")
    assert "Over" in html


def test_others_do_not_set_them(client_as, story):
    for actor in (story.secretary, story.member):
        assert client_as(actor).get(address(story)).status_code == 403
    stranger = client_as(actor_in(BodyFactory(), Role.CHAIR))
    assert stranger.get(address(story)).status_code == 404
    ruling = StandingRulingFactory()
    client = client_as(story.chair)
    assert client.get(address(story, "end_standing", ruling.pk)).status_code == 404
