"""The portal: its project (urls, api, web, demo) and its ground (core, accounts)."""

from ics_portal.celery import app as celery_app

__all__ = ["celery_app"]
