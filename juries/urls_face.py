"""Addresses of a jury's public face beside the pages that Wagtail serves."""

from django.urls import path

from juries.views import face

urlpatterns = [
    path("juries/<slug:shelf>/<slug:jury>/recommendations/", face.recommendations, name="recommendations"),
    path(
        "juries/<slug:shelf>/<slug:jury>/recommendations/<int:number>/",
        face.recommendation,
        name="recommendation",
    ),
]
