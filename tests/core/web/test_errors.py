"""What a person reads when something was refused, is not there, or broke."""

import errno
from collections.abc import Callable

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist
from django.test import Client, RequestFactory
from django.urls import path

from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.verdicts import refused, require
from ics_portal.core.web import errors
from ics_portal.core.web.middleware import ReasonMiddleware
from tests.core.web.html import parsed, the, words_of

RAISED: dict[str, Callable[[], Exception]] = {
    "refused": lambda: PermissionDenied(
        "The agenda is issued: its numbers are frozen."
    ),
    "refused-plainly": PermissionDenied,
    "hidden": lambda: Http404("Paper 7 is in part 2"),
    "rule": lambda: RuleBroken("AGD-2", "Declarations come before business."),
    "conflict": lambda: EditConflict(
        "The chair saved this.", field="t", mine="a", theirs="b"
    ),
    "full": lambda: OSError(errno.ENOSPC, "No space left on device"),
    "away": lambda: OperationalError("database is locked"),
    "broken": lambda: ZeroDivisionError("an inner detail"),
    "unreadable": lambda: BadRequest("Malformed"),
    "suspicious": lambda: SuspiciousOperation("Odd"),
}


def raising(request: HttpRequest, what: str) -> HttpResponse:
    raise RAISED[what]()


raising.login_required = False  # type: ignore[attr-defined]

urlpatterns = [path("raise/<str:what>/", raising)]
handler400 = "ics_portal.core.web.errors.bad_request"
handler403 = "ics_portal.core.web.errors.permission_denied"
handler404 = "ics_portal.core.web.errors.page_not_found"
handler500 = "ics_portal.core.web.errors.server_error"

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def quiet_client() -> Client:
    return Client(raise_request_exception=False)


def told(response: HttpResponse) -> str:
    page = parsed(response.content.decode())
    return words_of(the(page, "main"))


@pytest.mark.parametrize(
    ("what", "status", "said"),
    [
        ("refused", 403, "The agenda is issued: its numbers are frozen."),
        ("refused-plainly", 403, errors.NO_REASON),
        ("hidden", 404, "Page not found"),
        ("rule", 422, "Declarations come before business. (rule AGD-2)"),
        ("conflict", 409, "The chair saved this."),
        ("full", 507, "The portal’s disk is full"),
        ("away", 503, "Its records cannot be reached just now."),
        ("broken", 500, "The fault is the portal’s, not yours."),
        ("unreadable", 400, "The request could not be read"),
        ("suspicious", 400, "The request could not be read"),
    ],
)
def test_the_page_says_why(
    what: str, status: int, said: str, quiet_client: Client
) -> None:
    response = quiet_client.get(f"/raise/{what}/")

    assert response.status_code == status
    assert said in told(response)


def test_what_is_hidden_reads_like_what_does_not_exist(quiet_client: Client) -> None:
    hidden = quiet_client.get("/raise/hidden/")
    absent = quiet_client.get("/no-such-page/")

    assert hidden.content == absent.content


@pytest.mark.parametrize("what", ["broken", "full", "away"])
def test_a_fault_gives_the_reference_that_the_log_holds(
    what: str, quiet_client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    response = quiet_client.get(f"/raise/{what}/")

    page = parsed(response.content.decode())
    reference = words_of(the(page, ".app-reference"))
    assert len(reference) == 8
    assert f"Fault {reference} at '/raise/{what}/'" in caplog.text


def test_a_fault_tells_nothing_of_itself(quiet_client: Client) -> None:
    assert b"inner detail" not in quiet_client.get("/raise/broken/").content


@pytest.mark.parametrize("what", ["refused", "hidden", "rule", "unreadable"])
def test_a_refusal_is_not_logged_as_a_fault(
    what: str, quiet_client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    quiet_client.get(f"/raise/{what}/")

    assert "Fault" not in caplog.text


def test_a_script_gets_the_sentence_alone(quiet_client: Client) -> None:
    response = quiet_client.get("/raise/refused/", headers={"HX-Request": "true"})

    assert response.status_code == 403
    assert b"<html" not in response.content
    page = parsed(response.content.decode())
    assert "its numbers are frozen" in words_of(the(page, "[data-reason]"))


def test_busy_says_when_to_try_again(quiet_client: Client) -> None:
    assert quiet_client.get("/raise/away/")["Retry-After"] == "30"


def test_a_reason_is_text_and_never_markup() -> None:
    with pytest.raises(PermissionDenied) as raised:
        require(refused("<b>No</b>"))

    response = errors.permission_denied(RequestFactory().get("/"), raised.value)

    assert b"&lt;b&gt;No&lt;/b&gt;" in response.content


def test_an_old_form_is_told_kindly_and_leads_back() -> None:
    request = RequestFactory().post(
        "/x/",
        headers={"Referer": "http://testserver/meetings/7/", "Host": "testserver"},
    )

    response = errors.csrf_failure(request, reason="CSRF cookie not set.")

    assert response.status_code == 403
    page = parsed(response.content.decode())
    assert the(page, "main a").get("href") == "http://testserver/meetings/7/"
    assert "came from a page that is no longer current" in words_of(page)


@pytest.mark.parametrize(
    "referer", ["", "http://elsewhere.example/", "http://testserver.example/x/"]
)
def test_the_way_back_never_leads_elsewhere(referer: str) -> None:
    request = RequestFactory().post(
        "/x/", headers={"Referer": referer, "Host": "testserver"}
    )

    response = errors.refused(request, message="No.")

    page = parsed(response.content.decode())
    assert the(page, "main a").get("href") == "/"


def test_the_error_page_survives_its_own_failure(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*args: object, **kwargs: object) -> HttpResponse:
        raise TemplateDoesNotExist("errors/500.html")

    monkeypatch.setattr(errors, "render", broken)
    request = RequestFactory().get("/")

    response = ReasonMiddleware(errors.server_error)(request)

    assert response.status_code == 500
    assert request.reference in response.content.decode()
    assert request.reference in caplog.text


@pytest.mark.urls("ics_portal.urls")
@pytest.mark.django_db
def test_no_address_writes_a_line_of_its_own_into_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stranger = Client(enforce_csrf_checks=True)

    stranger.post("/meetings/1/pack/1/download/a%0AForged line/")

    told = [r.getMessage() for r in caplog.records if r.name.startswith("ics_portal")]
    assert [line for line in told if "Forged line" in line]
    assert not [line for line in told if "\n" in line]
