"""Writing: an idea, a draft, two tabs, a session that ended, a picture; nothing typed is lost."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.images import get_image_model

from tests.forums.test_pictures import located, sent
from tests.youth.factories import make_article, make_checked, make_editor, make_piece, make_section, make_writer
from youth.desk_errors import NotWritable, NotYours, TooMuchToday
from youth.errors import NotJoined
from youth.models import ArticlePage, Piece
from youth.paragraphs import compare, paragraphs, place_of
from youth.services.drafting import PIECES_A_DAY, Draft, save_draft, start_piece
from youth.services.stages import move
from youth.stages_table import Stage

pytestmark = pytest.mark.django_db


def signed_in(writer):
    client = Client()
    client.force_login(writer.user)
    return client


def at(name, piece):
    return reverse(f"youth:{name}", args=[piece.pk])


def typed(piece, **more):
    piece.page.refresh_from_db()
    values = {"title": "Last bus", "kind": "opinion", "teaser": "Why so early?", "body": "One.\r\n\r\nTwo."}
    return {"seen": piece.page.latest_revision_id, **values, **more}


def newest(piece):
    return ArticlePage.objects.get(pk=piece.page_id).get_latest_revision_as_object()


def page_of(response):
    return response.content.decode()


def test_an_idea_goes_on_the_board_and_writing_on_it_makes_it_a_draft():
    make_section()
    writer = make_writer(name="Kestrel")
    client = signed_in(writer)
    assert "Nothing here yet" in page_of(client.get(reverse("youth:write")))
    new = reverse("youth:piece_new")
    answer = client.post(new, {"title": " ", "idea": "Buses!", "action": "idea"})
    assert "Give it a title" in page_of(answer)
    assert "Buses!" in page_of(answer)
    client.post(new, {"title": "The last bus", "idea": "Why so early?", "action": "idea"})
    piece = Piece.objects.get()
    assert (piece.stage, piece.page.slug, piece.page.live) == (Stage.IDEA, "the-last-bus", False)
    answer = client.post(at("piece", piece), typed(piece), follow=True)
    assert "Your draft is kept." in page_of(answer)
    piece.refresh_from_db()
    page = newest(piece)
    assert (piece.stage, page.title, page.body, page.byline) == (Stage.DRAFTING, "Last bus", "One.\n\nTwo.", "Kestrel")
    assert (page.slug, ArticlePage.objects.get().slug) == ("last-bus", "last-bus")
    assert page.get_latest_revision().user is None
    assert client.get("/youth/read/last-bus/").status_code == 404
    assert client.post(new, {"title": "Last bus", "action": "write"}).url == f"/youth/write/{piece.pk + 1}/"
    assert ArticlePage.objects.filter(slug="last-bus-2").exists()


def test_who_may_not_write_is_told_why_and_nothing_is_kept():
    paused, writer, other = make_writer(state="paused", paused_reason="Be kind first."), make_writer(), make_writer()
    make_section()
    theirs, piece = make_piece(writer=paused), make_piece(writer=writer)
    client = signed_in(paused)
    assert "Be kind first." in page_of(client.get(reverse("youth:write")))
    assert "Be kind first." in page_of(client.get(at("piece", theirs)))
    answer = client.post(at("piece", theirs), typed(theirs, body="What I typed."))
    assert answer.status_code == 409
    assert "What I typed." in page_of(answer)
    assert "Your writing is paused" in page_of(answer)
    assert client.post(reverse("youth:piece_new"), {"title": "Again"}).status_code == 409
    draft = Draft(title="Mine", kind="news")
    seen = piece.page.latest_revision_id
    for user, one, refusal in ((other.user, piece, NotYours), (paused.user, theirs, NotJoined)):
        with pytest.raises(refusal):
            save_draft(piece=one, user=user, draft=draft, seen=seen, at=timezone.now())
    with pytest.raises(NotJoined):
        start_piece(user=make_writer(state="waiting", band="younger").user, title="One", at=timezone.now())
    assert newest(piece).title != "Mine"


def test_pieces_are_limited_a_day():
    make_section()
    writer, now = make_writer(), timezone.now()
    for number in range(PIECES_A_DAY):
        start_piece(user=writer.user, title=f"Piece {number}", at=now)
    with pytest.raises(TooMuchToday):
        start_piece(user=writer.user, title="One more", at=now)
    start_piece(user=writer.user, title="Tomorrow", at=now + timedelta(days=1))


def test_two_tabs_lose_neither_text():
    writer = make_writer()
    piece = make_piece(writer=writer)
    client, first = signed_in(writer), typed(piece, body="From the phone.")
    client.post(at("piece", piece), first)
    answer = client.post(at("piece", piece), first | {"body": "From the library."})
    words = page_of(answer)
    assert answer.status_code == 409
    assert "From the phone." in words
    assert "From the library." in words
    assert "by you, in another tab" in words
    assert newest(piece).body == "From the phone."
    seen = re.search(r'name="seen" value="(\d+)"', words)[1]
    client.post(at("piece", piece), first | {"body": "From the library.", "seen": seen})
    assert newest(piece).body == "From the library."
    assert piece.page.revisions.count() == 3


def test_saving_twice_the_same_keeps_one_version():
    writer = make_writer()
    piece = make_piece(writer=writer)
    for _ in range(2):
        signed_in(writer).post(at("piece", piece), typed(piece))
    assert piece.page.revisions.count() == 2


def test_what_was_typed_after_signing_out_comes_back_to_its_writer_alone():
    writer, other = make_writer(), make_editor()
    piece = make_piece(writer=writer)
    for person, is_back in ((writer, True), (other, False)):
        client = Client()
        answer = client.post(at("piece", piece), typed(piece, body="Half a night of work."))
        assert answer.url.startswith("/accounts/login/?next=/youth/write/")
        assert "Half a night" not in str(dict(client.session.items()))
        client.force_login(person.user)
        words = page_of(client.get(at("piece", piece), follow=True))
        assert ("Half a night of work." in words) is is_back
        assert ("You were signed out while you wrote" in words) is is_back
    assert newest(piece).body == "One.\n\nTwo."


def test_a_form_that_is_wrong_gives_back_every_word():
    writer = make_writer()
    piece = make_piece(writer=writer)
    answer = signed_in(writer).post(at("piece", piece), typed(piece, teaser="Too long. " * 20, body="Every word."))
    assert answer.status_code == 400
    assert "Every word." in page_of(answer)
    assert piece.page.revisions.count() == 1


def test_a_text_that_is_with_an_editor_is_taken_back_before_it_is_changed():
    writer = make_writer()
    piece = make_piece(writer=writer)
    form = typed(piece, body="Too late?")
    move(piece=piece, to=Stage.WITH_EDITOR, user=writer.user, at=timezone.now())
    client = signed_in(writer)
    answer = client.post(at("piece", piece), form)
    assert answer.status_code == 409
    assert "Too late?" in page_of(answer)
    assert str(NotWritable.message) in page_of(answer)
    assert "Take it back" in page_of(client.get(at("piece", piece)))
    client.post(at("piece_move", piece), {"to": Stage.DRAFTING, "since": Stage.WITH_EDITOR})
    client.post(at("piece", piece), form)
    assert newest(piece).body == "Too late?"


def test_personal_data_is_pointed_out_before_it_is_handed_in_and_to_the_editors():
    writer, editor = make_writer(), make_editor()
    piece = make_piece(writer=writer, body="Ring 07700 900123 or come to 4 High Street.")
    client = signed_in(writer)
    words = page_of(client.get(at("piece_hand_in", piece)))
    assert "Look at this first" in words
    assert "phone number" in words
    assert client.post(at("piece_hand_in", piece)).status_code == 302
    assert Piece.objects.get().stage == Stage.WITH_EDITOR
    assert "phone number" in page_of(signed_in(editor).get(at("team_piece", piece)))
    answer = client.post(at("piece_hand_in", piece))
    assert answer.status_code == 409
    assert "Somebody has moved this on" in page_of(answer)


def test_what_still_lacks_is_said_and_an_empty_piece_stays():
    writer = make_writer()
    piece = make_piece(writer=writer, body="", teaser="")
    client = signed_in(writer)
    assert "There is no text yet." in page_of(client.get(at("piece_hand_in", piece)))
    answer = client.post(at("piece_hand_in", piece))
    assert answer.status_code == 409
    assert Piece.objects.get().stage == Stage.DRAFTING


@pytest.mark.parametrize(
    ("fields", "ticks", "byline"),
    [
        ({"band": "older", "first_name": "Ash"}, True, "Ash"),
        ({"band": "older", "first_name": "Ash"}, False, "Kestrel"),
        ({"band": "older"}, True, "Kestrel"),
        ({"band": "younger"}, True, "Kestrel"),
    ],
)
def test_a_first_name_stands_above_it_from_16_on_alone(fields, ticks, byline):
    writer = make_writer(name="Kestrel", **fields)
    piece = make_piece(writer=writer)
    client = signed_in(writer)
    offers = "Put my first name above it" in page_of(client.get(at("piece", piece)))
    assert offers is bool(fields.get("first_name"))
    client.post(at("piece", piece), typed(piece) | ({"uses_first_name": "on"} if ticks else {}))
    assert newest(piece).byline == byline


def test_a_rating_stays_with_reviews_alone():
    writer = make_writer()
    piece = make_piece(writer=writer)
    client = signed_in(writer)
    client.post(at("piece", piece), typed(piece, kind="film", rating="4"))
    assert newest(piece).rating == 4
    client.post(at("piece", piece), typed(piece, kind="news", rating="4"))
    assert newest(piece).rating is None


def test_a_picture_tells_nothing_and_only_the_desk_reaches_it(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    writer, editor, other = make_writer(), make_editor(), make_writer()
    piece = make_piece(writer=writer)
    client = signed_in(writer)
    form = typed(piece, kind="news")
    answer = client.post(at("piece", piece), form | {"picture": sent(located(), name="me-at-12-high-street.jpg")})
    assert answer.status_code == 302
    picture = newest(piece).picture
    assert re.fullmatch(r"original_images/[0-9a-f]{32}\.webp", picture.file.name)
    assert picture.uploaded_by_user is None
    with Image.open(picture.file.path) as kept:
        assert (kept.format, dict(kept.getexif())) == ("WEBP", {})
    assert b"SECRET" not in Path(picture.file.path).read_bytes()
    seen = {who.pen_name: signed_in(who).get(at("piece_picture", piece)).status_code for who in (writer, editor, other)}
    assert seen == {writer.pen_name: 200, editor.pen_name: 200, other.pen_name: 404}
    for name in ("piece", "piece_preview"):
        assert at("piece_picture", piece) in page_of(client.get(at(name, piece)))
    signed_in(editor).get(at("team_piece", piece))
    assert not picture.renditions.exists()
    assert client.get(f"{site_settings.MEDIA_URL}{picture.file.name}").status_code == 404
    assert "Say in words what the picture shows" in page_of(client.get(at("piece_hand_in", piece)))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(at("piece", piece), typed(piece, drops_picture="on"))
    assert newest(piece).picture is None
    assert not get_image_model().objects.exists()
    assert not Path(picture.file.path).exists()


@pytest.mark.parametrize("data", [b"", b"GIF89a not a picture", b"\x89PNG\r\n\x1a\n broken"])
def test_what_is_no_picture_is_refused_and_the_words_come_back(data, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    writer = make_writer()
    piece = make_piece(writer=writer)
    file = sent(b"x", name="a.jpg")
    file.file.seek(0)
    file.file.truncate()
    file.file.write(data)
    file.size = len(data)
    file.file.seek(0)
    answer = signed_in(writer).post(at("piece", piece), typed(piece, body="Keep me.") | {"picture": file})
    assert answer.status_code == 409
    assert "Keep me." in page_of(answer)
    assert "choose it again" in page_of(answer)
    assert not get_image_model().objects.exists()


def test_the_picture_of_what_is_published_outlives_a_new_draft(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    writer, adult = make_writer(), make_checked()
    piece = make_piece(writer=writer)
    client = signed_in(writer)
    client.post(at("piece", piece), typed(piece, picture_alt="A bus") | {"picture": sent()})
    ArticlePage.objects.get().get_latest_revision().publish(user=adult, skip_permission_checks=True)
    client.post(at("piece_move", piece), {"to": Stage.DRAFTING})
    client.post(at("piece", piece), typed(piece, drops_picture="on"))
    assert newest(piece).picture is None
    assert ArticlePage.objects.get().picture is not None


def test_what_is_published_stays_while_its_writer_works_on_it_again():
    writer, adult = make_writer(), make_checked()
    article = make_article(writer=writer, by=adult, title="Out", body="As it is out.")
    piece, client = article.piece, signed_in(writer)
    assert "Work on it again" in page_of(client.get(at("piece", piece)))
    client.post(at("piece_move", piece), {"to": Stage.DRAFTING, "since": Stage.PUBLISHED})
    client.post(at("piece", piece), typed(piece, title="Out again", body="Better."))
    article.refresh_from_db()
    assert (article.body, article.live, article.slug) == ("As it is out.", True, newest(piece).slug)
    assert "An earlier version is published" in page_of(client.get(reverse("youth:write")))
    client.post(at("piece_move", piece), {"to": Stage.PUBLISHED, "since": Stage.DRAFTING})
    piece.refresh_from_db()
    assert (piece.stage, newest(piece).body) == (Stage.PUBLISHED, "As it is out.")


def test_the_writers_list_costs_the_same_at_one_piece_and_at_three():

    writer, editor = make_writer(), make_editor()
    client, counts = signed_in(writer), []
    for number in (1, 2):
        for _ in range(number):
            make_piece(writer=writer, stage=Stage.WITH_EDITOR).line_comments.create(
                paragraph=1, words="Why?", by=editor.user, name="Wren", made_at=timezone.now()
            )
        client.get(reverse("youth:write"))
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("youth:write"))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_paragraphs_are_counted_found_again_and_compared():
    assert paragraphs("One.\r\n\r\n  \n- a\n- b\n\n\nThree.") == ["One.", "- a\n- b", "Three."]
    assert paragraphs(" \n ") == []
    lines = ["New.", "One.", "Two."]
    assert place_of("One.", 1, lines) == (2, True)
    assert place_of("Gone.", 3, lines) == (3, False)
    assert place_of("Gone.", 9, lines) == (3, False)
    assert place_of("Gone.", 1, []) == (0, False)
    found = compare(
        "Same.\n\nThe bus went at seven.\n\nAll out.", "Same.\n\nThe bus went at eight.\n\nA wholly other end."
    )
    assert [one.kind for one in found] == ["same", "changed", "gone", "new"]
    assert [one.kind for one in compare("", "One.")] == ["new"]
