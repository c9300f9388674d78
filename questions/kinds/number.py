"""A number. The value is an int, or the decimal as text ("3.5"), always in its shortest form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from questions.asked import Asked, Given
from questions.choosing import table_of
from questions.errors import NotANumber
from questions.figures import Bar, Figure, figure_id, length, people_answered, percent
from questions.kind import Cell, ConfigForm, Kind, Option, Raw, first, only
from questions.measures import bins, in_order, mean, quantile
from questions.tally import Tally, Weighted
from questions.words import rounded, spoken_number

#: Beyond this nobody counts anything in a survey.
LARGEST: Final = Decimal(10) ** 12
#: Places after the point of an amount of money that is not whole.
PENCE: Final = 2
_FIGURES = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d{1,18})(\.\d{1,12})?")


class NumberConfig(ConfigForm):
    minimum = forms.DecimalField(label=gettext_lazy("Smallest"), max_digits=15, decimal_places=6, required=False)
    maximum = forms.DecimalField(label=gettext_lazy("Largest"), max_digits=15, decimal_places=6, required=False)
    unit = forms.CharField(
        label=gettext_lazy("Unit"), max_length=30, required=False, help_text=gettext_lazy("Such as miles, or £.")
    )
    unit_one = forms.CharField(
        label=gettext_lazy("Unit of exactly one"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("Such as mile, so that nobody reads ‘1 miles’. Not needed for £ or %."),
    )
    decimals = forms.IntegerField(
        label=gettext_lazy("Places after the point"), min_value=0, max_value=6, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        least, most = cleaned.get("minimum"), cleaned.get("maximum")
        if least is not None and most is not None and least > most:
            self.add_error("maximum", _("The largest must not be less than the smallest."))
        return cleaned


def as_value(number: Decimal) -> int | str:
    """Return a number as it is stored: an int if it is whole, else text without needless zeros."""
    return int(number) if number == int(number) else f"{number.normalize():f}"


def decimal_of(value: object) -> Decimal:
    """Return a stored number.

    Raises:
        NotANumber: It is none, or not in the form in which numbers are stored.
    """
    if type(value) is int:
        return Decimal(value)
    if isinstance(value, str) and _FIGURES.fullmatch(value) and as_value(Decimal(value.replace(",", ""))) == value:
        return Decimal(value)
    raise NotANumber(_("Write a number in figures, such as 12."))


class Number(Kind):
    slug = "number"
    label = gettext_lazy("Number")
    place = 70
    is_group = False
    config_form = NumberConfig

    def read(self, asked: Asked, raw: Raw) -> Given:
        sent = only(raw)
        if not sent:
            return Given()
        return Given(value=as_value(self._parse(asked, sent)))

    def _parse(self, asked: Asked, sent: str) -> Decimal:
        text = sent[:200].replace("\N{MINUS SIGN}", "-")
        text = "".join(str(unicodedata.decimal(letter, letter)) for letter in text)
        for unit in (_unit(asked), _unit(asked, one=True)):
            text = text.removeprefix(unit).removesuffix(unit)
        text = "".join(text.split())
        if not _FIGURES.fullmatch(text):
            if asked.config.get("decimals"):
                raise NotANumber(_("Write a number in figures, such as 12 or 3.5."))
            raise NotANumber(_("Write a whole number in figures, such as 12."))
        return Decimal(text.replace(",", ""))

    def raw(self, asked: Asked, given: Given) -> dict[str, list[str]]:
        return {"": [] if given.value is None else [str(given.value)]}

    def check(self, asked: Asked, given: Given) -> None:
        if given.text:
            raise NotANumber(_("Write a number in figures, such as 12."))
        if given.value is None:
            return
        number = decimal_of(given.value)
        self._check_range(asked, number)
        places = asked.config.get("decimals") or 0
        if number != rounded(number, places):
            if not places:
                raise NotANumber(_("Write a whole number, without a decimal point."))
            message = ngettext(
                "Write no more than %(number)s place after the decimal point.",
                "Write no more than %(number)s places after the decimal point.",
                places,
            )
            raise NotANumber(message % {"number": places})

    def _check_range(self, asked: Asked, number: Decimal) -> None:
        least, most = _limit(asked, "minimum"), _limit(asked, "maximum")
        if least is not None and number < least:
            raise NotANumber(_("Write %(number)s or more.") % {"number": self._said(asked, least)})
        if most is not None and number > most:
            raise NotANumber(_("Write %(number)s or less.") % {"number": self._said(asked, most)})
        if abs(number) >= LARGEST:
            raise NotANumber(_("Write a smaller number."))

    def controls(self, asked: Asked, name: str, raw: Raw, errors: Mapping[str, str]) -> tuple[Option, ...]:
        value, unit = first(raw), _unit(asked)
        return (Option(id=name, name=name, value=value, label=unit, lang=asked.lang, is_before=_is_money(asked)),)

    def hint(self, asked: Asked) -> str:
        least, most = _limit(asked, "minimum"), _limit(asked, "maximum")
        if least is not None and most is not None:
            values = {"least": self._start(asked, least), "most": self._said(asked, most)}
            return _("Write a number from %(least)s to %(most)s.") % values
        if least is not None and least != 0:
            return _("Write %(number)s or more.") % {"number": self._said(asked, least)}
        if most is not None:
            return _("Write %(number)s or less.") % {"number": self._said(asked, most)}
        return ""

    def missing(self, asked: Asked) -> str:
        return _("Write a number.")

    def tally(self, asked: Asked, counts: Iterable[Weighted]) -> Tally:
        """Count the numbers in bins, keyed 'low' or 'low:high'; measure mean, median, quartiles, least and most."""
        pairs = in_order((decimal_of(value), weight) for value, weight in counts if value is not None)
        if not pairs:
            return Tally()
        places = max((asked.config.get("decimals") or 0) + 1, PENCE if _is_money(asked) else 0)
        measures = {
            "mean": mean(pairs),
            "median": quantile(pairs, Decimal("0.5")),
            "lower": quantile(pairs, Decimal("0.25")),
            "upper": quantile(pairs, Decimal("0.75")),
            "least": pairs[0][0],
            "most": pairs[-1][0],
        }
        return Tally(
            answered=sum(weight for _number, weight in pairs),
            counts={_key(one.low, one.high): one.count for one in bins(pairs)},
            measures={name: f"{rounded(number, places).normalize():f}" for name, number in measures.items()},
        )

    def chart(self, asked: Asked, tally: Tally) -> Figure:
        top = max(tally.counts.values(), default=0)
        bars = tuple(
            Bar(
                label=self._bin(asked, key),
                count=count,
                share=percent(count, tally.answered),
                length=length(count, top),
                look="lead" if count == top else "rest",
            )
            for key, count in sorted(tally.counts.items(), key=lambda item: Decimal(item[0].partition(":")[0]))
        )
        return Figure(
            id=figure_id(asked),
            title=asked.text,
            finding=self._finding(asked, tally),
            note=people_answered(tally.answered),
            bars=bars,
            columns=(_("Number"), _("People"), _("Share")),
            rows=table_of(bars),
            facts=self._facts(asked, tally),
            lang=asked.lang,
        )

    def _finding(self, asked: Asked, tally: Tally) -> str:
        said = {name: self._said(asked, Decimal(number)) for name, number in tally.measures.items()}
        if tally.measures["least"] == tally.measures["most"]:
            return _("Everyone who answered wrote %(median)s.") % said
        if tally.measures["lower"] == tally.measures["upper"]:
            return _("The middle answer is %(median)s, and at least half of the people wrote exactly that.") % said
        return _("The middle answer is %(median)s. Half of the people wrote between %(lower)s and %(upper)s.") % said

    def _facts(self, asked: Asked, tally: Tally) -> tuple[tuple[str, str], ...]:
        names = {"mean": _("Average"), "median": _("Middle (median)"), "least": _("Smallest"), "most": _("Largest")}
        measures = {name: Decimal(tally.measures[name]) for name in names}
        if _is_money(asked):
            measures["mean"] = rounded(measures["mean"], PENCE)
        return tuple((label, self._said(asked, measures[name])) for name, label in names.items())

    def _bin(self, asked: Asked, key: str) -> str:
        low, _colon, high = key.partition(":")
        if not high:
            return _("%(low)s or more") % {"low": self._said(asked, Decimal(low))}
        if not asked.config.get("decimals"):
            last = Decimal(high) - 1
            if last <= Decimal(low):
                return self._said(asked, Decimal(low))
            return _("%(low)s to %(high)s") % {"low": self._start(asked, Decimal(low)), "high": self._said(asked, last)}
        values = {"low": self._start(asked, Decimal(low)), "high": self._said(asked, Decimal(high))}
        return _("%(low)s to under %(high)s") % values

    def _said(self, asked: Asked, number: Decimal) -> str:
        """Return a number with its unit: before it if it is a sign such as £, else behind, as one says it of one."""
        if _is_money(asked):
            return _unit(asked) + spoken_number(number if number == int(number) else _with_pence(number))
        unit = _unit(asked, one=abs(number) == 1)
        return f"{spoken_number(Decimal(f'{number.normalize():f}'))} {unit}".replace(" %", "%").strip()

    def _start(self, asked: Asked, number: Decimal) -> str:
        """Return the lower end of a range: a unit stands behind the upper end alone, a sign such as £ before both."""
        return self._said(asked, number) if _is_money(asked) else spoken_number(number)

    def columns(self, asked: Asked) -> list[str]:
        unit = _unit(asked)
        return [_("%(question)s (%(unit)s)") % {"question": asked.text, "unit": unit} if unit else asked.text]

    def cells(self, asked: Asked, given: Given | None) -> list[Cell]:
        if given is None or given.value is None:
            return [None]
        return [given.value if isinstance(given.value, int) else Decimal(given.value)]

    def spoken(self, asked: Asked, given: Given) -> list[str]:
        return [] if given.value is None else [self._said(asked, Decimal(given.value))]


def _limit(asked: Asked, name: str) -> Decimal | None:
    limit = asked.config.get(name)
    return None if limit in (None, "") else Decimal(str(limit))


def _unit(asked: Asked, *, one: bool = False) -> str:
    """Return the unit; of exactly one, its own word where it has one."""
    unit = str(asked.config.get("unit") or "")
    return str(asked.config.get("unit_one") or unit) if one else unit


def _is_money(asked: Asked) -> bool:
    unit = _unit(asked)
    return bool(unit) and unicodedata.category(unit[0]) == "Sc"


def _with_pence(number: Decimal) -> Decimal:
    places = -int(number.normalize().as_tuple().exponent)
    return rounded(number, max(PENCE, places))


def _key(low: Decimal, high: Decimal | None) -> str:
    return f"{low:f}" if high is None else f"{low:f}:{high:f}"


KIND = Number()
