"""A developer's own machine, and the demonstration that ``make run`` opens."""

from ics_portal.settings.base import *  # noqa: F403
from ics_portal.settings.base import env

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="not-a-secret-for-a-local-machine-only-" * 2)
DEMONSTRATION = True
PORTAL_ORGANISATION = env.str(
    "PORTAL_ORGANISATION", default="Lancashire and South Cumbria ICS"
)
