"""The pages of the register: inside, in public, as files, and as published."""

import datetime as dt
import json
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from declarations.enums import Showing
from declarations.models import PublishedRegister
from declarations.services import printing
from declarations.services.gifts import decide_gift
from declarations.views import register_files
from ics_portal.accounts.actor import Role
from ics_portal.core.web.words import longday
from ics_portal.web.public.views.registers import PrintThrottle
from tests.declarations.conftest import AT
from tests.factories.bodies import BodyFactory, BodyRoleFactory, actor_in
from tests.factories.declarations import (
    BreachFactory,
    GiftOrHospitalityFactory,
    InterestFactory,
    InterestPartyFactory,
    PublishedRegisterFactory,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def inside(story, part=""):
    if part:
        where = {"slug": story.body.slug, "part": part}
        return reverse("declarations:register_part", kwargs=where)
    return reverse("declarations:register", kwargs={"slug": story.body.slug})


def public(story, part="interests"):
    where = {"slug": story.body.slug, "part": part}
    return reverse("public:register", kwargs=where)


def words(response, status=200):
    assert response.status_code == status, response.content[:500]
    return " ".join(response.content.decode().split())


def cells(html, body):
    """The row of a body, of each cell the words in sight."""
    line = next(each for each in html.split("<tr")[1:] if f">{body}</a>" in each)
    return [
        re.sub("<[^>]*>", "\n", each).strip().partition("\n")[0]
        for each in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line)
    ]


def a_gift(story, **fields):
    return GiftOrHospitalityFactory(
        person=story.person, offered_on=TODAY, declared_at=timezone.now(), **fields
    )


def test_anybody_reads_the_register_without_cookie_or_script(client, story):
    answer = client.get(public(story))
    html = words(answer)

    assert "Holds shares" in html
    assert "Coast Trust" in html
    assert not answer.cookies
    assert "<script" not in html
    assert "max-age" in answer["Cache-Control"]


def test_a_member_and_a_stranger_read_the_same_entries(client, client_as, story):
    other = InterestFactory(
        person=story.person,
        nature="Something secret",
        showing=Showing.WITHHELD,
        showing_reason="Threats",
    )
    for html in (
        words(client.get(public(story))),
        words(client_as(story.member).get(inside(story))),
    ):
        assert "Holds shares" in html
        assert "1 entry is withheld" in html
        assert other.nature not in html
        assert "Threats" not in html


def test_the_office_reads_the_private_record_and_nobody_else(client_as, story):
    InterestFactory(
        person=story.person,
        nature="Something secret",
        showing=Showing.WITHHELD,
        showing_reason="Threats",
    )
    address = f"{inside(story)}?record=1"

    assert "Withheld: Threats" in words(client_as(story.secretary).get(address))
    assert "keeps its register" in words(client_as(story.member).get(address), 403)


@pytest.mark.parametrize("typed", ["tomorrow", "2120-01-01", "31/02/2020", "nonsense"])
def test_a_day_that_cannot_be_shown_is_refused_beside_the_field(
    client, client_as, story, typed
):
    if typed == "tomorrow":
        typed = (TODAY + dt.timedelta(days=1)).isoformat()
    sentence = {"31": "a day that exists", "no": "a day that exists"}.get(
        typed[:2], "or an earlier day" if typed < "2100" else "Choose a day from"
    )
    for address, who in (
        (public(story), client),
        (inside(story), client_as(story.member)),
        (f"{public(story)}?format=csv", client),
    ):
        joint = "&" if "?" in address else "?"
        html = words(who.get(f"{address}{joint}on={typed}"), 422)
        assert html.count(sentence) == 2
        assert "Holds shares" not in html


def test_a_past_day_says_so_in_its_heading(client, story):
    html = words(client.get(f"{public(story)}?on=2020-12-02"))

    assert "<h1>Register of interests, as on 2 Dec 2020</h1>" in html


def test_it_is_a_file_for_a_spreadsheet_for_programs_and_in_print(client, story):
    address = f"{public(story)}?on=2020-12-02&format="
    table = client.get(f"{address}csv").content.decode()
    plain = json.loads(client.get(f"{address}json").content)
    printed = client.get(f"{address}pdf")

    assert "Coast Trust" in table.splitlines()[1]
    assert plain["as_on"] == "2020-12-02"
    (row,) = plain["interests"]
    assert (row["name"], row["starts"]) == (story.person.name, "2020-11-01")
    assert not {"ref", "remark"} & set(row)
    assert printed["Content-Type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF")


def test_what_is_too_long_to_print_says_the_way_on(
    client, client_as, story, monkeypatch
):
    monkeypatch.setattr(register_files, "MOST_PRINTED", 0)
    monkeypatch.setattr(printing, "MOST_PRINTED", 0)

    for who, address in (
        (client, public(story)),
        (client_as(story.member), inside(story)),
    ):
        html = words(who.get(f"{address}?format=pdf"), 422)
        assert "take it as a CSV file" in html


