"""Seats and who sits in them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from boards.bodies import services
from boards.bodies.enums import BodyKind, Constituency
from boards.bodies.models import Appointment, Seat
from boards.directory.models import Bar
from ics_portal.accounts.actor import SYSTEM_ACTOR, Role
from ics_portal.core.audit.models import AuditEvent
from ics_portal.core.errors import RuleBroken
from ics_portal.core.outbox.models import OutboxMessage
from tests.boards.bodies.refusals import refused
from tests.factories.bodies import (
    AppointmentFactory,
    BodyFactory,
    SeatFactory,
    TermsOfReferenceFactory,
    actor_in,
)
from tests.factories.directory import PersonFactory

pytestmark = pytest.mark.django_db
APRIL = date(2022, 4, 1)
ONE_DAY = timedelta(days=1)


def seat_for(board, **fields):
    return SeatFactory(body=board, **fields)


# --- Seats -------------------------------------------------------------------------


def test_a_seat_is_added_after_the_others_with_history_and_audit(board, by, lead):
    chair = services.add_seat(body=board, title=" Chair ", constituency="chair", **by)
    second = services.add_seat(
        body=board,
        title="Non-executive",
        constituency="independent_non_executive",
        term_years=3,
        most_terms=2,
        clause="3.5",
        starts_on=APRIL,
        **by,
    )

    assert (chair.title, chair.position, second.position) == ("Chair", 0, 1)
    told = second.history.get()
    assert (told.history_user_id, told.history_change_reason) == (
        lead.user_id,
        "Seat added",
    )
    event = AuditEvent.objects.get(verb="bodies.seat_added", target_id=second.pk)
    assert event.body_id == board.pk


def test_what_cannot_be_seen_is_not_kept(board, by):
    seat = services.add_seat(
        body=board,
        title="\u202eChair\u200b ",
        constituency="chair",
        clause="\ufeff3.5",
        **by,
    )

    assert (seat.title, seat.clause) == ("Chair", "3.5")


@pytest.mark.parametrize(
    ("wrong", "rule", "field"),
    [
        ({"title": " \u200b "}, "BDY-3", "title"),
        ({"title": "  "}, "BDY-3", "title"),
        ({"constituency": "astronomer"}, "BDY-3", "constituency"),
        ({"term_years": 0}, "BDY-3", "term_years"),
        ({"most_terms": 0}, "BDY-3", "most_terms"),
        ({"term_years": 51}, "BDY-3", "term_years"),
        ({"starts_on": APRIL, "ends_on": APRIL - ONE_DAY}, "BDY-2", "ends_on"),
    ],
)
def test_a_seat_that_cannot_be_is_refused(board, by, wrong, rule, field):
    typed = {"title": "Chair", "constituency": "chair"} | wrong

    with refused(rule, field):
        services.add_seat(body=board, **typed, **by)
    assert not Seat.objects.exists()


def test_a_seat_is_closed_once_nobody_sits_beyond_its_last_day(board, by):
    held = AppointmentFactory(seat=seat_for(board), ends_on=APRIL)
    seat = held.seat

    with refused("BDY-7", "ends_on") as said:
        services.close_seat(seat=seat, ends_on=APRIL - ONE_DAY, reason="Merged", **by)
    assert f"{held.person} is appointed to it until 1 April 2022" in said.message

    services.close_seat(seat=seat, ends_on=APRIL, reason="Merged", **by)
    seat.refresh_from_db()
    assert seat.ends_on == APRIL
    assert seat.history.latest().history_change_reason == "Merged"


def test_a_seat_with_a_holder_without_an_end_is_not_closed(board, by):
    held = AppointmentFactory(seat=seat_for(board))

    with refused("BDY-7") as said:
        services.close_seat(seat=held.seat, ends_on=APRIL, reason="Merged", **by)
    assert "without an end" in said.message


def test_what_is_over_is_not_made_longer_and_closing_says_why(board, by):
    seat = seat_for(board, ends_on=APRIL)

    with refused("BDY-4", "reason"):
        services.close_seat(seat=seat, ends_on=APRIL, reason=" ", **by)
    with refused("BDY-2", "ends_on") as said:
        services.close_seat(seat=seat, ends_on=APRIL + ONE_DAY, reason="No", **by)
    assert "ends on 1 April 2022 already" in said.message


# --- Appointments ------------------------------------------------------------------


def appoint(seat, by, person=None, starts_on=APRIL, **fields):
    return services.appoint(
        seat=seat,
        person=person or PersonFactory(),
        starts_on=starts_on,
        **fields,
        **by,
    )


def test_a_seat_is_filled_and_says_as_what(board, by, nhs_body):
    given = appoint(
        seat_for(board),
        by,
        capacity="designate",
        basis="National process",
        nominated_by=nhs_body,
        employer=nhs_body,
    )

    assert (given.get_capacity_display(), given.nominated_by) == (
        "Designate",
        nhs_body,
    )
    assert AuditEvent.objects.get(verb="bodies.appointed").body_id == board.pk


def test_one_seat_has_one_holder_at_a_time_who_is_named_with_the_days(board, by):
    seat = seat_for(board)
    held = appoint(seat, by, ends_on=date(2022, 6, 30))

    for starts_on in (APRIL, date(2022, 6, 30)):
        with refused("BDY-6", "starts_on") as said:
            appoint(seat, by, starts_on=starts_on)
    assert said.message == (
        f"{held.person} holds this seat from 1 April 2022 to 30 June 2022."
        " Begin on 1 July 2022 or later."
    )
    appoint(seat, by, starts_on=date(2022, 7, 1))


def test_a_holder_without_an_end_keeps_the_seat(board, by):
    seat = seat_for(board)
    held = appoint(seat, by)

    with refused("BDY-6") as said:
        appoint(seat, by, starts_on=date(2030, 1, 1))
    assert said.message == (
        f"{held.person} holds this seat since 1 April 2022. End that appointment first."
    )
    appoint(seat, by, starts_on=date(2022, 1, 1), ends_on=APRIL - ONE_DAY)


@pytest.mark.parametrize(
    ("seat_days", "term"),
    [
        ((APRIL, None), (APRIL - ONE_DAY, None)),
        ((None, APRIL), (APRIL, APRIL + ONE_DAY)),
        ((None, APRIL), (APRIL, None)),
        ((APRIL, None), (None, None)),
    ],
)
def test_an_appointment_lies_within_the_days_of_its_seat(board, by, seat_days, term):
    seat = seat_for(board, starts_on=seat_days[0], ends_on=seat_days[1])

    with refused("BDY-7", "starts_on") as said:
        appoint(seat, by, starts_on=term[0], ends_on=term[1])
    assert "Keep the appointment within these days" in said.message


def test_an_end_before_the_start_is_refused(board, by):
    with refused("BDY-2", "ends_on") as said:
        appoint(seat_for(board), by, ends_on=APRIL - ONE_DAY)
    assert said.message == (
        "The appointment cannot end on 31 March 2022, before it starts on 1 April 2022."
    )


def test_somebody_barred_on_a_day_of_it_is_refused(board, by):
    person = PersonFactory(name="Former director")
    Bar.objects.create(
        person=person, reason="Disqualified", starts_on=date(2023, 1, 1), ends_on=None
    )

    with refused("BDY-8", "person") as said:
        appoint(seat_for(board), by, person)
    assert said.message == (
        "Former director may not sit from 1 January 2023: Disqualified."
    )
    appoint(seat_for(board), by, person, ends_on=date(2022, 12, 31))


def test_one_person_holds_one_voting_seat_of_a_body(board, by):
    first = appoint(seat_for(board, title="Director of finance"), by)

    with refused("BDY-9", "person") as said:
        appoint(seat_for(board, title="Nursing"), by, first.person)
    assert said.message == (
        f"One person holds one seat: {first.person} has “Director of finance” since"
        " 1 April 2022 (RULE-BRD-16)."
    )
    appoint(seat_for(board, is_voting=False), by, first.person)
    appoint(seat_for(BodyFactory(system=board.system)), by, first.person)


class TestTerms:
    """Three years, twice."""

    @pytest.fixture
    def seat(self, board):
        return seat_for(board, term_years=3, most_terms=2)

    def test_a_term_is_no_longer_than_the_terms_of_reference_allow(self, seat, by):
        for ends_on in (None, date(2025, 4, 1)):
            with refused("BDY-10", "ends_on") as said:
                appoint(seat, by, ends_on=ends_on)
            assert said.message == (
                "A term in this seat lasts 3 years: give a last day, 31 March 2025 at"
                " the latest."
            )

    def test_a_second_term_is_accepted_and_a_third_refused(self, seat, by):
        first = appoint(seat, by, ends_on=date(2025, 3, 31))
        again = first.person
        appoint(seat, by, again, starts_on=date(2025, 4, 1), ends_on=date(2028, 3, 31))

        with refused("BDY-10", "person") as said:
            appoint(
                seat, by, again, starts_on=date(2028, 4, 1), ends_on=date(2031, 3, 31)
            )
        assert "has 2 terms in such a seat already" in said.message
        assert "at most 2 terms are allowed" in said.message
        appoint(seat, by, starts_on=date(2028, 4, 1), ends_on=date(2031, 3, 31))

    def test_being_designate_is_no_term(self, seat, by):
        first = appoint(seat, by, ends_on=date(2022, 6, 30), capacity="designate")
        for year in (2022, 2025):
            appoint(
                seat,
                by,
                first.person,
                starts_on=date(year, 7, 1),
                ends_on=date(year + 3, 6, 30),
            )

        assert Appointment.objects.filter(person=first.person).count() == 3

    def test_a_term_from_a_leap_day_ends_on_the_day_before(self, seat, by):
        given = appoint(
            seat, by, starts_on=date(2024, 2, 29), ends_on=date(2027, 2, 28)
        )

        assert given.ends_on == date(2027, 2, 28)


def test_an_appointment_ends_on_its_last_day_with_its_deputies(board, by):
    held = appoint(seat_for(board), by)
    deputy = services.appoint_deputy(
        deputy_for=held, person=PersonFactory(), starts_on=APRIL, **by
    )
    later = services.appoint_deputy(
        deputy_for=held, person=PersonFactory(), starts_on=date(2023, 1, 1), **by
    )
    last_day = date(2022, 9, 30)

    services.end_appointment(appointment=held, ends_on=last_day, reason="Retired", **by)

    deputy.refresh_from_db()
    later.refresh_from_db()
    assert (held.ends_on, deputy.ends_on) == (last_day, last_day)
    assert later.ends_on == later.starts_on
    assert deputy.history.latest().history_change_reason == "Retired"
    # Appointed, two deputies, ended: each may change from whom something is withheld.
    told = OutboxMessage.objects.filter(topic="deputies_changed")
    assert [row.payload for row in told] == [{"body_id": board.pk}] * 4


def test_an_appointment_does_not_end_before_it_starts(board, by):
    held = appoint(seat_for(board), by)

    with refused("BDY-2", "ends_on"):
        services.end_appointment(
            appointment=held, ends_on=APRIL - ONE_DAY, reason="Left", **by
        )


def test_what_was_saved_since_a_row_was_read_is_not_written_over(board, by):
    held = appoint(seat_for(board), by)
    as_read_before = Appointment.objects.get(pk=held.pk)
    services.record_exception(
        appointment=held, exception="Agreed", exception_on=APRIL, **by
    )

    services.end_appointment(
        appointment=as_read_before, ends_on=APRIL, reason="Left", **by
    )

    held.refresh_from_db()
    assert (held.exception, held.ends_on) == ("Agreed", APRIL)


class TestDeputies:
    @pytest.fixture
    def held(self, board, by):
        return appoint(seat_for(board), by, ends_on=date(2023, 3, 31))

    def deputise(self, held, by, person=None, starts_on=APRIL, ends_on=APRIL):
        return services.appoint_deputy(
            deputy_for=held,
            person=person or PersonFactory(),
            starts_on=starts_on,
            ends_on=ends_on,
            **by,
        )

    def test_a_deputy_does_not_fill_the_seat(self, held, by):
        deputy = self.deputise(held, by)

        assert (deputy.seat, deputy.deputy_for) == (held.seat, held)
        appoint(held.seat, by, starts_on=date(2023, 4, 1))

    def test_the_holder_does_not_stand_in(self, held, by):
        with refused("BDY-12", "person"):
            self.deputise(held, by, held.person)

    def test_a_deputy_has_no_deputy(self, held, by):
        deputy = self.deputise(held, by)

        with refused("BDY-12"):
            self.deputise(deputy, by)

    def test_a_deputy_stays_within_the_holders_days(self, held, by):
        with refused("BDY-12", "starts_on"):
            self.deputise(held, by, ends_on=date(2024, 1, 1))

    def test_terms_that_allow_none_are_kept(self, held, by):
        TermsOfReferenceFactory(
            body=held.seat.body, version=3, allows_deputies=False, starts_on=APRIL
        )

        with refused("BDY-12") as said:
            self.deputise(held, by)
        assert "Version 3 of the terms of reference allows no deputies" in said.message

    def test_somebody_barred_does_not_stand_in(self, held, by):
        person = PersonFactory()
        Bar.objects.create(person=person, reason="Member of Parliament")

        with refused("BDY-8") as said:
            self.deputise(held, by, person)
        assert "may not sit without dates: Member of Parliament" in said.message


@pytest.mark.requirement("ICB-14")
def test_an_exception_is_recorded_for_an_independent_member_only(board, by):
    held = appoint(seat_for(board), by)
    why = "Governor of a trust; the chair agreed"

    services.record_exception(appointment=held, exception=why, exception_on=APRIL, **by)
    held.refresh_from_db()
    assert (held.exception, held.exception_on) == (why, APRIL)

    executive = appoint(seat_for(board, constituency="executive_finance"), by)
    for row, text, day, field in [
        (executive, why, APRIL, "exception"),
        (held, " ", APRIL, "exception"),
        (held, why, APRIL - ONE_DAY, "exception_on"),
    ]:
        with pytest.raises(RuleBroken) as said:
            services.record_exception(
                appointment=row, exception=text, exception_on=day, **by
            )
        assert said.value.field == field


@pytest.mark.requirement("ICB-17")
def test_there_is_one_accountable_officer_of_a_body_on_any_day(board, by):
    first = appoint(
        seat_for(board, constituency=Constituency.CHIEF_EXECUTIVE),
        by,
        is_accountable_officer=True,
        ends_on=date(2022, 6, 30),
    )
    second = appoint(seat_for(board, constituency="executive_finance"), by)
    mark = {"is_accountable_officer": True, "reason": "Interim", **by}

    with refused("BDY-11", "is_accountable_officer") as said:
        services.mark_accountable_officer(appointment=second, **mark)
    assert f"{first.person} is marked as the accountable officer" in said.message
    with refused("BDY-11"):
        appoint(seat_for(board), by, is_accountable_officer=True)

    services.mark_accountable_officer(
        appointment=first, **mark | {"is_accountable_officer": False}
    )
    services.mark_accountable_officer(appointment=second, **mark)
    services.mark_accountable_officer(appointment=second, **mark)  # again: as it is
    marked = Appointment.objects.filter(is_accountable_officer=True)
    assert list(marked) == [second]


@pytest.mark.requirement("ICB-17")
def test_a_deputy_is_not_the_accountable_officer(board, by):
    held = appoint(seat_for(board), by)
    deputy = services.appoint_deputy(
        deputy_for=held, person=PersonFactory(), starts_on=APRIL, **by
    )

    with refused("BDY-11"):
        services.mark_accountable_officer(
            appointment=deputy, is_accountable_officer=True, reason="Interim", **by
        )


# --- Who may -----------------------------------------------------------------------


def test_a_secretary_changes_no_seat_and_a_lead_elsewhere_in_the_system_does(board):
    secretary = actor_in(board, Role.SECRETARY)
    place = BodyFactory(kind=BodyKind.PLACE_PARTNERSHIP, system=board.system)
    other_lead = actor_in(place, Role.GOVERNANCE_LEAD)
    stranger = actor_in(BodyFactory(), Role.GOVERNANCE_LEAD)
    typed = {"body": board, "title": "Chair", "constituency": "chair"}
    at = {"at": datetime(2022, 7, 1, tzinfo=UTC)}

    for actor in (secretary, stranger):
        with pytest.raises(PermissionDenied, match="governance lead of this system"):
            services.add_seat(actor=actor, **typed, **at)
    for actor in (other_lead, SYSTEM_ACTOR):
        services.add_seat(actor=actor, **typed, **at)

    assert Seat.objects.count() == 2
