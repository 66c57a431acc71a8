"""The functions and decisions map: its page, its files, its forms, and the API."""

import io
import re
from datetime import date
from decimal import Decimal

import pikepdf
import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone

from boards.bodies.enums import BodyKind
from boards.bodies.models import Delegation, Function, InstrumentVersion
from ics_portal.accounts.actor import Role
from tests.factories.accounts import UserFactory
from tests.factories.bodies import (
    BodyFactory,
    BodyParentFactory,
    DelegationFactory,
    FunctionFactory,
    InstrumentFactory,
    InstrumentVersionFactory,
    someone_signed_up,
)
from tests.factories.directory import IntegratedCareSystemFactory

pytestmark = pytest.mark.django_db

DAY = "2022-07-01"
REVIEW = "Report to the board each quarter"


@pytest.fixture
def scene(board, place, system):
    """A board that reserves one function; a place under it that decides another."""
    BodyParentFactory(body=place, parent=board)
    plan = FunctionFactory(
        name="Approve the system plan", level="system", system=system, position=1
    )
    beds = FunctionFactory(
        name="Plan community beds", system=system, lead="Place director", position=2
    )
    DelegationFactory(function=plan, accountable=board)
    DelegationFactory(
        function=beds,
        accountable=board,
        holder=place,
        kind="joint",
        limit=Decimal("250000.00"),
        instrument=InstrumentFactory(body=board, title="Scheme of delegation"),
        starts_on=date(2022, 7, 1),
    )
    return beds


@pytest.fixture
def reader(scene, board, client):
    client.force_login(someone_signed_up(board, Role.MEMBER))
    return client


@pytest.fixture
def keeper(scene, board, client):
    client.force_login(someone_signed_up(board, Role.GOVERNANCE_LEAD))
    return client


def words(answer):
    text = re.sub(r"<[^>]*>", " ", answer.content.decode())
    return " ".join(text.replace("&amp;", "&").split())


def page(reader, **query):
    answer = reader.get(reverse("bodies:functions"), {"on": DAY, **query})
    assert answer.status_code == 200
    return words(answer)


def csv(answer):
    return answer.content.decode("utf-8-sig").splitlines()


@pytest.mark.requirement("FDM-01")
@pytest.mark.requirement("ICB-11")
def test_each_decision_says_who_what_how_much_by_which_paper_and_to_whom(reader):
    shown = page(reader)

    assert "Functions and decisions on Friday 1 July 2022" in shown
    assert shown.index("At system level") < shown.index("At place level")
    for each in (
        "Plan community beds Lead: Place director",
        "Fylde Coast partnership Level 2, under Board of the ICS NHS body",
        "Joint £250,000 Scheme of delegation",
        f"Board of the ICS NHS body {REVIEW}",
    ):
        assert each in shown


def test_the_picture_shows_the_same_from_the_board_down(reader):
    picture = page(reader).partition("The same as a picture")[2]

    assert picture.index("First level: the board") < picture.index("Level 2")
    assert "Plan community beds (Joint, up to £250,000)" in picture
    assert "Approve the system plan (Reserved)" in picture


@pytest.mark.requirement("FDM-02")
def test_a_function_at_system_level_without_a_reason_is_warned_about(reader, system):
    assert "No reason for system level" in page(reader)
    Function.objects.update(subsidiarity_reason="One allocation")
    shown = page(reader)
    assert "No reason for system level" not in shown
    assert "Why at this level: One allocation" in shown


@pytest.mark.requirement("FDM-03")
def test_the_length_of_the_chain_is_a_figure(reader):
    shown = page(reader)

    assert "2 levels of decision at most" in shown
    assert (
        "The longest chain of decision has 2 levels"
        " (Plan community beds, Fylde Coast partnership)." in shown
    )


@pytest.mark.requirement("FDM-03")
def test_a_chain_that_nobody_recorded_is_said(reader, place):
    place.parents.all().delete()

    shown = page(reader)
    assert "For 1 decision it is not recorded from which body" in shown
    assert "Chain not recorded" in shown


@pytest.mark.requirement("ICP-07")
def test_what_nobody_decides_is_named_as_a_gap(reader):
    shown = page(reader, on="2022-06-30")

    assert "Nobody decides on: Plan community beds." in shown
    assert "1 without anybody who decides" in shown
    assert "Nobody decides on:" not in page(reader)


