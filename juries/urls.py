"""Addresses of the juries; each room keeps its own. Wagtail serves the index, the shelves, juries and sessions."""

from django.urls import include, path

app_name = "juries"
urlpatterns = [
    path("", include("juries.urls_room")),
    path("", include("juries.urls_draw")),
    path("", include("juries.urls_face")),
]
