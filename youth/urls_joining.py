"""Addresses of the youth section: joining, guardians, one's own page."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from youth.views import guardian, joining, me

urlpatterns: list[URLPattern | URLResolver] = [
    path("join/", joining.join, name="join"),
    path("join/name/", joining.name, name="join_name"),
    path("join/guardian/", joining.guardian, name="join_guardian"),
    path("guardian/<str:token>/", guardian.guardian, name="guardian"),
    path("me/", me.me, name="me"),
    path("me/leave/", me.leave, name="leave"),
    path("me/after/", me.after, name="after"),
    path("me/after/<str:token>/", me.after_link, name="after_link"),
]