@pytest.mark.requirement("COM-07")
@pytest.mark.requirement("ICP-07")
def test_advice_is_shown_and_does_not_close_a_gap(reader, scene, board):
    Delegation.objects.filter(function=scene).update(kind="advisory", limit=None)

    shown = page(reader)
    assert "Nobody decides What is there is advice." in shown
    assert "Fylde Coast partnership" in shown
    assert "Plan community beds (advice only)" in shown


def test_an_officer_is_shown_under_the_board(reader, scene, board):
    DelegationFactory(
        function=scene,
        accountable=board,
        holder=None,
        officer="Director of finance",
        kind="delegated",
    )
    assert "Officer. Under Board of the ICS NHS body" in page(reader)


def test_only_who_keeps_the_map_is_offered_to_change_it(reader):
    shown = page(reader)
    for offer in ("Add a function", "Publish this version", "Say who decides"):
        assert offer not in shown


def test_who_keeps_the_map_is_offered_to_change_it(keeper):
    shown = page(keeper)
    for offer in ("Add a function", "Publish this version", "Say who decides"):
        assert offer in shown


def test_a_day_that_is_none_is_said(reader):
    answer = reader.get(reverse("bodies:functions"), {"on": "31 February"})
    assert "nhsuk-error-message" in answer.content.decode()


def test_a_system_without_functions_says_what_the_map_is_for(reader, board, client):
    Delegation.objects.all().delete()
    Function.objects.all().delete()

    assert "A governance lead adds the functions" in page(reader)
    client.force_login(someone_signed_up(board, Role.GOVERNANCE_LEAD))
    assert "The map says who decides what" in page(client)


def test_a_portal_without_a_system_says_so(client):
    client.force_login(UserFactory())
    answer = client.get(reverse("bodies:functions"))
    assert "There is no integrated care system yet" in answer.content.decode()
    for name in ("add_function", "publish_functions"):
        assert "no integrated care system" in words(
            client.get(reverse(f"bodies:{name}"))
        )


def test_another_system_can_be_chosen(reader):
    other = IntegratedCareSystemFactory(name="Next door")
    FunctionFactory(name="Theirs", system=other)

    assert "Theirs" not in page(reader)
    assert "Theirs" in page(reader, system=other.pk)


def test_the_number_of_queries_does_not_grow(
    reader, board, system, django_assert_max_num_queries
):
    url = reverse("bodies:functions")
    reader.get(url)
    with django_assert_max_num_queries(30) as few:
        reader.get(url)
    for _ in range(15):
        body = BodyFactory(system=system, kind=BodyKind.COMMITTEE)
        BodyParentFactory(body=body, parent=board)
        DelegationFactory(
            function=FunctionFactory(system=system), accountable=board, holder=body
        )
    with django_assert_max_num_queries(len(few)):
        reader.get(url)


class TestFiles:
    def test_the_table_as_csv(self, reader, system):
        FunctionFactory(name="=Open", system=system, position=3)
        answer = reader.get(reverse("bodies:functions"), {"on": DAY, "format": "csv"})
        lines = csv(answer)

        assert "functions-and-decisions-2022-07-01.csv" in answer["Content-Disposition"]
        assert lines[0].startswith(
            "Level,Function,Lead,Reason for the level,Who decides"
        )
        assert (
            "At place level,Plan community beds,Place director,,Fylde Coast partnership,"
            "Body,Joint,250000,Scheme of delegation,Board of the ICS NHS body,"
            f"{REVIEW},from 1 July 2022,2" in lines
        )
        assert lines[-1] == "At place level,'=Open,,,Nobody decides,,,,,,,,"

    def test_the_print_is_tagged_and_says_the_same(self, reader):
        answer = reader.get(reverse("bodies:functions"), {"on": DAY, "format": "pdf"})

        assert answer["Content-Type"] == "application/pdf"
        with pikepdf.open(io.BytesIO(answer.content)) as pdf:
            assert pdf.Root.MarkInfo.Marked
            assert "/StructTreeRoot" in pdf.Root
        pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
        text = " ".join(" ".join(each.extract_text() for each in pages).split())
        for each in (
            "Functions and decisions map",
            "This is not a published version.",
            "Plan community beds",
            "£250,000",
            f"Board of the ICS NHS body: {REVIEW}",
        ):
            assert each in text


