"""What a moderator decides about words written in a poll: shown, left out, or back to waiting."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from live.errors import NotNow
from live.models import Ballot, Event


@transaction.atomic
def decide_words(*, event: Event, seen: Mapping[int, int], action: str, by: Any) -> int:
    """Let words through, leave them out, or take either back.

    Args:
        seen: Ballots with the revision that was read: what its author has changed since is left to be read again.
        action: show, hide or undo.

    Returns:
        How many ballots changed.

    Raises:
        NotNow: There is no such action.
    """
    states = {
        "show": Ballot.TextState.SHOWN,
        "hide": Ballot.TextState.HIDDEN,
        "undo": Ballot.TextState.WAITING,
    }
    if action not in states:
        raise NotNow
    chosen = Ballot.objects.select_for_update().filter(round__item__event=event, pk__in=list(seen)).exclude(text="")
    unchanged = [ballot.pk for ballot in chosen if ballot.revision == seen[ballot.pk]]
    changed = Ballot.objects.filter(pk__in=unchanged).exclude(text_state=states[action])
    return changed.update(text_state=states[action], reviewed_by=by)


def words_seen(sent: Collection[str]) -> dict[int, int]:
    """Return ballots with the revision that was shown, from strings such as '12.3'; anything else is left out."""
    found: dict[int, int] = {}
    for one in sent:
        number, _dot, revision = one.partition(".")
        if number.isascii() and number.isdigit() and revision.isascii() and revision.isdigit() and len(one) < 30:
            found[int(number)] = int(revision)
    return found
