from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from boards.packs.models import Pack, PackEntry, PackFile


class PackEntrySerializer(serializers.ModelSerializer[PackEntry]):
    """A run of pages in one edition: what was set, how far it is, and where it lies."""

    class Meta:
        model = PackEntry
        fields = [
            "edition",
            "position",
            "key",
            "kind",
            "step",
            "item_number",
            "title",
            "paper_version_number",
            "confidential",
            "page_count",
            "first_label",
            "last_label",
            "accessible",
            "remedy",
            "failure",
            "seconds",
            "part_sha256",
        ]
        read_only_fields = fields


class PackFileSerializer(serializers.ModelSerializer[PackFile]):
    """A finished PDF. Its bytes are at ``download/<edition>/``, its contents at
    ``manifest/<edition>/``."""

    sha256 = serializers.CharField(source="stored.sha256", read_only=True)
    size = serializers.IntegerField(source="stored.size", read_only=True)
    accessible_words = serializers.CharField(read_only=True)

    class Meta:
        model = PackFile
        fields = [
            "edition",
            "page_count",
            "sha256",
            "size",
            "papers",
            "accessible_papers",
            "accessible_words",
            "claims_ua",
        ]
        read_only_fields = fields


class PackSerializer(serializers.ModelSerializer[Pack]):
    """One build of a meeting's pack. ``job_id`` is watched at ``/jobs/{id}/``;
    ``changes`` are those since the version that was issued before it. A supplement has
    the id of the issued pack it adds to, why it came late and who agreed.

    ``files`` and ``entries`` hold only what the reader may open.
    """

    meeting_id = serializers.IntegerField(read_only=True)
    supplement_to_id = serializers.IntegerField(read_only=True, allow_null=True)
    changes = serializers.SerializerMethodField()

    class Meta:
        model = Pack
        fields = [
            "id",
            "meeting_id",
            "version",
            "supplement_to_id",
            "late_reason",
            "late_agreed_by",
            "state",
            "failure",
            "job_id",
            "asked_at",
            "asked_by_name",
            "built_at",
            "issued_at",
            "changes",
        ]
        read_only_fields = fields

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_changes(self, pack: Pack) -> list[str]:
        if pack.pk in self.context.get("withheld", ()):
            return []  # they name papers that are withheld from the reader
        return [change["words"] for change in pack.changes]


class PackDetailSerializer(PackSerializer):
    """A build with its files and entries."""

    files = serializers.SerializerMethodField()
    entries = serializers.SerializerMethodField()

    class Meta(PackSerializer.Meta):
        fields = [*PackSerializer.Meta.fields, "files", "entries"]
        read_only_fields = fields

    @extend_schema_field(PackFileSerializer(many=True))
    def get_files(self, pack: Pack) -> list[dict[str, Any]]:
        return list(PackFileSerializer(self.context["files"], many=True).data)

    @extend_schema_field(PackEntrySerializer(many=True))
    def get_entries(self, pack: Pack) -> list[dict[str, Any]]:
        return list(PackEntrySerializer(self.context["entries"], many=True).data)
