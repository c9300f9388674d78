"""The board and the issues of the editorial team."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.youth.factories import make_checked, make_editor, make_piece, make_writer
from youth.board import PUBLISHED, columns, set_aside
from youth.desk_errors import NotYours
from youth.models import Issue, Piece
from youth.services.issues import put_into_issue
from youth.stages_table import Stage
from youth.who import who_is

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def who(user):
    return who_is(user, today=timezone.localdate())


def test_a_piece_stands_in_the_column_of_its_stage_as_its_newest_version_says():
    editor = make_editor(name="Wren")
    for stage in Stage:
        make_piece(stage=stage, title=f"At {stage}")
    drafted = make_piece(stage=Stage.DRAFTING, kind="news")
    version = drafted.page.get_latest_revision_as_object()
    version.title, version.kind = "New title", "film"
    version.save_revision(clean=False)
    shown = {column.stage: [card.title for card in column.cards] for column in columns(who(editor.user))}
    assert shown == {
        Stage.IDEA: ["At idea"],
        Stage.DRAFTING: ["At drafting", "New title"],
        Stage.WITH_EDITOR: ["At editor"],
        Stage.READY: ["At ready"],
        Stage.PUBLISHED: ["At published"],
    }
    assert [card.title for card in set_aside(who(editor.user))] == ["At aside"]
    page = signed_in(editor.user).get(reverse("youth:team")).content.decode()
    assert page.count("Film review") == 1
    assert "Set aside: 1 piece" in page


def test_the_last_twelve_that_were_published_stand_there_newest_first():
    editor, writer, now = make_editor(), make_writer(), timezone.now()
    for number in range(PUBLISHED + 1):
        piece = make_piece(writer=writer, stage=Stage.PUBLISHED, title=f"Out {number}")
        Piece.objects.filter(pk=piece.pk).update(staged_at=now - timedelta(days=number))
    cards = columns(who(editor.user))[-1].cards
    assert [cards[0].title, cards[-1].title, len(cards)] == ["Out 0", "Out 11", 12]


def test_the_board_offers_what_the_table_lets_and_nothing_else():
    editor, adult = make_editor(), make_checked()
    make_piece(writer=editor, stage=Stage.WITH_EDITOR)
    make_piece(stage=Stage.WITH_EDITOR)
    cards = columns(who(editor.user))[2].cards
    assert [move.after for move in cards[0].moves] == [Stage.DRAFTING]
    assert [move.after for move in cards[1].moves] == [Stage.READY, Stage.DRAFTING, Stage.SET_ASIDE]
    assert len(columns(who(adult))[2].cards[0].moves) == 3


def test_a_piece_is_moved_from_the_board_by_a_plain_form():
    editor, piece = make_editor(), make_piece(stage=Stage.WITH_EDITOR)
    address = reverse("youth:team_move", args=[piece.pk])
    sent = {"to": Stage.READY, "since": Stage.WITH_EDITOR, "board": "1"}
    assert signed_in(editor.user).post(address, sent).url == reverse("youth:team")
    again = signed_in(editor.user).post(address, sent)
    assert again.status_code == 409
    assert "Somebody has moved this on" in again.content.decode()


def test_issues_are_planned_changed_and_filled():
    editor = make_editor()
    client = signed_in(editor.user)
    issues = reverse("youth:issues")
    assert "No issue is planned" in client.get(issues).content.decode()
    answer = client.post(issues, {"title": "Winter", "planned_on": "soon", "note": "Cold"})
    assert "Write the day as in" in answer.content.decode()
    assert "Winter" in answer.content.decode()
    answer = client.post(issues, {"title": "Winter", "planned_on": "2026-12-04", "note": "Ring 07700 900123"})
    assert answer.status_code == 409
    client.post(issues, {"title": "Winter", "planned_on": "2026-12-04"})
    issue = Issue.objects.get()
    one = reverse("youth:issue", args=[issue.pk])
    assert "Nothing yet" in client.get(one).content.decode()
    client.post(one, {"title": "Deep winter", "planned_on": "2026-12-05"})
    issue.refresh_from_db()
    assert (issue.title, issue.planned_on) == ("Deep winter", date(2026, 12, 5))
    piece, loose = make_piece(title="In it"), make_piece(title="Loose")
    client.post(reverse("youth:team_piece_issue", args=[piece.pk]), {"issue": issue.pk})
    assert "In it" in client.get(one).content.decode()
    team = reverse("youth:team")
    within, without = (client.get(team, {"issue": value}).content.decode() for value in (issue.pk, "none"))
    assert ("In it" in within, "Loose" in within) == (True, False)
    assert ("In it" in without, "Loose" in without) == (False, True)
    client.post(reverse("youth:team_piece_issue", args=[piece.pk]), {"issue": ""})
    assert not issue.pieces.exists()
    with pytest.raises(NotYours):
        put_into_issue(piece=loose, issue=issue, user=loose.writer.user, at=timezone.now())


def test_lists_cost_the_same_at_one_and_at_three():
    counts = {address: [] for address in ("youth:team", "youth:publish", "youth:team_people", "youth:issues")}
    client = signed_in(make_checked())
    for number in (1, 2):
        for _ in range(number):
            issue = Issue.objects.create(title="Winter", planned_on=date(2026, 12, 4))
            for stage in Stage:
                piece = make_piece(stage=stage, writer=make_editor())
                Piece.objects.filter(pk=piece.pk).update(issue=issue, editor=make_editor())
        for address, made in counts.items():
            client.get(reverse(address))
            with CaptureQueriesContext(connection) as seen:
                assert client.get(reverse(address)).status_code == 200
            made.append(len(seen))
    for address, (at_one, at_three) in counts.items():
        assert at_one == at_three, address
