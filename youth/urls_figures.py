"""Addresses of the youth section: figures."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from youth.views import figures

urlpatterns: list[URLPattern | URLResolver] = [
    path("figures/", figures.figure_list, name="figures"),
    path("figures/<slug:slug>/", figures.figure, name="figure"),
    path("figures/<slug:slug>/figures.csv", figures.figure_csv, name="figure_csv"),
]
