"""Addresses of the youth section: what checked adults look after."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from youth.views import concerns, looking_after, rooms

urlpatterns: list[URLPattern | URLResolver] = [
    path("looking-after/", looking_after.desk, name="looking_after"),
    path("looking-after/posts/<int:pk>/", looking_after.post, name="waiting_post"),
    path("looking-after/posts/<int:pk>/take/", looking_after.take_post, name="take_post"),
    path("looking-after/concerns/", concerns.listing, name="concerns"),
    path("looking-after/concerns/<int:pk>/", concerns.concern, name="concern"),
    path("looking-after/rooms/", rooms.listing, name="chat_rooms"),
    path("looking-after/rooms/new/", rooms.edit, name="new_chat_room"),
    path("looking-after/rooms/<int:pk>/", rooms.edit, name="edit_chat_room"),
]
