from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from boards.directory.models import Organisation, Person
from boards.meetings.models import Ruling
from boards.meetings.rules.rulings import ruling_words
from boards.meetings.services.participation import RulingDetails
from declarations.api.serializers import (
    ConflictSerializer,
    DismissalSerializer,
    GiftDecisionSerializer,
    GiftSerializer,
    InterestSerializer,
    NewGiftSerializer,
    NewInterestSerializer,
    NewRulingSerializer,
    NewWithheldRecordSerializer,
    RulingRecordSerializer,
)
from declarations.models import Conflict, GiftOrHospitality, Interest
from declarations.permissions import (
    may_add_to_this_ruling,
    may_decide_gift,
    may_dismiss,
    may_rule_on,
)
from declarations.selectors.gifts import GiftFilters, gifts_for
from declarations.selectors.overlaps import people_at
from declarations.selectors.rulings import conflicts_for, rulings_for
from declarations.selectors.withheld import withheld_from
from declarations.services.conflicts import dismiss_conflict, rule_on_conflict
from declarations.services.gifts import GiftDetails, decide_gift, declare_gift
from declarations.services.interests import InterestDetails, declare_interest
from declarations.services.withheld import withhold_record
from ics_portal.accounts.actor import Actor
from ics_portal.core.api.permissions import actor_of
from ics_portal.core.errors import RuleBroken


def _sent(serializer: Any, request: Request) -> dict[str, Any]:
    read = serializer(data=request.data)
    read.is_valid(raise_exception=True)
    return dict(read.validated_data)


def _person(sent: dict[str, Any], request: Request) -> Person:
    """To whom it belongs: oneself where nobody is named."""
    own = actor_of(request).person_id
    person_id = sent.pop("person_id", own)
    if person_id is None:
        raise RuleBroken("DCL-1", "Say whose it is.", field="person_id")
    return get_object_or_404(Person, pk=person_id)


def _organisation(sent: dict[str, Any]) -> Organisation | None:
    pk = sent.pop("organisation_id", None)
    return None if pk is None else get_object_or_404(Organisation, pk=pk)


class InterestViewSet(ReadOnlyModelViewSet[Interest]):
    """One's own interests; for the office and the chair those of their bodies' people."""

    serializer_class = InterestSerializer
    queryset = Interest.objects.none()
    filterset_fields = ["person_id", "state", "showing"]
    verdicts = {"list": None, "retrieve": None, "create": None}

    def get_queryset(self) -> QuerySet[Interest]:
        found: QuerySet[Interest] = Interest.objects.visible_to(actor_of(self.request))
        return (
            found.select_related("person")
            .prefetch_related("parties__organisation")
            .order_by("person__name", "person", "pk")
        )

    @extend_schema(request=NewInterestSerializer, responses={201: InterestSerializer})
    def create(self, request: Request) -> Response:
        """Declare an interest of one's own, or for a person of one's office."""
        sent = _sent(NewInterestSerializer, request)
        made = declare_interest(
            person=_person(sent, request),
            objection=sent.pop("objection"),
            details=InterestDetails(organisation=_organisation(sent), **sent),
            actor=actor_of(request),
            at=timezone.now(),
        )
        found = self.get_queryset().get(pk=made.pk)
        return Response(InterestSerializer(found).data, status.HTTP_201_CREATED)


class GiftViewSet(ReadOnlyModelViewSet[GiftOrHospitality]):
    """What was offered to oneself; for the office and the chair to their people."""

    serializer_class = GiftSerializer
    queryset = GiftOrHospitality.objects.none()
    filterset_fields = ["person_id", "kind", "outcome"]
    verdicts = {
        "list": None,
        "retrieve": None,
        "create": None,
        "decide": may_decide_gift,
    }

    def get_queryset(self) -> QuerySet[GiftOrHospitality]:
        return gifts_for(actor_of(self.request), GiftFilters())

    @extend_schema(request=NewGiftSerializer, responses={201: GiftSerializer})
    def create(self, request: Request) -> Response:
        """Declare something offered; what goes beyond the usual rule then waits."""
        sent = _sent(NewGiftSerializer, request)
        made = declare_gift(
            person=_person(sent, request),
            details=GiftDetails(organisation=_organisation(sent), **sent),
            actor=actor_of(request),
            at=timezone.now(),
        )
        return Response(GiftSerializer(made).data, status.HTTP_201_CREATED)

    @extend_schema(request=GiftDecisionSerializer, responses=GiftSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str | None = None) -> Response:
        """Decide on something that waits."""
        found = self.get_object()  # before what was sent: a stranger learns nothing
        decided = decide_gift(
            gift=found,
            **_sent(GiftDecisionSerializer, request),
            actor=actor_of(request),
            at=timezone.now(),
        )
        return Response(GiftSerializer(decided).data)


