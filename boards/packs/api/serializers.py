from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from boards.packs.models import (
    OmittedItem,
    Pack,
    PackEntry,
    PackFile,
    ReaderCopy,
    ReaderCopyFor,
)


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
    failure = serializers.SerializerMethodField()
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

    def get_failure(self, pack: Pack) -> str:
        # It names papers, and some are withheld from the reader.
        return "" if pack.pk in self.context.get("withheld", ()) else pack.failure

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_changes(self, pack: Pack) -> list[str]:
        if pack.pk in self.context.get("withheld", ()):
            return []  # they name papers that are withheld from the reader
        return [change["words"] for change in pack.changes]


class OwnCopySerializer(serializers.ModelSerializer[ReaderCopyFor]):
    """The reader's own copy of one edition. Its bytes are at ``copy/<edition>/``, its
    contents at ``copy/<edition>/manifest/``."""

    edition = serializers.CharField(source="copy.edition", read_only=True)
    page_count = serializers.IntegerField(source="copy.page_count", read_only=True)
    sha256 = serializers.SerializerMethodField()

    class Meta:
        model = ReaderCopyFor
        fields = ["edition", "page_count", "sha256"]
        read_only_fields = fields

    @extend_schema_field({"type": "string"})
    def get_sha256(self, row: ReaderCopyFor) -> str:
        stored = row.stored or row.copy.stored
        return stored.sha256 if stored else ""


class CopyReaderSerializer(serializers.ModelSerializer[ReaderCopyFor]):
    """Somebody who is given a copy, or was until ``superseded_at``."""

    person_id = serializers.IntegerField(read_only=True)
    sha256 = serializers.CharField(
        source="stored.sha256", read_only=True, default="", help_text="of a named file"
    )

    class Meta:
        model = ReaderCopyFor
        fields = [
            "person_id",
            "name_then",
            "given_at",
            "superseded_at",
            "superseded_why",
            "sha256",
        ]
        read_only_fields = fields


class OmittedItemSerializer(serializers.ModelSerializer[OmittedItem]):
    """An item left out of a copy, with the printed pages and whose ruling it was."""

    class Meta:
        model = OmittedItem
        fields = ["item_number", "pages", "by"]
        read_only_fields = fields


class ReaderCopySerializer(serializers.ModelSerializer[ReaderCopy]):
    """A pack without what is withheld, who gets it, and its proof."""

    omitted = OmittedItemSerializer(many=True, read_only=True)
    readers = CopyReaderSerializer(many=True, read_only=True)

    class Meta:
        model = ReaderCopy
        fields = [
            "id",
            "edition",
            "state",
            "failure",
            "job_id",
            "asked_at",
            "checked_at",
            "page_count",
            "with_names",
            "omitted",
            "readers",
            "manifest",
        ]
        read_only_fields = fields


class PackDetailSerializer(PackSerializer):
    """A build with its files and entries."""

    files = serializers.SerializerMethodField()
    own_copies = serializers.SerializerMethodField()
    entries = serializers.SerializerMethodField()

    class Meta(PackSerializer.Meta):
        fields = [*PackSerializer.Meta.fields, "files", "own_copies", "entries"]
        read_only_fields = fields

    @extend_schema_field(PackFileSerializer(many=True))
    def get_files(self, pack: Pack) -> list[dict[str, Any]]:
        return list(PackFileSerializer(self.context["files"], many=True).data)

    @extend_schema_field(OwnCopySerializer(many=True))
    def get_own_copies(self, pack: Pack) -> list[dict[str, Any]]:
        return list(OwnCopySerializer(self.context["own_copies"], many=True).data)

    @extend_schema_field(PackEntrySerializer(many=True))
    def get_entries(self, pack: Pack) -> list[dict[str, Any]]:
        return list(PackEntrySerializer(self.context["entries"], many=True).data)