class TestForms:
    def test_a_function_is_added_and_is_a_gap_until_somebody_decides(self, keeper):
        answer = keeper.post(
            reverse("bodies:add_function"),
            {"name": "Screening", "level": "place", "lead": ""},
            follow=True,
        )

        assert "The function is added." in words(answer)
        assert "Nobody decides on: Screening." in words(answer)

    def test_nothing_typed_is_lost_where_something_is_wrong(self, keeper):
        typed = {"name": "", "level": "system", "subsidiarity_reason": "One line"}
        answer = keeper.post(reverse("bodies:add_function"), typed)

        assert answer.status_code == 422
        assert "Enter function" in words(answer)
        assert "One line" in words(answer)

    def test_a_name_that_is_there_is_refused_beside_its_field(self, keeper, scene):
        answer = keeper.post(
            reverse("bodies:add_function"), {"name": scene.name, "level": "place"}
        )
        assert answer.status_code == 422
        assert "“Plan community beds” is there already." in words(answer)
        assert 'href="#id_name"' in answer.content.decode()

    def decide(self, keeper, function, board, **given):
        typed = {
            "kind": "delegated",
            "officer": "Director of finance",
            "accountable": board.pk,
            "assurance_route": REVIEW,
        }
        return keeper.post(
            reverse("bodies:decide", args=[function.pk]), typed | given, follow=True
        )

    def test_somebody_decides_up_to_a_limit_as_people_write_it(
        self, keeper, scene, board
    ):
        answer = self.decide(keeper, scene, board, limit="£1,250,000.50")

        assert "Saved. It is in the map" in words(answer)
        given = Delegation.objects.get(officer="Director of finance")
        assert given.limit == Decimal("1250000.50")

    def test_the_board_is_chosen_before(self, keeper, scene, board):
        shown = keeper.get(reverse("bodies:decide", args=[scene.pk])).content.decode()
        assert f'value="{board.pk}" selected' in shown

    @pytest.mark.requirement("ICB-11")
    def test_without_a_route_of_assurance_it_is_not_saved(self, keeper, scene, board):
        answer = self.decide(keeper, scene, board, assurance_route=" ")

        assert answer.status_code == 422
        assert "Enter how the board is assured" in words(answer)
        assert "Director of finance" in answer.content.decode()

    @pytest.mark.requirement("ICB-11")
    def test_a_body_that_is_not_the_board_cannot_be_made_accountable(
        self, keeper, scene, place
    ):
        answer = self.decide(keeper, scene, place)
        assert "Choose accountable body from the list" in words(answer)

    @pytest.mark.requirement("COM-07")
    def test_a_body_that_advises_is_refused_beside_its_field(
        self, keeper, scene, board, system
    ):
        forum = BodyFactory(
            name="Clinical forum", kind=BodyKind.ADVISORY_FORUM, system=system
        )
        answer = self.decide(keeper, scene, board, officer="", holder=forum.pk)

        assert answer.status_code == 422
        assert "Clinical forum: It advises, so no decision can be delegated" in words(
            answer
        )
        assert 'href="#id_holder"' in answer.content.decode()
        again = self.decide(
            keeper, scene, board, officer="", holder=forum.pk, kind="advisory"
        )
        assert "Saved." in words(again)

    @pytest.mark.parametrize(
        ("limit", "sentence"),
        [
            ("lots", "Enter the limit in pounds, such as 250,000"),
            ("12,50", "Enter the limit in pounds, such as 250,000"),
            ("-1", "A limit is not below zero"),
            ("1.234", "Enter the limit with at most two places for pence"),
            ("9" * 20, "Enter a limit below a million million pounds"),
        ],
    )
    def test_a_limit_that_is_none(self, keeper, scene, board, limit, sentence):
        answer = self.decide(keeper, scene, board, limit=limit)
        assert sentence in words(answer)
        assert f'value="{limit}"' in answer.content.decode()

    def test_a_decision_is_ended_with_a_reason(self, keeper, scene):
        given = scene.delegations.get()
        url = reverse("bodies:end_decision", args=[given.pk])
        assert "it is a gap" in words(keeper.get(url))
        assert keeper.post(url, {"ends_on": "2022-12-31"}).status_code == 422
        keeper.post(url, {"ends_on": "2022-12-31", "reason": "Taken back"})

        given.refresh_from_db()
        assert given.ends_on == date(2022, 12, 31)

    def test_a_function_is_ended_once_nobody_decides_on_it(self, keeper, scene):
        url = reverse("bodies:end_function", args=[scene.pk])
        typed = {"ends_on": "2022-12-31", "reason": "No longer ours"}
        answer = keeper.post(url, typed)
        assert "still has this function after 31 December 2022" in words(answer)

        Delegation.objects.update(ends_on=date(2022, 12, 31))
        assert "has its last day" in words(keeper.post(url, typed, follow=True))

    def test_the_second_of_two_sees_both_texts_and_can_save_then(self, keeper, scene):
        url = reverse("bodies:change_function", args=[scene.pk])
        seen = self.seen(keeper.get(url))
        Function.objects.filter(pk=scene.pk).update(lead="Medical director")
        typed = {
            "name": "Plan beds",
            "level": "place",
            "reason": "Shorter",
            "lead": "Place director",
        }
        clash = keeper.post(url, {**typed, "seen": seen})

        assert clash.status_code == 409
        assert "Lead: Medical director" in words(clash)
        assert "Name: Plan beds" in words(clash)
        assert Function.objects.get(pk=scene.pk).name == scene.name
        answer = keeper.post(url, {**typed, "seen": self.seen(clash)}, follow=True)
        assert "The function is changed." in words(answer)

    @staticmethod
    def seen(answer):
        return re.search(r'name="seen" value="(\w+)"', answer.content.decode())[1]

    def test_who_does_not_keep_the_map_is_refused(self, reader, scene):
        given = scene.delegations.get()
        for url in (
            reverse("bodies:add_function"),
            reverse("bodies:publish_functions"),
            reverse("bodies:decide", args=[scene.pk]),
            reverse("bodies:change_function", args=[scene.pk]),
            reverse("bodies:end_function", args=[scene.pk]),
            reverse("bodies:end_decision", args=[given.pk]),
        ):
            assert reader.get(url).status_code == 403
            assert reader.post(url, {}).status_code == 403

    def test_what_is_not_there_is_404(self, keeper):
        for name in ("decide", "change_function", "end_function", "end_decision"):
            url = reverse(f"bodies:{name}", args=[10**6])
            assert keeper.get(url).status_code == 404


