"""Seats and who is appointed to them."""

from datetime import date

import pytest

from boards.bodies import services
from boards.bodies.models import Appointment, Seat
from boards.directory.models import Bar
from tests.boards.bodies.views.forms.common import APRIL
from tests.boards.bodies.views.opened import Form
from tests.factories.bodies import AppointmentFactory, SeatFactory
from tests.factories.directory import PersonFactory

pytestmark = pytest.mark.django_db


def test_a_seat_is_added_and_what_is_missing_is_named(board, keeper):
    form = Form(keeper, "add_seat", board)

    form.refuses("Enter title of the seat", constituency="chair", clause="3.5")
    assert 'value="3.5"' in form.page
    form.refuses(
        "Leave it empty, or give 1 to 50.",
        title="C",
        constituency="chair",
        term_years="0",
    )
    page = form.saves(
        title="Chair",
        constituency="chair",
        is_voting="on",
        clause="3.5",
        starts_on="2022-04-01",
    )

    assert "The seat is added." in page
    seat = Seat.objects.get()
    assert (seat.title, seat.starts_on, seat.is_voting) == ("Chair", APRIL, True)


class TestAppointing:
    @pytest.fixture
    def seat(self, board):
        return SeatFactory(body=board, title="Director of finance")

    @pytest.fixture
    def person(self):
        return PersonFactory(name="Finance director")

    def test_somebody_is_appointed(self, board, keeper, seat, person, nhs_body):
        page = Form(keeper, "appoint", board, seat.pk).saves(
            person=person.pk,
            starts_on="2022-04-01",
            capacity="designate",
            nominated_by=nhs_body.pk,
        )

        assert "The appointment is saved." in page
        given = Appointment.objects.get()
        assert (given.person, given.nominated_by) == (person, nhs_body)

    def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(
        self, board, keeper, seat, person
    ):
        Bar.objects.create(person=person, reason="Disqualified", starts_on=APRIL)
        form = Form(keeper, "appoint", board, seat.pk)
        typed = {
            "person": person.pk,
            "starts_on": "2022-04-01",
            "capacity": "confirmed",
            "basis": "Open competition",
        }

        form.refuses("Finance director may not sit from 1 April 2022", **typed)
        assert 'href="#id_person"' in form.page
        assert 'value="Open competition"' in form.page
        assert f'value="{person.pk}" selected' in form.page
        form.refuses("as a day that exists", **typed | {"starts_on": "31/2/2022"})
        assert "31/2/2022" in form.page
        assert not Appointment.objects.exists()

    def test_two_people_are_shown_what_the_other_saved(
        self, board, keeper, seat, person, by
    ):
        form = Form(keeper, "appoint", board, seat.pk)
        services.appoint(
            seat=seat,
            person=PersonFactory(name="Her director"),
            starts_on=APRIL,
            ends_on=date(2022, 12, 31),
            **by,
        )
        typed = {
            "person": person.pk,
            "starts_on": "2023-01-01",
            "capacity": "confirmed",
            "basis": "Open competition",
        }

        response = form.send(**typed)

        assert response.status_code == 409
        for words in (
            "Yours, not yet saved",
            "Person: Finance director First day: 1 Jan 2023",
            "Her director, from 1 April 2022 to 31 December 2022, confirmed",
            'value="Open competition"',
        ):
            assert words in form.page, words
        assert Appointment.objects.count() == 1

        form.saves(**typed)  # both were seen: saving again means this one as well
        assert Appointment.objects.count() == 2

    def test_a_refusal_does_not_hide_what_somebody_saved_meanwhile(
        self, board, keeper, seat, person, by
    ):
        form = Form(keeper, "appoint", board, seat.pk)
        services.appoint(
            seat=seat, person=PersonFactory(), starts_on=date(2023, 1, 1), **by
        )
        typed = {"person": person.pk, "capacity": "confirmed", "ends_on": "2022-12-31"}

        form.refuses("Enter a day for “First day”.", **typed)
        assert form.send(**typed, starts_on="2022-04-01").status_code == 409

    def test_a_form_sent_without_its_mark_saves_nothing(
        self, board, keeper, seat, person
    ):
        form = Form(keeper, "appoint", board, seat.pk)
        form.seen = ""

        sent = {"person": person.pk, "starts_on": "2022-04-01", "capacity": "confirmed"}
        assert form.send(**sent).status_code == 409
        assert not Appointment.objects.exists()

    def test_an_appointment_is_ended_with_a_reason(self, board, keeper, seat, person):
        held = AppointmentFactory(seat=seat, person=person, starts_on=APRIL)
        form = Form(keeper, "end_appointment", board, held.pk)

        form.refuses("Enter reason", ends_on="2022-06-30")
        form.refuses(
            "before it starts on 1 April 2022", ends_on="2022-03-31", reason="x"
        )
        assert 'value="2022-03-31"' in form.page
        assert "has its last day" in form.saves(ends_on="2022-06-30", reason="Left")
        held.refresh_from_db()
        assert held.ends_on == date(2022, 6, 30)

    def test_what_a_member_knows_of_mental_illness_services(
        self, board, keeper, person
    ):
        seat = SeatFactory(body=board)
        Form(keeper, "appoint", board, seat.pk).saves(
            person=person.pk, starts_on="2022-04-01", capacity="confirmed"
        )
        [held] = Appointment.objects.all()
        assert held.knows_mental_health is None

        form = Form(keeper, "mental_health", board, held.pk)
        form.refuses("Say why.", knows_mental_health="yes", reason=" \u200b")
        shown = form.saves(knows_mental_health="yes", reason="Psychiatric nurse")

        held.refresh_from_db()
        assert held.knows_mental_health is True
        assert "Knows mental illness services" in shown
        page = Form(keeper, "mental_health", board, held.pk).page
        assert "knows mental illness services" in page
        assert 'value="yes" checked' in page

    def test_deputy_exception_and_officer(self, board, keeper, person):
        chair = SeatFactory(body=board, constituency="chair")
        held = AppointmentFactory(seat=chair, person=person, starts_on=APRIL)

        Form(keeper, "deputy", board, held.pk).saves(
            person=PersonFactory().pk, starts_on="2022-04-01"
        )
        Form(keeper, "exception", board, held.pk).saves(
            exception="Governor; agreed", exception_on="2022-04-01"
        )
        Form(keeper, "officer", board, held.pk).saves(
            is_accountable_officer="on", reason="Interim"
        )

        held.refresh_from_db()
        assert held.deputies.count() == 1
        assert held.exception == "Governor; agreed"
        assert held.is_accountable_officer
        again = Form(keeper, "exception", board, held.pk)
        assert "Governor; agreed</textarea>" in again.page

    def test_a_seat_is_closed(self, board, keeper, seat):
        form = Form(keeper, "close_seat", board, seat.pk)

        form.saves(ends_on="2022-06-30", reason="Merged")

        seat.refresh_from_db()
        assert seat.ends_on == date(2022, 6, 30)
