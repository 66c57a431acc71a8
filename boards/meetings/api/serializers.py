from rest_framework import serializers

from boards.meetings.enums import ItemFormat, ItemState, StandingItem
from boards.meetings.models import (
    AgendaItem,
    Decision,
    Dissent,
    ForwardPlanEntry,
    Meeting,
    MeetingNotice,
    Reply,
)
from boards.meetings.rules import Deadline
from boards.meetings.selectors import NumberedItem


class NoticeSerializer(serializers.ModelSerializer[MeetingNotice]):
    """A notice that was given; of a change, ``text`` is its reason."""

    class Meta:
        model = MeetingNotice
        fields = [
            "id",
            "kind",
            "given_at",
            "given_by_name",
            "text",
            "place",
            "moved_from_on",
            "moved_to_on",
            "late_reason",
            "agreed_by",
        ]
        read_only_fields = fields


class DeadlineSerializer(serializers.Serializer[Deadline]):
    """A deadline, how it was counted, how it stands, and what is left of it."""

    title = serializers.CharField()
    on = serializers.DateField()
    note = serializers.CharField()
    state = serializers.CharField()
    left = serializers.CharField()


class ReplySerializer(serializers.ModelSerializer[Reply]):
    """What somebody answered before a meeting; for its office."""

    meeting_id = serializers.IntegerField(read_only=True)
    person = serializers.CharField(read_only=True)
    person_id = serializers.IntegerField(read_only=True)
    deputy = serializers.CharField(read_only=True, allow_null=True)

    class Meta:
        model = Reply
        fields = [
            "id",
            "meeting_id",
            "person_id",
            "person",
            "answer",
            "deputy",
            "note",
            "replied_at",
        ]
        read_only_fields = fields


class ForwardPlanSerializer(serializers.ModelSerializer[ForwardPlanEntry]):
    """An entry of a forward plan; ``meeting_id`` or ``due_on`` says when it comes."""

    body_id = serializers.IntegerField(read_only=True)
    meeting_id = serializers.IntegerField(read_only=True, allow_null=True)
    purpose = serializers.CharField(read_only=True, allow_null=True)
    taken_as_id = serializers.IntegerField(read_only=True, allow_null=True)

    class Meta:
        model = ForwardPlanEntry
        fields = [
            "id",
            "body_id",
            "title",
            "meeting_id",
            "due_on",
            "purpose",
            "lead",
            "frequency",
            "is_statutory",
            "source",
            "section_title",
            "part",
            "state",
            "reason",
            "taken_as_id",
        ]
        read_only_fields = fields


class MeetingSerializer(serializers.ModelSerializer[Meeting]):
    """A meeting. Numbers of its agenda move until ``numbers_frozen_at``; ``is_public`` is
    null where it meets as its body does, which ``held_in_public`` tells either way."""

    body_id = serializers.IntegerField(read_only=True)
    chair = serializers.CharField(read_only=True, allow_null=True)
    next_meeting_id = serializers.IntegerField(read_only=True, allow_null=True)
    held_in_public = serializers.BooleanField(read_only=True)
    notices = NoticeSerializer(many=True, read_only=True)

    class Meta:
        model = Meeting
        fields = [
            "id",
            "body_id",
            "title",
            "meeting_type",
            "held_on",
            "starts_at",
            "ends_at",
            "place",
            "link",
            "state",
            "call_kind",
            "call_reason",
            "notices",
            "is_public",
            "held_in_public",
            "stream_link",
            "papers_published_on",
            "minutes_published_on",
            "chair",
            "next_meeting_id",
            "agenda_version",
            "numbers_frozen_at",
        ]
        read_only_fields = fields


class AgendaItemSerializer(serializers.Serializer[NumberedItem]):
    """An item in its place. One in part 2 that is not open to the reader has its public
    title, its number and its time, and is not ``is_open``."""

    item_id = serializers.IntegerField()
    number = serializers.CharField()
    is_sub_item = serializers.BooleanField()
    is_open = serializers.BooleanField()
    title = serializers.CharField()
    owners = serializers.ListField(child=serializers.CharField())
    purposes = serializers.ListField(child=serializers.CharField())
    item_format = serializers.ChoiceField(choices=ItemFormat.choices, allow_null=True)
    minutes = serializers.IntegerField()
    starts_at = serializers.TimeField(allow_null=True)
    part = serializers.IntegerField()
    state = serializers.ChoiceField(choices=ItemState.choices)
    standing = serializers.ChoiceField(choices=StandingItem.choices, allow_blank=True)
    private_reason = serializers.CharField(allow_blank=True)


class AgendaSectionSerializer(serializers.Serializer[dict[str, object]]):
    """A heading with its items; sections bear no number."""

    section_id = serializers.IntegerField()
    title = serializers.CharField()
    part = serializers.IntegerField()
    items = AgendaItemSerializer(many=True)


class AgendaSerializer(serializers.Serializer[dict[str, object]]):
    """The agenda of a meeting: part 1, then part 2, with its running time in minutes."""

    meeting_id = serializers.IntegerField()
    is_frozen = serializers.BooleanField()
    planned_minutes = serializers.IntegerField()
    available_minutes = serializers.IntegerField()
    sections = AgendaSectionSerializer(many=True)


class DissentSerializer(serializers.ModelSerializer[Dissent]):
    """Somebody who asked for a dissent to be recorded."""

    person = serializers.CharField(read_only=True)

    class Meta:
        model = Dissent
        fields = ["person", "words"]
        read_only_fields = fields


class DecisionSerializer(serializers.ModelSerializer[Decision]):
    """A decision: its number is given once and stays. The votes are null where none was
    counted; the casting vote where there was none."""

    body_id = serializers.IntegerField(read_only=True)
    meeting_id = serializers.IntegerField(read_only=True, allow_null=True)
    item_id = serializers.IntegerField(read_only=True, allow_null=True)
    casting_vote_by = serializers.CharField(read_only=True, allow_null=True)
    dissents = DissentSerializer(many=True, read_only=True)

    class Meta:
        model = Decision
        fields = [
            "id",
            "number",
            "body_id",
            "meeting_id",
            "item_id",
            "decided_on",
            "wording",
            "method",
            "reason",
            "votes_for",
            "votes_against",
            "votes_abstained",
            "casting_vote_by",
            "casting_vote_for",
            "dissents",
            "conflicts_handled",
        ]
        read_only_fields = fields


class PresentedItemSerializer(serializers.ModelSerializer[AgendaItem]):
    """One line of an agenda, and where it is heard; no other item is named."""

    meeting_id = serializers.IntegerField(read_only=True)
    body = serializers.CharField(source="meeting.body", read_only=True)
    held_on = serializers.DateField(source="meeting.held_on", read_only=True)
    meeting_starts_at = serializers.TimeField(
        source="meeting.starts_at", read_only=True
    )
    place = serializers.CharField(source="meeting.place", read_only=True)
    link = serializers.CharField(source="meeting.link", read_only=True)

    class Meta:
        model = AgendaItem
        fields = [
            "id",
            "meeting_id",
            "body",
            "held_on",
            "meeting_starts_at",
            "place",
            "link",
            "title",
            "item_format",
            "minutes",
        ]
        read_only_fields = fields
