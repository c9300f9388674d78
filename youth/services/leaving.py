"""Going, and being taken out of sight: what a young person wrote is hidden or erased, in every room."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from core.generation import raise_generation
from forums.services.rooms import remove_talks
from people.models import Notice
from people.notices import cancel
from people.roles import Role
from youth import clocks, parting
from youth.errors import MovedOn
from youth.joining_errors import NotGrown
from youth.models import (
    ArticlePage,
    ArticleTalk,
    Entry,
    GuardianRequest,
    LineComment,
    Piece,
    PieceMessage,
    Release,
    StageChange,
    Winner,
    Writer,
)
from youth.services.competing import erase_entries
from youth.services.telling import forget_letters

State = Writer.State


@transaction.atomic
def leave(*, writer: Writer, keeps_articles: bool, at: datetime) -> None:
    """Go: what is published stays under the pen name or is erased, everything else is erased.

    Of somebody who was in, the pen name stays for a while, or as long as articles do: `youth/clocks.py`. So it does
    where a guardian said no: nobody comes back older the same day.

    Raises:
        MovedOn: They had gone already.
    """
    held = hold_writer(writer)
    if held.state not in {State.WAITING, State.IN, State.PAUSED}:
        raise MovedOn
    is_whole = goes_whole(held)
    forget_work(held, keeps_articles=keeps_articles, at=at)
    if is_whole:
        held.delete()
        return
    held.state, held.left_on, held.keeps_articles = State.LEFT, localdate(at), keeps_articles
    strip(held)
    held.save()


def goes_whole(writer: Writer) -> bool:
    """Whether nothing stays of somebody who leaves: who waits, was not paused, and whose guardian did not say no."""
    is_refused = GuardianRequest.objects.filter(writer=writer, has_agreed=False).exists()
    return writer.state == State.WAITING and not (writer.paused_reason or is_refused)


@transaction.atomic
def choose_after(*, writer: Writer, keeps_articles: bool, at: datetime) -> None:
    """Say what becomes of what is published, after one has grown out of the section or left. It can be said again.

    Raises:
        NotGrown: They are still in.
    """
    held = hold_writer(writer)
    if held.state not in {State.ALUMNUS, State.LEFT}:
        raise NotGrown
    held.keeps_articles = keeps_articles
    held.save(update_fields=["keeps_articles"])
    if not keeps_articles:
        _erase_pieces(Piece.objects.filter(writer=held, page__live=True))


@transaction.atomic
def erase_writer(writer: Writer, *, keeps_articles: bool, at: datetime) -> None:
    """Erase somebody from the section: everything, or everything but what is published."""
    forget_work(writer, keeps_articles=keeps_articles, at=at)
    writer.delete()


def forget_work(writer: Writer, *, keeps_articles: bool, at: datetime) -> None:
    """Erase what somebody wrote and sent in, and who was asked about them."""
    parting.forget_everywhere(writer, at=at)
    end_team_work(writer)
    forget_letters(writer)
    cancel(about=[f"youth-writer:{writer.pk}"])
    forget_guardians(writer)
    pieces = Piece.objects.filter(writer=writer)
    _erase_pieces(pieces.exclude(page__live=True) if keeps_articles else pieces)
    raise_generation()


@transaction.atomic
def hide_work(writer: Writer, *, at: datetime) -> None:
    """Take everything of somebody's out of sight. Their pieces go back to them as drafts."""
    parting.hide_everywhere(writer, at=at)
    end_team_work(writer)
    for piece in Piece.objects.filter(writer=writer).select_related("page"):
        _pull_back(piece, at=at)
    raise_generation()


def hold_writer(writer: Writer) -> Writer:
    return Writer.objects.select_for_update(of=("self",)).select_related("user").get(pk=writer.pk)


def strip(writer: Writer) -> None:
    """Empty, on the row in hand, what nobody needs of somebody who has gone."""
    writer.first_name, writer.area, writer.wants_letters = "", None, False
    writer.guardian_agreed_on = writer.waits_since = None


