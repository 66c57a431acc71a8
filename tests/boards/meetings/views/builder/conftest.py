"""An agenda of five items in the builder, and its addresses."""

import pytest
from django.urls import reverse


@pytest.fixture
def items(build):
    built = build("One: Declarations of Interest, A, B", "Two: C", "Three: D")
    return {item.title: item for item in built}


@pytest.fixture
def page(meeting):
    return reverse("meetings:agenda_edit", args=[meeting.pk])


@pytest.fixture
def address(meeting):
    """``address("move", item)``: a view of the builder."""

    def find(name, *things):
        pks = [getattr(thing, "pk", thing) for thing in things]
        return reverse(f"meetings:{name}", args=[meeting.pk, *pks])

    return find
