from django.conf import settings

from ics_portal.celery import app
from ics_portal.core.files import services, tasks


def test_the_scheduler_tidies_files(monkeypatch):
    swept = []
    monkeypatch.setattr(services, "sweep_files", lambda: swept.append(True))

    tasks.sweep_files()

    assert swept == [True]
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert tasks.sweep_files.name in scheduled
    assert tasks.sweep_files.name in app.tasks
