"""What an article needs before it is public. Pure: plain values in, what is missing out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from youth.models import Piece


def missing_for_publication(article: Any, piece: Piece | None) -> list[StrOrPromise]:
    """Return what an article still needs, in sentences that say what to do; empty when it may be published.

    Args:
        article: The article as it would be published.
        piece: The making of it, with its writer; None for one that no young person wrote here.
    """
    missing: list[StrOrPromise] = []
    if not article.teaser.strip():
        missing.append(_("Say in a sentence what it is about."))
    if not article.body.strip():
        missing.append(_("There is no text yet."))
    if not article.byline.strip():
        missing.append(_("Say who wrote it: a pen name, or a first name from 16 on."))
    if article.is_review and article.rating is None:
        missing.append(_("Give the review its rating, 1 to 5."))
    if article.picture_id and not article.picture_alt.strip():
        missing.append(_("Say in words what the picture shows."))
    writer = piece.writer if piece is not None else None
    if writer is not None and article.byline not in allowed_bylines(writer):
        missing.append(
            _("Under 16 an article stands under the pen name alone. From 16 on a first name may stand there.")
        )
    return missing


def allowed_bylines(writer: Any) -> set[str]:
    """Return what may stand above a writer's article: the pen name, from 16 on the first name too."""
    names = {writer.pen_name}
    if not writer.is_younger and writer.first_name:
        names.add(writer.first_name)
    return names
