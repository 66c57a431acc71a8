"""Addresses of the system's structure."""

from django.urls import path

from boards.bodies.views import structure

app_name = "bodies"

urlpatterns = [
    path("system/", structure.system_map, name="map"),
    path("system/list/", structure.nested, name="list"),
    path("system/findings/", structure.findings, name="findings"),
    path("system/compare/", structure.compare, name="compare"),
]
