from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from boards.papers.enums import PaperRole
from boards.papers.models import Paper, PaperVersion
from boards.papers.rules import SheetForPrint
from boards.papers.selectors import names_of


class PrintedTickSerializer(serializers.Serializer[Any]):
    """One implication; more than one of the three is true on an unclear sheet."""

    question = serializers.CharField()
    yes = serializers.BooleanField()
    no = serializers.BooleanField()
    na = serializers.BooleanField()


class PrintedPartSerializer(serializers.Serializer[Any]):
    """A field of the form as it prints; ``rows`` are recommendations or forums."""

    key = serializers.CharField()
    caption = serializers.CharField()
    kind = serializers.CharField()
    paragraphs = serializers.ListField(child=serializers.CharField())
    columns = serializers.ListField(child=serializers.CharField())
    rows = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField(allow_blank=True))
    )
    ticks = PrintedTickSerializer(many=True)
    note = serializers.CharField(allow_blank=True)


class CoverSheetSerializer(serializers.Serializer[SheetForPrint]):
    """A cover sheet as it prints, in its form's own order."""

    form = serializers.CharField()
    title = serializers.CharField()
    body = serializers.CharField()
    meeting_day = serializers.CharField()
    item_number = serializers.CharField(allow_blank=True)
    presented_by = serializers.ListField(child=serializers.CharField())
    authors = serializers.ListField(child=serializers.CharField())
    contributors = serializers.ListField(child=serializers.CharField())
    confidential = serializers.BooleanField()
    written_on = serializers.CharField(allow_blank=True)
    is_stand_in = serializers.BooleanField()
    parts = PrintedPartSerializer(many=True)


class PaperVersionSerializer(serializers.ModelSerializer[PaperVersion]):
    """One upload. Its bytes are at ``versions/{number}/{original|part}/``."""

    original_name = serializers.CharField(
        source="original.original_name", read_only=True
    )
    content_type = serializers.CharField(source="original.content_type", read_only=True)
    size = serializers.IntegerField(source="original.size", read_only=True)
    sha256 = serializers.CharField(source="original.sha256", read_only=True)

    class Meta:
        model = PaperVersion
        fields = [
            "number",
            "state",
            "note",
            "original_name",
            "content_type",
            "size",
            "sha256",
            "page_count",
            "accessible",
            "failure",
            "cure",
            "uploaded_at",
            "uploaded_by_name",
        ]
        read_only_fields = fields


class PaperSerializer(serializers.ModelSerializer[Paper]):
    """A paper under an item of an agenda."""

    meeting_id = serializers.IntegerField(source="item.meeting_id", read_only=True)
    item_id = serializers.IntegerField(read_only=True)
    authors = serializers.SerializerMethodField()
    current_version = serializers.SerializerMethodField()

    class Meta:
        model = Paper
        fields = [
            "id",
            "meeting_id",
            "item_id",
            "position",
            "title",
            "kind",
            "state",
            "confidential",
            "due_on",
            "written_on",
            "is_stand_in",
            "authors",
            "current_version",
        ]
        read_only_fields = fields

    def get_authors(self, paper: Paper) -> list[str]:
        return list(names_of(paper, PaperRole.AUTHOR))

    def get_current_version(self, paper: Paper) -> int | None:
        current = paper.current_version
        return current.number if current else None


class PaperDetailSerializer(PaperSerializer):
    """A paper with its cover sheet and the versions the reader may open."""

    cover_sheet = serializers.SerializerMethodField()
    versions = serializers.SerializerMethodField()

    class Meta(PaperSerializer.Meta):
        fields = [*PaperSerializer.Meta.fields, "cover_sheet", "versions"]
        read_only_fields = fields

    @extend_schema_field(CoverSheetSerializer(allow_null=True))
    def get_cover_sheet(self, paper: Paper) -> dict[str, Any] | None:
        sheet = self.context["sheet"]
        return dict(CoverSheetSerializer(sheet).data) if sheet else None

    @extend_schema_field(PaperVersionSerializer(many=True))
    def get_versions(self, paper: Paper) -> list[dict[str, Any]]:
        versions = self.context["versions"]
        return list(PaperVersionSerializer(versions, many=True).data)
