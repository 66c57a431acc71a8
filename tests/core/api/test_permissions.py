"""A viewset is closed until it says who may do what."""

import pytest
from django.contrib.auth.models import AnonymousUser
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.viewsets import GenericViewSet

from ics_portal.accounts.models import User
from ics_portal.core.verdicts import ALLOWED, refused
from tests.factories.accounts import an_actor


def may_list(actor):
    return ALLOWED if actor.name == "Board secretary" else refused("Secretaries only.")


def may_open(actor, thing):
    return ALLOWED if thing == "agenda" else refused(f"The {thing} is closed.")


class RoomViewSet(GenericViewSet):
    verdicts = {"list": may_list, "retrieve": may_open, "free": None}

    def list(self, request):
        return Response(["agenda", "minutes"])

    def retrieve(self, request, pk):
        self.check_object_permissions(request, pk)
        return Response(pk)

    @action(detail=True)
    def free(self, request, pk):
        self.check_object_permissions(request, pk)
        return Response("free")

    @action(detail=True)
    def forgotten(self, request, pk):
        return Response("secret")


def call(action_name, *, method="GET", user=None, actor=None, **kwargs):
    request = APIRequestFactory().generic(method, "/")
    request.user = User(pk=1) if user is None else user
    request.actor = actor or an_actor(user_id=1)
    request._dont_enforce_csrf_checks = True
    view = RoomViewSet.as_view({"get": action_name})
    return view(request, **kwargs)


def answer(response):
    return response.status_code, response.data


def test_what_is_declared_and_allowed_is_done():
    assert answer(call("list")) == (200, ["agenda", "minutes"])
    assert answer(call("retrieve", pk="agenda")) == (200, "agenda")
    assert answer(call("free", pk="anything")) == (200, "free")


def test_a_refusal_gives_the_verdicts_own_reason():
    member = an_actor(user_id=1, name="Member")

    assert answer(call("list", actor=member)) == (403, {"detail": "Secretaries only."})
    assert answer(call("retrieve", pk="minutes")) == (
        403,
        {"detail": "The minutes is closed."},
    )


def test_what_nobody_declared_is_closed():
    assert answer(call("forgotten", pk="1")) == (
        403,
        {"detail": "Nobody has said who may do this, so nobody may."},
    )


def test_a_method_without_a_handler_is_not_refused_but_not_there():
    assert answer(call("list", method="DELETE")) == (
        405,
        {"detail": 'Method "DELETE" not allowed.'},
    )


@pytest.mark.parametrize("name", ["list", "retrieve", "free", "forgotten"])
def test_a_stranger_gets_nothing(name):
    response = call(name, user=AnonymousUser(), pk="agenda")

    assert response.status_code == 401


def test_an_actor_made_for_another_user_is_not_believed():
    response = call("list", actor=an_actor(user_id=2))

    assert response.status_code == 403
