from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from boards.actions import services
from boards.actions.api.serializers import (
    ActionSerializer,
    ClosingSerializer,
    NewActionSerializer,
    ProgressSerializer,
    ProposalSerializer,
)
from boards.actions.models import Action
from boards.actions.permissions import (
    may_keep_action,
    may_keep_logs,
    may_see_action,
    may_update_action,
)
from boards.actions.querysets import ActionQuerySet
from boards.actions.selectors import LogFilters, actions_for
from boards.meetings.models import AgendaItem, Meeting
from ics_portal.core.api.permissions import actor_of


class ActionViewSet(ReadOnlyModelViewSet[Action]):
    """The action logs of one's bodies, closed actions included, and those one leads."""

    serializer_class = ActionSerializer
    queryset = Action.objects.none()
    filterset_fields = ["body_id", "state", "code"]
    verdicts = {
        "list": None,
        "retrieve": may_see_action,
        "create": may_keep_logs,
        "note": may_update_action,
        "propose": may_update_action,
        "close": may_keep_action,
    }

    def get_queryset(self) -> ActionQuerySet:
        return actions_for(actor_of(self.request), LogFilters(with_ended=True))

    @extend_schema(request=NewActionSerializer, responses={201: ActionSerializer})
    def create(self, request: Request) -> Response:
        """Raise an action at a meeting that is held; its code is given."""
        sent = _sent(NewActionSerializer, request)
        actor = actor_of(request)
        meeting = self._meeting(sent.pop("meeting_id"))
        item_id = sent.pop("item_id", None)
        item = None
        if item_id is not None:
            item = get_object_or_404(AgendaItem, meeting=meeting, pk=item_id)
        made = services.raise_action(
            meeting=meeting, item=item, **sent, actor=actor, at=timezone.now()
        )
        return self._answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=ProgressSerializer, responses=ActionSerializer)
    @action(detail=True, methods=["post"], url_path="updates")
    def note(self, request: Request, pk: str | None = None) -> Response:
        """Add an update, and with it another due date where one is given."""
        found = self.get_object()  # before what was sent: a stranger learns nothing
        progress = services.Progress(**_sent(ProgressSerializer, request))
        changed = services.update_action(
            action=found,
            progress=progress,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return self._answer(changed)

    @extend_schema(request=ProposalSerializer, responses=ActionSerializer)
    @action(detail=True, methods=["post"])
    def propose(self, request: Request, pk: str | None = None) -> Response:
        """Propose to the meeting that it is closed."""
        changed = services.propose_closure(
            action=self.get_object(),
            **_sent(ProposalSerializer, request),
            actor=actor_of(request),
            at=timezone.now(),
        )
        return self._answer(changed)

    @extend_schema(request=ClosingSerializer, responses=ActionSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str | None = None) -> Response:
        """Write down that a meeting closed it."""
        found = self.get_object()
        sent = _sent(ClosingSerializer, request)
        changed = services.close_action(
            action=found,
            meeting=self._meeting(sent["meeting_id"]),
            words=sent["words"],
            actor=actor_of(request),
            at=timezone.now(),
        )
        return self._answer(changed)

    def _meeting(self, meeting_id: int) -> Meeting:
        seen = Meeting.objects.visible_to(actor_of(self.request))
        return get_object_or_404(seen.select_related("body"), pk=meeting_id)

    def _answer(self, changed: Action, code: int = status.HTTP_200_OK) -> Response:
        found = self.get_queryset().get(pk=changed.pk)
        return Response(ActionSerializer(found).data, status=code)


def _sent(serializer: Any, request: Request) -> dict[str, Any]:
    read = serializer(data=request.data)
    read.is_valid(raise_exception=True)
    return dict(read.validated_data)
