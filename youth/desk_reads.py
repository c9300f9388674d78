"""What the pages of writers and editors read about pieces, in a constant number of statements each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.models import Revision

from core.moments import say_time
from forums.markup import render, words_of
from youth.models import ArticlePage, LineComment, Piece, PieceMessage, Writer
from youth.paragraphs import Change, compare, paragraphs, place_of
from youth.stages_table import Move, Stage

#: The shape of each stage in templates/youth/_stage.html.
SHAPES = {
    Stage.IDEA: "idea",
    Stage.DRAFTING: "drafting",
    Stage.WITH_EDITOR: "with_editor",
    Stage.READY: "ready",
    Stage.PUBLISHED: "published",
    Stage.SET_ASIDE: "stopped",
}


@dataclass(frozen=True, slots=True)
class Card:
    """One piece in a list."""

    pk: int
    title: str
    kind: str
    kind_text: str
    writer: str
    editor: str
    stage: str
    shape: str
    stage_text: str
    since: datetime
    asked: str
    issue: str
    is_live: bool
    goes_out_at: datetime | None
    url: str
    moves: list[Move] = field(default_factory=list)
    notes: int = 0

    @property
    def next_step(self) -> str:
        """What happens next, said to the writer."""
        return _next_step(self)


@dataclass(frozen=True, slots=True)
class Note:
    """A comment, and whether its paragraph reads otherwise since."""

    comment: LineComment
    has_moved: bool = False

    @property
    def quote(self) -> str:
        """How its paragraph began, without the markup."""
        return words_of(render(self.comment.quote))


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the newest version, with what was said about it."""

    number: int
    html: SafeString
    notes: list[Note]


@dataclass(frozen=True, slots=True)
class Version:
    """One version in the history of a piece."""

    number: int
    made_at: datetime
    name: str
    is_newest: bool
    is_live: bool


def with_cards(pieces: QuerySet[Piece]) -> QuerySet[Piece]:
    """Fetch what cards say: the title and kind of the newest version, by one statement."""
    near = ("page", "writer", "editor", "issue")
    heavy = ("page__body", "page__teaser", "page__search_description", "idea")
    newest = "page__latest_revision"
    return (
        pieces.select_related(*near)
        .defer(*heavy)
        .annotate(
            newest_kind=KeyTextTransform("kind", f"{newest}__content"),
            goes_out_at=F(f"{newest}__approved_go_live_at"),
            open_notes=Count("line_comments", filter=Q(line_comments__settled_at=None), distinct=True),
        )
    )


def card_of(piece: Any, *, moves: list[Move] | None = None) -> Card:
    """Return the card of a piece that `with_cards` fetched."""
    kind = piece.newest_kind or ArticlePage.Kind.NEWS
    is_asked = bool(piece.asked) and piece.stage == Stage.DRAFTING
    return Card(
        pk=piece.pk,
        title=piece.page.draft_title or piece.page.title,
        kind=kind,
        kind_text=str(ArticlePage.Kind(kind).label),
        writer=piece.writer.pen_name if piece.writer else _("Somebody who left"),
        editor=piece.editor.pen_name if piece.editor else "",
        stage=piece.stage,
        shape="changes" if is_asked else SHAPES[piece.stage],
        stage_text=_("Changes asked for") if is_asked else str(piece.get_stage_display()),
        since=piece.staged_at,
        asked=piece.asked if is_asked else "",
        issue=piece.issue.title if piece.issue else "",
        is_live=piece.page.live,
        goes_out_at=piece.goes_out_at if piece.stage == Stage.READY else None,
        url=f"/youth/read/{piece.page.slug}/" if piece.page.live else "",
        moves=moves or [],
        notes=piece.open_notes,
    )


def one_card(piece: Piece, *, moves: list[Move] | None = None) -> Card:
    return card_of(with_cards(Piece.objects.filter(pk=piece.pk)).get(), moves=moves)


def own_cards(writer: Writer) -> list[Card]:
    """Return a writer's pieces, what moved last first."""
    found = with_cards(Piece.objects.filter(writer=writer)).order_by("-staged_at", "-pk")
    return [card_of(piece) for piece in found]


def version_of(piece: Piece) -> ArticlePage:
    """Return the newest version."""
    version: ArticlePage = piece.page.get_latest_revision_as_object()
    return version


def lines_of(piece: Piece, source: str) -> list[Line]:
    """Return the paragraphs, numbered, each with its comments; a comment follows its paragraph where that moved."""
    parts = paragraphs(source)
    notes: dict[int, list[Note]] = {}
    for comment in piece.line_comments.all():
        number, is_same = place_of(comment.quote, comment.paragraph, parts)
        notes.setdefault(number, []).append(Note(comment, has_moved=not is_same))
    return [Line(number, render(part), notes.get(number, [])) for number, part in enumerate(parts, start=1)]


def open_notes(piece: Piece) -> list[Note]:
    """Return what was said about lines and is not dealt with, in the order of the text."""
    return [Note(comment) for comment in piece.line_comments.filter(settled_at=None)]


def versions_of(piece: Piece) -> list[Version]:
    """Return every version that is kept, newest first, with who made it."""
    pen_name = piece.writer.pen_name if piece.writer else _("Somebody who left")
    rows = piece.page.revisions.order_by("-created_at", "-pk").values_list("pk", "created_at", "user")
    newest, live = piece.page.latest_revision_id, piece.page.live_revision_id if piece.page.live else None
    return [
        Version(pk, made_at, _("A checked adult") if user else pen_name, pk == newest, pk == live)
        for pk, made_at, user in rows
    ]


def compared(piece: Piece, before: int, after: int) -> list[Change] | None:
    """Return two versions of a piece beside each other: title, sentence and text; None where one is not its own."""
    found: dict[int, Revision] = {row.pk: row for row in piece.page.revisions.filter(pk__in={before, after})}
    if before not in found or after not in found:
        return None
    old, new = (_words(found[number].content) for number in (before, after))
    heads = [Change(a, b) for a, b in zip(old[:2], new[:2], strict=True)]
    return [*heads, *compare(old[2], new[2])]


def messages_of(piece: Piece) -> list[PieceMessage]:
    return list(piece.messages.all())


def _words(content: dict[str, Any]) -> tuple[str, str, str]:
    return content.get("title") or "", content.get("teaser") or "", content.get("body") or ""


def _next_step(card: Card) -> str:
    if card.stage == Stage.READY and card.goes_out_at:
        when = f"{date_format(localtime(card.goes_out_at), 'l j F')}, {say_time(card.goes_out_at)}"
        return _("It goes out on %(when)s.") % {"when": when}
    if card.stage == Stage.WITH_EDITOR:
        return _("%(name)s reads it.") % {"name": card.editor} if card.editor else _("An editor will take it on.")
    return {
        Stage.IDEA: _("Start writing whenever you like."),
        Stage.DRAFTING: _("Change what was asked for, then hand it in again.")
        if card.asked
        else _("Write on, then hand it in to an editor."),
        Stage.READY: _("A checked adult reads it, then it goes out."),
        Stage.PUBLISHED: _("It is out for everybody to read."),
    }.get(Stage(card.stage), _("It rests here. Pick it up again whenever you like."))
