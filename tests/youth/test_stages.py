"""Where a piece stands: who moves it from where to where, and what happens to it when its article does something."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageLogEntry, Workflow

from people.models import Notice
from people.notices import letter_of
from tests.at_once import AT_ONCE, at_once, both_databases
from tests.youth.factories import make_article, make_checked, make_editor, make_piece, make_writer
from youth.desk_errors import AskMissing, NotReady, NotYours, NoWorkflow, Paused, TellsTooMuch, TextMissing
from youth.errors import MovedOn
from youth.models import ArticlePage, Piece, StageChange
from youth.services.proposing import publish_later, publish_now
from youth.services.stages import move
from youth.stages_table import Actor, Stage, find_move, moves_from

pytestmark = pytest.mark.django_db

W, E, C, S = Actor.WRITER, Actor.EDITOR, Actor.CHECKED, Actor.SITE
TEAM = {E, C}
ALL = {W, E, C}
#: Who may, where it does not matter whether the article is public; everything that is not here is refused.
ALWAYS = {
    (Stage.IDEA, Stage.DRAFTING): ALL,
    (Stage.IDEA, Stage.READY): {S},
    (Stage.IDEA, Stage.PUBLISHED): {S},
    (Stage.DRAFTING, Stage.WITH_EDITOR): {W},
    (Stage.DRAFTING, Stage.READY): {S},
    (Stage.DRAFTING, Stage.PUBLISHED): {S},
    (Stage.WITH_EDITOR, Stage.DRAFTING): ALL,
    (Stage.WITH_EDITOR, Stage.READY): TEAM | {S},
    (Stage.WITH_EDITOR, Stage.PUBLISHED): {S},
    (Stage.READY, Stage.WITH_EDITOR): TEAM | {S},
    (Stage.READY, Stage.DRAFTING): {C, S},
    (Stage.READY, Stage.PUBLISHED): {S},
    (Stage.PUBLISHED, Stage.DRAFTING): {W, C},
    (Stage.PUBLISHED, Stage.WITH_EDITOR): {S},
    (Stage.SET_ASIDE, Stage.DRAFTING): ALL,
    (Stage.SET_ASIDE, Stage.READY): {S},
    (Stage.SET_ASIDE, Stage.PUBLISHED): {S},
}
ONLY_LIVE = {(Stage.DRAFTING, Stage.PUBLISHED): ALL}
ONLY_NOT_LIVE = {
    (Stage.IDEA, Stage.SET_ASIDE): ALL,
    (Stage.DRAFTING, Stage.SET_ASIDE): ALL,
    (Stage.WITH_EDITOR, Stage.SET_ASIDE): TEAM,
}


@pytest.mark.parametrize("is_live", [False, True])
def test_the_table_lets_these_move_and_nobody_else(is_live):
    sometimes = ONLY_LIVE if is_live else ONLY_NOT_LIVE
    for before, after, actor in product(Stage, Stage, Actor):
        expected = actor in ALWAYS.get((before, after), set()) | sometimes.get((before, after), set())
        found = find_move(before, after, {actor}, is_live=is_live)
        assert (found is not None) is expected, (before, after, actor)


def test_a_way_has_one_button_and_people_ask_with_words():
    for stage, actors, is_live in product(Stage, ({W}, {E}, {C}, ALL), (True, False)):
        found = moves_from(stage, actors, is_live=is_live)
        assert len({one.after for one in found}) == len(found)
        assert all(str(one.label) for one in found)
    assert find_move(Stage.WITH_EDITOR, Stage.DRAFTING, {E}, is_live=False).needs_words
    assert find_move(Stage.READY, Stage.DRAFTING, {C}, is_live=False).needs_words
    assert not find_move(Stage.WITH_EDITOR, Stage.DRAFTING, {W}, is_live=False).needs_words


def moved(piece, to, user, **more):
    return move(piece=piece, to=to, user=user, at=timezone.now(), **more)


def test_a_piece_goes_its_way_and_each_step_is_written_down():
    writer, editor = make_writer(name="Kestrel", wants_letters=True), make_editor(name="Wren")
    piece = make_piece(writer=writer)
    moved(piece, Stage.WITH_EDITOR, writer.user)
    moved(piece, Stage.DRAFTING, editor.user, words="Say where it was.")
    piece.refresh_from_db()
    assert piece.asked == "Say where it was."
    moved(piece, Stage.WITH_EDITOR, writer.user)
    moved(piece, Stage.READY, editor.user)
    piece.refresh_from_db()
    assert (piece.stage, piece.asked) == (Stage.READY, "")
    assert piece.page.workflow_in_progress
    assert list(StageChange.objects.filter(piece=piece).values_list("after", "name")) == [
        (Stage.WITH_EDITOR, "Kestrel"),
        (Stage.DRAFTING, "Wren"),
        (Stage.WITH_EDITOR, "Kestrel"),
        (Stage.READY, "Wren"),
    ]
    letter = letter_of(Notice.objects.get(kind="youth-piece"))
    assert f"/youth/write/{piece.pk}/" in letter.body
    assert "Say where" not in letter.body
    assert "Wren" not in letter.body


def test_nothing_is_written_to_those_who_want_no_letters():
    writer, editor = make_writer(), make_editor()
    piece = make_piece(writer=writer, stage=Stage.WITH_EDITOR)
    moved(piece, Stage.DRAFTING, editor.user, words="More about the bus.")
    assert not Notice.objects.exists()


def test_refusals_say_why_and_change_nothing():
    writer, other, editor = make_writer(), make_writer(), make_editor()
    piece = make_piece(writer=writer, stage=Stage.WITH_EDITOR)
    own = make_piece(writer=editor, stage=Stage.WITH_EDITOR)
    empty = make_piece(writer=writer, body="", stage=Stage.DRAFTING)
    lacking = make_piece(writer=writer, teaser="", stage=Stage.WITH_EDITOR)
    lapsed, superuser = make_checked(ends_in_days=0), make_checked(ends_in_days=-1)
    superuser.is_superuser = True
    superuser.save()
    paused = make_writer(state="paused")
    theirs = make_piece(writer=paused)
    refused = [
        (piece, Stage.READY, writer.user, NotYours, {}),
        (piece, Stage.READY, other.user, NotYours, {}),
        (piece, Stage.READY, lapsed, NotYours, {}),
        (piece, Stage.READY, superuser, NotYours, {}),
        (piece, Stage.PUBLISHED, editor.user, NotYours, {}),
        (piece, "nowhere", editor.user, NotYours, {}),
        (own, Stage.READY, editor.user, NotYours, {}),
        (piece, Stage.DRAFTING, editor.user, AskMissing, {"words": " \u200b"}),
        (piece, Stage.DRAFTING, editor.user, TellsTooMuch, {"words": "Ring me on 07700 900123."}),
        (piece, Stage.DRAFTING, editor.user, MovedOn, {"words": "More.", "since": Stage.READY}),
        (piece, Stage.WITH_EDITOR, editor.user, MovedOn, {}),
        (empty, Stage.WITH_EDITOR, writer.user, TextMissing, {}),
        (lacking, Stage.READY, editor.user, NotReady, {}),
        (theirs, Stage.WITH_EDITOR, paused.user, Paused, {}),
    ]
    for one, to, user, refusal, more in refused:
        before = Piece.objects.get(pk=one.pk).stage
        with pytest.raises(refusal):
            moved(one, to, user, **more)
        assert Piece.objects.get(pk=one.pk).stage == before
    assert not StageChange.objects.exists()


def test_a_checked_adult_moves_what_young_editors_move():
    adult, piece = make_checked(ends_in_days=1), make_piece(stage=Stage.WITH_EDITOR)
    moved(piece, Stage.READY, adult)
    assert piece.page.current_workflow_state.requested_by == adult
    moved(piece, Stage.WITH_EDITOR, adult)
    assert piece.page.current_workflow_state is None
    moved(piece, Stage.DRAFTING, adult, words="Shorter, please.")
    assert StageChange.objects.filter(piece=piece, name="A checked adult").count() == 3


def test_wagtail_writes_no_young_person_down():
    """Its logs and histories show the names of accounts, which are e-mail addresses."""
    writer, editor = make_writer(), make_editor()
    piece = make_piece(writer=writer, stage=Stage.DRAFTING)
    moved(piece, Stage.WITH_EDITOR, writer.user)
    moved(piece, Stage.READY, editor.user)
    state = piece.page.current_workflow_state
    assert state.requested_by is None
    moved(piece, Stage.WITH_EDITOR, editor.user)
    users = set(PageLogEntry.objects.filter(page=piece.page).values_list("user", flat=True))
    assert users <= {None}


def test_a_workflow_that_asked_for_changes_gives_way_to_a_new_one():
    writer, editor, adult = make_writer(), make_editor(), make_checked()
    piece = make_piece(writer=writer, stage=Stage.WITH_EDITOR)
    moved(piece, Stage.READY, editor.user)
    moved(piece, Stage.DRAFTING, adult, words="Say who said that.")
    assert piece.page.current_workflow_state.status == "needs_changes"
    moved(piece, Stage.WITH_EDITOR, writer.user)
    moved(piece, Stage.READY, editor.user)
    assert piece.page.current_workflow_state.status == "in_progress"
    assert Piece.objects.get(pk=piece.pk).stage == Stage.READY


def ready(**fields):
    piece = make_piece(stage=Stage.WITH_EDITOR, **fields)
    moved(piece, Stage.READY, make_editor().user)
    return Piece.objects.get(pk=piece.pk)


def test_the_piece_follows_its_article_wherever_that_is_published_or_taken_down():
    adult = make_checked()
    piece = ready(writer=make_writer(wants_letters=True))
    piece.page.get_latest_revision().publish(user=adult, skip_permission_checks=True)
    assert Piece.objects.get(pk=piece.pk).stage == Stage.PUBLISHED
    assert "published" in letter_of(Notice.objects.get(kind="youth-piece")).body
    piece.page.refresh_from_db()
    piece.page.unpublish(user=adult)
    assert Piece.objects.get(pk=piece.pk).stage == Stage.WITH_EDITOR


def test_a_draft_stays_a_draft_when_the_article_below_it_is_taken_down_or_saved():
    adult, writer = make_checked(), make_writer()
    article = make_article(writer=writer, by=adult)
    piece = article.piece
    moved(piece, Stage.DRAFTING, writer.user)
    article.save()
    assert Piece.objects.get(pk=piece.pk).stage == Stage.DRAFTING
    article.unpublish(user=adult)
    assert Piece.objects.get(pk=piece.pk).stage == Stage.DRAFTING


def test_the_piece_follows_what_is_done_in_the_admin_workflow():
    adult, piece = make_checked(), ready()
    piece.page.current_workflow_task_state.reject(user=adult, comment="Who is that?")
    piece.refresh_from_db()
    assert (piece.stage, piece.asked) == (Stage.DRAFTING, "Who is that?")
    second = ready()
    second.page.current_workflow_state.cancel(user=adult)
    assert Piece.objects.get(pk=second.pk).stage == Stage.WITH_EDITOR
    third = make_piece(stage=Stage.DRAFTING)
    third.page.get_workflow().start(third.page, adult)
    assert Piece.objects.get(pk=third.pk).stage == Stage.READY


def make_due(article, moment):
    """Let the moment that an article waits for have come."""
    revision = article.get_latest_revision()
    revision.content["go_live_at"] = moment.isoformat()
    revision.approved_go_live_at = moment
    revision.save()


def test_what_waits_for_the_clock_stays_ready_until_it_goes_out():
    adult, piece = make_checked(), ready()
    at = timezone.now()
    publish_later(
        piece=piece,
        user=adult,
        seen=piece.page.latest_revision_id,
        goes_out_at=at + timedelta(hours=1),
        at=at,
    )
    assert Piece.objects.get(pk=piece.pk).stage == Stage.READY
    call_command("publish_scheduled")
    assert Piece.objects.get(pk=piece.pk).stage == Stage.READY
    make_due(ArticlePage.objects.get(pk=piece.page_id), at - timedelta(minutes=1))
    call_command("publish_scheduled")
    piece = Piece.objects.select_related("page").get(pk=piece.pk)
    assert piece.page.live
    assert piece.stage == Stage.PUBLISHED


def test_without_a_workflow_nothing_is_proposed():
    piece, editor = make_piece(stage=Stage.WITH_EDITOR), make_editor()
    Workflow.objects.all().delete()
    with pytest.raises(NoWorkflow):
        moved(piece, Stage.READY, editor.user)
    assert Piece.objects.get(pk=piece.pk).stage == Stage.WITH_EDITOR


@both_databases
@pytest.mark.django_db(transaction=True)
def test_two_at_once_move_a_piece_once(database):
    writer, editors = make_writer(), [make_editor() for _ in range(AT_ONCE - 1)]
    piece = make_piece(writer=writer, stage=Stage.WITH_EDITOR)
    people = [writer.user, *(one.user for one in editors)]
    to = [Stage.DRAFTING, Stage.READY, Stage.READY, Stage.SET_ASIDE]
    outcomes = at_once(lambda number: moved(piece, to[number], people[number], since=Stage.WITH_EDITOR))
    done = [one for one in outcomes if isinstance(one, Piece)]
    assert len(done) == 1, outcomes
    assert all(isinstance(one, MovedOn | NotYours) for one in outcomes if not isinstance(one, Piece)), outcomes
    assert StageChange.objects.filter(piece=piece).count() == 1


@both_databases
@pytest.mark.django_db(transaction=True)
def test_two_adults_publish_once(database):
    piece, adults = ready(), [make_checked() for _ in range(AT_ONCE)]
    seen = piece.page.latest_revision_id
    outcomes = at_once(lambda number: publish_now(piece=piece, user=adults[number], seen=seen, at=timezone.now()))
    assert sum(not isinstance(one, Exception) for one in outcomes) == 1, outcomes
    assert all(isinstance(one, MovedOn) for one in outcomes if isinstance(one, Exception)), outcomes
    assert Piece.objects.get(pk=piece.pk).stage == Stage.PUBLISHED
