"""The newest articles for programs that gather them."""

from __future__ import annotations

from hashlib import blake2s

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from youth.feeds import FEED_ENTRIES, atom
from youth.models import YouthPage
from youth.reading import newest_articles

MINUTES_KEPT = 5
READ = "/youth/read/"


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """The newest articles, or 304 where whoever asks has them already."""
    section = YouthPage.objects.live().first()
    text = atom(
        newest_articles(FEED_ENTRIES),
        title=section.title if section is not None else "",
        url=READ,
        self_url=request.build_absolute_uri(request.path),
        absolute=request.build_absolute_uri,
        host=request.get_host().partition(":")[0],
    )
    etag = quote_etag(blake2s(text.encode(), digest_size=12).hexdigest())
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=60 * MINUTES_KEPT)
    return response
