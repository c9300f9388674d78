"""Files as they leave: pictures of pages, and streams under ASGI."""

import asyncio

import httpx
import pytest
from django.core.asgi import get_asgi_application
from django.http import HttpResponse, StreamingHttpResponse
from django.templatetags.static import static
from django.test import AsyncRequestFactory, RequestFactory
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from engage.middleware import PARTS_A_TRIP, StreamMiddleware


@pytest.fixture
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.mark.django_db
def test_a_picture_of_a_page_is_served_and_what_it_was_made_from_is_not(client, own_media):
    image = Image.objects.create(title="A bus", file=get_test_image_file())
    rendition = image.get_rendition("width-100")
    served = client.get(rendition.url)
    assert served.status_code == 200
    assert served["Content-Type"] == "image/png"
    assert client.get(image.file.url).status_code == 404


@pytest.mark.parametrize(
    "path", ["documents/secret.txt", "images/../documents/secret.txt", "images/%2e%2e/documents/secret.txt"]
)
@pytest.mark.django_db
def test_documents_are_not_served_past_their_own_address(client, own_media, path):
    (own_media / "documents").mkdir()
    (own_media / "documents" / "secret.txt").write_text("SECRET")
    answer = client.get(f"/media/{path}")
    assert answer.status_code in {400, 404}
    assert b"SECRET" not in answer.content


def answer_with(response, request):
    return StreamMiddleware(lambda _request: response)(request)


def test_what_streams_stays_in_pieces_and_whole_under_asgi():
    parts = [b"%d," % number for number in range(PARTS_A_TRIP * 3 + 1)]
    response = answer_with(StreamingHttpResponse(iter(parts)), AsyncRequestFactory().get("/"))

    async def read():
        return [piece async for piece in response.streaming_content]

    pieces = asyncio.run(read())
    assert b"".join(pieces) == b"".join(parts)
    assert len(pieces) == 4


def test_elsewhere_nothing_changes():
    assert not answer_with(StreamingHttpResponse(iter([b"a"])), RequestFactory().get("/")).is_async
    assert answer_with(HttpResponse("a"), AsyncRequestFactory().get("/")).content == b"a"


def test_a_style_sheet_leaves_whole_through_the_site(recwarn):
    async def fetch():
        transport = httpx.ASGITransport(app=get_asgi_application())
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as visitor:
            return await visitor.get(static("css/engage.css"))

    answer = asyncio.run(fetch())
    assert answer.status_code == 200
    assert int(answer.headers["content-length"]) == len(answer.content) > 1000
    assert [str(warning.message) for warning in recwarn if "StreamingHttpResponse" in str(warning.message)] == []
