"""Addresses of a sitting and the words of a page."""

import datetime as dt

from django.urls import reverse

TEN = dt.datetime(2020, 12, 2, 10, tzinfo=dt.UTC)


def url(name, meeting, **more):
    return reverse(f"sittings:{name}", kwargs={"meeting_id": meeting.pk, **more})


def text(response):
    return " ".join(response.content.decode().split())
