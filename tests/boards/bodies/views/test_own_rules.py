"""The rules about a body: shown, replaced by one of its own, ended."""

from datetime import date

import pytest
from django.urls import reverse

from boards.bodies import services
from boards.bodies.enums import BodyKind
from boards.bodies.importers import read_editions
from boards.bodies.models import CompositionRule
from boards.bodies.selectors import findings_on
from ics_portal.accounts.actor import SYSTEM_ACTOR, Role
from tests.boards.bodies.conftest import AT
from tests.boards.bodies.views.opened import Form
from tests.factories.bodies import (
    BodyFactory,
    CompositionRuleFactory,
    someone_signed_up,
)

pytestmark = pytest.mark.django_db
JULY = date(2022, 7, 1)


@pytest.fixture
def shipped(db):
    rows = [row for row in read_editions() if row.rule_id in WANTED]
    services.load_rules(rows=rows, actor=SYSTEM_ACTOR, at=AT)


WANTED = {"RULE-BRD-02", "RULE-NHS-02", "RULE-PLC-01"}


@pytest.fixture
def keeper(board, client):
    client.force_login(someone_signed_up(board, Role.GOVERNANCE_LEAD))
    return client


def page(client, body, **query):
    answer = client.get(
        reverse("bodies:rules", args=[body.slug]), {"on": "2022-07-01", **query}
    )
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


TYPED = {
    "rule_id": "rule-brd-02",
    "text": "Three independent non-executives",
    "constituency": "icb_board/independent_non_executive_excluding_chair",
    "check_kind": "hard",
    "minimum": "3",
    "source": "Constitution, clause 3.5",
    "starts_on": "2022-07-01",
}


def test_the_rules_about_such_a_body_are_shown_with_source_and_status(
    keeper, board, shipped
):
    shown = page(keeper, board)

    assert "RULE-BRD-02 · H&amp;W design framework summary" in shown
    assert "RULE-NHS-02 · National Health Service Act 2006" in shown
    assert "Law." in shown
    assert "RULE-PLC-01" not in shown
    assert "RULE-NHS-02" not in page(keeper, board, on="2022-06-30")


def test_a_shipped_rule_is_replaced_and_binds_again_when_that_ends(
    keeper, board, shipped
):
    form = Form(keeper, "add_rule", board)
    form.address += "?replaces=RULE-BRD-02"
    begun = keeper.get(form.address).content.decode()
    assert "Replace RULE-BRD-02" in begun
    assert 'value="RULE-BRD-02"' in begun

    shown = form.saves(**TYPED)

    assert "It binds this body from its first day on." in shown
    assert "Replaced by the body’s own" in page(keeper, board)
    assert "Three independent non-executives" in page(keeper, board)
    [finding] = [
        one for one in findings_on(board.system, JULY) if one.rule_id == "RULE-BRD-02"
    ]
    assert (finding.text, finding.sources) == (TYPED["text"], (TYPED["source"],))

    own = CompositionRule.objects.get(body=board)
    Form(keeper, "end_rule", board, own.pk).saves(
        ends_on="2022-07-31", reason="Repealed"
    )
    assert "Three independent" not in page(keeper, board, on="2022-08-01")


def test_an_unknown_constituency_is_refused_and_the_known_ones_are_named(
    keeper, board, shipped
):
    form = Form(keeper, "add_rule", board)

    form.refuses(
        "“astronomer” is nothing the portal can count for this body. Known are: All,"
        " Audit chair, Audit committee,",
        **TYPED | {"constituency": "astronomer"},
    )
    assert "Three independent non-executives" in form.page
    assert not CompositionRule.objects.filter(body=board).exists()


@pytest.mark.parametrize("minimum", ["some", "-1", "½"])
def test_a_least_number_is_a_number_or_all(keeper, board, minimum):
    Form(keeper, "add_rule", board).refuses(
        "Give a number, or “all”, or leave it empty.", **TYPED | {"minimum": minimum}
    )


@pytest.mark.parametrize(("minimum", "kept"), [("All", "all"), ("", "")])
def test_all_and_nothing_are_kept(keeper, board, minimum, kept):
    Form(keeper, "add_rule", board).saves(**TYPED | {"minimum": minimum, "maximum": 4})

    rule = CompositionRule.objects.get(body=board)
    assert (rule.minimum, rule.maximum) == (kept, 4)


def test_a_body_no_rule_speaks_of_has_no_such_page(keeper, system):
    forum = BodyFactory(kind=BodyKind.FORUM, system=system)

    for name in ("rules", "add_rule"):
        address = reverse(f"bodies:{name}", args=[forum.slug])
        assert keeper.get(address).status_code == 404


def test_only_a_governance_lead_makes_rules(client, board, place):
    client.force_login(someone_signed_up(board, Role.SECRETARY))
    own = CompositionRuleFactory(body=board)

    assert "Add a rule of its own" not in page(client, board)
    for name, args in (("add_rule", []), ("end_rule", [own.pk])):
        address = reverse(f"bodies:{name}", args=[board.slug, *args])
        assert client.get(address).status_code == 403


def test_a_rule_of_another_body_is_not_ended_here(keeper, board, place):
    own = CompositionRuleFactory(body=place)
    address = reverse("bodies:end_rule", args=[board.slug, own.pk])

    assert keeper.get(address).status_code == 404


def test_the_table_is_a_file_too(keeper, board, shipped):
    assert "RULE-NHS-02,At least three ordinary members" in page(
        keeper, board, format="csv"
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"rule_id": "x bad id!"},
            "An id is letters and digits parted by hyphens, such as RULE-OWN-01.",
        ),
        ({"maximum": "2"}, "Give 3 or more, the number asked for."),
    ],
)
def test_a_rule_nobody_could_meet_or_name_is_refused(
    keeper, board, shipped, typed, sentence
):
    form = Form(keeper, "add_rule", board)

    form.refuses(sentence, **TYPED | typed)
    assert not CompositionRule.objects.filter(body=board).exists()
