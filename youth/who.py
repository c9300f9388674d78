"""As what somebody stands at the pieces: asked once a request or a service, then at as many pieces as there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from people.permissions import has_role
from people.roles import Role
from youth.models import Piece, SafeguardingCheck, Writer
from youth.permissions import is_checked_adult, joined_writer
from youth.stages_table import Actor, Move, moves_from


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who works on pieces. `writer` is theirs only while they may take part."""

    user: Any
    writer: Writer | None
    is_editor: bool
    is_checked: bool

    @property
    def name(self) -> str:
        """The name they write under: a pen name, or the role; never the name of an account."""
        return self.writer.pen_name if self.writer is not None else _("A checked adult")

    @property
    def account(self) -> Any:
        """Whom Wagtail may write down: adults alone. Of young people its logs would show the e-mail address."""
        return self.user if self.writer is None else None

    def owns(self, piece: Piece) -> bool:
        return self.writer is not None and piece.writer_id == self.writer.pk

    def actors_at(self, piece: Piece) -> frozenset[Actor]:
        """Return as what they stand at this piece. Nobody edits what they wrote themselves."""
        is_own = self.owns(piece)
        found = {
            Actor.WRITER: is_own,
            Actor.EDITOR: self.is_editor and not is_own,
            Actor.CHECKED: self.is_checked and not is_own,
        }
        return frozenset(actor for actor, is_so in found.items() if is_so)

    def moves_at(self, piece: Piece, *, is_live: bool) -> list[Move]:
        return moves_from(piece.stage, self.actors_at(piece), is_live=is_live)


def who_is(user: Any, *, today: date) -> Who:
    """Return as what this person may work today."""
    writer = joined_writer(user)
    is_editor = writer is not None and has_role(user, Role.YOUNG_EDITOR)
    return Who(user=user, writer=writer, is_editor=is_editor, is_checked=is_checked_adult(user, today=today))


def is_looked_after(*, today: date) -> bool:
    """Whether any adult's check stands today: without one nobody talks on a piece."""
    return SafeguardingCheck.objects.standing(today).filter(user__is_active=True).exists()


def young_editors() -> list[str]:
    """Return the pen names of the editorial team."""
    editors = Writer.objects.joined().filter(user__groups__name=Role.YOUNG_EDITOR.value, user__is_active=True)
    return list(editors.order_by("pen_name").values_list("pen_name", flat=True))
