from rest_framework import serializers

from boards.directory.models import IntegratedCareSystem, Organisation, Person


class SystemSerializer(serializers.ModelSerializer[IntegratedCareSystem]):
    """An integrated care system."""

    class Meta:
        model = IntegratedCareSystem
        fields = ["id", "name", "short_name", "starts_on", "ends_on"]
        read_only_fields = fields


class OrganisationSerializer(serializers.ModelSerializer[Organisation]):
    """An organisation, sector or forum; closed ones keep their end date."""

    system_ids = serializers.PrimaryKeyRelatedField[IntegratedCareSystem](
        source="systems", many=True, read_only=True
    )

    class Meta:
        model = Organisation
        fields = [
            "id",
            "name",
            "short_name",
            "kind",
            "ods_code",
            "system_ids",
            "starts_on",
            "ends_on",
        ]
        read_only_fields = fields


class PersonSerializer(serializers.ModelSerializer[Person]):
    """A person by name and post; sign-ins and addresses are not told."""

    organisation_id = serializers.IntegerField(read_only=True, allow_null=True)

    class Meta:
        model = Person
        fields = ["id", "name", "post_title", "organisation_id"]
        read_only_fields = fields
