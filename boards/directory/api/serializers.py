from rest_framework import serializers

from boards.directory.models import (
    IntegratedCareSystem,
    Organisation,
    OrganisationService,
    OrganisationSuccession,
    Person,
    Place,
)


class SystemSerializer(serializers.ModelSerializer[IntegratedCareSystem]):
    """An integrated care system. ``footprint_confirmed_on`` is the day somebody said that
    every organisation of it is in the directory."""

    class Meta:
        model = IntegratedCareSystem
        fields = [
            "id",
            "name",
            "short_name",
            "starts_on",
            "ends_on",
            "footprint_confirmed_on",
        ]
        read_only_fields = fields


class PlaceSerializer(serializers.ModelSerializer[Place]):
    """A part of a system. ``population`` counts people, null where nobody said."""

    system_id = serializers.IntegerField(read_only=True)

    class Meta:
        model = Place
        fields = [
            "id",
            "system_id",
            "name",
            "slug",
            "boundary_basis",
            "population",
            "starts_on",
            "ends_on",
        ]
        read_only_fields = fields


class OrganisationServiceSerializer(serializers.ModelSerializer[OrganisationService]):
    """What an organisation provides, from its first to its last day."""

    class Meta:
        model = OrganisationService
        fields = ["service", "starts_on", "ends_on"]
        read_only_fields = fields


class PredecessorSerializer(serializers.ModelSerializer[OrganisationSuccession]):
    """What this organisation followed, from the day ``on``."""

    organisation_id = serializers.IntegerField(source="predecessor_id", read_only=True)

    class Meta:
        model = OrganisationSuccession
        fields = ["organisation_id", "kind", "on"]
        read_only_fields = fields


class SuccessorSerializer(serializers.ModelSerializer[OrganisationSuccession]):
    """What followed this organisation, from the day ``on``."""

    organisation_id = serializers.IntegerField(source="successor_id", read_only=True)

    class Meta:
        model = OrganisationSuccession
        fields = ["organisation_id", "kind", "on"]
        read_only_fields = fields


class OrganisationSerializer(serializers.ModelSerializer[Organisation]):
    """An organisation, sector or forum; closed ones keep their last day.

    ``is_upper_tier`` says whether a council provides social care; null where nobody said.
    """

    system_ids = serializers.PrimaryKeyRelatedField[IntegratedCareSystem](
        source="systems", many=True, read_only=True
    )
    services = OrganisationServiceSerializer(many=True, read_only=True)
    predecessors = PredecessorSerializer(
        source="precessions", many=True, read_only=True
    )
    successors = SuccessorSerializer(source="successions", many=True, read_only=True)

    class Meta:
        model = Organisation
        fields = [
            "id",
            "name",
            "short_name",
            "kind",
            "ods_code",
            "ons_code",
            "is_upper_tier",
            "system_ids",
            "starts_on",
            "ends_on",
            "services",
            "predecessors",
            "successors",
        ]
        read_only_fields = fields


class PersonSerializer(serializers.ModelSerializer[Person]):
    """A person by name and post; sign-ins and addresses are not told."""

    organisation_id = serializers.IntegerField(read_only=True, allow_null=True)

    class Meta:
        model = Person
        fields = ["id", "name", "post_title", "organisation_id"]
        read_only_fields = fields
