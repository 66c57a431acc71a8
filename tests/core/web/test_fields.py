"""Rows chosen by their ids."""

import pytest
from django.core.exceptions import ValidationError

from ics_portal.accounts.models import User
from ics_portal.core.web.forms.fields import RowsField
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_rows_are_found_by_their_ids():
    one, other = UserFactory(), UserFactory()
    UserFactory()

    found = RowsField(queryset=User.objects.all()).clean([str(one.pk), str(other.pk)])

    assert set(found) == {one, other}


@pytest.mark.parametrize("sent", ["9" * 30, "9" * 5000, "-1", "٣", "", "one", "\x00"])
def test_an_id_no_database_holds_is_no_choice(sent):
    field = RowsField(
        queryset=User.objects.all(), error_messages={"invalid_choice": "Not there."}
    )

    with pytest.raises(ValidationError) as refused:
        field.clean([sent])

    assert refused.value.messages == ["Not there."]


def test_nothing_chosen_is_nothing():
    assert list(RowsField(queryset=User.objects.all(), required=False).clean([])) == []
