"""What a refusal looks like to a program: the same sentence a person would read."""

from typing import Any

from django.core.exceptions import PermissionDenied
from rest_framework import status
from rest_framework.exceptions import NotAuthenticated
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from ics_portal.core.errors import EditConflict, RuleBroken


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn the services' own exceptions into answers; leave the rest to REST framework."""
    match error:
        case RuleBroken():
            set_rollback()
            body = {
                "rule": error.rule_id,
                "message": error.message,
                "field": error.field,
            }
            return Response(body, status=status.HTTP_400_BAD_REQUEST)
        case EditConflict():
            set_rollback()
            body = {
                "message": error.message,
                "field": error.field,
                "mine": error.mine,
                "theirs": error.theirs,
            }
            return Response(body, status=status.HTTP_409_CONFLICT)
        case PermissionDenied() if str(error):
            set_rollback()
            return Response({"detail": str(error)}, status=status.HTTP_403_FORBIDDEN)
        case NotAuthenticated():
            error.detail = "Sign in, or send an API token."  # type: ignore[assignment]
    return exception_handler(error, context)
