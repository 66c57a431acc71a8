import pytest
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from ics_portal.core.api.pagination import PortalPagination


@pytest.mark.parametrize(
    ("asked", "given"), [("", 50), ("?limit=10", 10), ("?limit=100000", 200)]
)
def test_a_list_is_never_longer_than_two_hundred(asked, given):
    request = Request(APIRequestFactory().get(f"/{asked}"))

    page = PortalPagination().paginate_queryset(range(1000), request)

    assert len(page) == given
