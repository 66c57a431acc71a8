"""The Celery application; its settings are the ``CELERY_*`` names of Django's."""

import os
import resource
from typing import Any

from celery import Celery
from celery.signals import worker_process_init
from django.conf import settings

from ics_portal.broker import use_whole_messages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ics_portal.settings.local")

use_whole_messages()

app = Celery("ics_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def bound_memory(**_kwargs: Any) -> None:
    """Let a crafted file that would take all memory end its own job only.

    Libraries unpack where nobody can count along; past the limit they raise
    MemoryError. The hard limit stays, since conversions set one of their own.
    """
    most = settings.WORKER_MEMORY_MB * 2**20
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
