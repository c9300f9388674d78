"""What a facilitator does to the stage. Each command names the revision it was given on and makes the next one.

The event's row is held while a command runs: of two people who press 'next' on the same stage one advances it and the
other is told who did. Commands are functions of one `Turn`; `COMMANDS` names them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from core.moments import say_time
from live.errors import EventOver, NotNow, OutOfTurn, StillCounting
from live.models import AgendaItem, Command, Event, Round
from live.services.cutting import check_cut
from questions.services import lock

MOST_SECONDS: Final = 3600


@dataclass
class Turn:
    """One command on its way: the held event, its step, what was sent along."""

    event: Event
    item: AgendaItem | None
    at: datetime
    number: int | None = None

    @property
    def poll(self) -> AgendaItem:
        if self.item is None or not self.item.is_poll:
            raise NotNow(_("Go to a poll first."))
        return self.item

    def last_round(self) -> Round | None:
        return self.poll.rounds.select_related("item").select_for_update(of=("self",)).order_by("-number").first()

    def round(self) -> Round:
        found = self.last_round()
        if found is None:
            raise NotNow(_("Open the poll first."))
        return found

    def settled_round(self) -> Round:
        found = self.round()
        if found.is_open(at=self.at):
            raise NotNow(_("Close the poll first."))
        if not found.is_settled(at=self.at):
            raise StillCounting
        return found

    def new_round(self, number: int) -> Round:
        """Return a round that begins now. A survey in which its question stands changes no more under the answers."""
        question = self.poll.question
        if question is not None and question.section is not None:
            lock(question.section.questionnaire, at=self.at)
        return Round(item=self.poll, number=number, opened_at=self.at)

    def go_to(self, item: AgendaItem | None) -> None:
        self._close_behind()
        self.event.current = item
        self.event.is_blank = self.event.is_comparing = False
        self.event.cut_by = None

    def _close_behind(self) -> None:
        """A poll that one leaves is closed: nobody votes on what no screen shows."""
        if self.item is None or not self.item.is_poll:
            return
        found = self.last_round()
        if found is not None and found.is_open(at=self.at):
            found.closes_at = self.at
            found.save(update_fields=["closes_at"])


@transaction.atomic
def give_command(
    *,
    event: Event,
    name: str,
    revision: int,
    by: Any,
    at: datetime,
    item_id: int | None = None,
    number: int | None = None,
) -> Event:
    """Do one thing to the stage.

    Args:
        name: One of `COMMANDS`.
        revision: That of the stage on which the command was given.
        item_id: The step that stood on that stage; None where none did.
        number: What some commands need: seconds of a count-down, the step to go to, the slice to cut by.

    Raises:
        OutOfTurn: The stage has changed since; the words say who did what.
        EventOver, NotNow: It does not fit.
    """
    held = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if held.is_over:
        raise EventOver
    if held.revision != revision or held.current_id != item_id:
        raise OutOfTurn(_who_was_faster(held))
    if name not in COMMANDS:
        raise NotNow
    turn = Turn(event=held, item=held.current, at=at, number=number)
    COMMANDS[name](turn)
    held.revision += 1
    held.save()
    Command.objects.create(event=held, revision=held.revision, name=name, item=held.current, given_by=by, given_at=at)
    return held


def _who_was_faster(event: Event) -> str:
    last = event.commands.select_related("given_by").order_by("-revision").first()
    if last is None:
        return str(OutOfTurn.message)
    if last.name == Command.ERASED:
        words = _(
            "Not done: somebody took their own votes back at %(when)s. Look at the numbers now, then press again."
        )
        return words % {"when": say_time(last.given_at)}
    values = {"who": last.given_by or _("Somebody"), "what": label_of(last.name), "when": say_time(last.given_at)}
    return (
        _(
            "Not done: %(who)s pressed ‘%(what)s’ at %(when)s, before you. Look at where the event stands now, then "
            "press again if it is still needed."
        )
        % values
    )


def label_of(name: str) -> str:
    """Return the words on the button of a command."""
    return {
        "start": _("Start"),
        "next": _("Next"),
        "back": _("Back"),
        "go": _("Go to"),
        "open": _("Open"),
        "countdown": _("Count down"),
        "close": _("Close"),
        "reopen": _("Reopen"),
        "again": _("Ask again"),
        "show": _("Show result"),
        "hide": _("Hide result"),
        "cut": _("Cut by group"),
        "whole": _("Whole result"),
        "compare": _("Before and after"),
        "blank": _("Dark screen"),
        "light": _("Light screen"),
        Command.ERASED: _("Somebody took their own votes back"),
    }.get(name, name)


def _next(turn: Turn) -> None:
    order = list(turn.event.agenda.all())
    place = next((index for index, item in enumerate(order) if turn.item and item.pk == turn.item.pk), -1)
    if place + 1 >= len(order):
        raise NotNow(_("This is the last step. End the event when you are done."))
    turn.go_to(order[place + 1])


def _back(turn: Turn) -> None:
    order = list(turn.event.agenda.all())
    place = next((index for index, item in enumerate(order) if turn.item and item.pk == turn.item.pk), 0)
    turn.go_to(order[place - 1] if place > 0 else None)


def _go(turn: Turn) -> None:
    item = turn.event.agenda.filter(pk=turn.number or 0).first()
    if item is None:
        raise NotNow(_("That step is no longer on the agenda."))
    turn.go_to(item)


def _open(turn: Turn) -> None:
    last = turn.last_round()
    if last is not None:
        raise NotNow(_("It has been asked. Reopen it, or ask it again as a new round."))
    turn.new_round(1).save()


def _countdown(turn: Turn) -> None:
    seconds = turn.number if turn.number is not None else turn.poll.seconds
    if not 1 <= seconds <= MOST_SECONDS:
        raise NotNow(_("Count down from 1 second to an hour."))
    last = turn.last_round()
    if last is None:
        last = turn.new_round(1)
    elif not last.is_open(at=turn.at):
        raise NotNow(_("It is closed. Reopen it first."))
    last.closes_at = turn.at + timedelta(seconds=seconds)
    last.save()


def _close(turn: Turn) -> None:
    last = turn.round()
    if not last.is_open(at=turn.at):
        raise NotNow(_("It is closed."))
    last.closes_at = turn.at
    last.save(update_fields=["closes_at"])


def _reopen(turn: Turn) -> None:
    """Open it once more; as a new round where people have seen what the others said."""
    last = turn.round()
    if last.is_open(at=turn.at):
        raise NotNow(_("It is open."))
    if last.shown_at is not None or last.cut_with.exists():
        _ask_again(turn, last)
        return
    last.closes_at = None
    last.save(update_fields=["closes_at"])


def _again(turn: Turn) -> None:
    _ask_again(turn, turn.settled_round())


def _ask_again(turn: Turn, last: Round) -> None:
    turn.event.cut_by, turn.event.is_comparing = None, False
    turn.new_round(last.number + 1).save()


def _show(turn: Turn) -> None:
    """Show the result: of a blind poll once all is counted, of another one while it grows as well."""
    last = turn.round()
    if not last.may_show(at=turn.at):
        if last.is_open(at=turn.at):
            raise NotNow(_("Close the poll first: its result stays hidden while it is open."))
        raise StillCounting
    last.is_shown = True
    last.shown_at = last.shown_at or turn.at
    last.save(update_fields=["is_shown", "shown_at"])
    turn.event.is_blank = False


def _hide(turn: Turn) -> None:
    last = turn.round()
    last.is_shown = False
    last.save(update_fields=["is_shown"])
    turn.event.cut_by, turn.event.is_comparing = None, False


def _cut(turn: Turn) -> None:
    """Show the result cut by the answers to an earlier poll."""
    last = turn.settled_round()
    by = turn.event.agenda.slices().filter(pk=turn.number or 0).first()
    if by is None:
        raise NotNow(_("Choose a poll that is marked as a group."))
    check_cut(round_=last, by=by, minimum=turn.event.minimum, at=turn.at)
    _show(turn)
    turn.event.cut_by, turn.event.is_comparing = by, False


def _whole(turn: Turn) -> None:
    turn.event.cut_by, turn.event.is_comparing = None, False


def _compare(turn: Turn) -> None:
    last = turn.settled_round()
    if last.number < 2:
        raise NotNow(_("Ask the question again first: before and after need two rounds."))
    _show(turn)
    turn.event.is_comparing, turn.event.cut_by = True, None


def _blank(turn: Turn) -> None:
    turn.event.is_blank = True


def _light(turn: Turn) -> None:
    turn.event.is_blank = False


COMMANDS: Final[dict[str, Callable[[Turn], None]]] = {
    "start": _next,
    "next": _next,
    "back": _back,
    "go": _go,
    "open": _open,
    "countdown": _countdown,
    "close": _close,
    "reopen": _reopen,
    "again": _again,
    "show": _show,
    "hide": _hide,
    "cut": _cut,
    "whole": _whole,
    "compare": _compare,
    "blank": _blank,
    "light": _light,
}
