"""Pictures beside posts: described, made anew, shown to whoever reads the post and to nobody else, gone with it."""

import struct
import zlib
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from forums.errors import AltMissing, TooManyPictures
from forums.models import Draft, Picture, Post
from forums.pictures import MOST_BYTES, SIDE, NoPicture, TooManyPixels, remake
from forums.privacy import DRAFT_KEPT, REMOVED_KEPT, collect_pictures, expire_drafts, expire_posts
from forums.services.moderating import Verdict, decide
from forums.services.own_posts import edit_post, withdraw_post
from forums.services.picturing import add_picture, sweep_files
from people.models import User
from people.privacy import erase_person
from tests.forums.factories import make_forum, make_member, make_thread, rule_of
from tests.forums.test_pages import shown, signed_in

WHERE = 0x8825  # the block of EXIF that says where
ALT = "The ramp ends at a kerb"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.FORUM_PICTURES = tmp_path / "pictures"
    return settings.FORUM_PICTURES


def drawn(kind: str = "JPEG", size: tuple[int, int] = (40, 30), colour: str = "teal", **more) -> bytes:
    data = BytesIO()
    Image.new("RGB", size, colour).save(data, kind, **more)
    return data.getvalue()


def located() -> bytes:
    """A photo that says where it was taken, by whom, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x0112] = "SECRET PLACE", "SECRET NAME", 6
    exif.get_ifd(WHERE)[2] = (52.0, 12.0, 7.0)
    return drawn(exif=exif, comment=b"SECRET COMMENT")


def sent(data: bytes | None = None, name: str = "ramp.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or drawn(), content_type="image/jpeg")


def png_that_says_it_is(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b"")]
    chunks = [
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_what_is_kept_is_made_anew_upright_smaller_and_says_nothing_else():
    assert b"SECRET PLACE" in located()
    made = remake(BytesIO(located()))
    assert b"SECRET" not in made.data
    with Image.open(BytesIO(made.data)) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == ("WEBP", (30, 40), {})
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(picture.info)
    large = remake(BytesIO(drawn("PNG", (SIDE * 2, SIDE))))
    assert (large.width, large.height) == (SIDE, SIDE // 2)
    assert remake(BytesIO(drawn("WEBP"))).width == 40


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        drawn("GIF"),
        drawn("TIFF"),
        drawn()[:-200],
        png_that_says_it_is(40, 30),
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
        b"RIFF\x10\0\0\0WEBPVP8 ",
    ],
    ids=["nothing", "svg", "gif", "tiff", "half", "no pixels", "no chunks", "no webp"],
)
def test_what_is_no_picture_of_the_three_kinds_is_refused(data):
    with pytest.raises(NoPicture):
        remake(BytesIO(data))


@pytest.mark.parametrize("size", [(25_001, 1_000), (60_000, 60_000)])
def test_a_picture_that_would_not_fit_is_never_decoded(size):
    with pytest.raises(TooManyPixels):
        remake(BytesIO(png_that_says_it_is(*size)))


@pytest.mark.django_db
class TestWriting:
    @pytest.fixture
    def forum(self, cast):
        return make_forum("Carers", moderator=cast.moderator)

    @pytest.fixture
    def member(self, cast, forum):
        return make_member(forum, cast.resident, "Otter")

    def test_a_picture_is_sent_with_its_post_and_the_browser_is_told_to_run_nothing(self, cast, member, folder):
        client, url = signed_in(cast.resident), make_thread(member).get_absolute_url()
        said = {"source": "Look", "alt": ALT, "action": "send"}
        assert client.post(url, said | {"picture": sent(located())}).status_code == 302
        picture = Picture.objects.get()
        assert (picture.post.number, picture.draft, Draft.objects.count()) == (2, None, 0)
        assert [path.stem for path in folder.iterdir()] == [picture.token]
        page = Client().get(url).content.decode()
        assert f'src="{picture.get_absolute_url()}" alt="{ALT}"' in page
        given = Client().get(picture.get_absolute_url())
        assert given.headers["Content-Type"] == "image/webp"
        assert given.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert given.headers["X-Content-Type-Options"] == "nosniff"
        assert given.headers["Content-Disposition"].startswith("inline; filename=")
        assert "private" in given.headers["Cache-Control"]
        assert b"SECRET" not in given.content

    def test_without_a_description_nothing_is_sent_and_nothing_is_lost(self, cast, member):
        client, url = signed_in(cast.resident), make_thread(member).get_absolute_url()
        refused = client.post(url, {"source": "My words", "alt": " ", "picture": sent(), "action": "send"})
        assert refused.status_code == 409
        page, picture = refused.content.decode(), Picture.objects.get()
        assert "My words" in page
        assert f'href="#id_alt_{picture.pk}"' in page
        assert f'src="{picture.get_absolute_url()}"' in page
        assert Post.objects.count() == 1
        assert "My words" in client.get(url).content.decode()  # kept as a draft too
        client.post(url, {"source": "My words", f"alt_{picture.pk}": ALT, "action": "send"})
        assert Post.objects.get(number=2).pictures.get().alt == ALT

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"no picture", "no picture we can read"),
            (b"\0" * (MOST_BYTES + 1), "8 megabytes"),
            (None, "no picture came"),
        ],
    )
    def test_a_file_that_cannot_be_kept_loses_no_words(self, cast, member, data, words):
        client, url = signed_in(cast.resident), make_thread(member).get_absolute_url()
        fields = {"source": "My words", "alt": ALT, "action": "send"}
        refused = client.post(url, fields | ({"picture": sent(data)} if data else {}))
        page = refused.content.decode()
        assert refused.status_code == 409
        assert words in page
        assert "My words" in page
        assert f'value="{ALT}"' in page
        assert Picture.objects.count() == 0
        assert Post.objects.count() == 1

    def test_pictures_are_gathered_taken_out_and_four_at_most(self, cast, member, folder):
        thread = make_thread(member)
        client, url = signed_in(cast.resident), thread.get_absolute_url()
        for number, colour in enumerate(("red", "green", "blue", "black"), start=1):
            fields = {"source": "Words", "alt": f"{ALT} {number}", "picture": sent(drawn(colour=colour))}
            assert "Words" in client.post(url, fields | {"action": "picture"}).content.decode()
        client.post(url, {"picture": sent(drawn(colour="red")), "alt": "again", "action": "picture"})  # pressed twice
        assert Picture.objects.count() == 4
        with pytest.raises(TooManyPictures):
            add_picture(member=member, thread=thread, sent=sent(drawn(colour="pink")), alt=ALT, at=timezone.now())
        first = Picture.objects.first()
        assert "A post takes four pictures" in shown(client.get(url))
        preview = client.post(url, {"source": "**Words**", f"gone_{first.pk}": "on", "action": "preview"})
        assert "<strong>Words</strong>" in preview.content.decode()
        assert Picture.objects.count() == 3
        client.post(url, {"source": "Words", "action": "send"})
        assert Post.objects.get(number=2).pictures.count() == 3

    def test_what_a_filter_would_hold_is_held_in_a_description_too(self, cast, member):
        url = make_thread(member).get_absolute_url()
        fields = {"source": "Look", "alt": "Ring 07700 900123", "picture": sent(), "action": "send"}
        signed_in(cast.resident).post(url, fields)
        assert Post.objects.get(number=2).state == Post.State.HELD

    def test_a_description_is_changed_and_a_picture_taken_out_while_a_post_may_be_changed(self, cast, member, folder):
        post, at = pictured(member), timezone.now()
        picture = post.pictures.get()
        with pytest.raises(AltMissing):
            edit_post(post=post, member=member, source="Look", alts={picture.pk: " "}, at=at)
        edit = f"{post.thread.get_absolute_url()}posts/{post.number}/edit/"
        client = signed_in(cast.resident)
        assert ALT in client.get(edit).content.decode()
        client.post(edit, {"source": "Look", f"alt_{picture.pk}": "A kerb"})
        assert Picture.objects.get().alt == "A kerb"
        assert "changed" in shown(Client().get(post.thread.get_absolute_url()))
        with_callbacks(lambda: client.post(edit, {"source": "Look", f"gone_{picture.pk}": "on"}))
        assert Picture.objects.count() == 0

    def test_a_picture_costs_no_statement_a_piece(self, cast, member):
        client, counts = signed_in(cast.resident), []
        url = pictured(member).thread.get_absolute_url()
        for _ in range(2):
            client.get(url)
            with CaptureQueriesContext(connection) as context:
                client.get(url)
            counts.append(len(context))
            for colour in ("red", "green"):
                pictured(member, colour=colour)
        assert counts[0] == counts[1] <= 14


def pictured(member, *, colour: str = "teal", source: str = "Look") -> Post:
    """Return a post with a picture, in the member's first thread."""
    from django.contrib.auth.models import AnonymousUser

    from forums.services.posting import add_post

    thread = member.threads.first() or make_thread(member)
    at = timezone.now()
    add_picture(member=member, thread=thread, sent=sent(drawn(colour=colour)), alt=ALT, at=at)
    post = add_post(thread=thread, member=member, user=AnonymousUser(), source=f"{source} {colour}", at=at)
    post.thread.forum = member.forum
    return post


