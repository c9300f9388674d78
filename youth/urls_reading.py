"""Addresses of the youth section: reading. The pages themselves are of the tree."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from youth.views import reading

#: With a dot in it, which no address of an article has.
urlpatterns: list[URLPattern | URLResolver] = [path("read/new.atom", reading.feed, name="feed")]
