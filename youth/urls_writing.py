"""Addresses of the youth section: writing."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from youth.views import talking, writing

urlpatterns: list[URLPattern | URLResolver] = [
    path("write/", writing.own, name="write"),
    path("write/new/", writing.new, name="piece_new"),
    path("write/<int:pk>/", writing.piece, name="piece"),
    path("write/<int:pk>/preview/", writing.preview, name="piece_preview"),
    path("write/<int:pk>/picture/", writing.picture, name="piece_picture"),
    path("write/<int:pk>/hand-in/", writing.hand_in, name="piece_hand_in"),
    path("write/<int:pk>/move/", writing.move_own, name="piece_move"),
    path("write/<int:pk>/talk/", talking.talk, name="talk"),
    path("write/<int:pk>/talk/<int:number>/remove/", talking.remove, name="talk_remove"),
]