def with_callbacks(act) -> None:
    """Do something as if it were committed."""
    from django.test import TestCase

    with TestCase.captureOnCommitCallbacks(execute=True):
        act()


@pytest.mark.django_db
class TestWhoSees:
    def test_of_a_closed_community_an_outsider_learns_nothing_and_it_costs_the_same(self, cast):
        closed = make_forum("Quiet", is_closed=True, moderator=cast.moderator)
        url = pictured(make_member(closed, cast.resident, "Otter")).pictures.get().get_absolute_url()
        assert closed.community.slug not in url
        nowhere = url.replace(url[16:20], "xxxx")
        for person in (cast.resident, cast.moderator):
            given = signed_in(person).get(url)
            assert given.status_code == 200
            assert given.headers["Cache-Control"] == "private, no-store"
        for client in (
            Client(),
            signed_in(cast.outsider),
            signed_in(cast.administrator),
            signed_in(cast.borough_officer),
        ):
            said = []
            for one in (url, nowhere):
                with CaptureQueriesContext(connection) as context:
                    response = client.get(one)
                assert response.status_code == 404
                said.append((len(context), {**response.headers}, response.content))
            assert said[0] == said[1]

    def test_what_waits_is_removed_or_is_a_draft_is_its_authors_and_the_moderators(self, cast):
        forum = make_forum(moderator=cast.moderator, first_posts_wait=1)
        member = make_member(forum, cast.resident, "Otter")
        make_member(forum, cast.outsider, "Heron")
        post, at = pictured(member), timezone.now()
        url = post.pictures.get().get_absolute_url()
        people = (cast.resident, cast.moderator, cast.outsider)

        def seen(address: str = url) -> list[int]:
            return [Client().get(address).status_code, *(signed_in(one).get(address).status_code for one in people)]

        assert seen() == [404, 200, 200, 404]
        decide(post=post, verdict=Verdict("approve"), by=cast.moderator, at=at)
        assert seen() == [200, 200, 200, 200]
        decide(post=post, verdict=Verdict("remove", rule=rule_of(forum), reason="x"), by=cast.moderator, at=at)
        assert seen() == [404, 200, 200, 404]
        page = Client().get(post.thread.get_absolute_url()).content.decode()
        assert url not in page
        beside = add_picture(member=member, thread=None, sent=sent(drawn(colour="red")), alt="", at=at)
        assert seen(beside.get_absolute_url()) == [404, 200, 404, 404]


