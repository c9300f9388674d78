"""The state of young people: all charts, and one."""

from __future__ import annotations

from tests.a11y.address import Address
from youth.models import Figure


def one_figure() -> str:
    return Figure.objects.filter(is_published=True)[0].get_absolute_url()


ADDRESSES = [
    Address("young people, figures", "/youth/figures/", "youth/figures.html"),
    Address("young people, one figure", one_figure, "youth/figures_one.html"),
]
