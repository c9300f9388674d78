"""Addresses of the live room: /j/CODE/ for people who take part, /live/ for those who run it."""

from django.urls import include, path

from live.urls_results import event_patterns
from live.views import join, moderate, remote, room, screen, talk

app_name = "live"
urlpatterns = [
    path("live/", join.front, name="front"),
    path("live/screen/<str:key>/", screen.screen, name="screen"),
    path("live/events/<int:pk>/remote/", remote.remote, name="remote"),
    path("live/events/<int:pk>/command/", remote.command, name="command"),
    path("live/events/<int:pk>/moderate/", moderate.moderate, name="moderate"),
    path("live/events/", include("live.urls_manage")),
    path("live/events/", include(event_patterns)),
    path("j/<str:code>/", join.join, name="join"),
    path("j/<str:code>/room/", room.room, name="room"),
    path("j/<str:code>/answer/", room.answer, name="answer"),
    path("j/<str:code>/questions/", talk.talk, name="talk"),
    path("j/<str:code>/", include("live.urls_results")),
]
