"""Gifts of the demonstration, and its breach."""

import pytest

from declarations.models import Breach, GiftOrHospitality
from ics_portal.demo.offered import tell_of_gifts
from tests.demo.conftest import NOW

pytestmark = pytest.mark.django_db


def test_one_gift_waits_and_a_breach_is_published(ground):
    tell_of_gifts(ground, at=NOW)

    outcomes = {gift.outcome for gift in GiftOrHospitality.objects.all()}
    assert outcomes == {"accepted", "waiting"}
    assert all(
        "(illustrative)" in gift.giver for gift in GiftOrHospitality.objects.all()
    )
    assert Breach.objects.get().published_at is not None
