"""Choices put in order. The value is the list of their ids, the first one first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from questions.asked import Asked, AskedChoice, Given
from questions.choosing import is_id_of, labelled
from questions.errors import AnswerRefused, ForgedChoice, NotARanking, Problem
from questions.figures import Bar, Figure, figure_id, length, nobody, of_whole, people_answered, percent
from questions.kind import Cell, ConfigForm, Kind, Option, Raw, only
from questions.tally import Tally, Weighted
from questions.words import rounded, spoken_number


class RankingConfig(ConfigForm):
    top = forms.IntegerField(
        label=gettext_lazy("Rank only the first"),
        min_value=1,
        max_value=20,
        required=False,
        help_text=gettext_lazy("Empty: all of them."),
    )


class Ranking(Kind):
    slug = "ranking"
    label = gettext_lazy("Ranking")
    place = 60
    has_choices = True
    has_pictures = True
    config_form = RankingConfig

    def parts(self, asked: Asked) -> tuple[str, ...]:
        return tuple(f"_{choice.id}" for choice in asked.offered)

    def places(self, asked: Asked) -> int:
        """Return how many positions there are to give."""
        offered = len(asked.offered)
        return min(asked.config.get("top") or offered, offered)

    def read(self, asked: Asked, raw: Raw) -> Given:
        positions: dict[int, int] = {}
        problems: list[Problem] = []
        for choice in asked.offered:
            sent = only(raw, f"_{choice.id}")
            if not sent:
                continue
            position = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 4 else 0
            if not 1 <= position <= self.places(asked):
                raise ForgedChoice(_("Choose positions from the lists on this page."), part=f"_{choice.id}")
            if position in positions.values():
                problems.append(Problem(self._twice(position), f"_{choice.id}"))
            positions[choice.id] = position
        if problems:
            raise NotARanking(problems[0].message, more=problems)
        self._check_whole(asked, positions)
        return Given(value=sorted(positions, key=positions.__getitem__) or None)

    def _twice(self, position: int) -> str:
        return _("Position %(number)s is given twice. Give each position once.") % {"number": position}

    def _check_whole(self, asked: Asked, positions: Mapping[int, int]) -> None:
        """Refuse an order with a hole in it, or an unfinished one where all must be ranked."""
        wanted = len(positions) if asked.config.get("top") else self.places(asked)
        absent = set(range(1, wanted + 1)) - set(positions.values())
        if positions and absent:
            blank = next(choice for choice in (*asked.offered, None) if choice is None or choice.id not in positions)
            message = _("Say which one comes in position %(number)s.") % {"number": min(absent)}
            raise NotARanking(message, part=f"_{blank.id}" if blank else "")

    def raw(self, asked: Asked, given: Given) -> dict[str, list[str]]:
        return {f"_{choice}": [str(place)] for place, choice in enumerate(given.value or (), start=1)}

    def check(self, asked: Asked, given: Given) -> None:
        if given.text:
            raise AnswerRefused
        if given.value is None:
            return
        if not isinstance(given.value, list) or not all(is_id_of(one, asked.choices) for one in given.value):
            raise ForgedChoice
        if len(set(given.value)) != len(given.value) or not given.value:
            raise NotARanking(_("Give each position once."))
        if len(given.value) > (asked.config.get("top") or len(asked.choices)):
            raise NotARanking(_("There are more positions than the question asks for."))

    def controls(self, asked: Asked, name: str, raw: Raw, errors: Mapping[str, str]) -> tuple[Option, ...]:
        return tuple(self._control(asked, choice, name, raw, errors) for choice in asked.offered)

    def _control(self, asked: Asked, choice: AskedChoice, name: str, raw: Raw, errors: Mapping[str, str]) -> Option:
        part = f"_{choice.id}"
        sent = set(raw.get(part, ()))
        return Option(
            id=name + part,
            name=name + part,
            value=str(choice.id),
            label=choice.text,
            lang=choice.lang,
            dir=choice.dir,
            picture=choice.picture,
            error=errors.get(part, ""),
            options=tuple(
                Option(id="", name="", value=str(place), label=str(place), is_checked=str(place) in sent)
                for place in range(1, self.places(asked) + 1)
            ),
        )

    def hint(self, asked: Asked) -> str:
        if not asked.config.get("top"):
            return _("Give each one a position: 1 comes first.")
        places = self.places(asked)
        words = ngettext(
            "Choose up to %(number)s and give it a position. Leave the others empty.",
            "Choose up to %(number)s and give each a position: 1 comes first. Leave the others empty.",
            places,
        )
        return words % {"number": places}

    def missing(self, asked: Asked) -> str:
        return _("Put them in order.")

    def tally(self, asked: Asked, counts: Iterable[Weighted]) -> Tally:
        """Count positions, and Borda points: of n places the first gives n points, the last 1, not ranked 0.

        `counts` holds the points of each choice; `rows`, for each choice, how many gave it each position.
        """
        ids = [choice.id for choice in asked.choices]
        places = asked.config.get("top") or len(ids)
        rows = {choice: dict.fromkeys(range(1, places + 1), 0) for choice in ids}
        answered = 0
        for value, weight in counts:
            if not value:
                continue
            answered += weight
            for place, choice in enumerate(value, start=1):
                if choice not in rows:
                    raise ValueError(f"No such choice: {choice!r}")
                rows[choice][place] = rows[choice].get(place, 0) + weight
        points = {key: sum(max(places + 1 - place, 0) * n for place, n in row.items()) for key, row in rows.items()}
        return Tally(
            answered=answered,
            counts={str(choice): points[choice] for choice in ids},
            rows={str(choice): {str(place): count for place, count in row.items()} for choice, row in rows.items()},
            measures={"places": str(places)},
        )

    def chart(self, asked: Asked, tally: Tally) -> Figure:
        places = int(tally.measures.get("places", "0"))
        shown = [one for one in asked.choices if not one.is_retired or any(tally.rows.get(str(one.id), {}).values())]
        shown.sort(key=lambda choice: -tally.counts.get(str(choice.id), 0))
        return Figure(
            id=figure_id(asked),
            title=asked.text,
            finding=self._finding(shown, tally),
            note=" ".join([people_answered(tally.answered), self._note(places)]),
            bars=tuple(self._bar(choice, tally, places) for choice in shown),
            columns=(_("Answer"), _("Points for each person"), _("Average position"), _("Put first"), _("Ranked by")),
            rows=tuple(self._row(choice, tally) for choice in shown),
            lang=asked.lang,
        )

    def _note(self, places: int) -> str:
        words = ngettext(
            "First place gives %(number)s point. The bars show points for each person.",
            "First place gives %(number)s points, the next one less, and so on. The bars show points for each person.",
            places,
        )
        return words % {"number": places}

    def _finding(self, shown: list[AskedChoice], tally: Tally) -> str:
        if not shown:
            return nobody()
        top = tally.counts[str(shown[0].id)]
        if len(shown) > 1 and tally.counts[str(shown[1].id)] == top:
            values = {"one": shown[0].text, "other": shown[1].text}
            return _("‘%(one)s’ and ‘%(other)s’ came out equal.") % values
        row = tally.rows[str(shown[0].id)]
        return _("‘%(answer)s’ came out on top: %(numbers)s put it first. Its average position is %(position)s.") % {
            "answer": shown[0].text,
            "numbers": of_whole(row.get("1", 0), tally.answered),
            "position": _average(row),
        }

    def _bar(self, choice: AskedChoice, tally: Tally, places: int) -> Bar:
        points = tally.counts.get(str(choice.id), 0)
        top = max(tally.counts.values(), default=0)
        return Bar(
            label=choice.text,
            count=points,
            share="",
            length=length(points, places * tally.answered),
            look="gone" if choice.is_retired else "lead" if points and points == top else "rest",
            note=_("no longer offered") if choice.is_retired else "",
            lang=choice.lang,
            value=_("%(points)s points") % {"points": _each(points, tally.answered)},
        )

    def _row(self, choice: AskedChoice, tally: Tally) -> tuple[str, ...]:
        row = tally.rows.get(str(choice.id), {})
        put_first = row.get("1", 0)
        return (
            labelled(choice.text, _("no longer offered") if choice.is_retired else ""),
            _each(tally.counts.get(str(choice.id), 0), tally.answered),
            _average(row),
            f"{spoken_number(put_first)} ({percent(put_first, tally.answered)})",
            spoken_number(sum(row.values())),
        )

    def columns(self, asked: Asked) -> list[str]:
        return [_("%(question)s: %(choice)s") % {"question": asked.text, "choice": one.text} for one in asked.choices]

    def cells(self, asked: Asked, given: Given | None) -> list[Cell]:
        order = {choice: place for place, choice in enumerate(given.value or () if given else (), start=1)}
        return [order.get(choice.id) for choice in asked.choices]

    def spoken(self, asked: Asked, given: Given) -> list[str]:
        names = {choice.id: choice.text for choice in asked.choices}
        return [
            _("%(number)s. %(choice)s") % {"number": place, "choice": names.get(choice, "")}
            for place, choice in enumerate(given.value or (), start=1)
        ]


def _average(row: Mapping[str, int]) -> str:
    """Return the average position among those who ranked a choice."""
    ranked = sum(row.values())
    return _each(sum(int(place) * count for place, count in row.items()), ranked)


def _each(total: int, people: int) -> str:
    return spoken_number(rounded(Decimal(total) / people, 1)) if people else "–"


KIND = Ranking()
