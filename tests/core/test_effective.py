"""Things that start and end are in force on both of those days."""

from datetime import date, timedelta

import pytest

from boards.bodies.models import Body
from tests.factories.bodies import BodyFactory

START, END = date(2020, 4, 1), date(2020, 12, 2)
ONE_DAY = timedelta(days=1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("starts_on", "ends_on", "day", "in_force"),
    [
        (START, END, START, True),
        (START, END, END, True),
        (START, END, START - ONE_DAY, False),
        (START, END, END + ONE_DAY, False),
        (START, None, END + ONE_DAY, True),
        (None, END, START - ONE_DAY, True),
        (None, None, START, True),
    ],
)
def test_the_row_and_the_list_agree_on_what_is_in_force(
    starts_on, ends_on, day, in_force
):
    body = BodyFactory(starts_on=starts_on, ends_on=ends_on)

    assert body.is_in_force_on(day) is in_force
    assert list(Body.objects.in_force_on(day)) == ([body] if in_force else [])