def end_team_work(writer: Writer) -> None:
    """Take somebody out of the editorial team; who looks after their pieces is to be found anew."""
    team = Group.objects.filter(name=Role.YOUNG_EDITOR.value).first()
    if team is not None:
        writer.user.groups.remove(team)
    Piece.objects.filter(editor=writer).update(editor=None)


def guardian_name(writer: Writer) -> str:
    """Return under what the letters to somebody's guardian are found, and nowhere else."""
    return f"youth-guardian:{writer.pk}"


def forget_guardians(writer: Writer) -> None:
    GuardianRequest.objects.filter(writer=writer).delete()
    cancel(about=[guardian_name(writer)])
    Notice.objects.filter(about=guardian_name(writer)).delete()


def forget_talk(writer: Writer, at: datetime) -> None:
    """Erase what somebody said about pieces."""
    PieceMessage.objects.filter(by=writer.user_id).delete()
    LineComment.objects.filter(by=writer.user_id).delete()


def erase_old_drafts(*, at: datetime) -> int:
    """Erase the drafts of those who grew out of the section, and drafts that nobody has touched for long."""
    left_before = localdate(at) - clocks.GROWN_DRAFTS
    grown = Piece.objects.filter(writer__state=State.ALUMNUS, writer__left_on__lte=left_before)
    quiet = Piece.objects.filter(
        staged_at__lte=at - clocks.DRAFT, page__latest_revision_created_at__lte=at - clocks.DRAFT
    )
    return _erase_pieces((grown | quiet).exclude(page__live=True))


def erase_old_talk(*, before: datetime) -> int:
    """Erase talk on pieces older than this."""
    messages = PieceMessage.objects.filter(made_at__lte=before).delete()[0]
    return messages + LineComment.objects.filter(made_at__lte=before).delete()[0]


def withdraw_entries(writer: Writer, at: datetime) -> None:
    """Take somebody's entries out of competitions. That they won stays, by pen name, without the work."""
    Winner.objects.filter(Q(entry__writer=writer) | Q(pen_name=writer.pen_name)).update(text="")
    erase_entries(Entry.objects.filter(writer=writer))


def hide_entries(writer: Writer, at: datetime) -> None:
    """Take somebody's entries out of competitions, and their pen name from among the winners."""
    won = Winner.objects.filter(Q(entry__writer=writer) | Q(pen_name=writer.pen_name))
    won.update(text="", pen_name=_("A young writer"))
    withdraw_entries(writer, at)


def _pull_back(piece: Piece, *, at: datetime) -> None:
    """Take an article down, or out of the way to being published: it is its writer's draft again."""
    page = piece.page
    if page.workflow_in_progress:
        page.current_workflow_state.cancel()
    page.revisions.exclude(approved_go_live_at=None).update(approved_go_live_at=None)
    Release.objects.filter(article=page, state=Release.State.SCHEDULED).update(state=Release.State.ENDED)
    if page.live:
        page.unpublish(log_action="wagtail.unpublish")
    piece.refresh_from_db(fields=["stage"])
    if piece.stage in {Piece.Stage.WITH_EDITOR, Piece.Stage.READY, Piece.Stage.PUBLISHED}:
        drafting = Piece.Stage.DRAFTING
        StageChange.objects.create(piece=piece, before=piece.stage, after=drafting, name=_("The site"), made_at=at)
        Piece.objects.filter(pk=piece.pk).update(stage=drafting, staged_at=at)


def _erase_pieces(pieces: QuerySet[Piece]) -> int:
    """Erase articles with all versions, talk and pictures; return how many."""
    found = list(pieces.select_related("page__picture"))
    for piece in found:
        _erase_article(piece.page)
    return len(found)


def _erase_article(page: ArticlePage) -> None:
    talks = list(ArticleTalk.objects.filter(article=page).values_list("thread", flat=True))
    picture, was_public = page.picture, page.first_published_at is not None
    pk = page.pk
    page.delete()
    remove_talks(threads=talks)
    if picture is not None and not ArticlePage.objects.filter(picture=picture).exists():
        picture.delete()
    if not was_public:
        PageLogEntry.objects.filter(page=pk).delete()
