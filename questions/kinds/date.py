"""A day of the calendar, in three fields. The value is the date in ISO form, '2027-03-31'."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.utils import dates
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from questions.asked import Asked, Given
from questions.choosing import table_of
from questions.errors import AnswerRefused, NotADate, Problem
from questions.figures import Bar, Figure, figure_id, finding_of, length, people_answered, percent
from questions.kind import Cell, ConfigForm, Kind, Option, Raw, first, only
from questions.tally import Tally, Weighted
from questions.words import spoken_list

DAY, MONTH, YEAR = PARTS = ("_day", "_month", "_year")
#: Months between the first and the last answer that are shown even if nobody named them.
MOST_MONTHS: Final = 36


class DateConfig(ConfigForm):
    earliest = forms.DateField(label=gettext_lazy("Not before"), required=False)
    latest = forms.DateField(label=gettext_lazy("Not after"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        earliest, latest = cleaned.get("earliest"), cleaned.get("latest")
        if earliest and latest and earliest > latest:
            self.add_error("latest", _("‘Not after’ must not come before ‘not before’."))
        return cleaned

    def as_config(self) -> dict[str, Any]:
        return {name: day.isoformat() for name, day in self.cleaned_data.items() if day}


def date_of(value: object) -> datetime.date:
    """Return a stored date.

    Raises:
        NotADate: It is none, or not written as dates are stored.
    """
    try:
        day = datetime.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is None or day.isoformat() != value:
        raise NotADate(_("Write a real date, such as 27 3 2027."))
    return day


class Date(Kind):
    slug = "date"
    label = gettext_lazy("Date")
    place = 100
    config_form = DateConfig

    def parts(self, asked: Asked) -> tuple[str, ...]:
        return PARTS

    def read(self, asked: Asked, raw: Raw) -> Given:
        sent = {part: only(raw, part) for part in PARTS}
        if not any(sent.values()):
            return Given()
        names = {DAY: _("a day"), MONTH: _("a month"), YEAR: _("a year")}
        absent = [part for part in PARTS if not sent[part]]
        if absent:
            message = _("The date must have %(parts)s.") % {"parts": spoken_list([names[part] for part in absent])}
            raise NotADate(message, part=absent[0])
        return Given(value=_day(sent).isoformat())

    def raw(self, asked: Asked, given: Given) -> dict[str, list[str]]:
        if given.value is None:
            return {}
        day = date_of(given.value)
        return {DAY: [str(day.day)], MONTH: [str(day.month)], YEAR: [str(day.year)]}

    def check(self, asked: Asked, given: Given) -> None:
        if given.text:
            raise AnswerRefused
        if given.value is None:
            return
        day = date_of(given.value)
        earliest, latest = asked.config.get("earliest"), asked.config.get("latest")
        if not 1900 <= day.year <= 2199:
            raise NotADate(_("Write the year with all four figures, such as 2027."), part=YEAR)
        if earliest and given.value < earliest:
            raise NotADate(_("The date must be %(date)s or later.") % {"date": _said(date_of(earliest))})
        if latest and given.value > latest:
            raise NotADate(_("The date must be %(date)s or earlier.") % {"date": _said(date_of(latest))})

    def controls(self, asked: Asked, name: str, raw: Raw, errors: Mapping[str, str]) -> tuple[Option, ...]:
        labels = {DAY: _("Day"), MONTH: _("Month"), YEAR: _("Year")}
        return tuple(
            Option(
                id=name + part,
                name=name + part,
                value=first(raw, part),
                label=label,
                error=errors.get(part, errors.get("", "")),
            )
            for part, label in labels.items()
        )

    def hint(self, asked: Asked) -> str:
        return _("For example, 27 3 2027.")

    def missing(self, asked: Asked) -> str:
        return _("Write a date.")

    def tally(self, asked: Asked, counts: Iterable[Weighted]) -> Tally:
        """Count the dates by month, keyed '2027-03', in order; months in between that nobody named are there too."""
        given = [(date_of(value), weight) for value, weight in counts if value is not None and weight]
        if not given:
            return Tally()
        months: dict[str, int] = dict.fromkeys(_months([day for day, _weight in given]), 0)
        for day, weight in given:
            months[f"{day:%Y-%m}"] += weight
        days = [day for day, _weight in given]
        return Tally(
            answered=sum(weight for _day, weight in given),
            counts=months,
            measures={"earliest": min(days).isoformat(), "latest": max(days).isoformat()},
        )

    def chart(self, asked: Asked, tally: Tally) -> Figure:
        top = max(tally.counts.values(), default=0)
        bars = tuple(
            Bar(
                label=date_format(date_of(f"{month}-01"), "F Y"),
                count=count,
                share=percent(count, tally.answered),
                length=length(count, top),
                look="lead" if count == top else "rest",
            )
            for month, count in sorted(tally.counts.items())
        )
        names = {"earliest": _("Earliest"), "latest": _("Latest")}
        return Figure(
            id=figure_id(asked),
            title=asked.text,
            finding=finding_of([bar.label for bar in bars], [bar.count for bar in bars], tally.answered),
            note=people_answered(tally.answered),
            bars=bars,
            columns=(_("Month"), _("People"), _("Share")),
            rows=table_of(bars),
            facts=tuple((names[name], _said(date_of(day))) for name, day in tally.measures.items()),
            lang=asked.lang,
        )

    def columns(self, asked: Asked) -> list[str]:
        return [asked.text]

    def cells(self, asked: Asked, given: Given | None) -> list[Cell]:
        return [given.value if given else None]

    def spoken(self, asked: Asked, given: Given) -> list[str]:
        return [] if given.value is None else [_said(date_of(given.value))]


def _day(sent: Mapping[str, str]) -> datetime.date:
    """Return the date in three typed parts; the month may be a word.

    Raises:
        NotADate: A part is no number, or the calendar has no such day.
    """
    day, year = (_figures(sent[part]) for part in (DAY, YEAR))
    month = _month(sent[MONTH])
    problems = []
    if day is None or not 1 <= day <= 31:
        problems.append(Problem(_("Write the day as a number from 1 to 31."), DAY))
    if month is None or not 1 <= month <= 12:
        problems.append(Problem(_("Write the month as a number from 1 to 12."), MONTH))
    if year is None or year < 1000:
        problems.append(Problem(_("Write the year with all four figures, such as 2027."), YEAR))
    if problems or day is None or month is None or year is None:
        raise NotADate(problems[0].message, more=problems)
    try:
        return datetime.date(year, month, day)
    except ValueError:
        message = _("There is no %(day)s %(month)s in %(year)s. Write a real date.")
        raise NotADate(message % {"day": day, "month": dates.MONTHS[month], "year": year}, part=DAY) from None


def _figures(text: str) -> int | None:
    text = "".join(str(unicodedata.decimal(letter, letter)) for letter in text[:20])
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


def _month(text: str) -> int | None:
    """Return the month's number, given as figures or by its name or the start of its name."""
    number = _figures(text)
    word = text.casefold().rstrip(".")
    if number is None and len(word) >= 3:
        named = [month for month, name in dates.MONTHS.items() if str(name).casefold().startswith(word)]
        return named[0] if len(named) == 1 else None
    return number


def _months(days: Iterable[datetime.date]) -> list[str]:
    """Return the months of the days, in order; with those between, if there are few enough."""
    named = sorted({day.year * 12 + day.month - 1 for day in days})
    if named[-1] - named[0] < MOST_MONTHS:
        named = list(range(named[0], named[-1] + 1))
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in named]


def _said(day: datetime.date) -> str:
    return date_format(day, "j F Y")


KIND = Date()
