"""What services raise reaches a program as the sentence a person would read."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework.exceptions import ValidationError

from ics_portal.core.api.errors import handle
from ics_portal.core.errors import EditConflict, RuleBroken

RULE = RuleBroken("AGD-4", "Declarations come before business.", field="position")
CONFLICT = EditConflict("Changed meanwhile.", field="title", mine="A", theirs="B")


@pytest.mark.parametrize(
    ("error", "status", "body"),
    [
        (
            RULE,
            400,
            {
                "rule": "AGD-4",
                "message": "Declarations come before business.",
                "field": "position",
            },
        ),
        (
            CONFLICT,
            409,
            {
                "message": "Changed meanwhile.",
                "field": "title",
                "mine": "A",
                "theirs": "B",
            },
        ),
        (
            PermissionDenied("Secretaries only."),
            403,
            {"detail": "Secretaries only."},
        ),
        (
            PermissionDenied(),
            403,
            {"detail": "You do not have permission to perform this action."},
        ),
        (Http404("no"), 404, {"detail": "no"}),
        (ValidationError({"title": ["Too long."]}), 400, {"title": ["Too long."]}),
    ],
)
def test_each_refusal_has_its_status_and_sentence(error, status, body):
    response = handle(error, {})

    assert (response.status_code, response.data) == (status, body)


def test_a_fault_of_ours_stays_a_fault():
    assert handle(ZeroDivisionError(), {}) is None