def test_a_stranger_has_not_any_number_of_registers_printed(client, story, monkeypatch):
    cache.clear()
    monkeypatch.setattr(PrintThrottle, "rate", "1/hour")
    address = f"{public(story)}?format=pdf"

    assert client.get(address).status_code == 200
    assert "Take it as a CSV file" in words(client.get(address), 429)
    assert client.get(f"{public(story)}?format=csv").status_code == 200


def test_gifts_name_a_supplier_and_no_patient(client, client_as, story):
    a_gift(story, giver="Pens Ltd", source="supplier", description="A pen")
    a_gift(story, giver="Mrs Somebody", source="other", description="Chocolates")

    html = words(client.get(public(story, "gifts")))
    table = client.get(f"{public(story, 'gifts')}?format=csv").content.decode()

    for text in (html, table):
        assert "Pens Ltd" in text
        assert "Chocolates" in text
        assert "Mrs Somebody" not in text
    assert "Chocolates" not in words(client.get(f"{public(story, 'gifts')}?q=Somebody"))
    assert "A pen" in words(client_as(story.member).get(inside(story, "gifts")))


def test_a_gift_stands_in_the_register_once_it_is_decided(client, client_as, story):
    gift = a_gift(
        story, description="A painting in oil", outcome="waiting", wanted="accepted"
    )
    pages = [public(story, "gifts"), f"{public(story, 'gifts')}?q=painting"]
    files = [f"{pages[0]}?format={kind}" for kind in ("csv", "json")]

    def told():
        texts = [client.get(address).content.decode() for address in [*pages, *files]]
        texts.append(
            client_as(story.member).get(inside(story, "gifts")).content.decode()
        )
        return {"painting in oil" in text for text in texts}

    assert told() == {False}
    office = client_as(story.secretary).get(inside(story, "gifts")).content.decode()
    assert "1 gift waits for a decision." in office
    assert "/interests/gifts/?outcome=waiting" in office
    assert "painting in oil" not in office

    decide_gift(
        gift=gift, outcome="for_organisation", reason="For the ward",
        actor=story.secretary, at=timezone.now(),
    )  # fmt: skip

    assert told() == {True}
    office = client_as(story.secretary).get(inside(story, "gifts")).content.decode()
    assert "for a decision" not in office


def test_breaches_stand_in_the_register(client, story):
    BreachFactory(
        body=story.body, published_at=timezone.now(), published_by_id=1, impact="None."
    )

    html = words(client.get(public(story, "breaches")))

    assert "declared after the 28 days" in html
    assert story.person.name not in html


def test_the_list_of_registers_says_what_each_holds_and_since_when(
    client, client_as, story
):
    InterestFactory(
        person=story.presiding, showing=Showing.WITHHELD, showing_reason="x"
    )
    a_gift(story)
    BreachFactory(body=story.body, published_at=timezone.now(), published_by_id=1)
    left = TODAY - dt.timedelta(days=30)
    other = BodyFactory(name="Quality Committee")
    BodyRoleFactory(body=other, person=story.person, ends_on=left)
    begun_later = InterestFactory(
        person=story.person, starts_on=TODAY - dt.timedelta(days=7)
    )
    PublishedRegisterFactory(body=story.body, published_at=AT)

    for shown, of_body in (
        (client.get(reverse("public:registers")), public(story)),
        (client_as(story.member).get(reverse("declarations:registers")), inside(story)),
    ):
        html = words(shown)
        assert f"As on {longday(TODAY)}" in html
        line = cells(html, "ICS Board")
        assert line[:5] == ["ICS Board", "2", "1", "1", "20 Nov 2020"]
        assert f'href="{of_body}?format=csv"' in html
        assert cells(html, "Quality Committee")[1:4] == ["1", "0", "0"]
    client.logout()
    of_other = reverse(
        "public:register", kwargs={"slug": other.slug, "part": "interests"}
    )
    page = words(client.get(of_other))
    assert "Holds shares" in page
    assert begun_later.nature not in page


def test_the_queries_of_the_list_do_not_grow_with_bodies(client_as, story):
    client = client_as(story.member)
    address = reverse("declarations:registers")
    client.get(address)

    def count():
        with CaptureQueriesContext(connection) as made:
            words(client.get(address))
        return len(made)

    few = count()
    for name in ("One", "Two", "Three"):
        body = BodyFactory(name=name)
        BodyRoleFactory(body=body, person=story.person)
        PublishedRegisterFactory(body=body)

    assert count() == few


def test_a_name_is_looked_for_in_all_registers(client, story):
    other = BodyFactory(name="Quality Committee")
    BodyRoleFactory(body=other, person=InterestFactory(nature="Advises").person)
    hidden = BodyFactory(meets_in_public=False)
    BodyRoleFactory(body=hidden, person=InterestFactory(nature="Unseen").person)
    address = reverse("public:registers")

    listed = words(client.get(address))
    found = words(client.get(f"{address}?q=advises"))

    assert "Quality Committee" in listed
    assert hidden.name not in listed
    assert "Advises" in found
    assert "Holds shares" not in found
    assert "No entry matches" in words(client.get(f"{address}?q=unseen"))
    assert "still to come" in words(client.get(f"{address}?on=2099-01-01"), 422)


