from django.urls import path

from ics_portal.web import health
from ics_portal.web.home.views import home

app_name = "web"

urlpatterns = [
    path("", home, name="home"),
    path("health/live/", health.live, name="health_live"),
    path("health/ready/", health.ready, name="health_ready"),
]
