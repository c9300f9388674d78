"""Addresses of the private room in which a jury works together on line. None says whose it is."""

from django.urls import path

from juries.views import room_door

urlpatterns = [
    path("juries/room/enter/", room_door.door, name="room_door"),
    path("juries/room/enter/<str:token>/", room_door.link, name="room_link"),
    path("juries/room/leave/", room_door.leave_room, name="room_leave"),
]