@pytest.mark.django_db
class TestGone:
    def test_with_its_post_and_with_the_account(self, cast, folder):
        forum = make_forum()
        member = make_member(forum, cast.resident, "Otter")
        post, other = pictured(member), pictured(member, colour="red")
        add_picture(member=member, thread=None, sent=sent(drawn(colour="blue")), alt="A bench", at=timezone.now())
        assert [row["What it shows"] for row in collect_pictures(cast.resident)] == [ALT, ALT, "A bench"]
        assert len(list(folder.iterdir())) == 3
        with_callbacks(lambda: withdraw_post(post=post, member=member, at=timezone.now()))
        assert len(list(folder.iterdir())) == 2
        user = User.objects.get(pk=cast.resident.pk)
        with_callbacks(lambda: erase_person(user=user, at=timezone.now()))
        assert list(folder.iterdir()) == []
        assert Picture.objects.count() == 0
        other.refresh_from_db()
        assert other.is_public

    def test_by_the_clock(self, cast, folder):
        forum, at = make_forum(moderator=cast.moderator), timezone.now()
        member = make_member(forum)
        post = pictured(member)
        add_picture(member=member, thread=None, sent=sent(drawn(colour="blue")), alt="", at=at)
        decide(post=post, verdict=Verdict("remove", rule=rule_of(forum), reason="x"), by=cast.moderator, at=at)
        expire_posts(at + REMOVED_KEPT - timedelta(seconds=1))
        expire_drafts(at + DRAFT_KEPT - timedelta(seconds=1))
        assert Picture.objects.count() == 2
        with_callbacks(lambda: expire_posts(at + REMOVED_KEPT))
        assert [picture.post for picture in Picture.objects.all()] == [None]
        with_callbacks(lambda: expire_drafts(at + DRAFT_KEPT))
        assert list(folder.iterdir()) == []

    def test_a_file_without_a_picture_is_swept_and_no_other(self, cast, folder):
        post = pictured(make_member(make_forum()))
        (folder / "lost.webp").write_bytes(b"x")
        at = timezone.now()
        assert sweep_files(at) == 0  # its row may be on its way
        with_callbacks(lambda: sweep_files(at + timedelta(hours=1, minutes=1)))
        assert [path.stem for path in folder.iterdir()] == [post.pictures.get().token]
