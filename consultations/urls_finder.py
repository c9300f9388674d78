"""Addresses of the finder room."""

from django.urls import path

from consultations.api import api
from consultations.views import feeds, finder

urlpatterns = [
    path("consultations/", finder.finder, name="finder"),
    path("consultations/feed/", feeds.feed, name="feed"),
    path("consultations/calendar.ics", feeds.calendar, name="calendar"),
    path("consultations/export.csv", feeds.export, name="export"),
    path(
        "consultations/<str:organisation>/<str:slug>/calendar.ics",
        feeds.consultation_calendar,
        name="consultation_calendar",
    ),
    path("api/docs", finder.api_docs, name="api_docs"),
    path("api/", api.urls),
]
