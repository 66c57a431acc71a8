from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from ics_portal.core.jobs import record_pulse
from ics_portal.web import health


def test_living_asks_nothing_of_the_database(client):
    response = client.get("/health/live/")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_ready_says_that_database_broker_and_worker_are_there(client):
    record_pulse()

    response = client.get("/health/ready/")

    assert (response.status_code, response.json()) == (
        200,
        {"status": "ok", "database": "ok", "broker": "ok", "worker": "ok"},
    )


@pytest.mark.django_db
def test_without_a_worker_the_portal_still_serves_and_says_so(client):
    record_pulse(timezone.now() - timedelta(hours=1))

    response = client.get("/health/ready/")

    assert (response.status_code, response.json()["worker"]) == (200, "not seen")


def test_without_a_database_it_is_not_ready(client, monkeypatch):
    class Gone:
        def cursor(self):
            raise OperationalError("gone")

    monkeypatch.setattr(health, "connection", Gone())

    response = client.get("/health/ready/")

    assert response.status_code == 503
    assert response.json() == {
        "status": "unavailable",
        "database": "not reachable",
        "broker": "ok",
        "worker": "not known",
    }


@pytest.mark.django_db
def test_without_a_broker_it_is_not_ready(client, monkeypatch):
    def refuse():
        raise ConnectionRefusedError

    monkeypatch.setattr(health.current_app, "connection_for_write", refuse)

    response = client.get("/health/ready/")

    assert (response.status_code, response.json()["broker"]) == (503, "not reachable")
