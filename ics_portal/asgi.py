"""For a server that speaks ASGI; gunicorn's WSGI workers are quicker here."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ics_portal.settings.local")

application = get_asgi_application()
