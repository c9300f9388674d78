"""Whose address counts, when web servers stand in front."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from engage.middleware import ProxyMiddleware


def address_seen(said):
    headers = {"HTTP_X_FORWARDED_FOR": said} if said is not None else {}
    request = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", **headers)
    ProxyMiddleware(lambda _request: HttpResponse())(request)
    return request.META["REMOTE_ADDR"]


@pytest.mark.parametrize(
    ("proxies", "said", "seen"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, None, "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 192.0.2.1", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
    ],
)
def test_only_what_the_servers_in_front_wrote_is_believed(settings, proxies, said, seen):
    settings.TRUSTED_PROXIES = proxies
    assert address_seen(said) == seen
