"""Giving out a picture to whoever may read the post it stands beside, and to nobody else."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from forums import picture_files
from forums.access import access_picture
from forums.pictures import CONTENT_TYPE

#: Nothing in it runs, even if a browser were to take it for a page.
POLICY: Final = "default-src 'none'; sandbox"
AN_HOUR: Final = "private, max-age=3600, immutable"


@require_safe
def picture(request: HttpRequest, token: str) -> HttpResponse:
    """Give out one picture. Of a closed community, and of what is not public, nothing stays in the browser."""
    reader, found = access_picture(token, user=request.user)
    data = picture_files.read(found.token)
    if data is None:
        raise Http404
    response = HttpResponse(data, content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = 'inline; filename="picture.webp"'
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    is_open = found.post is not None and found.post.is_public and not reader.forum.is_closed
    response.headers["Cache-Control"] = AN_HOUR if is_open else "private, no-store"
    return response
