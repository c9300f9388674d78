"""Reads of the state of young people: published figures for everybody, an organisation's own for its officers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404

from people.models import Organisation
from people.permissions import is_administrator, organisations_of
from questions.figures import Figure as Drawn
from youth.figures_drawing import draw
from youth.figures_rows import COLUMNS
from youth.models import Figure


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure with its chart."""

    figure: Figure
    drawn: Drawn


def published_figures() -> QuerySet[Figure]:
    return Figure.objects.filter(is_published=True).select_related("organisation").order_by("sort_order", "title", "pk")


def shown(figures: Iterable[Figure]) -> list[Shown]:
    """Return figures with their charts. Fetch them with their values where there are several."""
    return [
        Shown(
            one,
            draw(
                slug=one.slug,
                title=one.title,
                unit=one.unit,
                note=one.note,
                rows=[(value.period, value.group, value.value) for value in one.values.all()],
            ),
        )
        for one in figures
    ]


def access_figure(slug: str) -> Figure:
    """Return the published figure at this address.

    Raises:
        Http404: There is none, or it has been taken down.
    """
    figure = published_figures().filter(slug=slug).first()
    if figure is None:
        raise Http404
    return figure


def may_bring(user: Any) -> QuerySet[Organisation]:
    """Return the organisations for which this person may bring figures."""
    if not (user.is_active and user.is_authenticated):
        return Organisation.objects.none()
    return Organisation.objects.all() if is_administrator(user) else organisations_of(user)


def own_figures(user: Any) -> QuerySet[Figure]:
    """Return the figures of this person's organisations, each with `number_of_values`."""
    rows = Figure.objects.filter(organisation__in=may_bring(user)).select_related("organisation")
    return rows.annotate(number_of_values=Count("values")).order_by("organisation__name", "title", "pk")


def access_own_figure(pk: int, *, user: Any) -> Figure:
    """Return a figure of this person's organisations.

    Raises:
        Http404: There is none, or it is another organisation's.
    """
    figure = own_figures(user).filter(pk=pk).first()
    if figure is None:
        raise Http404
    return figure


def file_rows(figure: Figure) -> Iterator[Sequence[Any]]:
    """Yield a figure as the table that it can be brought with again."""
    yield list(COLUMNS)
    for one in figure.values.all():
        value = int(one.value) if one.value == one.value.to_integral_value() else float(one.value)
        yield [figure.title, one.period, one.group, value, figure.unit, figure.source, figure.note]
