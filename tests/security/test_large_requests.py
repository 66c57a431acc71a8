"""Nobody fills the portal's memory or disk by sending it much."""

import json
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse
from rest_framework.settings import api_settings
from rest_framework.test import APIClient

from ics_portal.accounts.models import User

TOKENS = "/api/v1/tokens/"
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
LARGE = 3 * 1024 * 1024  # past the point where an upload stays in memory


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (JSON, json.dumps({"email": "a" * 2000, "password": "a"})),
        (FORM, f"email={'a' * 2000}&password=a"),
    ],
)
def test_the_api_reads_no_more_than_text_may_be(settings, kind, body):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    answer = APIClient().generic("POST", TOKENS, body, content_type=kind)

    assert answer.status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("[" * 100_000, "This JSON is nested too deeply."),
        (
            r'{"email": "a@demo.example", "password": "\ud800"}',
            "This JSON holds half a character.",
        ),
    ],
)
def test_json_that_nothing_could_store_is_a_bad_request(body, reason):
    answer = APIClient().generic("POST", TOKENS, body, content_type=JSON)

    assert answer.status_code == 400
    assert answer.json() == {"detail": reason}


def test_the_api_takes_files_only_where_a_view_says_so():
    media = {parser.media_type for parser in api_settings.DEFAULT_PARSER_CLASSES}

    assert media == {JSON, FORM}


def posted_by(user):
    upload = SimpleUploadedFile("paper.pdf", bytes(LARGE))
    request = RequestFactory().post("/", {"title": "Finance", "paper": upload})
    request.user = user
    return request


def arriving(settings) -> list[Path]:
    return list(Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir())


def test_a_stranger_writes_nothing_to_the_disk(settings):
    request = posted_by(AnonymousUser())

    assert request.POST["title"] == "Finance"
    assert list(request.FILES) == []
    assert arriving(settings) == []


def test_someone_signed_in_does():
    request = posted_by(User(email="author@demo.example"))

    assert request.FILES["paper"].size == LARGE
    request.close()


@pytest.mark.django_db
def test_an_upload_to_the_door_itself_is_dropped(client, settings):
    """The CSRF check reads the whole form before anybody is asked to sign in."""
    upload = SimpleUploadedFile("paper.pdf", bytes(LARGE))

    answer = client.post(reverse("account_login"), {"paper": upload})

    assert answer.wsgi_request.FILES == {}
    assert arriving(settings) == []


@pytest.mark.django_db
def test_a_form_that_cannot_be_read_is_a_bad_request_not_a_fault(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    client.raise_request_exception = False
    fields = {f"field{number}": "a" for number in range(5)}

    answer = client.post(reverse("account_login"), fields)

    assert answer.status_code == 400
