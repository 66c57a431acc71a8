"""The system's pages: map, list, rules, two days compared, and the same by the API."""

import re
from datetime import date

import pytest
from django.urls import reverse

from boards.bodies.enums import BodyKind
from boards.bodies.importers import FIRST_EDITION, read_rules
from boards.bodies.models import (
    Appointment,
    BodyMember,
    BodyParent,
    CompositionRule,
    GovernanceForm,
    Seat,
)
from boards.bodies.presenters.structure import standing
from boards.bodies.rules import Finding, Verdict
from boards.bodies.rules.findings import Level
from boards.bodies.selectors import facts_of
from boards.directory.models import OrganisationService
from ics_portal.accounts.actor import Role
from tests.boards.bodies.rules.world import TEN
from tests.factories.accounts import UserFactory
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.directory import (
    IntegratedCareSystemFactory,
    OrganisationFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db

DAY = "2022-07-01"


@pytest.fixture
def rules():
    CompositionRule.objects.bulk_create(
        CompositionRule(
            rule_id=row.rule_id,
            body_kind=row.body_kind,
            text=row.text,
            constituency=row.constituency,
            check_kind=row.check_kind,
            minimum=row.minimum,
            maximum=row.maximum,
            sources=list(row.sources),
            starts_on=row.starts_on,
        )
        for row in read_rules(FIRST_EDITION.read_text(encoding="utf-8"))
    )


@pytest.fixture
def board(rules):
    """A board with nine of its ten seats filled, an audit committee and a place."""
    system = IntegratedCareSystemFactory(name="Lancashire and South Cumbria ICS")
    body = OrganisationFactory(name="NHS body", kind="icb")
    body.systems.add(system)
    trust = OrganisationFactory(name="General Hospitals")
    trust.systems.add(system)
    OrganisationService.objects.create(organisation=trust, service="acute")
    board = BodyFactory(
        name="ICB board", system=system, organisation=body, starts_on=date(2022, 7, 1)
    )
    for place, (constituency, title) in enumerate(TEN):
        seat = Seat.objects.create(
            body=board, title=title, constituency=constituency, position=place
        )
        last = date(2022, 7, 31) if title == "Partner, primary care" else None
        Appointment.objects.create(
            seat=seat, person=PersonFactory(), starts_on=date(2022, 7, 1), ends_on=last
        )
    audit = BodyFactory(
        name="Audit", kind=BodyKind.COMMITTEE, committee_type="audit", system=system
    )
    BodyParent.objects.create(body=audit, parent=board)
    place = BodyFactory(name="Coast", kind=BodyKind.PLACE_PARTNERSHIP, system=system)
    GovernanceForm.objects.create(body=place, form="icb_committee")
    BodyMember.objects.create(body=place, organisation=trust)
    return board


@pytest.fixture
def reader(board, client):
    client.force_login(someone_signed_up(board, Role.MEMBER))
    return client


def page(reader, name, **query):
    answer = reader.get(reverse(f"bodies:{name}"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_map_shows_each_body_with_its_verdict_and_the_board_s_rules(reader):
    shown = page(reader, "map", on=DAY)

    for words in ("ICB board", "Audit", "Coast", "Committees", "Places"):
        assert words in shown
    assert "The system on Friday 1 July 2022" in shown
    assert "10 seats, 10 filled" in shown
    assert "At least one partner member from primary care" in shown
    assert "RULE-BRD-11 · Design framework 66; NHS Providers briefing 77" in shown


def test_another_day_shows_the_vacancy_and_since_when(reader):
    shown = page(reader, "map", on="2022-08-01")

    assert "10 seats, 9 filled" in shown
    assert "Partner, primary care: vacant, last held on 31 July 2022" in shown
    assert '?on=2022-08-01#seats">Go to its seats</a>' in shown
    assert "Go to its seats" not in page(reader, "map", on=DAY)


def test_a_day_before_the_board_shows_that_it_begins_later(reader):
    shown = page(reader, "map", on="2022-06-30")

    assert "ICB board: begins on 1 July 2022" in shown
    assert "10 seats" not in shown


def test_the_days_of_change_lead_there(reader):
    shown = page(reader, "map", on="2022-07-15")

    assert "?on=2022-07-01" in shown
    assert "?on=2022-08-01" in shown


def test_the_other_pages_stand_under_headings_and_keep_the_day(reader):
    shown = page(reader, "map", on="2022-07-15")

    found = re.findall(r'<h3>(.*?)</h3>|<a href="([^"]*)">([^<]*)</a>', shown)
    more = [
        heading or f"{words}: {address}"
        for heading, address, words in found[found.index(("Who decides", "", "")) :]
    ]
    assert more[:9] == [
        "Who decides",
        "Functions and decisions map: /system/functions/?on=2022-07-15",
        "Approval routes: /system/routes/?on=2022-07-15",
        "Decisions: /decisions/",
        "Duties, and how well they are met",
        "Duties and evidence: /system/duties/?on=2022-07-15",
        "Oversight: /system/oversight/?on=2022-07-15",
        "Maturity of places: /system/maturity/?on=2022-07-15",
        "Involving people: /system/involvement/?on=2022-07-15",
    ]
    assert "Places: /system/places/?on=2022-07-15" in more


def test_one_seat_is_not_many(reader, board):
    place = board.system.bodies.get(name="Coast")
    Seat.objects.create(body=place, title="Leader", constituency="place_leader")

    assert "1 seat, 0 filled." in page(reader, "map", on=DAY)


def test_the_chosen_body_s_rules_stand_at_the_side(reader, board):
    place = board.system.bodies.get(name="Coast")
    shown = page(reader, "map", on=DAY, body=place.pk)

    assert "Coast, composition" in shown
    assert "RULE-PLC-04" in shown
    assert "RULE-BRD-01" not in shown


@pytest.mark.parametrize("typed", ["0", "x", "9" * 5000, "-1", "²"])
def test_a_body_that_is_none_shows_the_board(reader, typed):
    assert "ICB board, composition" in page(reader, "map", on=DAY, body=typed)


@pytest.mark.parametrize("name", ["map", "list", "findings"])
def test_a_day_that_is_none_is_said_and_today_is_shown(reader, name):
    shown = page(reader, name, on="31 February")

    assert "Enter a day that exists, such as 2/12/2020." in shown
    assert 'value="31 February"' in shown
    assert " today" in shown


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_out_of_all_reason_is_refused_in_words(reader, day):
    assert "Choose a day from 5 July 1948 to 31 December 2100." in page(
        reader, "map", on=day
    )


def test_the_list_nests_committees_under_their_board(reader):
    shown = page(reader, "list", on=DAY)

    board, audit = shown.index(">ICB board</a>"), shown.index(">Audit</a>")
    assert board < audit
    assert "<ul" in shown[board:audit]


def test_the_rules_page_puts_what_is_not_met_first_and_can_show_only_that(reader):
    shown = page(reader, "findings", on="2022-08-01")
    only = page(reader, "findings", on="2022-08-01", only="not_met")

    assert shown.index("RULE-BRD-11") < shown.index("RULE-BRD-01")
    assert "RULE-BRD-11" in only
    assert "RULE-BRD-01 " not in only


def test_a_long_table_of_rules_opens_what_needs_somebody(reader, monkeypatch):
    def opened(text):
        found = re.findall(
            r"app-section\"( open)?>\s*<summary.*?<h2[^>]*>(.*?)<", text, re.S
        )
        return {words.split(" (")[0]: bool(is_open) for is_open, words in found}

    short = opened(page(reader, "findings", on="2022-08-01"))
    monkeypatch.setattr("boards.bodies.presenters.structure.findings.MANY", 2)
    long = opened(page(reader, "findings", on="2022-08-01"))

    assert list(long)[:3] == [
        "Required: not met",
        "Required: not known",
        "Required: met",
    ]
    assert set(short.values()) == {True}
    assert {words for words, is_open in long.items() if is_open} == {
        "Required: not met",
        "Required: not known",
    }


def test_the_rules_are_offered_as_a_file(reader):
    answer = reader.get(reverse("bodies:findings"), {"on": DAY, "format": "csv"})

    assert answer["Content-Type"].startswith("text/csv")
    assert "findings-2022-07-01.csv" in answer["Content-Disposition"]
    text = answer.content.decode("utf-8-sig")
    assert text.startswith("Rule,Body,What it says,Level,Verdict,Why,Vacant seats")
    assert "RULE-BRD-01,ICB board" in text


def test_two_days_compared_show_what_differs(reader):
    shown = page(reader, "compare", a="2022-07-31", b="2022-08-01")

    assert "RULE-BRD-11" in shown
    assert "RULE-BRD-01" not in shown
    assert "Nothing differs" in page(reader, "compare", a=DAY, b=DAY)
    assert "Choose two days" in page(reader, "compare")


def test_two_days_one_of_which_is_missing(reader):
    assert "Enter the second day." in page(reader, "compare", a=DAY, b="")


def test_a_portal_without_a_system_says_so(client):
    client.force_login(UserFactory())
    for name in ("map", "list", "findings", "compare"):
        answer = client.get(reverse(f"bodies:{name}"))
        assert "There is no integrated care system yet" in answer.content.decode()


def test_nobody_reads_the_structure_without_signing_in(client, board):
    assert client.get(reverse("bodies:map")).status_code == 302
    assert client.get("/api/v1/findings/").status_code in (401, 403)


def test_a_system_of_one_s_own_is_shown_first_and_another_can_be_chosen(reader, board):
    other = IntegratedCareSystemFactory(name="Another system")
    BodyFactory(name="Another board", system=other)

    assert "Another board" not in page(reader, "map", on=DAY)
    assert "Another board" in page(reader, "map", on=DAY, system=other.pk)


def test_the_number_of_queries_does_not_grow_with_the_system(
    board, django_assert_num_queries
):
    with django_assert_num_queries(18) as few:
        facts_of(board.system)
    for number in range(20):
        body = BodyFactory(system=board.system, kind=BodyKind.PLACE_PARTNERSHIP)
        seat = Seat.objects.create(
            body=body, title=f"Seat {number}", constituency="lay"
        )
        Appointment.objects.create(seat=seat, person=PersonFactory())
        GovernanceForm.objects.create(body=body, form="joint_committee").partners.add(
            OrganisationFactory()
        )
    with django_assert_num_queries(len(few)):
        facts = facts_of(board.system)
    assert len(facts.bodies) == 23


class TestApi:
    def test_findings_of_a_day(self, reader, board):
        answer = reader.get("/api/v1/findings/", {"on": "2022-08-01"}).json()

        assert (answer["system"], answer["on"]) == (board.system.name, "2022-08-01")
        found = {(one["rule_id"], one["body"]): one for one in answer["findings"]}
        vacant = found["RULE-BRD-11", "ICB board"]
        assert (vacant["verdict"], vacant["is_breach"]) == ("not_met", True)
        assert vacant["vacant_seats"] == [
            "Partner, primary care: vacant, last held on 31 July 2022"
        ]
        assert found["RULE-COL-01", ""]["body_id"] is None

    @pytest.mark.parametrize("query", [{"on": "yesterday"}, {"system": "0"}])
    def test_bad_input_is_a_sentence(self, reader, query):
        answer = reader.get("/api/v1/findings/", query)
        assert answer.status_code == 400
        assert answer.json()

    def test_pages_and_api_say_the_same(self, reader):
        answer = reader.get("/api/v1/findings/", {"on": DAY}).json()
        text = reader.get(
            reverse("bodies:findings"), {"on": DAY, "format": "csv"}
        ).content.decode("utf-8-sig")

        assert len(answer["findings"]) == len(text.splitlines()) - 1
        for one in answer["findings"]:
            assert f"{one['rule_id']},{one['body'] or 'The whole system'}" in text


def test_a_box_of_the_map_has_room_for_so_much():
    long = Finding(
        "RULE-X", "", (), Level.REQUIRED, 1, "", Verdict.NOT_MET, "gap; " * 60
    )
    state, words = standing([long])

    assert state == "not_met"
    assert words.startswith("1 of 1 rules not met. gap; gap;")
    assert words.endswith("gap; …")
    assert len(words) < 150
