"""Addresses of competitions: for everybody, and of the team's desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from youth.views import competitions, judging

urlpatterns: list[URLPattern | URLResolver] = [
    path("competitions/", competitions.listing, name="competitions"),
    path("competitions/pictures/<str:token>.webp", competitions.picture, name="entry_picture"),
    path("competitions/<slug:slug>/", competitions.competition, name="competition"),
    path("competitions/<slug:slug>/enter/", competitions.enter, name="enter"),
    path("team/competitions/", judging.desk, name="team_competitions"),
    path("team/competitions/new/", judging.edit, name="new_competition"),
    path("team/competitions/<int:pk>/", judging.edit, name="team_competition"),
    path("team/competitions/<int:pk>/judges/", judging.judges, name="judges"),
    path("team/competitions/<int:pk>/judging/", judging.judge, name="judging"),
    path("team/competitions/<int:pk>/result/", judging.result, name="result"),
]
