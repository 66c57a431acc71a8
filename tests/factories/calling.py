"""What calls a meeting, decides between meetings, plans ahead and is published."""

import datetime as dt

import factory
from django.utils import timezone

from boards.meetings.enums import (
    NoticeKind,
    PublicationKind,
    ReplyAnswer,
    RoundKind,
    RulingOption,
)
from boards.meetings.models import (
    CalendarKey,
    DecisionRound,
    Dissent,
    ForwardPlanEntry,
    ItemParticipation,
    MeetingNotice,
    MeetingSettings,
    Presenter,
    Publication,
    PublicQuestion,
    PublicSite,
    Reply,
    RoundReply,
    Ruling,
    SealUse,
)
from tests.factories.accounts import UserFactory
from tests.factories.bodies import BodyFactory
from tests.factories.directory import IntegratedCareSystemFactory, PersonFactory
from tests.factories.meetings import AgendaItemFactory, DecisionFactory, MeetingFactory


class MeetingSettingsFactory(factory.django.DjangoModelFactory[MeetingSettings]):
    class Meta:
        model = MeetingSettings

    body = factory.SubFactory(BodyFactory)


class MeetingNoticeFactory(factory.django.DjangoModelFactory[MeetingNotice]):
    """A public notice, given well before the meeting of 2 December 2020."""

    class Meta:
        model = MeetingNotice

    meeting = factory.SubFactory(MeetingFactory)
    kind = NoticeKind.PUBLIC
    given_at = dt.datetime(2020, 11, 20, 9, tzinfo=dt.UTC)
    given_by_name = "Board secretary"


class ReplyFactory(factory.django.DjangoModelFactory[Reply]):
    class Meta:
        model = Reply

    meeting = factory.SubFactory(MeetingFactory)
    person = factory.SubFactory(PersonFactory)
    answer = ReplyAnswer.COMING
    replied_at = dt.datetime(2020, 11, 25, 9, tzinfo=dt.UTC)


class PresenterFactory(factory.django.DjangoModelFactory[Presenter]):
    class Meta:
        model = Presenter

    item = factory.SubFactory(AgendaItemFactory)
    person = factory.SubFactory(PersonFactory)


class CalendarKeyFactory(factory.django.DjangoModelFactory[CalendarKey]):
    class Meta:
        model = CalendarKey

    user = factory.SubFactory(UserFactory)
    digest = factory.Sequence(lambda number: f"{number:064x}")
    made_at = factory.LazyFunction(timezone.now)


class ForwardPlanEntryFactory(factory.django.DjangoModelFactory[ForwardPlanEntry]):
    class Meta:
        model = ForwardPlanEntry

    body = factory.SubFactory(BodyFactory)
    title = factory.Sequence(lambda number: f"Planned item {number}")


class RulingFactory(factory.django.DjangoModelFactory[Ruling]):
    """The chair lets somebody stay and speak, and not vote."""

    class Meta:
        model = Ruling

    item = factory.SubFactory(AgendaItemFactory)
    person = factory.SubFactory(PersonFactory)
    option = RulingOption.NO_VOTE
    stays = True
    speaks = True
    votes = False
    papers_withheld = False
    nature = "Director of the provider the item concerns"
    words = "The chair ruled that the member stay and speak, and not vote."
    ruled_by = factory.SubFactory(PersonFactory)
    ruled_at = dt.datetime(2020, 12, 2, 10, 5, tzinfo=dt.UTC)


class ItemParticipationFactory(factory.django.DjangoModelFactory[ItemParticipation]):
    class Meta:
        model = ItemParticipation

    item = factory.SubFactory(AgendaItemFactory)
    person = factory.SubFactory(PersonFactory)


class DissentFactory(factory.django.DjangoModelFactory[Dissent]):
    class Meta:
        model = Dissent

    decision = factory.SubFactory(DecisionFactory)
    person = factory.SubFactory(PersonFactory)


class DecisionRoundFactory(factory.django.DjangoModelFactory[DecisionRound]):
    class Meta:
        model = DecisionRound

    body = factory.SubFactory(BodyFactory)
    kind = RoundKind.URGENT
    title = "Winter beds"
    wording = "To open forty beds before the end of the month."
    why = "The beds are needed before the next meeting."
    opened_at = dt.datetime(2020, 11, 10, 9, tzinfo=dt.UTC)


class RoundReplyFactory(factory.django.DjangoModelFactory[RoundReply]):
    class Meta:
        model = RoundReply

    round = factory.SubFactory(DecisionRoundFactory)
    person = factory.SubFactory(PersonFactory)
    asked_at = dt.datetime(2020, 11, 10, 9, tzinfo=dt.UTC)


class SealUseFactory(factory.django.DjangoModelFactory[SealUse]):
    class Meta:
        model = SealUse

    body = factory.SubFactory(BodyFactory)
    number = factory.Sequence(lambda number: number + 1)
    sealed_on = dt.date(2022, 7, 6)
    document = "Lease of the board's rooms"
    attested_by = "Chair and Chief Executive"


class PublicationFactory(factory.django.DjangoModelFactory[Publication]):
    """The agenda of a meeting, published with its words alone."""

    class Meta:
        model = Publication

    meeting = factory.SubFactory(MeetingFactory)
    body = factory.SelfAttribute("meeting.body")
    kind = PublicationKind.AGENDA
    key = factory.Sequence(lambda number: f"agenda-{number}")
    title = "Agenda"
    published_at = dt.datetime(2020, 11, 25, 9, tzinfo=dt.UTC)
    published_by_name = "Board secretary"


class PublicQuestionFactory(factory.django.DjangoModelFactory[PublicQuestion]):
    class Meta:
        model = PublicQuestion

    meeting = factory.SubFactory(MeetingFactory)
    asked_by = "A member of the public"
    email = "question@example.org"
    text = "What will change for patients of the coast?"
    received_at = dt.datetime(2020, 11, 24, 9, tzinfo=dt.UTC)


class PublicSiteFactory(factory.django.DjangoModelFactory[PublicSite]):
    class Meta:
        model = PublicSite

    system = factory.SubFactory(IntegratedCareSystemFactory)