class TestPublishing:
    url = property(lambda self: reverse("bodies:publish_functions") + f"?on={DAY}")

    def typed(self, keeper, **given):
        return {
            "approved_by": "Board of the ICS NHS body",
            "approved_on": timezone.localdate().isoformat(),
            "places": "Places decide together.",
            "collaboratives": "Every trust is in one.",
            "organisations": "They keep their duties.",
            "seen": TestForms.seen(keeper.get(self.url)),
            **given,
        }

    @pytest.mark.requirement("FDM-01")
    @pytest.mark.requirement("FDM-04")
    def test_a_published_version_can_be_shown_again_as_it_was(self, keeper, scene):
        answer = keeper.post(self.url, self.typed(keeper), follow=True)
        assert "The version is published." in words(answer)
        Function.objects.filter(pk=scene.pk).update(name="Something else")
        Delegation.objects.filter(function=scene).update(limit=1)

        version = InstrumentVersion.objects.get()
        url = reverse("bodies:functions_version", args=[version.pk])
        shown = words(keeper.get(url))
        for each in (
            "Functions and decisions map, version 1",
            "In force from 1 July 2022",
            "Approved by Board of the ICS NHS body",
            "Provider collaboratives Every trust is in one.",
            "Plan community beds",
            "£250,000",
        ):
            assert each in shown
        assert "Something else" not in shown
        assert "Say who decides" not in shown
        assert any("250000" in line for line in csv(keeper.get(url, {"format": "csv"})))
        printed = keeper.get(url, {"format": "pdf"}).content
        text = pypdf.PdfReader(io.BytesIO(printed)).pages[0].extract_text()
        assert "Version 1, in force from 1 July 2022" in " ".join(text.split())
        assert "Version 1" in page(keeper)

    def test_the_next_version_starts_from_the_chapters_of_the_last(self, keeper):
        keeper.post(self.url, self.typed(keeper))
        shown = words(keeper.get(self.url))
        assert "Every trust is in one." in shown

    @pytest.mark.requirement("FDM-04")
    @pytest.mark.parametrize("chapter", ["places", "collaboratives", "organisations"])
    def test_a_chapter_that_is_missing_is_said_beside_it(self, keeper, chapter):
        answer = keeper.post(self.url, self.typed(keeper, **{chapter: " "}))

        assert answer.status_code == 422
        assert f'href="#id_{chapter}"' in answer.content.decode()
        assert "Board of the ICS NHS body" in answer.content.decode()
        assert not InstrumentVersion.objects.exists()

    @pytest.mark.requirement("ICP-07")
    def test_a_gap_is_said_before_and_refused(self, keeper, system):
        FunctionFactory(name="Screening", system=system)
        typed = self.typed(keeper)
        assert "Not ready. Nobody decides on Screening." in words(keeper.get(self.url))

        answer = keeper.post(self.url, typed)
        assert answer.status_code == 422
        assert not InstrumentVersion.objects.exists()

    def test_a_map_that_changed_meanwhile_is_shown_before_it_is_published(
        self, keeper, scene
    ):
        typed = self.typed(keeper, note_text="As agreed")
        Delegation.objects.filter(function=scene).update(limit=999)
        clash = keeper.post(self.url, typed)

        assert clash.status_code == 409
        assert "Not published. The map changed after you opened this page" in words(
            clash
        )
        assert "£999" in words(clash)
        assert 'value="As agreed"' in clash.content.decode()
        again = typed | {"seen": TestForms.seen(clash)}
        assert "published" in words(keeper.post(self.url, again, follow=True))

    def test_a_version_recorded_as_a_document_says_that_it_holds_no_map(
        self, keeper, board
    ):
        recorded = InstrumentVersionFactory(
            instrument=InstrumentFactory(body=board, kind="functions_and_decisions_map")
        )
        answer = keeper.get(reverse("bodies:functions_version", args=[recorded.pk]))
        assert "What this version said is not kept here" in words(answer)
        assert "Not published" in page(keeper)

    def test_a_version_of_another_document_is_none_of_these(self, keeper):
        other = InstrumentVersionFactory()
        url = reverse("bodies:functions_version", args=[other.pk])
        assert keeper.get(url).status_code == 404


