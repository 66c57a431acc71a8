"""Addresses of the duties."""

from django.urls import path

from boards.duties.views import duties

app_name = "duties"

urlpatterns = [
    path("system/duties/", duties.listing, name="list"),
]
