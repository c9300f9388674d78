"""Addresses of pages that everybody may read, and of the team's desk for what young people are asked."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from youth.views import asking, help_links, pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.front, name="front"),
    path("have-your-say/", pages.have_your_say, name="have_your_say"),
    path("help/", pages.get_help, name="help"),
    path("privacy/", pages.privacy, name="privacy"),
    path("team/asking/", asking.desk, name="asking"),
    path("team/asking/polls/new/", asking.new_poll, name="new_poll"),
    path("team/asking/polls/<int:pk>/", asking.poll, name="poll"),
    path("team/asking/consultations/<int:pk>/", asking.consultation_words, name="consultation_words"),
    path("team/asking/events/<int:pk>/", asking.event_words, name="event_words"),
    path("team/help-links/", help_links.listing, name="help_links"),
    path("team/help-links/new/", help_links.edit, name="new_help_link"),
    path("team/help-links/<int:pk>/", help_links.edit, name="help_link"),
]
