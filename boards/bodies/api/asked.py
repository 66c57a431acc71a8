"""Which system on which day a program asks for."""

from __future__ import annotations

from datetime import date

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request

from boards.bodies.forms.day import DayForm
from boards.bodies.selectors.compliance import home_system
from boards.directory.models import IntegratedCareSystem
from ics_portal.core.api.permissions import actor_of

PARAMETERS = [
    OpenApiParameter("on", OpenApiTypes.DATE, description="The day; today."),
    OpenApiParameter("system", OpenApiTypes.INT, description="The system; one's own."),
]


def asked_for(request: Request) -> tuple[IntegratedCareSystem, date]:
    """The system and the day; a ValidationError says what is wrong with them."""
    form = DayForm(request.query_params, several=True)
    if not form.is_valid():
        raise serializers.ValidationError(form.errors)
    system = form.cleaned_data.get("system") or home_system(
        actor_of(request), list(IntegratedCareSystem.objects.all())
    )
    if system is None:
        raise serializers.ValidationError(
            {"system": ["There is no integrated care system yet."]}
        )
    return system, form.day()
