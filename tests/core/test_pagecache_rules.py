"""What the outermost middleware says of one answer: may it be kept and shown to the next?"""

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.test import RequestFactory
from django.urls import ResolverMatch

from core import pagecache


class TestWhatMayBeKept:
    """The middleware's own judgement of one answer."""

    def judge(self, response, view_name="wagtail_serve", **about):
        request = RequestFactory().get("/")
        namespace, _, name = view_name.rpartition(":")
        request.resolver_match = ResolverMatch(print, (), {}, url_name=name, namespaces=[namespace] * bool(namespace))
        for name, value in about.items():
            setattr(request, name, value)
        return pagecache.may_be_kept(request, response)

    def test_a_page_is(self):
        assert self.judge(HttpResponse("page"))

    def test_the_finder_is(self):
        assert self.judge(HttpResponse("page"), view_name="consultations:finder")

    def test_a_view_that_is_not_on_the_list_is_not(self):
        assert not self.judge(HttpResponse("page"), view_name="account_login")

    @pytest.mark.parametrize("status", [201, 206, 301, 302, 304, 400, 403, 404, 410, 500])
    def test_nothing_but_a_200_is(self, status):
        assert not self.judge(HttpResponse("page", status=status))

    def test_what_sets_a_cookie_is_not(self):
        response = HttpResponse("page")
        response.set_cookie("anything", "x")
        assert not self.judge(response)

    def test_what_looked_at_the_session_is_not(self):
        assert not self.judge(HttpResponse("page", headers={"Vary": "Accept-Encoding, Cookie"}))

    @pytest.mark.parametrize("words", ["no-store", "private", "max-age=0, no-cache", "No-Store, must-revalidate"])
    def test_what_forbids_it_is_not(self, words):
        assert not self.judge(HttpResponse("page", headers={"Cache-Control": words}))

    def test_what_streams_is_not(self):
        assert not self.judge(StreamingHttpResponse(["page"]))

    def test_a_preview_is_not(self):
        assert not self.judge(HttpResponse("page"), is_preview=True)

    def test_what_carries_a_csrf_token_is_not(self):
        request = RequestFactory().get("/")
        request.resolver_match = ResolverMatch(print, (), {}, url_name="wagtail_serve")
        assert pagecache.may_be_kept(request, HttpResponse("page"))
        get_token(request)
        assert not pagecache.may_be_kept(request, HttpResponse("page"))
