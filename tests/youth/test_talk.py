"""Talk on a piece: never one to one, never without a checked adult, never with a way to reach somebody outside."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.youth.factories import make_checked, make_editor, make_piece, make_writer
from youth.desk_errors import NobodyLooksAfter, NotYours, TellsTooMuch, TooMuchToday, WordsMissing
from youth.errors import NotChecked
from youth.models import PieceMessage, SafeguardingCheck
from youth.services.talking import MESSAGES_A_DAY, remove_message, say

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def said(piece, user, words="Hello", at=None):
    return say(piece=piece, user=user, words=words, at=at or timezone.now())


def test_everybody_on_the_piece_reads_and_writes_and_the_page_says_who():
    adult, editor, writer, other = make_checked(), make_editor(name="Wren"), make_writer(name="Kestrel"), make_writer()
    piece = make_piece(writer=writer)
    address = reverse("youth:talk", args=[piece.pk])
    empty = signed_in(writer.user).get(address).content.decode()
    assert "Nobody has said anything yet" in empty
    for person in (writer.user, editor.user, adult):
        answer = signed_in(person).post(address, {"words": f"From {person.pk}"}, follow=True)
        assert f"From {person.pk}" in answer.content.decode()
    assert list(PieceMessage.objects.values_list("name", flat=True)) == ["Kestrel", "Wren", "A checked adult"]
    page = signed_in(writer.user).get(address).content.decode()
    assert "Kestrel, who writes it, the young editors and every checked adult" in page
    assert "Young editors: Wren" in page
    assert adult.email not in page
    assert signed_in(other.user).get(address).status_code == 404
    assert signed_in(other.user).post(address, {"words": "Me too"}).status_code == 404


@pytest.mark.parametrize(("days", "talks"), [(1, True), (0, False), (-1, False)])
def test_nobody_talks_while_no_check_stands(days, talks):
    make_checked(ends_in_days=days)
    writer = make_writer()
    piece = make_piece(writer=writer)
    page = signed_in(writer.user).get(reverse("youth:talk", args=[piece.pk])).content.decode()
    assert ("Say it to everybody here" in page) is talks
    assert ("nothing can be written here today" in page) is not talks
    if talks:
        assert said(piece, writer.user).pk
    else:
        with pytest.raises(NobodyLooksAfter):
            said(piece, writer.user)
        assert not PieceMessage.objects.exists()


def test_a_check_of_an_account_that_is_closed_looks_after_nobody():
    adult, writer = make_checked(), make_writer()
    piece = make_piece(writer=writer)
    adult.is_active = False
    adult.save()
    with pytest.raises(NobodyLooksAfter):
        said(piece, writer.user)


@pytest.mark.parametrize(
    "words",
    [
        "Ring 07700 900123.",
        "kestrel at example dot org",
        "I live at 14 High Street",
        "LE1 6RN is where",
        "see www.example.org",
        "add me on snap: kestrel99",
        "07700\u200b 900 123",
    ],
)
def test_what_leads_outside_is_not_sent_and_comes_back(words):
    make_checked()
    writer = make_writer()
    piece = make_piece(writer=writer)
    with pytest.raises(TellsTooMuch):
        said(piece, writer.user, words)
    answer = signed_in(writer.user).post(reverse("youth:talk", args=[piece.pk]), {"words": words})
    assert answer.status_code == 409
    assert words in answer.content.decode()
    assert "This was not sent, and nobody has seen it." in answer.content.decode()
    assert not PieceMessage.objects.exists()


def test_a_message_is_said_once_and_so_many_a_day():
    make_checked()
    writer, now = make_writer(), timezone.now()
    piece = make_piece(writer=writer)
    assert said(piece, writer.user, at=now) == said(piece, writer.user, at=now)
    with pytest.raises(WordsMissing):
        said(piece, writer.user, " \n")
    for number in range(MESSAGES_A_DAY - 1):
        said(piece, writer.user, f"Number {number}", at=now)
    with pytest.raises(TooMuchToday):
        said(piece, writer.user, "One more", at=now)


def test_who_left_the_piece_says_nothing_more():
    make_checked()
    writer, lapsed = make_writer(), make_checked(ends_in_days=0)
    piece = make_piece(writer=writer)
    writer.state = "paused"
    writer.paused_reason = "Be kind first."
    writer.save()
    for user in (writer.user, lapsed):
        with pytest.raises(NotYours):
            said(piece, user)
    client, address = signed_in(writer.user), reverse("youth:talk", args=[piece.pk])
    assert "Be kind first." in client.get(address).content.decode()
    answer = client.post(address, {"words": "But why?"})
    assert answer.status_code == 409
    assert "But why?" in answer.content.decode()


def test_a_checked_adult_removes_a_message_and_adults_alone_go_on_seeing_it():
    adult, editor, writer = make_checked(), make_editor(), make_writer()
    piece = make_piece(writer=writer)
    message = said(piece, editor.user, "That was unkind")
    remove = reverse("youth:talk_remove", args=[piece.pk, message.pk])
    for user in (writer.user, editor.user, make_checked(ends_in_days=0)):
        assert signed_in(user).post(remove).status_code == 404
        with pytest.raises(NotChecked):
            remove_message(message=message, user=user, at=timezone.now())
    assert signed_in(adult).post(reverse("youth:talk_remove", args=[make_piece().pk, message.pk])).status_code == 404
    assert signed_in(adult).post(remove).status_code == 302
    address = reverse("youth:talk", args=[piece.pk])
    for user, sees in ((writer.user, False), (editor.user, False), (adult, True)):
        page = signed_in(user).get(address).content.decode()
        assert "A checked adult removed this message." in page
        assert ("That was unkind" in page) is sees
    SafeguardingCheck.objects.update(ended_at=timezone.now())
    assert signed_in(adult).get(address).status_code == 404
