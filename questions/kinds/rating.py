"""A rating from 1 up. The value is the number."""

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
from questions.kind import Cell, ConfigForm, Kind, Option, Raw, only
from questions.measures import in_order, mean, quantile
from questions.tally import Tally, Weighted
from questions.words import rounded, spoken_number

STEPS: Final = 5


class RatingConfig(ConfigForm):
    maximum = forms.IntegerField(
        label=gettext_lazy("Highest rating"), min_value=2, max_value=10, required=False, initial=STEPS
    )
    low_label = forms.CharField(label=gettext_lazy("What 1 means"), max_length=60, required=False)
    high_label = forms.CharField(label=gettext_lazy("What the highest means"), max_length=60, required=False)


class Rating(Kind):
    slug = "rating"
    label = gettext_lazy("Rating")
    place = 50
    config_form = RatingConfig

    def maximum(self, asked: Asked) -> int:
        return asked.config.get("maximum") or STEPS

    def read(self, asked: Asked, raw: Raw) -> Given:
        sent = only(raw)
        if not sent:
            return Given()
        if not (sent.isascii() and sent.isdigit() and len(sent) < 4 and 1 <= int(sent) <= self.maximum(asked)):
            raise ForgedChoice
        return Given(value=int(sent))

    def raw(self, asked: Asked, given: Given) -> dict[str, list[str]]:
        return {"": [] if given.value is None else [str(given.value)]}

    def check(self, asked: Asked, given: Given) -> None:
        if given.text:
            raise AnswerRefused
        if given.value is not None and (type(given.value) is not int or not 1 <= given.value <= self.maximum(asked)):
            raise ForgedChoice

    def controls(self, asked: Asked, name: str, raw: Raw, errors: Mapping[str, str]) -> tuple[Option, ...]:
        sent = set(raw.get("", ()))
        return tuple(
            Option(
                id=name if step == 1 else f"{name}-{step}",
                name=name,
                value=str(step),
                label=self._name(asked, step),
                lang=asked.lang,
                dir=asked.dir,
                is_checked=str(step) in sent,
            )
            for step in range(1, self.maximum(asked) + 1)
        )

    def _name(self, asked: Asked, step: int) -> str:
        """Return what stands beside a step: its number, and at the ends what it means."""
        ends = {1: asked.config.get("low_label"), self.maximum(asked): asked.config.get("high_label")}
        meaning = ends.get(step)
        return _("%(number)s – %(meaning)s") % {"number": step, "meaning": meaning} if meaning else str(step)

    def missing(self, asked: Asked) -> str:
        return _("Choose a rating.")

    def tally(self, asked: Asked, counts: Iterable[Weighted]) -> Tally:
        """Count each rating, and measure the mean and the median."""
        pairs = in_order((Decimal(value), weight) for value, weight in counts if value is not None)
        given = {int(number): weight for number, weight in pairs}
        steps = range(1, max([self.maximum(asked), *given]) + 1)
        measures = {"mean": mean(pairs), "median": quantile(pairs, Decimal("0.5"))} if pairs else {}
        return Tally(
            answered=sum(given.values()),
            counts={str(step): given.get(step, 0) for step in steps},
            measures={name: str(rounded(number, 2)) for name, number in measures.items()},
        )

    def chart(self, asked: Asked, tally: Tally) -> Figure:
        top = max(tally.counts.values(), default=0)
        bars = tuple(
            Bar(
                label=self._name(asked, int(step)),
                count=count,
                share=percent(count, tally.answered),
                length=length(count, tally.answered),
                look="lead" if top and count == top else "rest",
                note=_("no longer offered") if int(step) > self.maximum(asked) else "",
                lang=asked.lang,
            )
            for step, count in sorted(tally.counts.items(), key=lambda item: int(item[0]))
        )
        return Figure(
            id=figure_id(asked),
            title=asked.text,
            finding=self._finding(asked, tally),
            note=people_answered(tally.answered),
            bars=bars,
            columns=(_("Rating"), _("People"), _("Share")),
            rows=table_of(bars),
            lang=asked.lang,
        )

    def _finding(self, asked: Asked, tally: Tally) -> str:
        return _("The average rating is %(mean)s out of %(maximum)s. Half of the people gave %(median)s or more.") % {
            "mean": spoken_number(rounded(Decimal(tally.measures["mean"]), 1)),
            "median": spoken_number(Decimal(tally.measures["median"]).normalize()),
            "maximum": self.maximum(asked),
        }

    def columns(self, asked: Asked) -> list[str]:
        return [asked.text]

    def cells(self, asked: Asked, given: Given | None) -> list[Cell]:
        return [given.value if given else None]

    def spoken(self, asked: Asked, given: Given) -> list[str]:
        if given.value is None:
            return []
        words = _("%(number)s out of %(maximum)s") % {"number": given.value, "maximum": self.maximum(asked)}
        return [words]


KIND = Rating()
