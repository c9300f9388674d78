"""Feeds of open forums and their threads. Of a closed community there is none, for its members neither."""

from __future__ import annotations

from hashlib import blake2s

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forums.feeds import FEED_ENTRIES, atom
from forums.reads.open import newest_posts, open_forum, open_thread

MINUTES_KEPT = 5


@require_safe
def forum_feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The newest posts of an open forum."""
    forum = open_forum(slug)
    posts = newest_posts(forum=forum, at_most=FEED_ENTRIES)
    absolute = request.build_absolute_uri
    about = forum.community.description
    url = forum.get_absolute_url()
    return _answer(request, atom(posts, title=str(forum), about=about, url=url, absolute=absolute, self_url=absolute()))


@require_safe
def thread_feed(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The newest posts of a thread in an open forum."""
    thread = open_thread(slug, number)
    posts = newest_posts(thread=thread, at_most=FEED_ENTRIES)
    absolute = request.build_absolute_uri
    about = _("A thread of %(community)s") % {"community": thread.forum}
    url = thread.get_absolute_url()
    return _answer(
        request, atom(posts, title=thread.title, about=about, url=url, absolute=absolute, self_url=absolute())
    )


def _answer(request: HttpRequest, text: str) -> HttpResponseBase:
    """Answer with the feed, or with 304 where whoever asks has it already."""
    etag = quote_etag(blake2s(text.encode(), digest_size=12).hexdigest())
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=60 * MINUTES_KEPT)
    return response