class TestApi:
    def test_the_map_of_a_day(self, reader, system, place):
        answer = reader.get("/api/v1/functions/", {"on": DAY}).json()

        assert (answer["system"], answer["on"]) == (system.name, DAY)
        assert (answer["gaps"], answer["depth"], answer["published"]) == ([], 2, [])
        plan, beds = answer["functions"]
        assert (plan["lacks_reason"], plan["is_gap"]) == (True, False)
        [decision] = beds["decisions"]
        assert (decision["holder_id"], decision["limit"]) == (place.pk, "250000.00")
        assert decision["chain"] == ["Board of the ICS NHS body", place.name]

    def test_another_day_has_the_gap(self, reader):
        answer = reader.get("/api/v1/functions/", {"on": "2022-06-30"}).json()
        assert answer["gaps"] == ["Plan community beds"]

    def test_versions_are_listed(self, reader, board):
        version = InstrumentVersionFactory(
            instrument=InstrumentFactory(
                body=board, kind="functions_and_decisions_map"
            ),
            approved_by="Board",
        )
        [told] = reader.get("/api/v1/functions/").json()["published"]
        assert (told["id"], told["approved_by"]) == (version.pk, "Board")

    @pytest.mark.parametrize("query", [{"on": "yesterday"}, {"system": "0"}])
    def test_bad_input_is_a_sentence(self, reader, query):
        answer = reader.get("/api/v1/functions/", query)
        assert answer.status_code == 400
        assert answer.json()

    def test_a_portal_without_a_system(self, client):
        client.force_login(UserFactory())
        answer = client.get("/api/v1/functions/")
        assert answer.json() == {"system": ["There is no integrated care system yet."]}
