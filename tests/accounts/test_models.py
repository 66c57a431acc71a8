import pytest
from django.db import IntegrityError, transaction

from ics_portal.accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_user_is_known_by_name():
    user = UserFactory(name="Chief officer")

    assert (str(user), user.get_full_name(), user.get_short_name()) == (
        "Chief officer",
        "Chief officer",
        "Chief officer",
    )
    assert str(User(email="nameless@demo.example")) == "nameless@demo.example"


def test_the_database_itself_keeps_addresses_small_and_single():
    user = UserFactory(email="one@demo.example")

    for address in ("One@demo.example", "one@demo.example"):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.bulk_create([User(email=address, name="Two")])

    assert User.objects.get_by_natural_key(" ONE@demo.example ") == user


def test_a_user_without_a_password_cannot_sign_in():
    user = User.objects.create_user("new@demo.example", name="New")

    assert user.has_usable_password() is False
