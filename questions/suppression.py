"""Which counts of a public table are hidden so that nobody can be found in it. Pure arithmetic.

Counts below the minimum are hidden, and with them as many others as it takes, so that no hidden count can be worked
out from what is shown and from the totals: the attacker is taken to know every shown count and every total exactly,
although what is printed is rounded as well. A hidden count is safe when it could just as well be another number, and,
where it is below the minimum, when it could just as well reach it.

A table is a network: each row sends its total through its cells into the columns, each column sends its own total
on. Changing a hidden cell means sending some of it round through other hidden cells, so how far a cell can move is a
maximum flow (Gusfield 1988; Cox 1995). Flows of whole numbers are whole, so the bounds are exact.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Sequence

Table = Sequence[Sequence[int]]
Arc = tuple[int, int]
#: More than any count: how much a hidden cell may grow.
ENDLESS = 1 << 60


def rounded(count: int, to: int) -> int:
    """Return the nearest multiple of `to`, halves up."""
    return (count + to // 2) // to * to


def hide_in_row(counts: Sequence[int], *, minimum: int, also: Collection[int] = ()) -> list[bool] | None:
    """Say which counts of a one-way table to hide, its total being known.

    Args:
        counts: People per category; categories exclude one another and cover everybody.
        minimum: The smallest count that is shown.
        also: Places of counts that are hidden whatever they are.

    Returns:
        True for each that is hidden, or None when nothing would be left to show.
    """
    hidden = [count < minimum or place in also for place, count in enumerate(counts)]
    while any(hidden) and (sum(hidden) == 1 or _total(counts, hidden) < minimum):
        shown = [place for place, is_hidden in enumerate(hidden) if not is_hidden]
        if not shown:
            return None
        hidden[min(shown, key=lambda place: counts[place])] = True
    return None if all(hidden) else hidden


def hide_in_table(
    table: Table, *, minimum: int, hidden_columns: Iterable[int] = (), at_most: float = 1.0
) -> list[list[bool]] | None:
    """Say which cells of a two-way table to hide, the totals of its rows being known.

    Args:
        table: Rows of counts, all of one length.
        minimum: The smallest count that is shown.
        hidden_columns: Columns whose total is hidden elsewhere: all their cells are hidden too.
        at_most: The share of cells that may be hidden before the table is not worth showing.

    Returns:
        True for each cell that is hidden, or None when the table cannot be shown safely.
    """
    unknown = frozenset(hidden_columns)
    hidden = [[count < minimum or column in unknown for column, count in enumerate(row)] for row in table]
    cells = sum(len(row) for row in table)
    while (found := _unsafe(table, hidden, unknown, minimum)) is not None:
        another = _corner_to_hide(table, hidden, found, minimum) or _next_to_hide(table, hidden, found)
        if another is None:
            return None
        hidden[another[0]][another[1]] = True
        if sum(map(sum, hidden)) > at_most * cells:
            return None
    share = sum(map(sum, hidden))
    return None if share == cells or share > at_most * cells else hidden


def merge_small_rows(table: Table, *, minimum: int) -> list[list[int]]:
    """Group the rows of a two-way table so that no row total alone gives a cell away.

    Returns:
        Groups of row numbers in the order of the table. Rows nobody is in are left out; those whose total is below
        the minimum stand together in the last group, joined by the smallest other while they are too few.
    """
    totals = {place: sum(row) for place, row in enumerate(table) if sum(row)}
    small = [place for place, total in totals.items() if total < minimum]
    while small and sum(totals[place] for place in small) < minimum and len(small) < len(totals):
        rest = [place for place in totals if place not in small]
        small.append(min(rest, key=lambda place: totals[place]))
    groups = [[place] for place in totals if place not in small]
    return [*groups, sorted(small)] if small else groups


def _total(counts: Sequence[int], hidden: Sequence[bool]) -> int:
    return sum(count for count, is_hidden in zip(counts, hidden, strict=True) if is_hidden)


def _corner_to_hide(table: Table, hidden: list[list[bool]], cell: Arc, minimum: int) -> Arc | None:
    """Return a shown corner of the rectangle that makes an unsafe cell safe at the least cost, or None without one.

    What the cell may gain, the corners beside it in its row and column must be able to lose: the fourth gains it back.
    """
    row, column = cell
    needed = max(minimum - table[row][column], 1)
    best: tuple[int, list[Arc]] | None = None
    for other in (place for place in range(len(table)) if place != row):
        for across in (place for place in range(len(table[0])) if place != column):
            if min(table[row][across], table[other][column]) < needed:
                continue
            shown = [(r, c) for r, c in ((row, across), (other, column), (other, across)) if not hidden[r][c]]
            cost = sum(table[r][c] for r, c in shown)
            if shown and (best is None or cost < best[0]):
                best = (cost, shown)
    return best[1][0] if best else None


def _next_to_hide(table: Table, hidden: list[list[bool]], cell: Arc) -> Arc | None:
    """Return the smallest shown cell that shares a row, else a column, else the table, with an unsafe one."""
    shown = [(row, column) for row, line in enumerate(hidden) for column, gone in enumerate(line) if not gone]
    lonely_column = sum(line[cell[1]] for line in hidden) == 1
    in_row = [one for one in shown if one[0] == cell[0]]
    in_column = [one for one in shown if one[1] == cell[1]]
    lonely_row = sum(hidden[cell[0]]) == 1
    ways = [in_row, in_column] if lonely_row or not lonely_column else [in_column, in_row]
    for way in (*ways, shown):
        if way:
            return min(way, key=lambda one: table[one[0]][one[1]])
    return None


def _unsafe(table: Table, hidden: list[list[bool]], unknown: frozenset[int], minimum: int) -> Arc | None:
    """Return the first hidden cell that can be worked out too well, or None when all are safe."""
    arcs = _hidden_arcs(table, hidden, unknown)
    rows = len(table)
    for row, line in enumerate(hidden):
        for column, is_hidden in enumerate(line):
            if is_hidden and not _is_safe(arcs, (row, rows + column), minimum):
                return row, column
    return None


def _hidden_arcs(table: Table, hidden: list[list[bool]], unknown: frozenset[int]) -> dict[Arc, int]:
    """Return the arcs that an attacker does not know, with the count on each: row to column, column to the end."""
    rows, columns = len(table), len(table[0])
    arcs = {
        (row, rows + column): table[row][column]
        for row in range(rows)
        for column in range(columns)
        if hidden[row][column]
    }
    for column in unknown:
        arcs[rows + column, rows + columns] = sum(line[column] for line in table)
    return arcs


def _is_safe(arcs: dict[Arc, int], arc: Arc, minimum: int) -> bool:
    count = arcs[arc]
    rest = {one: size for one, size in arcs.items() if one != arc}
    start, end = arc
    if count < minimum:
        return _flow(rest, end, start, wanted=minimum - count) >= minimum - count
    return _flow(rest, end, start, wanted=1) >= 1 or _flow(rest, start, end, wanted=1) >= 1


def _flow(arcs: dict[Arc, int], source: int, sink: int, *, wanted: int) -> int:
    """Return how much can go from source to sink, looking no further than `wanted`.

    Along an arc it goes freely (the count grows), against it at most what the count is (the count shrinks).
    """
    room: dict[int, dict[int, int]] = {}
    for (start, end), size in arcs.items():
        room.setdefault(start, {})[end] = ENDLESS
        room.setdefault(end, {})[start] = size
    sent = 0
    while sent < wanted and (path := _path(room, source, sink)):
        step = min(min(room[start][end] for start, end in path), wanted - sent)
        for start, end in path:
            room[start][end] -= step
            room[end][start] += step
        sent += step
    return sent


def _path(room: dict[int, dict[int, int]], source: int, sink: int) -> list[Arc]:
    """Return the shortest path with room on it, as arcs; empty when there is none."""
    came_from: dict[int, int] = {source: source}
    queue = deque([source])
    while queue and sink not in came_from:
        here = queue.popleft()
        for there, size in room.get(here, {}).items():
            if size > 0 and there not in came_from:
                came_from[there] = here
                queue.append(there)
    if sink not in came_from:
        return []
    path: list[Arc] = []
    here = sink
    while here != source:
        path.append((came_from[here], here))
        here = came_from[here]
    return path[::-1]
