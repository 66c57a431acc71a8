"""Milestones and workstreams, for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from boards.bodies.api.asked import PARAMETERS, asked_for
from boards.duties.enums import MilestoneStatus, Pillar
from boards.duties.models import Workstream
from boards.duties.presenters.transition import (
    by_quarter,
    milestone_row,
    workstream_row,
)
from boards.duties.rules.transition import Progress
from boards.duties.rules.workstreams import LEADS
from boards.duties.selectors.transition import milestones_of, workstreams_on

Plain = dict[str, Any]


class MilestoneSerializer(serializers.Serializer[Plain]):
    """A milestone; ``progress`` is how it stands on the day, ``correction`` what was
    mended in the words of its source."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    programme = serializers.CharField()
    quarter = serializers.CharField()
    phase = serializers.CharField()
    text = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    owner = serializers.CharField()
    status = serializers.ChoiceField(choices=MilestoneStatus.choices)
    done_on = serializers.DateField(allow_null=True)
    progress = serializers.ChoiceField(choices=[str(each) for each in Progress])
    words = serializers.CharField(source="standing")
    evidence = serializers.CharField()
    documents = serializers.ListField(child=serializers.CharField())
    depends_on = serializers.CharField()
    source = serializers.CharField()
    correction = serializers.CharField()


class MilestonesSerializer(serializers.Serializer[Plain]):
    """The milestones of a system as they stand on a day."""

    system_id = serializers.IntegerField()
    system = serializers.CharField()
    on = serializers.DateField()
    milestones = MilestoneSerializer(many=True)


class MilestonesViewSet(ViewSet):
    """What is to be done by when on the way into the new system."""

    verdicts = {"list": None}

    @extend_schema(parameters=PARAMETERS, responses=MilestonesSerializer)
    def list(self, request: Request) -> Response:
        """Every milestone, by quarter in the published order."""
        system, day = asked_for(request)
        rows = [milestone_row(one, day) for one in milestones_of(system)]
        ordered = [row for group in by_quarter(rows) for row in group.rows]
        plain = {
            "system_id": system.pk,
            "system": system.name,
            "on": day,
            "milestones": [asdict(row) for row in ordered],
        }
        return Response(MilestonesSerializer(plain).data)


class WorkstreamSerializer(serializers.Serializer[Plain]):
    """A workstream; a lead is null where nobody is named."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    pillar = serializers.ChoiceField(choices=Pillar.choices)
    senior_responsible_owner = serializers.CharField(allow_null=True)
    clinical_lead = serializers.CharField(allow_null=True)
    finance_lead = serializers.CharField(allow_null=True)
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    is_met = serializers.BooleanField()
    words = serializers.CharField()


class WorkstreamsSerializer(serializers.Serializer[Plain]):
    """The workstreams of a system on a day."""

    system_id = serializers.IntegerField()
    system = serializers.CharField()
    on = serializers.DateField()
    workstreams = WorkstreamSerializer(many=True)


class WorkstreamsViewSet(ViewSet):
    """The workstreams of the clinical strategy, each with its three leads."""

    verdicts = {"list": None}

    @extend_schema(parameters=PARAMETERS, responses=WorkstreamsSerializer)
    def list(self, request: Request) -> Response:
        """The workstreams in force on the day, by name."""
        system, day = asked_for(request)
        plain = {
            "system_id": system.pk,
            "system": system.name,
            "on": day,
            "workstreams": [_workstream(one) for one in workstreams_on(system, day)],
        }
        return Response(WorkstreamsSerializer(plain).data)


def _workstream(one: Workstream) -> Plain:
    row = workstream_row(one)
    leads = {name: getattr(one, name) for name in LEADS}
    return {
        "id": one.pk,
        "name": one.name,
        "pillar": one.pillar,
        **{name: str(person) if person else None for name, person in leads.items()},
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
        "is_met": row.is_met,
        "words": row.words,
    }
