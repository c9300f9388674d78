"""Pictures taken in by the admin lose where they were taken; how they look stays."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, PngImagePlugin
from wagtail.images import get_image_model

from engage.picture_metadata import without_metadata
from tests.youth.factories import make_checked, make_section
from youth.services.section import pictures

PLACE = "14 Secret Street"


def photograph(kind="JPEG", *, turned=False, **more):
    picture, data = Image.new("RGB", (60, 40), "red"), BytesIO()
    exif = Image.Exif()
    exif[0x010E] = PLACE
    if turned:
        exif[0x0112] = 6
    picture.save(data, kind, exif=exif, **more)
    return data.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_is_hidden_goes_and_the_picture_stays(kind):
    sent = photograph(kind)
    assert PLACE.encode() in sent
    bare = without_metadata(sent)
    assert bare is not None
    assert PLACE.encode() not in bare
    with Image.open(BytesIO(bare)) as picture:
        assert (picture.format, picture.size) == (kind, (60, 40))
        assert not picture.getexif()
    assert without_metadata(bare) is None


def test_a_picture_that_says_it_lies_is_stood_up():
    bare = without_metadata(photograph(turned=True))
    assert bare is not None
    with Image.open(BytesIO(bare)) as picture:
        assert picture.size == (40, 60)


def test_words_in_a_png_go_and_what_shows_through_stays():
    words, data = PngImagePlugin.PngInfo(), BytesIO()
    words.add_text("Comment", PLACE)
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(data, "PNG", pnginfo=words)
    bare = without_metadata(data.getvalue())
    assert bare is not None
    assert PLACE.encode() not in bare
    with Image.open(BytesIO(bare)) as picture:
        assert picture.getpixel((0, 0))[3] == 0


def test_what_is_no_picture_of_these_is_refused():
    with pytest.raises(OSError, match="cannot identify"):
        without_metadata(b"no picture")


@pytest.mark.django_db
def test_a_picture_uploaded_in_the_admin_and_its_copies_say_nothing(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_section()
    client.force_login(make_checked())
    sent = SimpleUploadedFile("hall.jpg", photograph(), content_type="image/jpeg")
    values = {"title": "A hall", "file": sent, "collection": pictures().pk, "tags": "", "licence": "", "consent": ""}
    answer = client.post(reverse("wagtailimages:add"), values | {"description": ""})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    image = get_image_model().objects.get()
    assert (image.width, image.height) == (60, 40)
    copy = image.get_rendition("width-30|format-jpeg")
    for kept in (image.file, copy.file):
        with kept.open("rb") as file:
            assert PLACE.encode() not in file.read()
