"""One duty of a body, its forms, and the list by finding and level."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from boards.bodies.enums import BodyKind
from boards.duties.models import DutyOwner, Evidence, LocalDuty
from ics_portal.accounts.actor import Role
from tests.factories.accounts import UserFactory
from tests.factories.bodies import (
    BodyFactory,
    InstrumentFactory,
    InstrumentVersionFactory,
    someone_signed_up,
)
from tests.factories.duties import DutyOwnerFactory, EvidenceFactory, LocalDutyFactory

pytestmark = pytest.mark.django_db

DAY = "2022-07-01"
JUNE = date(2022, 6, 1)
RECORD = "/system/duties/shared_care_record/the-board/"
SERVICES = "/system/duties/place_services/fylde-coast/"
LISTING = "/system/duties/"


@pytest.fixture
def keeper(board, client):
    client.force_login(someone_signed_up(board, Role.GOVERNANCE_LEAD))
    return client


@pytest.fixture
def reader(board, client):
    client.force_login(someone_signed_up(board, Role.MEMBER))
    return client


def text_of(answer):
    return " ".join(answer.content.decode().split())


def page(client, url, status=200, **query):
    answer = client.get(url, {"on": DAY, **query})
    assert answer.status_code == status
    return text_of(answer)


def send(client, url, **told):
    """The form as it is shown, filled in and sent."""
    shown = client.get(url)
    [seen] = re.findall(r'name="seen" value="([^"]*)"', shown.content.decode())
    return client.post(url, {"seen": seen, **told})


# --- The page of one duty ------------------------------------------------------------


@pytest.mark.requirement("ICP-04")
def test_the_page_of_a_duty_shows_each_part_and_what_shows_it(reader, place):
    EvidenceFactory(
        body=place,
        duty="place_services",
        part="acute",
        words="Two hospitals",
        address="https://example.org/hospitals",
        starts_on=JUNE,
        review_on=date(2022, 6, 30),
    )
    EvidenceFactory(
        body=place,
        duty="place_services",
        part="community_care",
        is_met=False,
        words="Nights are not staffed",
        starts_on=JUNE,
    )
    EvidenceFactory(
        body=place,
        duty="place_services",
        words="A first look",
        starts_on=date(2021, 6, 1),
        ends_on=date(2021, 12, 31),
    )
    DutyOwnerFactory(body=place, duty="place_services", post="Place director")

    shown = page(reader, SERVICES)

    for each in (
        "Services of a place on Friday 1 July 2022",
        "Lacking: Community health care.",
        "1 of 9",
        "Two hospitals",
        'href="https://example.org/hospitals"',
        "Review overdue",
        "Nights are not staffed",
        "Nobody said whether it is there.",
        "Place director",
        "lines 495-506",
        "Evidence of other days",
        "A first look",
    ):
        assert each in shown
    assert "Add evidence" not in shown


def test_a_keeper_is_offered_the_forms_at_their_part(keeper, place):
    shown = page(keeper, SERVICES)
    assert f'href="{SERVICES}evidence/new/?part=acute"' in shown
    assert f'href="{SERVICES}owners/new/"' in shown

    form = text_of(keeper.get(f"{SERVICES}evidence/new/", {"part": "acute"}))
    assert re.search(r'value="acute"[^>]*checked', form)


def test_a_document_in_force_stands_among_the_evidence(reader, board):
    InstrumentVersionFactory(
        instrument=InstrumentFactory(body=board, title="Our constitution"),
        review_on=date(2022, 6, 30),
    )
    shown = page(reader, "/system/duties/constitution/the-board/")
    assert "Our constitution, version" in shown
    assert "Review overdue" in shown


def test_a_duty_that_a_document_shows_leads_to_where_its_contents_are_said(
    reader, board, place
):
    def leads(*address):
        url = reverse("duties:duty", args=address)
        body = reverse("bodies:body", args=address[1:])
        return f'href="{body}#documents"' in reader.get(url).content.decode()

    assert leads("constitution", board.slug)
    assert not leads("place_services", place.slug)


@pytest.mark.parametrize(
    "url",
    [
        "/system/duties/no_such_duty/the-board/",
        "/system/duties/place_services/the-board/",
        "/system/duties/constitution/no-such-body/",
        "/system/duties/no_such_duty/",
    ],
)
def test_what_is_asked_of_nobody_has_no_page(reader, url):
    page(reader, url, status=404)


def test_one_that_is_not_asked_on_the_day_says_so(reader, board):
    old = BodyFactory(name="Old board", kind=BodyKind.ICS_BOARD, system=board.system)
    shown = page(reader, f"/system/duties/due_diligence/{old.slug}/")
    assert "It is not asked of this body on this day" in shown
    assert 'href="/system/duties/due_diligence/?on=2022-07-01"' in shown


def test_every_body_that_has_a_duty_on_one_page(reader, place, board):
    BodyFactory(name="Bay", kind=BodyKind.PLACE_PARTNERSHIP, system=board.system)
    shown = page(reader, "/system/duties/place_services/")
    assert "Fylde Coast partnership" in shown
    assert "Bay" in shown
    assert "Constitution" not in shown


def test_the_queries_of_a_duty_do_not_grow(
    reader, place, django_assert_max_num_queries
):
    version = InstrumentVersionFactory(instrument=InstrumentFactory(body=place))
    EvidenceFactory(body=place, duty="place_services", version=version)
    page(reader, SERVICES)
    with django_assert_max_num_queries(55) as few:
        page(reader, SERVICES)
    for part in ("acute", "social_care", "wellbeing"):
        version = InstrumentVersionFactory(instrument=InstrumentFactory(body=place))
        EvidenceFactory(body=place, duty="place_services", part=part, version=version)
        DutyOwnerFactory(body=place, duty="place_services", part=part)
    with django_assert_max_num_queries(len(few)):
        page(reader, SERVICES)


# --- Forms ---------------------------------------------------------------------------


@pytest.mark.requirement("DIG-05")
def test_evidence_is_added_and_ended(keeper, board):
    version = InstrumentVersionFactory(
        instrument=InstrumentFactory(body=board, title="Digital plan"), version=1
    )
    answer = send(
        keeper,
        f"{RECORD}evidence/new/",
        is_met="yes",
        words="In use in every trust",
        starts_on="2022-06-01",
        version=version.pk,
        address="https://example.org",
    )
    assert answer["Location"] == RECORD
    found = Evidence.objects.get()
    assert (found.body, found.version, found.is_met) == (board, version, True)

    shown = page(keeper, RECORD)
    assert "In use since 1 June 2022." in shown
    assert "Digital plan, version 1" in shown
    assert "Added evidence: In use in every trust" in shown
    ending = f"{RECORD}evidence/{found.pk}/end/"
    assert f'href="{ending}"' in shown

    answer = send(keeper, ending, ends_on="2022-06-30", reason="Turned off")
    assert answer["Location"] == RECORD
    assert "until 30 Jun 2022" in page(keeper, RECORD, on="2022-06-30")
    shown = page(keeper, RECORD)
    assert "Nobody said whether a shared care record is in use." in shown
    assert "Turned off" in shown


def test_bad_evidence_is_refused_beside_its_field_and_what_was_typed_stays(
    keeper, board
):
    answer = send(
        keeper,
        f"{RECORD}evidence/new/",
        is_met="no",
        words="Not bought",
        starts_on="2022-06-01",
        address="ftp://example.org",
    )
    shown = text_of(answer)
    assert answer.status_code == 422
    assert "Give an address that begins with https:// or http://." in shown
    assert "Not bought" in shown
    assert "ftp://example.org" in shown
    assert not Evidence.objects.exists()


def test_of_two_people_at_one_duty_the_second_sees_both_texts(keeper, board):
    url = f"{RECORD}evidence/new/"
    told = {"is_met": "yes", "words": "Mine", "starts_on": "2022-06-01"}
    shown = keeper.get(url).content.decode()
    [seen] = re.findall(r'name="seen" value="([^"]*)"', shown)
    EvidenceFactory(body=board, words="Theirs", starts_on=JUNE)

    answer = keeper.post(url, {"seen": seen, **told})

    assert answer.status_code == 409
    assert "Theirs" in text_of(answer)
    assert "Mine" in text_of(answer)
    assert not Evidence.objects.filter(words="Mine").exists()


@pytest.mark.requirement("ICB-03")
def test_an_owner_is_named_and_ended(keeper, board):
    url = "/system/duties/accountable_officers/the-board/"
    answer = send(
        keeper,
        f"{url}owners/new/",
        part="send",
        post="Chief nurse",
        starts_on="2022-06-01",
    )
    assert answer["Location"] == url
    owner = DutyOwner.objects.get()
    assert (owner.part, owner.post) == ("send", "Chief nurse")
    shown = page(keeper, url)
    assert "1 of 3" in shown
    assert "Named an owner: Chief nurse" in shown

    ending = f"{url}owners/{owner.pk}/end/"
    assert "Chief nurse" in text_of(keeper.get(ending))
    send(keeper, ending, ends_on="2022-06-30", reason="Left")
    assert "Nobody is named." in page(keeper, url)


def test_an_owner_without_a_name_is_refused(keeper, board):
    answer = send(keeper, f"{RECORD}owners/new/", starts_on="2022-06-01")
    assert answer.status_code == 422
    assert "Choose a person, or give a post." in text_of(answer)


def test_a_reader_is_refused_the_forms_with_the_reason(reader, board):
    found = EvidenceFactory(body=board)
    owner = DutyOwnerFactory(body=board, duty="shared_care_record")
    for url in (
        f"{RECORD}evidence/new/",
        f"{RECORD}evidence/{found.pk}/end/",
        f"{RECORD}owners/new/",
        f"{RECORD}owners/{owner.pk}/end/",
        "/system/local-duties/new/",
    ):
        answer = reader.get(url)
        assert answer.status_code == 403, url
        assert "Only a governance lead of this system" in text_of(answer)


def test_evidence_of_another_duty_is_not_ended_here(keeper, board):
    found = EvidenceFactory(body=board, duty="constitution")
    assert keeper.get(f"{RECORD}evidence/{found.pk}/end/").status_code == 404


GREEN = {
    "title": "Green plan",
    "asked": "Less carbon",
    "source": "Decision of the board",
    "level": "expected",
    "parts": "Heat\r\nTravel",
}


def test_a_duty_of_one_s_own_is_added_changed_and_ended(keeper, place):
    answer = send(
        keeper,
        "/system/local-duties/new/",
        **GREEN,
        held_by="place_partnership",
        starts_on=DAY,
    )
    assert answer.status_code == 302
    duty = LocalDuty.objects.get()
    url = f"/system/duties/green_plan/{place.slug}/"
    assert f'href="{url}?on={DAY}"' in page(keeper, LISTING)
    assert "Set by the system itself" in page(keeper, LISTING)
    shown = page(keeper, url)
    assert "Nobody said whether any of its 2 parts is there." in shown
    change = f"/system/local-duties/{duty.pk}/change/"
    assert change in shown

    form = text_of(keeper.get(change))
    assert "Heat" in form
    answer = send(keeper, change, **{**GREEN, "asked": "No carbon"}, reason="Bolder")
    assert answer["Location"] == f"/system/duties/?system={place.system_id}"
    shown = page(keeper, url)
    assert "No carbon" in shown
    assert "Changed the duty: Green plan" in shown
    assert "Bolder" in shown

    send(
        keeper,
        f"/system/local-duties/{duty.pk}/end/",
        ends_on="2022-07-31",
        reason="Done",
    )
    assert "Green plan" in page(keeper, LISTING, on="2022-07-31")
    assert "Green plan" not in page(keeper, LISTING, on="2022-08-01")


def test_a_duty_that_was_changed_meanwhile_shows_both_texts(keeper, system):
    duty = LocalDutyFactory(system=system, title="Green plan", asked="Theirs")
    url = f"/system/local-duties/{duty.pk}/change/"
    told = {**GREEN, "asked": "Mine", "reason": "Better", "seen": "another"}
    answer = keeper.post(url, told)
    assert answer.status_code == 409
    assert "What is asked: Theirs" in answer.content.decode()
    assert "What is asked: Mine" in answer.content.decode()


def test_no_duty_is_added_where_there_is_no_system(client, db):
    client.force_login(UserFactory())
    answer = client.get("/system/local-duties/new/")
    assert "There is no integrated care system yet" in text_of(answer)


# --- The list ------------------------------------------------------------------------


def test_the_list_is_narrowed_by_finding_level_and_subject(reader, board):
    DutyOwnerFactory(
        body=board, duty="accountable_officers", starts_on=JUNE, post="Nurse"
    )
    shown = page(reader, LISTING, state="met", level="required")
    assert "Accountable officers" in shown
    assert "System Collaboration" not in shown
    assert "All duties" in shown

    shown = page(reader, LISTING, subject="digital")
    assert "Shared care record" in shown
    assert "Accountable officers" not in shown
    empty = page(reader, LISTING, state="not_due", subject="digital")
    assert "No duty is so on this day" in empty

    told = reader.get(LISTING, {"on": DAY, "subject": "digital", "format": "csv"})
    lines = told.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + 5


def test_the_page_of_a_body_leads_to_its_duties(reader, place):
    body = text_of(reader.get(reverse("bodies:body", args=[place.slug]), {"on": DAY}))
    [href] = re.findall(r'href="(/system/duties/[^"]*slug=[^"]*)"', body)
    shown = text_of(reader.get(href.replace("&amp;", "&")))
    assert "Services of a place" in shown
    assert "Accountable officers" not in shown


def test_a_place_looks_at_its_own_duties(reader, place, board):
    shown = page(reader, LISTING, slug=place.slug)
    assert "Services of a place" in shown
    assert "Accountable officers" not in shown
    assert "Choose whose from the list" in page(reader, LISTING, slug="nobody")


def test_what_is_expected_warns_and_what_is_on_record_is_only_listed(reader, board):
    EvidenceFactory(body=board, duty="quality_capacity", is_met=False, starts_on=JUNE)
    EvidenceFactory(body=board, duty="scrutiny", starts_on=JUNE)

    shown = page(reader, LISTING)

    assert "Warning: not met" in shown
    assert "On record" in shown
    warnings = re.search(r"<b>(\d+)</b> warnings?", shown)
    assert int(warnings[1]) == 6  # with five documents that are not there
    assert re.search(r"<b>1</b> of \d+ on record", shown)


def test_a_choice_that_is_none_is_said(reader, board):
    shown = page(reader, LISTING, state="perhaps")
    assert "Choose finding from the list" in shown
    assert "Accountable officers" in shown
    assert "on Friday 1 July 2022" in shown


def test_programs_are_told_parts_owners_and_findings(reader, board):
    found = EvidenceFactory(
        body=board,
        duty="accountable_officers",
        part="send",
        words="Named in the scheme",
        starts_on=JUNE,
    )
    owner = DutyOwnerFactory(
        body=board, duty="accountable_officers", part="send", post="Chief nurse"
    )
    answer = reader.get("/api/v1/duties/", {"on": DAY}).json()
    [told] = [one for one in answer["duties"] if one["key"] == "accountable_officers"]

    assert (told["level"], told["subject"], told["covered"]) == (
        "required",
        "nhs_body",
        1,
    )
    assert told["owners"] == [
        {"id": owner.pk, "part": "send", "name": "Chief nurse", "starts_on": None}
    ]
    assert told["found"] == [
        {
            "id": found.pk,
            "part": "send",
            "is_met": True,
            "words": "Named in the scheme",
            "rests_on": "",
            "address": "",
            "found_on": "2022-06-01",
            "review_on": None,
            "is_overdue": False,
        }
    ]
    assert told["parts"][2] == {
        "key": "send",
        "words": "special educational needs and disabilities",
        "due_on": None,
        "state": "met",
        "why": "Chief nurse.",
    }


def test_today_is_shown_where_no_day_is_asked_for(reader, board):
    shown = text_of(
        reader.get(reverse("duties:duty", args=["constitution", board.slug]))
    )
    assert "Constitution today" in shown
    assert timezone.localdate().isoformat() in shown
