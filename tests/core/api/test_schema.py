"""The API describes itself, completely and without a guess."""

import json

import pytest
from django.core.management import call_command
from rest_framework.test import APIClient

from tests.factories.accounts import UserFactory


@pytest.fixture(scope="module")
def schema(tmp_path_factory):
    """Made as the pipeline makes it: a warning of drf-spectacular fails."""
    out = tmp_path_factory.mktemp("schema") / "openapi.json"
    call_command(
        "spectacular",
        "--fail-on-warn",
        "--validate",
        "--format=openapi-json",
        f"--file={out}",
    )
    return json.loads(out.read_text())


def operations(schema):
    return {
        (method, path): operation
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    }


def test_it_is_made_without_a_warning_and_names_what_is_there(schema):
    found = set(operations(schema))

    assert found >= {
        ("post", "/api/v1/tokens/"),
        ("delete", "/api/v1/tokens/current/"),
        ("get", "/api/v1/jobs/"),
        ("get", "/api/v1/jobs/{id}/"),
        ("post", "/api/v1/jobs/{id}/cancel/"),
    }


def test_every_operation_but_asking_for_a_token_needs_a_sign_in(schema):
    without = [
        name
        for name, operation in operations(schema).items()
        if {} in operation.get("security", [{}]) or not operation.get("security")
    ]

    assert without == [
        ("get", "/api/v1/public/decisions/"),
        ("get", "/api/v1/public/meetings/"),
        ("get", "/api/v1/public/publications/"),
        ("get", "/api/v1/registers/"),
        ("get", "/api/v1/registers/{slug}/"),
        ("get", "/api/v1/registers/{slug}/gifts/"),
        ("post", "/api/v1/tokens/"),
    ]


@pytest.mark.django_db
def test_the_schema_itself_is_for_people_who_are_signed_in():
    api = APIClient()
    assert api.get("/api/v1/schema/").status_code == 401

    api.force_login(UserFactory())
    assert api.get("/api/v1/schema/").status_code == 200
