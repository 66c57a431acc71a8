"""What every installation shares. Values come from the environment (.env.example).

A name read here has a default that is safe on a developer's own machine; the names
without one are demanded by ``production``.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = environ.Env()
environ.Env.read_env(str(BASE_DIR / ".env"))

# --- Where things are kept ---------------------------------------------------------

VAR_DIR = Path(env.str("ICS_VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
MEDIA_ROOT = VAR_DIR / "media"  # never served by address; see ics_portal.core.files
FILE_UPLOAD_TEMP_DIR = VAR_DIR / "tmp"
_BROKER_DIR = VAR_DIR / "broker"
_BROKER_CONTROL_DIR = VAR_DIR / "broker-control"
_CACHE_DIR = VAR_DIR / "cache"

for _folder in (
    VAR_DIR,
    MEDIA_ROOT,
    FILE_UPLOAD_TEMP_DIR,
    _BROKER_DIR,
    _BROKER_CONTROL_DIR,
    _CACHE_DIR,
):
    # Nobody else on the machine reads board papers, or the database of them. One that
    # is there already keeps the rights it was given.
    _folder.mkdir(mode=0o700, parents=True, exist_ok=True)

# --- The application ---------------------------------------------------------------

DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
ROOT_URLCONF = "ics_portal.urls"
WSGI_APPLICATION = "ics_portal.wsgi.application"
ASGI_APPLICATION = "ics_portal.asgi.application"

INSTALLED_APPS = [
    "ics_portal.core",
    "ics_portal.accounts",
    "boards",
    "declarations",
    "finance",
    "programmes",
    "risks",
    "ics_portal.web",
    "ics_portal.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "knox",
    "rest_framework",
    "simple_history",
]
# The demonstration is a leaf: an installation may be shipped without it.
if not (BASE_DIR / "ics_portal" / "demo" / "__init__.py").exists():
    INSTALLED_APPS.remove("ics_portal.demo")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "ics_portal.core.web.middleware.ReasonMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ics_portal.core.web.middleware.PrivateMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ics_portal.core.web.middleware.ClosedUnlessOpenMiddleware",
    "boards.bodies.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ics_portal.core.web.tables.TableAsFileMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "ics_portal.core.web.jinja.environment"},
    },
    {  # for the pages of other people's apps that are not overridden
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Database ----------------------------------------------------------------------

DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")
}
SQLITE_OPTIONS: dict[str, Any] = {
    # A transaction that reads first and writes later would otherwise fail at once when
    # another writer came between; IMMEDIATE makes it wait its turn.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=NORMAL;"
        "PRAGMA mmap_size=134217728;"
        "PRAGMA cache_size=-16000;"
    ),
}
_database = DATABASES["default"]
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["OPTIONS"] = SQLITE_OPTIONS
else:
    _database["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
    _database["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in attempts are counted here, so every process must see the same cache.
CACHES = {"default": env.cache_url("CACHE_URL", default=f"filecache://{_CACHE_DIR}")}

SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

# --- Long tasks --------------------------------------------------------------------

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="filesystem://localhost/")
if CELERY_BROKER_URL.startswith("filesystem"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_BROKER_DIR),
        "data_folder_out": str(_BROKER_DIR),  # one folder: web and worker share it
        "control_folder": str(_BROKER_CONTROL_DIR),
        "polling_interval": 0.05,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 900,
        # kombu multiplies these two; its defaults would look for the unacknowledged
        # messages of a killed worker only every 100 seconds.
        "unacked_restore_interval": 2,
        "unacked_restore_throttle": 1,
        # A broker that does not answer must not hold up the page that asked: what could
        # not be sent is sent by the sweep. The worker itself keeps trying to connect.
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0.1,
        "connect_retries_timeout": 1,
        "socket_connect_timeout": 1,
        "socket_timeout": 10,
    }
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker for ever
CELERY_TASK_PUBLISH_RETRY = False  # the sweep sends again what could not be sent
CELERY_TASK_IGNORE_RESULT = True  # the Job row is the result
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# No file may keep a process of the worker for good: it is killed, and the sweep tries the
# job again until its tries are used up. Ten times what the longest pack needs.
CELERY_TASK_TIME_LIMIT = env.int("WORKER_TASK_SECONDS", default=30 * 60)
CELERY_TASK_DEFAULT_QUEUE = "portal"
CELERY_TIMEZONE = "Europe/London"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
# `expires`: while no worker runs, sweeps must not pile up before it.
CELERY_BEAT_SCHEDULE = {
    "sweep jobs": {
        "task": "ics_portal.core.jobs.tasks.sweep_jobs",
        "schedule": timedelta(seconds=5),
        "options": {"expires": 5},
    },
    "sweep outbox": {
        "task": "ics_portal.core.outbox.tasks.sweep_outbox",
        "schedule": timedelta(seconds=10),
        "options": {"expires": 10},
    },
    "sweep letters": {
        "task": "ics_portal.core.notify.tasks.sweep_letters",
        "schedule": timedelta(seconds=30),
        "options": {"expires": 30},
    },
    # Each hour, so that a portal that is switched off at night reminds all the same;
    # each reminder is written once.
    "remind of actions": {
        "task": "boards.actions.tasks.remind_of_actions",
        "schedule": timedelta(hours=1),
        "options": {"expires": 3000},
    },
    "remind of returns": {
        "task": "declarations.tasks.remind_of_returns",
        "schedule": timedelta(hours=1),
        "options": {"expires": 3000},
    },
    "sweep files": {
        "task": "ics_portal.core.files.tasks.sweep_files",
        "schedule": timedelta(hours=6),
        "options": {"expires": 3600},
    },
}

JOB_HEARTBEAT_SECONDS = env.float("JOB_HEARTBEAT_SECONDS", default=2.0)
JOB_STALE_SECONDS = env.float("JOB_STALE_SECONDS", default=15.0)
JOB_RESEND_SECONDS = env.float("JOB_RESEND_SECONDS", default=10.0)
WORKER_MEMORY_MB = env.int("WORKER_MEMORY_MB", default=2048)  # address space of one
JOB_MAX_TRIES = env.int("JOB_MAX_TRIES", default=3)
WORKER_SILENT_SECONDS = env.float("WORKER_SILENT_SECONDS", default=30.0)

# --- Signing in --------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "ics_portal.accounts.adapter.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
# How many proxies in front may be believed about X-Forwarded-For. With 0 none is: the
# header is the client's own word, and attempts are counted by the client's address.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    # A question of the public, sent without an account: counted as sign-ins are.
    "public_question": env.str("PUBLIC_QUESTION_RATE", default="20/h/ip"),
}

CSRF_FAILURE_VIEW = "ics_portal.core.web.errors.csrf_failure"
SESSION_COOKIE_AGE = env.int("SESSION_COOKIE_AGE", default=8 * 60 * 60)
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SAMESITE = "Lax"

# --- Safety of pages ---------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- Files -------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT: Path | None = None  # served from where they lie, except in production
# Folder by folder: static/ also holds node_modules, which nobody should be served.
STATICFILES_DIRS = [
    (name, BASE_DIR / "static" / name)
    for name in ("css", "js", "dist", "fonts", "images")
    if (BASE_DIR / "static" / name).is_dir()
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # larger ones go to disk while they arrive
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    # Stops at UPLOAD_MAX_BYTES and at a full disk, with a sentence for the form.
    "ics_portal.core.files.handlers.GuardedUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # typed and pasted text, not files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=200 * 1024 * 1024)
UPLOAD_MAX_PAGES = env.int("UPLOAD_MAX_PAGES", default=1500)
UPLOAD_MAX_IMAGE_PIXELS = env.int("UPLOAD_MAX_IMAGE_PIXELS", default=100_000_000)
UPLOAD_SCANNER = env.str("UPLOAD_SCANNER", default="")
OFFICE_TIMEOUT_SECONDS = env.int("OFFICE_TIMEOUT_SECONDS", default=120)
OFFICE_MEMORY_MB = env.int("OFFICE_MEMORY_MB", default=2048)
SOFFICE_PATH = env.str("SOFFICE_PATH", default="soffice")

# --- The API -----------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "knox.auth.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["ics_portal.core.api.permissions.VerdictPermission"],
    "DEFAULT_PAGINATION_CLASS": "ics_portal.core.api.pagination.PortalPagination",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    # A view that takes files says so itself.
    "DEFAULT_PARSER_CLASSES": [
        "ics_portal.core.api.parsers.PlainJSONParser",
        "rest_framework.parsers.FormParser",
    ],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_RATES": {
        "token-address": env.str("TOKEN_THROTTLE_ADDRESS", default="20/min"),
        "token-email": env.str("TOKEN_THROTTLE_EMAIL", default="5/min"),
        "public": env.str("PUBLIC_API_THROTTLE", default="120/min"),
    },
    "EXCEPTION_HANDLER": "ics_portal.core.api.errors.handle",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "NUM_PROXIES": TRUSTED_PROXY_COUNT,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
REST_KNOX = {
    "SECURE_HASH_ALGORITHM": "hashlib.sha512",
    "TOKEN_TTL": timedelta(hours=env.int("API_TOKEN_HOURS", default=10)),
    "TOKEN_LIMIT_PER_USER": None,
    "AUTO_REFRESH": False,
    "AUTH_HEADER_PREFIX": "Token",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "ICS board portal",
    "DESCRIPTION": "Meetings, agendas, papers and packs, under the pages' own verdicts.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["ics_portal.core.api.permissions.VerdictPermission"],
    "SCHEMA_PATH_PREFIX": r"/api/v[0-9]+",
    "COMPONENT_SPLIT_REQUEST": True,
    # Fields of one name with different choices: each kind of choice keeps its own name.
    "ENUM_NAME_OVERRIDES": {
        "ActionState": "boards.actions.enums.ActionState",
        "DuePrecision": "boards.actions.enums.DuePrecision",
        "OutcomeKind": "boards.sittings.enums.OutcomeKind",
        "AttendanceKind": "boards.sittings.enums.AttendanceKind",
        "AttendanceState": "boards.sittings.enums.AttendanceState",
        "BodyKind": "boards.bodies.enums.BodyKind",
        "OrganisationKind": "boards.directory.enums.OrganisationKind",
        "SuccessionKind": "boards.directory.enums.SuccessionKind",
        "DutyState": "boards.duties.api.duties.STATES",
        "CarriedState": "boards.meetings.enums.CarriedState",
        "ItemState": "boards.meetings.enums.ItemState",
        "MeetingState": "boards.meetings.enums.MeetingState",
        "PublicationKind": "boards.meetings.enums.PublicationKind",
        "NoticeKind": "boards.meetings.enums.NoticeKind",
        "PlanState": "boards.meetings.enums.PlanState",
        "ConflictSource": "declarations.enums.ConflictSource",
        "ConflictState": "declarations.enums.ConflictState",
        "GiftDone": "declarations.api.serializers.OUTCOMES",
        "GiftKind": "declarations.enums.GiftKind",
        "GiftOutcome": "declarations.enums.GiftOutcome",
        "GiftSource": "declarations.enums.GiftSource",
        "InterestState": "declarations.enums.InterestState",
        "InterestType": "declarations.enums.InterestType",
        "EntryKind": "boards.packs.enums.EntryKind",
        "MinutesState": "boards.minutes.enums.MinutesState",
        "PackState": "boards.packs.enums.PackState",
        "PaperKind": "boards.papers.enums.PaperKind",
        "PaperRole": "boards.papers.enums.PaperRole",
        "PaperState": "boards.papers.enums.PaperState",
        "SheetFieldKind": "boards.papers.enums.SheetFieldKind",
        "VersionState": "boards.papers.enums.VersionState",
        "Role": "ics_portal.accounts.actor.Role",
        "JobState": "ics_portal.core.jobs.enums.JobState",
    },
}

# --- Words, time and messages ------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
PORTAL_ORGANISATION = env.str("PORTAL_ORGANISATION", default="")

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="filemail://")
vars().update(EMAIL_CONFIG)
if not EMAIL_CONFIG["EMAIL_FILE_PATH"]:
    EMAIL_FILE_PATH = str(VAR_DIR / "mail")  # letters as files, where nothing is set up
# Where the portal is reached, for the links in letters.
PORTAL_ADDRESS = env.str("PORTAL_ADDRESS", default="http://localhost:8000")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        # A sweep every few seconds is not news; the jobs themselves say what they do.
        "celery.app.trace": {"level": "WARNING"},
        "celery.beat": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
    },
}
