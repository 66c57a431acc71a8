"""Letters by e-mail: written with the change they tell of, sent by the worker."""

from ics_portal.core.notify.services import Notice, notify

__all__ = ["Notice", "notify"]
