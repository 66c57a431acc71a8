from rest_framework.viewsets import ReadOnlyModelViewSet

from boards.actions.api.serializers import ActionSerializer
from boards.actions.models import Action
from boards.actions.permissions import may_see_action
from boards.actions.querysets import ActionQuerySet
from boards.actions.selectors import LogFilters, actions_for
from ics_portal.core.api.permissions import actor_of


class ActionViewSet(ReadOnlyModelViewSet[Action]):
    """The action logs of one's bodies, closed actions included."""

    serializer_class = ActionSerializer
    queryset = Action.objects.none()
    filterset_fields = ["body_id", "state", "code"]
    verdicts = {"list": None, "retrieve": may_see_action}

    def get_queryset(self) -> ActionQuerySet:
        return actions_for(actor_of(self.request), LogFilters(with_ended=True))
