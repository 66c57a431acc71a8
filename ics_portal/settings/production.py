"""A real installation: every secret by name, every cookie over TLS."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from ics_portal.settings.base import *  # noqa: F403
from ics_portal.settings.base import BASE_DIR, STORAGES, env

REQUIRED = (
    "SECRET_KEY",
    "DATABASE_URL",
    "CELERY_BROKER_URL",
    "CACHE_URL",
    "ALLOWED_HOSTS",
    "EMAIL_URL",
    "DEFAULT_FROM_EMAIL",
    "ICS_VAR_DIR",
)

SHORTEST_KEY = 32

if missing := [name for name in REQUIRED if not os.environ.get(name)]:
    raise ImproperlyConfigured(
        "These settings are missing from the environment: " + ", ".join(missing)
    )

SECRET_KEY = env.str("SECRET_KEY")
# The example's key is public, and with it anybody signs themselves in as anybody.
if SECRET_KEY.startswith("not-a-secret") or len(SECRET_KEY) < SHORTEST_KEY:
    raise ImproperlyConfigured(
        f"SECRET_KEY is that of .env.example, or has fewer than {SHORTEST_KEY} letters."
        " Make one of your own: .env.example says how."
    )
DEMONSTRATION = False
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STORAGES["staticfiles"] = {"BACKEND": "ics_portal.core.web.storage.PortalStaticStorage"}
WHITENOISE_USE_FINDERS = False

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # the platform asks in plain text, from inside
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
