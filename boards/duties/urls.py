"""Addresses of the duties."""

from django.urls import path

from boards.duties import views

app_name = "duties"

urlpatterns = [
    path("system/duties/", views.listing, name="list"),
]
