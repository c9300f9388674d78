"""Find what somebody may see, or answer 404: to an outsider and to an address that never was the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404

from youth.models import Piece, Writer
from youth.permissions import is_checked_adult, is_of_the_team, is_young_editor, joined_writer, writer_of

#: Who sees what they wrote; only those who are in go on writing.
READING = (Writer.State.IN, Writer.State.PAUSED)


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody at a piece: as its writer, as a young editor, as a checked adult, or as more than one of these."""

    piece: Piece
    user: Any
    writer: Writer | None
    is_editor: bool
    is_checked: bool

    @property
    def is_own(self) -> bool:
        return self.writer is not None and self.piece.writer_id == self.writer.pk

    @property
    def may_write(self) -> bool:
        """Whether they may do more than read: a paused writer may not."""
        return self.is_checked or (self.writer is not None and self.writer.is_in)


def access_writer(user: Any) -> Writer:
    """Return who this account is in the section, whatever their state.

    Raises:
        Http404: They never joined.
    """
    writer = writer_of(user)
    if writer is None:
        raise Http404
    return writer


def access_joined(user: Any) -> Writer:
    """Return who this account is in the section, if they may take part now.

    Raises:
        Http404: They may not.
    """
    writer = joined_writer(user)
    if writer is None:
        raise Http404
    return writer


def reading_writer(user: Any) -> Writer | None:
    """Return who this account is in the section, if they may read what they wrote: joined, or paused."""
    writer = writer_of(user)
    return writer if writer is not None and writer.state in READING else None


def access_team(user: Any, *, today: date) -> None:
    """Let young editors and checked adults pass.

    Raises:
        Http404: They are neither.
    """
    if not is_of_the_team(user, today=today):
        raise Http404


def access_checked(user: Any, *, today: date) -> None:
    """Let checked adults pass.

    Raises:
        Http404: No check of theirs stands today.
    """
    if not is_checked_adult(user, today=today):
        raise Http404


def access_piece(pk: int, *, user: Any, today: date) -> Desk:
    """Return a piece as this person stands to it: its writer, the team and checked adults see it, nobody else.

    Raises:
        Http404: There is none, or not for them.
    """
    near = ("page", "writer", "editor", "issue")
    piece = Piece.objects.select_related(*near).filter(pk=pk).first()
    writer = reading_writer(user)
    desk_of = (is_young_editor(user), is_checked_adult(user, today=today))
    is_own = piece is not None and writer is not None and piece.writer_id == writer.pk
    if piece is None or not (is_own or any(desk_of)):
        raise Http404
    return Desk(piece=piece, user=user, writer=writer, is_editor=desk_of[0], is_checked=desk_of[1])
