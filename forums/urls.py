"""Addresses of the forums. No number in them counts more than one forum's own threads."""

from django.urls import path

from forums.views import doors

app_name = "forums"
urlpatterns = [
    path("letters/<str:token>/", doors.leave_letters, name="leave_letters"),
    path("asked/<slug:code>/", doors.question, name="question"),
    path("forums/<slug:slug>/", doors.forum, name="forum"),
    path("forums/<slug:slug>/yours/", doors.own, name="own"),
    path("forums/<slug:slug>/threads/<int:number>/", doors.thread, name="thread"),
]
