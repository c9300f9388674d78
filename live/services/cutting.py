"""Showing a result cut by an earlier answer: which groups may be seen, and a record of what was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from live.errors import NotNow
from live.models import AgendaItem, Round, Showing
from live.suppression import groups_to_show
from questions.asked import Given
from questions.kinds import get_kind

#: For each of several slice rounds, which of its choices a voter marked.
Membership = tuple[frozenset[int], ...]


def check_cut(*, round_: Round, by: AgendaItem, minimum: int, at: datetime) -> Showing:
    """Record which groups of a cut are shown: those that give away fewer than `minimum` people in no way.

    What has been shown of this round before counts: a cut that was shown once is shown the same again.

    Raises:
        NotNow: The cut shows nothing, or the poll that makes the groups is not closed.
    """
    if round_.item.is_slice:
        raise NotNow(_("A poll that makes groups is not cut by another one: its small groups would be told."))
    slice_round = by.rounds.select_related("item").order_by("-number").first()
    if by.pk == round_.item_id:
        raise NotNow(_("A result cannot be cut by itself. Choose another group."))
    if slice_round is None or not slice_round.is_settled(at=at):
        raise NotNow(_("Ask and close ‘%(poll)s’ first: it makes the groups.") % {"poll": by})
    earlier = list(round_.showings.select_related("slice_round").order_by("pk"))
    for showing in earlier:
        if showing.slice_round_id == slice_round.pk:
            return showing
    groups = _groups(round_, slice_round, earlier, minimum)
    if not groups:
        raise NotNow(
            _("No group can be shown: each has fewer than %(minimum)s people, or could be worked out from others.")
            % {"minimum": minimum}
        )
    return Showing.objects.create(round=round_, slice_round=slice_round, groups=groups, shown_at=at)


def _groups(round_: Round, slice_round: Round, earlier: Sequence[Showing], minimum: int) -> list[int]:
    slices = [*(showing.slice_round for showing in earlier), slice_round]
    sizes = atoms_of(round_, slices)
    seen = [list(sizes)]
    for place, showing in enumerate(earlier):
        seen += [_with(sizes, place, choice) for choice in showing.groups]
    choices = sorted({choice for member in sizes for choice in member[-1]})
    candidates = {choice: _with(sizes, len(earlier), choice) for choice in choices}
    return groups_to_show(candidates, sizes, minimum, seen=seen)


def _with(sizes: Counter[Membership], place: int, choice: int) -> list[Membership]:
    """Return the atoms whose people marked a choice in the slice round at this place."""
    return [member for member in sizes if choice in member[place]]


def atoms_of(round_: Round, slices: Sequence[Round]) -> Counter[Membership]:
    """Count the voters of a round by which choices they marked in each slice round. Paper sheets are in no group."""
    marked = [marks_of(one) for one in slices]
    nothing: frozenset[int] = frozenset()
    sizes: Counter[Membership] = Counter(
        tuple(marks.get(voter, nothing) for marks in marked) for voter in round_.ballots.values_list("voter", flat=True)
    )
    on_paper = sum(round_.paper_counts.values_list("number", flat=True))
    if on_paper:
        sizes[tuple(nothing for _ in slices)] += on_paper
    return sizes


def marks_of(slice_round: Round) -> dict[str, frozenset[int]]:
    """Return which choices each voter marked in a slice round."""
    item = slice_round.item
    kind = get_kind(item.question.kind) if item.question else None
    if kind is None:
        return {}
    return {
        voter: kind.chosen(Given(value=value)) for voter, value in slice_round.ballots.values_list("voter", "value")
    }