class ConflictFilter(filters.FilterSet):
    meeting_id = filters.NumberFilter(field_name="item__meeting_id")

    class Meta:
        model = Conflict
        fields = ["item_id", "person_id", "state"]


class ConflictViewSet(ReadOnlyModelViewSet[Conflict]):
    """What of whom meets which item: all for the office and the chair, else one's own."""

    serializer_class = ConflictSerializer
    queryset = Conflict.objects.none()
    filterset_class = ConflictFilter
    verdicts = {
        "list": None,
        "retrieve": None,
        "dismiss": may_dismiss,
        "rule": may_rule_on,
    }

    def get_queryset(self) -> QuerySet[Conflict]:
        return conflicts_for(actor_of(self.request))

    @extend_schema(request=DismissalSerializer, responses=ConflictSerializer)
    @action(detail=True, methods=["post"])
    def dismiss(self, request: Request, pk: str | None = None) -> Response:
        """Say that a match is no conflict, and why."""
        found = self.get_object()
        dismissed = dismiss_conflict(
            conflict=found,
            **_sent(DismissalSerializer, request),
            actor=actor_of(request),
            at=timezone.now(),
        )
        return Response(ConflictSerializer(dismissed).data)

    @extend_schema(request=NewRulingSerializer, responses={201: RulingRecordSerializer})
    @action(detail=True, methods=["post"])
    def rule(self, request: Request, pk: str | None = None) -> Response:
        """Rule on how the person takes part in the item."""
        found = self.get_object()
        sent = _sent(NewRulingSerializer, request)
        ruled_by_id = sent.pop("ruled_by_id")
        if ruled_by_id not in people_at(found.item.meeting) - {found.person_id}:
            raise RuleBroken(
                "DOI-10",
                "Choose somebody else who is at the table.",
                field="ruled_by_id",
            )
        ruled_by = Person.objects.get(pk=ruled_by_id)
        office = ruled_by.post_title or "chair"
        usual = ruling_words(sent["option"], who=found.person.name, presiding=office)
        sent["words"] = sent["words"] or usual
        ruling = rule_on_conflict(
            item=found.item,
            person=found.person,
            ruled_by=ruled_by,
            details=RulingDetails(office=office, **sent),
            actor=actor_of(request),
            at=timezone.now(),
        )
        actor = actor_of(request)
        shown = rulings_for(actor).get(pk=ruling.pk)
        said = RulingRecordSerializer(shown, context=_knows(actor)).data
        return Response(said, status.HTTP_201_CREATED)


class RulingFilter(filters.FilterSet):
    meeting_id = filters.NumberFilter(field_name="item__meeting_id")

    class Meta:
        model = Ruling
        fields = ["item_id", "person_id", "option"]


class RulingViewSet(ReadOnlyModelViewSet[Ruling]):
    """Rulings on oneself, of bodies whose conflicts one sees, and what minutes say."""

    serializer_class = RulingRecordSerializer
    queryset = Ruling.objects.none()
    filterset_class = RulingFilter
    verdicts = {
        "list": None,
        "retrieve": None,
        "withhold": may_add_to_this_ruling,
    }

    def get_queryset(self) -> QuerySet[Ruling]:
        return rulings_for(actor_of(self.request))

    def get_serializer_context(self) -> dict[str, Any]:
        context: dict[str, Any] = super().get_serializer_context()
        return {**context, **_knows(actor_of(self.request))}

    @extend_schema(
        request=NewWithheldRecordSerializer, responses={201: RulingRecordSerializer}
    )
    @action(detail=True, methods=["post"])
    def withhold(self, request: Request, pk: str | None = None) -> Response:
        """Withhold another record of the body; it is added to the ruling in force."""
        found = self.get_object()
        row = withhold_record(
            item=found.item,
            person=found.person,
            **_sent(NewWithheldRecordSerializer, request),
            actor=actor_of(request),
            at=timezone.now(),
        )
        said = self.get_serializer(self.get_queryset().get(pk=row.ruling_id)).data
        return Response(said, status.HTTP_201_CREATED)


def _knows(actor: Actor) -> dict[str, Any]:
    """What the serializer of rulings asks of its reader."""
    return {"actor": actor, "hidden": withheld_from(actor)}
