from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from boards.meetings.enums import RulingOption
from boards.meetings.models import Ruling
from declarations.enums import (
    GiftKind,
    GiftSource,
    InterestType,
    Relationship,
    SubType,
)
from declarations.models import Conflict, GiftOrHospitality, Interest, WithheldRecord
from declarations.selectors.withheld import is_named_to
from declarations.services.gifts import DONE

OUTCOMES = [(each.value, each.label) for each in DONE]


class InterestSerializer(serializers.ModelSerializer[Interest]):
    """One declared interest. Of an indirect one ``kind`` is the underlying type and
    ``relationship`` says whose it is. ``share`` is in per cent."""

    person_id = serializers.IntegerField(read_only=True)
    person = serializers.CharField(source="person.name", read_only=True)
    organisations = serializers.SerializerMethodField()

    class Meta:
        model = Interest
        fields = [
            "id",
            "person_id",
            "person",
            "kind",
            "sub_type",
            "is_direct",
            "relationship",
            "organisations",
            "business",
            "nature",
            "share",
            "mitigation",
            "is_routine",
            "starts_on",
            "ends_on",
            "arose_on",
            "declared_at",
            "confirmed_on",
            "state",
            "state_reason",
            "showing",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_organisations(self, interest: Interest) -> list[str]:
        named = [party.organisation.name for party in interest.parties.all()]
        return [*named, *filter(None, [interest.organisation_name])]


class NewInterestSerializer(serializers.Serializer[dict[str, Any]]):
    """What a person declares; without ``person_id`` for oneself. The organisation by its
    id in the directory, or by name. ``objection`` is why it should not be published."""

    person_id = serializers.IntegerField(required=False)
    kind = serializers.ChoiceField(choices=InterestType.choices)
    sub_type = serializers.ChoiceField(choices=SubType.choices, default=SubType.OTHER)
    nature = serializers.CharField()
    arose_on = serializers.DateField()
    is_direct = serializers.BooleanField(default=True)
    relationship = serializers.ChoiceField(
        choices=Relationship.choices, required=False, default="", allow_blank=True
    )
    organisation_id = serializers.IntegerField(required=False)
    organisation_name = serializers.CharField(
        required=False, default="", allow_blank=True
    )
    business = serializers.CharField(required=False, default="", allow_blank=True)
    starts_on = serializers.DateField(required=False, default=None, allow_null=True)
    ends_on = serializers.DateField(required=False, default=None, allow_null=True)
    share = serializers.CharField(required=False, default="", allow_blank=True)
    mitigation = serializers.CharField(required=False, default="", allow_blank=True)
    is_routine = serializers.BooleanField(default=False)
    objection = serializers.CharField(required=False, default="", allow_blank=True)


class GiftSerializer(serializers.ModelSerializer[GiftOrHospitality]):
    """Something offered. ``value`` in pounds; ``wanted`` is what the person asked for
    where ``outcome`` waits, or waited, for a decision."""

    person_id = serializers.IntegerField(read_only=True)
    person = serializers.CharField(source="person.name", read_only=True)

    class Meta:
        model = GiftOrHospitality
        fields = [
            "id",
            "person_id",
            "person",
            "kind",
            "source",
            "giver",
            "description",
            "value",
            "is_estimate",
            "offered_on",
            "received_on",
            "declared_at",
            "outcome",
            "wanted",
            "reason",
            "done_with",
            "approved_by",
            "decided_at",
        ]
        read_only_fields = fields


class NewGiftSerializer(serializers.Serializer[dict[str, Any]]):
    """What was offered; without ``person_id`` to oneself."""

    person_id = serializers.IntegerField(required=False)
    kind = serializers.ChoiceField(choices=GiftKind.choices)
    source = serializers.ChoiceField(choices=GiftSource.choices)
    organisation_id = serializers.IntegerField(required=False)
    giver = serializers.CharField(required=False, default="", allow_blank=True)
    description = serializers.CharField()
    value = serializers.DecimalField(max_digits=8, decimal_places=2, min_value=0)
    is_estimate = serializers.BooleanField(default=False)
    offered_on = serializers.DateField()
    received_on = serializers.DateField(required=False, default=None, allow_null=True)
    outcome = serializers.ChoiceField(choices=OUTCOMES)
    reason = serializers.CharField(required=False, default="", allow_blank=True)
    done_with = serializers.CharField(required=False, default="", allow_blank=True)
    approved_by = serializers.CharField(required=False, default="", allow_blank=True)


class GiftDecisionSerializer(serializers.Serializer[dict[str, Any]]):
    """What is done with something that waits, and why."""

    outcome = serializers.ChoiceField(choices=OUTCOMES)
    reason = serializers.CharField()
    done_with = serializers.CharField(required=False, default="", allow_blank=True)


class ConflictSerializer(serializers.ModelSerializer[Conflict]):
    """Where something of a person meets an item of an agenda, and why."""

    meeting_id = serializers.IntegerField(source="item.meeting_id", read_only=True)
    item_id = serializers.IntegerField(read_only=True)
    person_id = serializers.IntegerField(read_only=True)
    person = serializers.CharField(source="person.name", read_only=True)
    organisation = serializers.CharField(
        source="organisation.name", read_only=True, default=None
    )

    class Meta:
        model = Conflict
        fields = [
            "id",
            "meeting_id",
            "item_id",
            "person_id",
            "person",
            "organisation",
            "source",
            "why",
            "is_direct",
            "state",
            "state_reason",
        ]
        read_only_fields = fields


class DismissalSerializer(serializers.Serializer[dict[str, Any]]):
    """Why a match is no conflict."""

    reason = serializers.CharField()


class NewRulingSerializer(serializers.Serializer[dict[str, Any]]):
    """A ruling on all that the person holds at the item; ``ruled_by_id`` is somebody at
    the table. Without ``words`` they are written from the option."""

    option = serializers.ChoiceField(choices=RulingOption.choices)
    nature = serializers.CharField()
    words = serializers.CharField(required=False, default="", allow_blank=True)
    ruled_by_id = serializers.IntegerField()
    papers_withheld = serializers.BooleanField(default=False)
    declared_at_start = serializers.BooleanField(default=True)


class WithheldRecordSerializer(serializers.Serializer[dict[str, Any]]):
    """Another record that is withheld under a ruling. What it is, and why, is said to the
    office, and to the chair where it is not withheld from the chair."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    record_id = serializers.IntegerField(allow_null=True)
    words = serializers.CharField(allow_null=True)
    reason = serializers.CharField(allow_null=True)
    added_at = serializers.DateTimeField()
    taken_back_at = serializers.DateTimeField(allow_null=True)
    is_withheld = serializers.BooleanField()


class NewWithheldRecordSerializer(serializers.Serializer[dict[str, Any]]):
    """Which record to withhold with the papers of the item, and why."""

    kind = serializers.CharField()
    record_id = serializers.IntegerField(min_value=1)
    reason = serializers.CharField()


class RulingRecordSerializer(serializers.ModelSerializer[Ruling]):
    """What was ruled on a person at an item; kept when another ruling follows."""

    meeting_id = serializers.IntegerField(source="item.meeting_id", read_only=True)
    item_id = serializers.IntegerField(read_only=True)
    person_id = serializers.IntegerField(read_only=True)
    person = serializers.CharField(source="person.name", read_only=True)
    ruled_by = serializers.CharField(source="ruled_by.name", read_only=True)
    is_in_force = serializers.SerializerMethodField()
    other_records = serializers.SerializerMethodField()

    class Meta:
        model = Ruling
        fields = [
            "id",
            "meeting_id",
            "item_id",
            "person_id",
            "person",
            "option",
            "stays",
            "speaks",
            "votes",
            "papers_withheld",
            "nature",
            "words",
            "declared_at_start",
            "explained",
            "ruled_by",
            "ruled_by_office",
            "ruled_at",
            "is_in_force",
            "other_records",
        ]
        read_only_fields = fields

    def get_is_in_force(self, ruling: Ruling) -> bool:
        return bool(getattr(ruling, "is_in_force", False))

    @extend_schema_field(WithheldRecordSerializer(many=True))
    def get_other_records(self, ruling: Ruling) -> list[dict[str, Any]]:
        return [self._record(ruling, row) for row in ruling.withheld_records.all()]

    def _record(self, ruling: Ruling, row: WithheldRecord) -> dict[str, Any]:
        actor, hidden = self.context["actor"], self.context["hidden"]
        named = is_named_to(actor, ruling.item.meeting.body_id, row, hidden)
        return {
            "id": row.pk,
            "kind": row.kind,
            "record_id": row.record_id if named else None,
            "words": row.words if named else None,
            "reason": row.reason if named else None,
            "added_at": row.added_at,
            "taken_back_at": row.taken_back_at,
            "is_withheld": row.is_withheld,
        }
