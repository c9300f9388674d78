"""Addresses of the youth section: chat, comments under articles, telling an adult."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from youth.views import chat, comments, report

urlpatterns: list[URLPattern | URLResolver] = [
    path("chat/", chat.index, name="chat"),
    path("chat/own/<int:pk>/", chat.own_post, name="chat_post"),
    path("chat/<slug:slug>/", chat.room, name="chat_room"),
    path("chat/<slug:slug>/new/", chat.new_thread, name="chat_new"),
    path("chat/<slug:slug>/<int:number>/", chat.thread, name="chat_thread"),
    path("read/<slug:slug>/comments/", comments.comments, name="comments"),
    path("report/thanks/", report.thanks, name="reported"),
    path("report/<slug:kind>/<int:pk>/", report.report, name="report"),
]
