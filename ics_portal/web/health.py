"""Two questions of the platform: does the process live, and can it serve people?"""

from celery import current_app
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import KombuError

from ics_portal.core.jobs import worker_is_alive

OK = "ok"
BROKER_SECONDS = 2


@never_cache
@require_safe
@login_not_required
def live(request: HttpRequest) -> JsonResponse:
    """The process answers. Asks nothing of the database, so a slow one restarts nobody."""
    return JsonResponse({"status": OK})


@never_cache
@require_safe
@login_not_required
def ready(request: HttpRequest) -> JsonResponse:
    """Database, broker and worker, each with a word; 503 without the first two.

    A missing worker is told and is not a failure: reading and writing go on, only
    building waits.
    """
    database = _database()
    broker = _broker()
    worker = _worker() if database == OK else "not known"
    able = database == OK and broker == OK
    return JsonResponse(
        {
            "status": OK if able else "unavailable",
            "database": database,
            "broker": broker,
            "worker": worker,
        },
        status=200 if able else 503,
    )


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "not reachable"
    return OK


def _broker() -> str:
    try:
        with current_app.connection_for_write() as channel:
            channel.ensure_connection(max_retries=1, timeout=BROKER_SECONDS)
    except (KombuError, OSError):
        return "not reachable"
    return OK


def _worker() -> str:
    return OK if worker_is_alive(timezone.now()) else "not seen"
