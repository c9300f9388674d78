"""A place on a line between two ends. The value is a number from 0 (the first end) to 100 (the second)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from questions.asked import Asked, Given
from questions.choosing import table_of
from questions.errors import AnswerRefused, ForgedChoice
from questions.figures import Bar, Figure, figure_id, length, people_answered, percent
from questions.kind import Cell, ConfigForm, Kind, Option, Raw, first, only
from questions.measures import in_order, mean, quantile
from questions.tally import Tally, Weighted
from questions.words import rounded, spoken_number

LONGEST: Final = 100
MIDDLE: Final = 50
#: The stretches that are counted: ten of them, the last one with the end of the line in it.
STRETCH: Final = 10


class LineConfig(ConfigForm):
    low_label = forms.CharField(label=gettext_lazy("What the left end means"), max_length=60)
    high_label = forms.CharField(label=gettext_lazy("What the right end means"), max_length=60)


class Line(Kind):
    slug = "line"
    label = gettext_lazy("Place on a line")
    place = 55
    is_group = False
    config_form = LineConfig

    def read(self, asked: Asked, raw: Raw) -> Given:
        sent = only(raw)
        if not sent:
            return Given()
        if not (sent.isascii() and sent.isdigit() and len(sent) < 4 and int(sent) <= LONGEST):
            raise ForgedChoice(_("Choose a place on the line."))
        return Given(value=int(sent))

    def raw(self, asked: Asked, given: Given) -> dict[str, list[str]]:
        return {"": [] if given.value is None else [str(given.value)]}

    def check(self, asked: Asked, given: Given) -> None:
        if given.text:
            raise AnswerRefused
        if given.value is not None and (type(given.value) is not int or not 0 <= given.value <= LONGEST):
            raise ForgedChoice(_("Choose a place on the line."))

    def controls(self, asked: Asked, name: str, raw: Raw, errors: Mapping[str, str]) -> tuple[Option, ...]:
        return (Option(id=name, name=name, value=first(raw) or str(MIDDLE), label=asked.text),)

    def hint(self, asked: Asked) -> str:
        low, high = ends(asked)
        return _("Move the handle between ‘%(low)s’ and ‘%(high)s’.") % {"low": low, "high": high}

    def missing(self, asked: Asked) -> str:
        return _("Choose a place on the line.")

    def tally(self, asked: Asked, counts: Iterable[Weighted]) -> Tally:
        """Count the places in ten stretches, keyed by where each begins; measure mean and median."""
        pairs = in_order((Decimal(value), weight) for value, weight in counts if value is not None)
        stretches = dict.fromkeys(range(0, LONGEST, STRETCH), 0)
        for number, weight in pairs:
            stretches[min(int(number) // STRETCH * STRETCH, LONGEST - STRETCH)] += weight
        measures = {"mean": mean(pairs), "median": quantile(pairs, Decimal("0.5"))} if pairs else {}
        return Tally(
            answered=sum(stretches.values()),
            counts={str(start): count for start, count in stretches.items()},
            measures={name: str(rounded(number, 1)) for name, number in measures.items()},
        )

    def chart(self, asked: Asked, tally: Tally) -> Figure:
        top = max(tally.counts.values(), default=0)
        bars = tuple(
            Bar(
                label=_stretch(asked, int(start)),
                count=count,
                share=percent(count, tally.answered),
                length=length(count, tally.answered),
                look="lead" if top and count == top else "rest",
                lang=asked.lang,
            )
            for start, count in sorted(tally.counts.items(), key=lambda item: int(item[0]))
        )
        return Figure(
            id=figure_id(asked),
            title=asked.text,
            finding=_finding(asked, tally),
            note=people_answered(tally.answered),
            bars=bars,
            columns=(_("Place on the line"), _("People"), _("Share")),
            rows=table_of(bars),
            lang=asked.lang,
        )

    def columns(self, asked: Asked) -> list[str]:
        low, high = ends(asked)
        return [_("%(question)s (0: %(low)s, 100: %(high)s)") % {"question": asked.text, "low": low, "high": high}]

    def cells(self, asked: Asked, given: Given | None) -> list[Cell]:
        return [given.value if given else None]

    def spoken(self, asked: Asked, given: Given) -> list[str]:
        if given.value is None:
            return []
        low, high = ends(asked)
        return [
            _("%(place)s on a line from 0 (%(low)s) to 100 (%(high)s)")
            % {"place": given.value, "low": low, "high": high}
        ]


def ends(asked: Asked) -> tuple[str, str]:
    return asked.config.get("low_label", ""), asked.config.get("high_label", "")


def _stretch(asked: Asked, start: int) -> str:
    """Return the name of a stretch; the outermost ones say what their end means."""
    low, high = ends(asked)
    last = start + STRETCH if start == LONGEST - STRETCH else start + STRETCH - 1
    words = _("%(first)s to %(last)s") % {"first": start, "last": last}
    meaning = low if start == 0 else high if start == LONGEST - STRETCH else ""
    return _("%(stretch)s – %(meaning)s") % {"stretch": words, "meaning": meaning} if meaning else words


def _finding(asked: Asked, tally: Tally) -> str:
    low, high = ends(asked)
    average = rounded(Decimal(tally.measures["mean"]), 0)
    values = {"mean": spoken_number(average), "low": low, "high": high}
    return _("On average people stand at %(mean)s, on a line from 0 (%(low)s) to 100 (%(high)s).") % values


KIND = Line()
