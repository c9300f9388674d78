"""Addresses of following by e-mail."""

from django.urls import path

from actions.views import following

urlpatterns = [
    path("follow/confirm/<str:token>/", following.follow_confirm, name="follow_confirm"),
    path("follow/leave/<str:token>/", following.follow_leave, name="follow_leave"),
    path("plans/<slug:slug>/follow/", following.follow_plan, name="follow_plan"),
    path("plans/<slug:slug>/<reference:reference>/follow/", following.follow_action, name="follow_action"),
]
