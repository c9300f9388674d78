"""What stands beside a community's page: other formats, the form to write, who edits it, the picture library."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.rich_text import RichText

from engage.community_blocks import EasyReadBlocks, MediaBlocks
from engage.community_rights import grant_page
from engage.models import PictureNote
from people.models import Notice
from people.notices import send_waiting
from tests.actions.plans import make_plan
from tests.engage.communities import (
    line_item,
    make_community_page,
    make_file,
    make_picture,
    media_item,
    text_of,
)
from tests.live.halls import make_event

pytestmark = pytest.mark.django_db


class TestFormats:
    def test_easy_read_shows_each_line_beside_its_picture(self, client: Client) -> None:
        lines = [
            ("heading", "Who we are"),
            line_item("We walk.", make_picture(alt="Two boots.")),
            line_item("We talk."),
        ]
        page = make_community_page(easy_read=lines, easy_read_file=make_file("easy.pdf"))
        assert "easy-read/" in text_of(client, page)
        text = text_of(client, page, "easy-read/")
        assert [words for words in ("Who we are", "We walk.", 'alt="Two boots."', "(PDF") if words not in text] == []
        assert "There is no easy-read version yet" in text_of(client, make_community_page(), "easy-read/")

    def test_pages_that_are_not_published_have_none(self, client: Client) -> None:
        page = make_community_page(live=False)
        for end in ("", "easy-read/", "contact/", "contact/sent/"):
            assert client.get(f"/communities/{page.slug}/{end}").status_code == 404

    def test_film_comes_with_captions_and_a_transcript(self, client: Client) -> None:
        film, captions = make_file("film.webm"), make_file("words.vtt", b"WEBVTT\n")
        page = make_community_page(media=[media_item(file=film, captions=captions)])
        text = text_of(client, page)
        assert f'<source src="{film.url}" type="video/webm">' in text
        assert f'src="{captions.url}"' in text
        assert "Hello." in text
        assert client.get(captions.url)["Content-Type"] == "text/vtt"

    @pytest.mark.parametrize(
        ("asked", "status", "body"),
        [
            ("", 200, b"0123456789"),
            ("bytes=2-4", 206, b"234"),
            ("bytes=7-", 206, b"789"),
            ("bytes=-2", 206, b"89"),
            ("bytes=8-99", 206, b"89"),
            ("bytes=9-9", 206, b"9"),
            ("bytes=10-", 416, b""),
            ("bytes=5-3", 416, b""),
            ("bytes=-0", 416, b""),
            ("lines=1-2", 200, b"0123456789"),
        ],
    )
    def test_a_player_may_begin_in_the_middle(self, client: Client, asked: str, status: int, body: bytes) -> None:
        film = make_file("film.mp4")
        make_community_page(media=[media_item(file=film)]).save_revision().publish()
        headers = {"Range": asked} if asked else {}
        response = client.get(film.url, headers=headers | {"Accept-Encoding": "gzip"})
        sent = b"".join(response.streaming_content) if response.streaming else response.content
        assert (response.status_code, sent) == (status, body)
        if status == 206:
            assert response["Content-Length"] == str(len(body))
            assert response["Content-Range"].endswith("/10")

    def test_a_film_that_nothing_public_shows_is_not_there(self, client: Client, cast: Any) -> None:
        film = make_file("film.mp4")
        make_community_page(live=False, media=[media_item(file=film)]).save_revision()
        assert client.get(film.url).status_code == 404
        assert client.get(film.url.replace("film", "other")).status_code == 404
        client.force_login(cast.county_officer)
        assert client.get(film.url).status_code == 200
        film.file.storage.delete(film.file.name)
        assert client.get(film.url).status_code == 404

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"transcript": RichText("<p> </p>")}, "transcript"),
            ({"captions": None}, "captions"),
            ({"captions": "film.mp4"}, "captions"),
            ({"file": "paper.pdf"}, "file"),
            ({"file": "song.mp3"}, "file"),
            ({"kind": "audio"}, "file"),
        ],
    )
    def test_what_somebody_could_not_follow_is_refused(self, wrong: dict[str, Any], field: str) -> None:
        right = {"file": make_file("film.mp4"), "captions": make_file("words.vtt")}
        files = {name: make_file(value) for name, value in wrong.items() if isinstance(value, str) and "." in value}
        block = MediaBlocks()
        block.clean(block.to_python(_raw(block, [media_item(**right)])))
        with pytest.raises(ValidationError) as refused:
            block.clean(block.to_python(_raw(block, [media_item(**right | wrong | files)])))
        assert field in refused.value.block_errors[0].block_errors

    def test_signed_films_and_sound_need_no_captions(self) -> None:
        block = MediaBlocks()
        items = [media_item(kind="signed", file=make_file("a.webm")), media_item(kind="audio", file=make_file("a.mp3"))]
        assert len(block.clean(block.to_python(_raw(block, items)))) == 2

    def test_a_picture_needs_words_and_a_note_that_people_agreed(self) -> None:
        block = EasyReadBlocks()
        block.clean(block.to_python(_raw(block, [line_item("We walk.", make_picture())])))
        for picture, field in ((make_picture(alt=" "), "alt_text"), (make_picture(has_note=False), "image")):
            with pytest.raises(ValidationError) as refused:
                block.clean(block.to_python(_raw(block, [line_item("We walk.", picture)])))
            assert field in refused.value.block_errors[0].block_errors["picture"].block_errors


class TestContact:
    def test_reaches_the_officers_who_lead_and_nobody_else(self, client: Client, cast: Any) -> None:
        page = make_community_page(lead=cast.county)
        response = client.post(page.url + "contact/", {"text": "The gate is stuck.", "email": "ada@post.example"})
        assert response.url == page.url + "contact/sent/"
        assert "on its way" in client.get(response.url).content.decode()
        send_waiting(at=timezone.now())
        assert [letter.to for letter in mail.outbox] == [[cast.county_officer.email]]
        assert "The gate is stuck." in mail.outbox[0].body
        assert "ada@post.example" in mail.outbox[0].body
        assert not bytes(Notice.objects.get().sealed)

    @pytest.mark.parametrize(
        "wrong",
        [{"text": " "}, {"text": "x" * 4001}, {"email": "ada"}, {"website": "https://spam.example"}, {"text": "a\x00"}],
    )
    def test_what_is_wrong_is_said_and_nothing_typed_is_lost(self, client: Client, cast: Any, wrong: Any) -> None:
        page = make_community_page(lead=cast.county)
        typed = {"text": "The gate is stuck.", "email": "ada@post.example"} | wrong
        response = client.post(page.url + "contact/", typed)
        assert response.status_code == 422
        text = response.content.decode()
        assert "There is a problem" in text
        assert typed["text"].strip() in text
        assert typed["email"] in text
        assert not Notice.objects.exists()

    def test_many_from_one_network_wait(self, client: Client, cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        at = datetime(2026, 11, 20, 12, 5, tzinfo=UTC)
        monkeypatch.setattr("engage.community_views.timezone.now", lambda: at)
        page = make_community_page(lead=cast.county)
        sent = [client.post(page.url + "contact/", {"text": f"Message {number}"}).status_code for number in range(11)]
        assert sent == [302] * 10 + [429]
        refused = client.post(page.url + "contact/", {"text": "One more"})
        assert "One more" in refused.content.decode()
        assert client.post(page.url + "contact/", {"text": "x"}, REMOTE_ADDR="192.0.2.7").status_code == 302
        monkeypatch.setattr("engage.community_views.timezone.now", lambda: at + timedelta(hours=1))
        assert client.post(page.url + "contact/", {"text": "Later"}).status_code == 302

    def test_where_nobody_listens_there_is_no_form_and_what_was_sent_is_kept(self, client: Client) -> None:
        page = make_community_page()
        assert "<textarea" not in text_of(client, page, "contact/")
        response = client.post(page.url + "contact/", {"text": "The gate is stuck."})
        assert response.status_code == 422
        assert "The gate is stuck." in response.content.decode()


class TestRights:
    def test_the_leading_bodys_officers_edit_it_and_nobody_elses(self, client: Client, cast: Any) -> None:
        page = make_community_page(lead=cast.county)
        answers = {}
        for name in ("county_officer", "borough_officer", "moderator", "outsider", "administrator"):
            client.force_login(getattr(cast, name))
            answers[name] = client.get(f"/cms/pages/{page.pk}/edit/").status_code
        assert answers == {
            "county_officer": 200,
            "borough_officer": 404,
            "moderator": 403,
            "outsider": 403,
            "administrator": 200,
        }

    def test_they_follow_who_leads(self, client: Client, cast: Any) -> None:
        page = make_community_page(lead=cast.county)
        client.force_login(cast.administrator)
        community = page.community
        response = client.post(
            f"/cms/communityofinterest/edit/{community.pk}/",
            {
                "name": community.name,
                "slug": community.slug,
                "description": "",
                "lead_organisation": cast.borough.pk,
                "lead_role": "Walks officer",
                "lead_officer": "",
            },
        )
        assert response.status_code == 302
        client.force_login(cast.borough_officer)
        assert client.get(f"/cms/pages/{page.pk}/edit/").status_code == 200
        client.force_login(cast.county_officer)
        assert client.get(f"/cms/pages/{page.pk}/edit/").status_code == 404
        community.lead_organisation = None
        community.save()
        grant_page(page)
        client.force_login(cast.borough_officer)
        assert client.get(f"/cms/pages/{page.pk}/edit/").status_code == 404

    def test_the_editor_offers_no_other_bodys_drafts(self, client: Client, cast: Any) -> None:
        page = make_community_page(lead=cast.county)
        make_plan(cast.borough, title="Borough draft", published_at=None)
        make_event(cast.borough, title="Borough event")
        make_plan(cast.county, title="County draft", published_at=None)
        client.force_login(cast.county_officer)
        text = client.get(f"/cms/pages/{page.pk}/edit/").content.decode()
        assert "County draft" in text
        assert "Borough draft" not in text
        assert "Borough event" not in text


class TestPictureLibrary:
    def test_a_picture_keeps_its_licence_and_who_agreed(self, client: Client, cast: Any) -> None:
        picture = make_picture(has_note=False)
        client.force_login(cast.administrator)
        url = f"/cms/images/{picture.pk}/"
        values = {"title": "A bridge", "collection": picture.collection_id, "tags": "rivers", "description": "A bridge"}
        focal = {f"focal_point_{name}": "" for name in ("x", "y", "width", "height")}
        half = client.post(url, values | focal | {"licence": "County council", "consent": ""})
        assert "Say who is in it" in half.content.decode()
        assert not PictureNote.objects.exists()
        note = {"licence": "County council", "consent": "Two walkers; forms with the paths team"}
        assert client.post(url, values | focal | note).status_code == 302
        assert PictureNote.objects.get().consent == note["consent"]
        assert note["consent"] in client.get(url).content.decode()
        assert client.post(url, values | focal | {"licence": "", "consent": ""}).status_code == 302
        assert not PictureNote.objects.exists()

    def test_the_chooser_finds_by_tag(self, client: Client, cast: Any) -> None:
        tagged, other = make_picture("A footbridge"), make_picture("A library")
        tagged.tags.add("rivers")
        client.force_login(cast.county_officer)
        text = client.get("/cms/images/chooser/results/?tag=rivers").content.decode()
        assert tagged.title in text
        assert other.title not in text


def _raw(block: Any, items: list[Any]) -> Any:
    """Return what is stored of these items, as the editor's form makes it."""
    return block.get_prep_value(block.normalize(items))
