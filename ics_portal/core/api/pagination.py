"""Lists come in pages of 50, of at most 200 when asked for more."""

from rest_framework.pagination import LimitOffsetPagination


class PortalPagination(LimitOffsetPagination):
    default_limit = 50
    max_limit = 200
