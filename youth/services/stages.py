"""Moving pieces on and back, by the table in `youth/stages_table.py`; and following what happens to the article.

An article can be published, taken down or sent back in many places: here, in Wagtail's admin, by the clock. Wagtail
tells of each by a signal of its own, and `youth/stage_hooks.py` hands that on to `follow_…` below.
`ArticlePage.publish` and `.save` would be the wrong place: the first also runs for what is only scheduled, the second
also for a live article whose new draft is being written.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from youth.desk_errors import AskMissing, NotReady, NotYours, Paused, TextMissing
from youth.errors import MovedOn
from youth.lawful import missing_for_publication
from youth.models import ArticlePage, Piece, StageChange
from youth.permissions import writer_of
from youth.services.reading_workflow import begin_reading, end_reading, leave_old_reading
from youth.services.telling import tell_writer
from youth.stages_table import Actor, Move, Stage, find_move
from youth.who import Who, who_is
from youth.words import sayable


def hold(piece: Piece) -> Piece:
    """Return the piece as it stands now, with its page, kept from everybody else until the transaction ends.

    The page comes first, as where it is published (`youth.publication.release`): so that nobody waits in a circle.
    """
    Page.objects.select_for_update(of=("self",)).only("pk").get(pk=piece.page_id)
    Piece.objects.select_for_update(of=("self",)).get(pk=piece.pk)
    return Piece.objects.select_related("page", "writer", "editor").get(pk=piece.pk)


@transaction.atomic
def move(*, piece: Piece, to: str, user: Any, at: datetime, words: str = "", since: str = "") -> Piece:
    """Move a piece on or back.

    Args:
        to: The stage it shall stand in.
        words: What should change, where that must be said.
        since: The stage in which whoever asks saw it; empty where they do not say.

    Raises:
        MovedOn: It does not stand there any more.
        NotYours: The table does not let them, as the piece stands.
        Paused, AskMissing, TellsTooMuch, TextMissing, NotReady, NoWorkflow: Something lacks.
    """
    held = hold(piece)
    who = who_is(user, today=timezone.localdate(at))
    step = find_move(held.stage, to, who.actors_at(held), is_live=held.page.live)
    if (since and since != held.stage) or held.stage == to:
        raise MovedOn
    if step is None:
        raise _why_not(held, user)
    asked = sayable(words, missing=AskMissing) if step.needs_words else ""
    _check_text(held, step)
    if step.after == Stage.READY:
        leave_old_reading(held.page, account=who.account)
    _take(held, step, name=who.name, asked=asked, at=at)
    _with_workflow(held, step, who, asked=asked)
    if asked:
        tell_writer(held, about="asked", at=at)
    return held


def follow_published(article: ArticlePage, *, at: datetime) -> None:
    """Note that an article went public, wherever that was done; what is only scheduled is not public."""
    if article.live:
        _follow(article, Stage.PUBLISHED, at=at)


def follow_unpublished(article: ArticlePage, *, at: datetime) -> None:
    """Note that an article was taken down or ran out: it is with the editors again. A new draft stays where it is."""
    _follow(article, Stage.WITH_EDITOR, at=at, only_from=Stage.PUBLISHED)


def follow_submitted(article: ArticlePage, *, at: datetime) -> None:
    """Note that an article was proposed in the admin."""
    _follow(article, Stage.READY, at=at)


def follow_sent_back(article: ArticlePage, *, at: datetime, asked: str) -> None:
    """Note that changes were asked for in the admin, or that it was taken out of the workflow there."""
    _follow(article, Stage.DRAFTING if asked else Stage.WITH_EDITOR, at=at, only_from=Stage.READY, asked=asked)


@transaction.atomic
def _follow(article: ArticlePage, to: str, *, at: datetime, only_from: str = "", asked: str = "") -> None:
    piece = Piece.objects.filter(page=article.pk).first()
    if piece is None:
        return
    held = hold(piece)
    step = find_move(held.stage, to, {Actor.SITE}, is_live=article.live)
    if step is None or (only_from and held.stage != only_from):
        return
    _take(held, step, name=_("A checked adult"), asked=asked, at=at)
    if to == Stage.PUBLISHED:
        tell_writer(held, about="published", at=at)
    elif asked:
        tell_writer(held, about="asked", at=at)


def _take(held: Piece, step: Move, *, name: str, asked: str, at: datetime) -> None:
    StageChange.objects.create(piece=held, before=step.before, after=step.after, name=name, made_at=at)
    held.stage, held.staged_at = step.after, at
    if asked or step.after in (Stage.READY, Stage.PUBLISHED):
        held.asked = asked
    held.save(update_fields=["stage", "staged_at", "asked"])


def _with_workflow(held: Piece, step: Move, who: Who, *, asked: str) -> None:
    if step.before == Stage.READY:
        end_reading(held.page, account=who.account, asked=asked)
    if step.after == Stage.READY:
        begin_reading(held.page, account=who.account)
    if step.after == Stage.PUBLISHED:
        _back_to_the_published_text(held.page)


def _check_text(held: Piece, step: Move) -> None:
    if step.after not in (Stage.WITH_EDITOR, Stage.READY):
        return
    version = held.page.get_latest_revision_as_object()
    if not version.body.strip():
        raise TextMissing
    missing = missing_for_publication(version, held) if step.after == Stage.READY else []
    if missing:
        raise NotReady([str(line) for line in missing])


def _back_to_the_published_text(article: ArticlePage) -> None:
    """Make what is public the newest version again; what was drafted since stays among the versions."""
    article.save_revision(changed=False)
    ArticlePage.objects.filter(pk=article.pk).update(has_unpublished_changes=False)


def _why_not(held: Piece, user: Any) -> Exception:
    writer = writer_of(user)
    is_paused = writer is not None and writer.state == writer.State.PAUSED
    return Paused() if is_paused and held.writer_id == writer.pk else NotYours()  # type: ignore[union-attr]
