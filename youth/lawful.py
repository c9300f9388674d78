"""What an article needs before it is public. Pure: plain values in, what is missing out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from forums.markup import is_empty

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from youth.models import Piece


def missing_for_publication(article: Any, piece: Piece | None, *, named: Any = None) -> list[StrOrPromise]:
    """Return what an article still needs, in sentences that say what to do; empty when it may be published.

    Args:
        article: The article as it would be published.
        piece: The making of it, with its writer; None for one that no young person wrote here.
        named: Whoever has the pen name that stands above an article without a piece, such as a copy of one.
    """
    missing = _unsaid(article)
    writer = piece.writer if piece is not None else None
    if writer is not None and article.byline not in allowed_bylines(writer):
        missing.append(
            _("Under 16 an article stands under the pen name alone. From 16 on a first name may stand there.")
        )
    if not all(may_stand_public(one) for one in (writer, named) if one is not None):
        missing.append(
            _("Whoever wrote it does not take part at the moment. It can be published once they do again, not before.")
        )
    return missing


def may_stand_public(writer: Any) -> bool:
    """Whether new work of this young person may be published: they take part, or have left it to us.

    Whoever waits for a parent's or guardian's yes, lost it, is paused, or left without a word, is not made public.
    """
    if writer.state == "in":
        return not writer.is_younger or writer.guardian_agreed_on is not None
    return writer.state in {"left", "alumnus"} and writer.keeps_articles is True


def _unsaid(article: Any) -> list[StrOrPromise]:
    missing: list[StrOrPromise] = []
    if is_empty(article.teaser):
        missing.append(_("Say in a sentence what it is about."))
    if is_empty(article.body):
        missing.append(_("There is no text yet."))
    if is_empty(article.byline):
        missing.append(_("Say who wrote it: a pen name, or a first name from 16 on."))
    if article.is_review and article.rating is None:
        missing.append(_("Give the review its rating, 1 to 5."))
    if article.picture_id and not article.picture_alt.strip():
        missing.append(_("Say in words what the picture shows."))
    return missing


def allowed_bylines(writer: Any) -> set[str]:
    """Return what may stand above a writer's article: the pen name, from 16 on the first name too."""
    names = {writer.pen_name}
    if not writer.is_younger and writer.first_name:
        names.add(writer.first_name)
    return names
