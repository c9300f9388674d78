"""Every address of the youth section but its pages of the tree; a file per room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "youth"
urlpatterns: list[URLPattern | URLResolver] = []
