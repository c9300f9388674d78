"""Addresses of the forums. No number in them counts more than one forum's own threads."""

from django.urls import include, path

from forums.views import (
    about,
    asking,
    doors,
    feeds,
    looking_after,
    moderate,
    news,
    opening_names,
    owed,
    pictures,
    settings,
    talk,
)

thread_urls = [
    path("", talk.thread, name="thread"),
    path("follow/", talk.follow_thread, name="follow"),
    path("ask/", asking.ask, name="ask"),
    path("support/", asking.support_question, name="support"),
    path("put/", asking.put, name="put"),
    path("feed/", feeds.thread_feed, name="thread_feed"),
    path("about/", about.subject, name="subject"),
    path("arrange/", moderate.arrange, name="arrange"),
    path("posts/<int:post_number>/", talk.permalink, name="post"),
    path("posts/<int:post_number>/edit/", talk.edit, name="edit"),
    path("posts/<int:post_number>/history/", talk.history, name="history"),
    path("posts/<int:post_number>/delete/", talk.delete, name="delete"),
    path("posts/<int:post_number>/pause/", moderate.pause, name="pause"),
    path("posts/<int:post_number>/report/", talk.report, name="report"),
    path("posts/<int:post_number>/name/", opening_names.ask_name, name="ask_name"),
]

app_name = "forums"
urlpatterns = [
    path("letters/<str:token>/", doors.leave_letters, name="leave_letters"),
    path("asked/by/<slug:slug>/", owed.asked_of_body, name="asked_of_body"),
    path("asked/<slug:code>/", asking.question, name="question"),
    path("talk/<slug:kind>/<int:pk>/", about.about, name="about"),
    path("whats-new/", news.news, name="news"),
    path("forum-pictures/<str:token>/", pictures.picture, name="picture"),
    path("forums/", doors.index, name="index"),
    path("forums/<slug:slug>/", doors.forum, name="forum"),
    path("forums/<slug:slug>/feed/", feeds.forum_feed, name="forum_feed"),
    path("forums/<slug:slug>/rules/", doors.rules, name="rules"),
    path("forums/<slug:slug>/log/", doors.log, name="log"),
    path("forums/<slug:slug>/join/", doors.join_forum, name="join"),
    path("forums/<slug:slug>/yours/", doors.own, name="own"),
    path("forums/<slug:slug>/new/", talk.new_thread, name="new_thread"),
    path("forums/<slug:slug>/queue/", moderate.queue, name="queue"),
    path("forums/<slug:slug>/keep/", settings.keep, name="keep"),
    path("forums/<slug:slug>/keep/rules/", settings.keep_rules, name="keep_rules"),
    path("forums/<slug:slug>/keep/rules/<int:rule_number>/", settings.keep_rule, name="keep_rule"),
    path("forums/<slug:slug>/keep/moderators/", looking_after.moderators, name="keep_moderators"),
    path("forums/<slug:slug>/keep/assessments/", looking_after.assessments, name="keep_assessments"),
    path("forums/<slug:slug>/names/", opening_names.names, name="names"),
    path("forums/<slug:slug>/threads/<int:number>/", include(thread_urls)),
]
