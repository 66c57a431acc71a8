import pytest
from django.core.exceptions import PermissionDenied

from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.verdicts import ALLOWED, Verdict, refused, require


def test_a_verdict_is_true_only_when_it_allows():
    assert ALLOWED
    assert not refused("Not today.")
    assert refused("Not today.", "PACK-2") == Verdict(False, "Not today.", "PACK-2")


def test_requiring_an_allowed_verdict_is_silent():
    require(ALLOWED)


def test_requiring_a_refused_one_raises_with_its_reason():
    with pytest.raises(PermissionDenied, match=r"^Not today\.$"):
        require(refused("Not today."))


def test_errors_carry_what_a_page_needs():
    rule = RuleBroken("AGD-4", "Too long.", field="title")
    conflict = EditConflict("Changed.", field="title", mine="A", theirs="B")

    assert (rule.rule_id, rule.message, rule.field, str(rule)) == (
        "AGD-4",
        "Too long.",
        "title",
        "Too long.",
    )
    assert (conflict.field, conflict.mine, conflict.theirs) == ("title", "A", "B")
    assert str(conflict) == "Changed."
