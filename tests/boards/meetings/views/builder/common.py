"""What the tests of the builder ask of an answer."""

import json

HTMX = {"HTTP_HX_REQUEST": "true"}


def said(response):
    return json.loads(response.headers["HX-Trigger"])["announce"]
