"""Sound, film and captions, sent so that a player can begin in the middle: phones of some makers play nothing else.

Who may have a file was asked before (people/wagtail_hooks.py): until something public shows it, it is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.documents.views.serve import serve

#: By the end of the name, never by what was uploaded says of itself.
TYPES: Final = {
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "ogg": "audio/ogg",
    "vtt": "text/vtt",
    "webm": "video/webm",
}
#: No second compression: the parts of a file are counted as they lie on the disk.
HEADERS: Final = {
    "Accept-Ranges": "bytes",
    "Content-Disposition": "inline",
    "Content-Encoding": "identity",
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}
CHUNK: Final = 64 * 1024
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@require_safe
def document(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponseBase:
    """Send a document: what plays by ourselves, everything else as Wagtail does."""
    kind = TYPES.get(document_filename.rpartition(".")[2].lower())
    if kind is None:
        return serve(request, document_id, document_filename)
    found = get_object_or_404(get_document_model(), pk=document_id)
    if found.filename != document_filename:
        raise Http404
    for ask in hooks.get_hooks("before_serve_document"):
        answer = ask(found, request)
        if isinstance(answer, HttpResponseBase):
            return answer
    if not found.file.storage.exists(found.file.name):
        raise Http404
    return send_media(found, request.headers.get("Range", ""), kind=kind)


def send_media(found: AbstractDocument, asked_for: str, *, kind: str) -> HttpResponseBase:
    """Send a file, whole or the part that was asked for."""
    size = found.file.size
    asked = _RANGE.fullmatch(asked_for.strip())
    wanted = part_of(asked[1], asked[2], size=size) if asked else None
    response: HttpResponseBase
    if asked and wanted is None:
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    elif wanted is None:
        response = FileResponse(found.file.storage.open(found.file.name), content_type=kind)
    else:
        response = _partial(found, wanted, size=size, kind=kind)
    for name, value in HEADERS.items():
        response[name] = value
    return response


def part_of(first: str, last: str, *, size: int) -> tuple[int, int] | None:
    """Return the first and the last byte that `bytes=first-last` asks for; None where there is no such part.

    >>> part_of("2", "5", size=10), part_of("2", "", size=10), part_of("", "3", size=10)
    ((2, 5), (2, 9), (7, 9))
    """
    if not first:
        length = min(int(last or 0), size)
        return (size - length, size - 1) if length else None
    begins = int(first)
    ends = min(int(last), size - 1) if last else size - 1
    return (begins, ends) if begins <= ends else None


def _partial(document: AbstractDocument, wanted: tuple[int, int], *, size: int, kind: str) -> StreamingHttpResponse:
    begins, ends = wanted
    response = StreamingHttpResponse(_read(document, begins, ends), status=206, content_type=kind)
    response["Content-Range"] = f"bytes {begins}-{ends}/{size}"
    response["Content-Length"] = str(ends - begins + 1)
    return response


def _read(document: AbstractDocument, begins: int, ends: int) -> Iterator[bytes]:
    left = ends - begins + 1
    with document.file.storage.open(document.file.name) as file:
        file.seek(begins)
        while left and (part := file.read(min(CHUNK, left))):
            left -= len(part)
            yield part
