"""Safe defaults: nothing has to be set on one's own machine."""

import re

from django.conf import settings


def test_the_policy_of_every_page_allows_its_own_files_and_nothing_inline(client):
    policy = client.get("/health/live/")["Content-Security-Policy"]

    assert "unsafe" not in policy
    sources = set(re.findall(r"[^ ;]+", policy.replace("'", ""))) - {"self", "none"}
    assert all(
        word.endswith(("-src", "-uri", "-action", "-ancestors")) for word in sources
    )


def test_pages_cannot_be_framed_or_guessed_at(client):
    response = client.get("/health/live/")

    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


def test_node_modules_are_never_served():
    folders = [str(folder) for _, folder in settings.STATICFILES_DIRS]

    assert folders
    assert not [folder for folder in folders if "node_modules" in folder]
    assert str(settings.BASE_DIR / "static") not in folders


def test_sessions_and_sign_in_are_cautious():
    assert settings.SESSION_COOKIE_HTTPONLY is True
    assert settings.SESSION_COOKIE_AGE <= 12 * 60 * 60
    assert (
        "ics_portal.core.web.middleware.ClosedUnlessOpenMiddleware"
        in settings.MIDDLEWARE
    )


def test_large_uploads_go_to_the_portals_own_folder():
    assert settings.FILE_UPLOAD_TEMP_DIR.is_relative_to(settings.VAR_DIR)
    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE < settings.UPLOAD_MAX_BYTES