def test_the_interests_of_one_person_are_read_by_name(client, client_as, story):
    other = BodyFactory(name="Quality Committee")
    BodyRoleFactory(body=other, person=story.person)
    InterestFactory(person=story.presiding, nature="Advises a charity")
    InterestFactory(person=story.person, nature="Is a trustee")
    name = {"name": story.person.name}

    for html in (
        words(client.get(reverse("public:registers"), name)),
        words(client.get(public(story), name)),
        words(client_as(story.member).get(inside(story), name)),
    ):
        assert html.count("Holds shares") == html.count("Is a trustee") == 1
        assert "Advises a charity" not in html
    found = words(client.get(reverse("public:registers"), name))
    assert f"<h1>Interests of {story.person.name}</h1>" in found
    everybody = words(client.get(public(story)))
    assert f"/public/registers/?on={TODAY}&amp;name=Person%20" in everybody


def test_the_register_of_a_body_in_private_is_for_those_who_are_in_it(
    client, client_as, story
):
    story.body.meets_in_public = False
    story.body.save()
    stranger = actor_in(BodyFactory(), Role.MEMBER)

    assert client.get(public(story)).status_code == 404
    assert client_as(stranger).get(inside(story)).status_code == 403
    assert story.body.name not in words(
        client_as(stranger).get(reverse("declarations:registers"))
    )
    assert client_as(story.member).get(inside(story)).status_code == 200


def test_the_office_publishes_and_it_stays_openable(client, client_as, story):
    address = reverse("declarations:publish_register", kwargs={"slug": story.body.slug})
    office = client_as(story.secretary)
    assert address in words(office.get(inside(story)))
    assert "nobody has reviewed yet go out as well" in words(office.get(address))
    assert PublishedRegister.objects.count() == 0
    for _ in range(2):
        assert office.post(address, {"on": TODAY.isoformat()}).status_code == 302
    refused = office.post(address, {"on": "2099-01-01"})
    story.interest.nature = "Something new"
    story.interest.save()

    assert "still to come" in words(refused, 422)
    assert PublishedRegister.objects.count() == 2
    for name in ("declarations:published_register", "public:published_register"):
        for key in (TODAY.isoformat(), f"{TODAY.isoformat()}-2"):
            where = reverse(name, kwargs={"slug": story.body.slug, "key": key})
            html = words(office.get(where))
            assert "Holds shares" in html
            assert "Something new" not in html
            printed = office.get(f"{where}?format=pdf")
            assert printed.getvalue().startswith(b"%PDF")
            assert where in words(
                office.get(inside(story) if "decl" in name else public(story))
            )
        gone = reverse(name, kwargs={"slug": story.body.slug, "key": "2001-01-01"})
        assert office.get(gone).status_code == 404


def test_what_was_published_is_read_a_page_at_a_time(client, client_as, story):
    for _ in range(2):
        InterestFactory(person=story.person)
    address = reverse("declarations:publish_register", kwargs={"slug": story.body.slug})
    client_as(story.secretary).post(address, {"on": TODAY.isoformat()})
    row = PublishedRegister.objects.get()
    row.rows["interests"] *= 20
    row.save()
    odd = PublishedRegisterFactory(body=story.body, published_at=row.published_at)
    where = {"slug": story.body.slug, "key": TODAY.isoformat()}
    public_page = reverse("public:published_register", kwargs=where)

    assert "Showing 1 to 50 of 60" in words(client.get(public_page))
    assert "Showing 51 to 60 of 60" in words(client.get(public_page, {"page": "2"}))
    assert odd.rows == []
    assert client.get(f"{public_page[:-1]}-2/").status_code == 404


def test_a_published_file_is_not_given_once_something_in_it_is_withheld(
    client, client_as, story
):
    address = reverse("declarations:publish_register", kwargs={"slug": story.body.slug})
    client_as(story.secretary).post(address, {"on": TODAY.isoformat()})
    story.interest.showing, story.interest.showing_reason = "withheld", "Threats"
    story.interest.save()
    where = reverse(
        "public:published_register",
        kwargs={"slug": story.body.slug, "key": TODAY.isoformat()},
    )

    html = words(client.get(f"{where}?format=pdf"))

    assert "1 entry is withheld" in html
    assert "Holds shares" not in html
    assert "format=pdf" not in html


@pytest.mark.parametrize("on", ["", "2020-12-02"])
def test_the_queries_do_not_grow_with_the_entries(client, story, on):
    def queries():
        with CaptureQueriesContext(connection) as made:
            words(client.get(public(story), {"on": on}))
        return len(made)

    first = queries()
    for _ in range(2):
        person = BodyRoleFactory(body=story.body).person
        InterestPartyFactory(interest=InterestFactory(person=person))

    assert queries() == first


def test_a_part_that_is_none_is_not_there(client, client_as, story):
    assert client.get(public(story, "procurement")).status_code == 404
    assert client_as(story.member).get(inside(story, "more")).status_code == 404
