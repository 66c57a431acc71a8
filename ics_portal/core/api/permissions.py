"""The API asks the same verdicts as the pages."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from ics_portal.core.verdicts import Verdict

if TYPE_CHECKING:  # rest_framework.views loads this module while it loads itself
    from rest_framework.views import APIView

MayDo = Callable[..., Verdict]

NOT_DECLARED = "Nobody has said who may do this, so nobody may."


class VerdictPermission(BasePermission):
    """Refuses whatever a viewset has not opened.

    A viewset says ``verdicts = {"list": may_list, "retrieve": may_see, ...}``. Each is
    asked ``may(actor)`` for the whole collection, or ``may(actor, thing)`` for one
    thing, according to the parameters it takes; ``None`` means that signing in is
    enough, since the queryset already holds only what the actor may see.
    """

    message = NOT_DECLARED

    def has_permission(self, request: Request, view: "APIView") -> bool:
        if not request.user or not request.user.is_authenticated:
            return False
        if has_no_handler(view, request):
            return True  # so that it is answered by 405: there is nothing to refuse
        verdicts = verdicts_of(view)
        action = action_of(view, request)
        if action not in verdicts:
            self.message = NOT_DECLARED
            return False
        may = verdicts[action]
        if may is None or takes_a_thing(may):
            return True
        return self._answer(may(actor_of(request)))

    def has_object_permission(
        self, request: Request, view: "APIView", obj: Any
    ) -> bool:
        may = verdicts_of(view).get(action_of(view, request))
        if may is None or not takes_a_thing(may):
            return True
        return self._answer(may(actor_of(request), obj))

    def _answer(self, verdict: Verdict) -> bool:
        self.message = verdict.reason
        return verdict.allowed


def verdicts_of(view: "APIView") -> Mapping[str, MayDo | None]:
    return cast("Mapping[str, MayDo | None]", getattr(view, "verdicts", {}))


def action_of(view: "APIView", request: Request) -> str:
    """The viewset's action, or the method's name in small letters for a plain view."""
    return str(getattr(view, "action", None) or (request.method or "").lower())


def has_no_handler(view: "APIView", request: Request) -> bool:
    """Whether the viewset has nothing at all for this method; OPTIONS always has."""
    method = (request.method or "").lower()
    return method not in {"options", *getattr(view, "action_map", {method: ""})}


def takes_a_thing(may: MayDo) -> bool:
    return may.__code__.co_argcount > 1


def actor_of(request: Request) -> Any:
    """The actor of the user this request was authenticated as."""
    actor = getattr(request, "actor")  # noqa: B009 -- set by the middleware
    if actor.user_id != request.user.pk:
        # Asked for before REST framework had read the token: it is somebody else.
        raise PermissionDenied("The actor does not belong to this token.")
    return actor
