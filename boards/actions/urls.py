"""Addresses of the action log."""

from django.urls import path

from boards.actions import views

app_name = "actions"

urlpatterns = [path("actions/", views.listing, name="list")]
