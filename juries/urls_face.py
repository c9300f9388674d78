"""Addresses of a jury's public face beside the pages that Wagtail serves."""

from django.urls import path

from juries.views import face, residents

JURY = "juries/<slug:shelf>/<slug:jury>/"

urlpatterns = [
    path("juries/answers/", face.answers, name="answers"),
    path("juries/letters/<str:token>/", residents.leave, name="leave"),
    path(f"{JURY}recommendations/", face.recommendations, name="recommendations"),
    path(f"{JURY}recommendations/<int:number>/", face.recommendation, name="recommendation"),
    path(f"{JURY}report/", face.report, name="report"),
    path(f"{JURY}easy-read/", face.easy_read, name="easy_read"),
    path(f"{JURY}<slug:session>/ask/", residents.ask, name="ask"),
    path(f"{JURY}<slug:session>/ask/sent/", residents.sent, name="asked"),
]
