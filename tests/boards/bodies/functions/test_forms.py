"""Functions and decisions as they are added, changed and ended."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from boards.bodies.enums import BodyKind
from boards.bodies.models import Delegation, Function
from tests.boards.bodies.functions.common import REVIEW, seen_in, words
from tests.factories.bodies import BodyFactory

pytestmark = pytest.mark.django_db


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
        seen = seen_in(keeper.get(url))
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
        answer = keeper.post(url, {**typed, "seen": seen_in(clash)}, follow=True)
        assert "The function is changed." in words(answer)

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
