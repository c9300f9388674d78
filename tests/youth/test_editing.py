"""The team at a piece: who looks after it, comments on its lines, its versions."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.youth.factories import make_checked, make_editor, make_piece, make_writer
from youth.desk_errors import NobodyLooksAfter, NotYours, TellsTooMuch, TooManyWords, WordsMissing
from youth.errors import MovedOn
from youth.models import LineComment, Piece
from youth.services.editing import comment_on_line, let_go, settle_comment, take_on
from youth.stages_table import Stage

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def commented(piece, user, words="Why?", paragraph=1, **more):
    seen = more.get("seen", piece.page.latest_revision_id)
    return comment_on_line(piece=piece, user=user, paragraph=paragraph, words=words, seen=seen, at=timezone.now())


def rewritten(piece, body):
    page = piece.page
    page.body = body
    page.save_revision(clean=False)
    piece.page.refresh_from_db()


def test_one_editor_looks_after_a_piece_and_lets_it_go():
    editor, second, adult = make_editor(name="Wren"), make_editor(name="Robin"), make_checked()
    piece, own = make_piece(), make_piece(writer=editor)
    now = timezone.now()
    take_on(piece=piece, user=editor.user, at=now)
    with pytest.raises(NotYours):
        let_go(piece=piece, user=second.user, at=now)
    take_on(piece=piece, user=second.user, at=now)
    assert Piece.objects.get(pk=piece.pk).editor == second
    let_go(piece=piece, user=adult, at=now)
    assert Piece.objects.get(pk=piece.pk).editor is None
    for one, user in ((own, editor.user), (piece, adult), (piece, piece.writer.user)):
        with pytest.raises(NotYours):
            take_on(piece=one, user=user, at=now)
    page = signed_in(editor.user).post(reverse("youth:team_look_after", args=[piece.pk]), {"take_on": "1"}, follow=True)
    assert "Wren" in page.content.decode()


def test_a_comment_stays_with_its_paragraph():
    make_checked()
    editor, writer = make_editor(name="Wren"), make_writer()
    piece = make_piece(writer=writer, body="One.\n\nTwo.", stage=Stage.WITH_EDITOR)
    comment = commented(piece, editor.user, "Who says so?", paragraph=2)
    assert (comment.quote, comment.name) == ("Two.", "Wren")
    rewritten(piece, "One.\n\nOne and a half.\n\nTwo.")
    page = signed_in(editor.user).get(reverse("youth:team_piece", args=[piece.pk])).content.decode()
    assert page.index("One and a half.") < page.index("<p>Two.</p>") < page.index("Who says so?")
    assert "changed since" not in page
    rewritten(piece, "One.\n\nTwo, said the driver.")
    page = signed_in(editor.user).get(reverse("youth:team_piece", args=[piece.pk])).content.decode()
    assert "This paragraph was changed since" in page
    settle_comment(comment=comment, user=writer.user, at=timezone.now())
    settled_at = comment.settled_at
    settle_comment(comment=comment, user=editor.user, at=timezone.now())
    assert comment.settled_at == settled_at


def test_the_writer_sees_comments_and_says_they_are_done():
    make_checked()
    editor, writer, other = make_editor(), make_writer(), make_writer()
    piece = make_piece(writer=writer)
    comment = commented(piece, editor.user, "Who says so?")
    client = signed_in(writer.user)
    assert "Who says so?" in client.get(reverse("youth:piece", args=[piece.pk])).content.decode()
    settle = reverse("youth:team_settle", args=[comment.pk])
    assert signed_in(other.user).post(settle).status_code == 404
    with pytest.raises(NotYours):
        settle_comment(comment=comment, user=other.user, at=timezone.now())
    writer.state = "paused"
    writer.save()
    client.post(settle)
    assert LineComment.objects.get().settled_at is None
    writer.state = "in"
    writer.save()
    client.post(settle)
    assert "Who says so?" not in client.get(reverse("youth:piece", args=[piece.pk])).content.decode()


def test_comments_are_refused_with_reasons_and_nothing_is_kept():
    adult, editor, writer = make_checked(ends_in_days=1), make_editor(), make_writer()
    piece, own = make_piece(writer=writer), make_piece(writer=editor)
    refused = [
        (writer.user, NotYours, {}),
        (make_checked(ends_in_days=0), NotYours, {}),
        (editor.user, WordsMissing, {"words": " \u200b "}),
        (editor.user, TooManyWords, {"words": "a" * 2001}),
        (editor.user, TellsTooMuch, {"words": "Write to wren@example.org"}),
        (editor.user, TellsTooMuch, {"words": "See https://example.org/chat"}),
        (editor.user, MovedOn, {"paragraph": 3}),
        (editor.user, MovedOn, {"paragraph": 0}),
        (editor.user, MovedOn, {"seen": 0}),
    ]
    for user, refusal, more in refused:
        with pytest.raises(refusal):
            commented(piece, user, **more)
    with pytest.raises(NotYours):
        commented(own, editor.user)
    adult.is_active = False
    adult.save()
    with pytest.raises(NobodyLooksAfter):
        commented(piece, editor.user)
    assert not LineComment.objects.exists()


def test_a_refused_comment_comes_back_in_its_place():
    make_checked()
    editor, piece = make_editor(), make_piece()
    address = reverse("youth:team_comment", args=[piece.pk])
    sent = {"paragraph": "2", "words": "Ring 07700 900123.", "seen": piece.page.latest_revision_id}
    answer = signed_in(editor.user).post(address, sent)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "phone number" in page
    assert page.index("Comment on paragraph 2") < page.index("Ring 07700 900123.")


def test_what_was_asked_comes_back_when_it_was_refused():
    editor, piece = make_editor(), make_piece(stage=Stage.WITH_EDITOR)
    sent = {"to": Stage.DRAFTING, "words": "Mail me: wren@example.org", "since": Stage.WITH_EDITOR}
    answer = signed_in(editor.user).post(reverse("youth:team_move", args=[piece.pk]), sent)
    assert answer.status_code == 409
    assert "Mail me: wren@example.org" in answer.content.decode()
    piece.refresh_from_db()
    assert piece.stage == Stage.WITH_EDITOR


def test_versions_are_told_apart_by_pen_name_and_compared():
    writer, editor, adult = make_writer(name="Kestrel"), make_editor(), make_checked()
    piece, other = make_piece(writer=writer, body="One.\n\nTwo."), make_piece()
    address = reverse("youth:team_versions", args=[piece.pk])
    client = signed_in(editor.user)
    assert "nothing to compare" in client.get(address).content.decode()
    piece.page.body = "One.\n\nThree wholly new words."
    piece.page.save_revision(user=adult, clean=False)
    page = client.get(address).content.decode()
    assert "<del>Two.</del>" in page
    assert "<ins>Three wholly new words.</ins>" in page
    assert "Kestrel" in page
    assert "A checked adult" in page
    assert adult.email not in page
    foreign = other.page.latest_revision_id
    words = client.get(address, {"before": foreign, "after": piece.page.latest_revision_id}).content.decode()
    assert "Choose two versions of this piece." in words
    assert client.get(address, {"before": "x" * 40, "after": "1"}).status_code == 200


def test_what_a_checked_adult_looks_at_is_written_down():
    adult, editor, piece = make_checked(), make_editor(), make_piece()
    looks = ModelLogEntry.objects.filter(action="engage.look")
    for name in ("team_piece", "team_versions", "talk"):
        before = looks.count()
        signed_in(editor.user).get(reverse(f"youth:{name}", args=[piece.pk]))
        assert looks.count() == before
        signed_in(adult).get(reverse(f"youth:{name}", args=[piece.pk]))
        assert looks.filter(user=adult).count() == before + 1
    assert not looks.filter(label__contains=piece.page.title).exists()
