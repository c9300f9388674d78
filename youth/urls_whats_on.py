"""Addresses of the youth section: what's on, for everybody and for the team."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from youth.views import whats_on, whats_on_desk

urlpatterns: list[URLPattern | URLResolver] = [
    path("whats-on/", whats_on.listing, name="whats_on"),
    path("whats-on/calendar.ics", whats_on.feed, name="whats_on_calendar"),
    path("whats-on/<slug:slug>/", whats_on.one, name="whats_on_one"),
    path("whats-on/<slug:slug>/calendar.ics", whats_on.one_feed, name="whats_on_one_calendar"),
    path("team/whats-on/", whats_on_desk.desk, name="whats_on_desk"),
    path("team/whats-on/new/", whats_on_desk.suggest, name="suggest_whats_on"),
    path("team/whats-on/<int:pk>/", whats_on_desk.one, name="whats_on_desk_one"),
    path("team/whats-on/<int:pk>/change/", whats_on_desk.change, name="change_whats_on"),
]
