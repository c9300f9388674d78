"""Every address of the youth section but its pages of the tree; a file per room."""

from __future__ import annotations

from youth import (
    urls_chat,
    urls_competitions,
    urls_figures,
    urls_joining,
    urls_looking_after,
    urls_pages,
    urls_reading,
    urls_team,
    urls_whats_on,
    urls_writing,
)

app_name = "youth"
urlpatterns = [
    *urls_pages.urlpatterns,
    *urls_joining.urlpatterns,
    *urls_writing.urlpatterns,
    *urls_team.urlpatterns,
    *urls_reading.urlpatterns,
    *urls_chat.urlpatterns,
    *urls_looking_after.urlpatterns,
    *urls_competitions.urlpatterns,
    *urls_whats_on.urlpatterns,
    *urls_figures.urlpatterns,
]
