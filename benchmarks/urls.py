from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from engage import urls
from engage.urls import handler404, handler500  # noqa: F401

EMPTY = '{% extends "base.html" %}{% block title %}Empty{% endblock %}'


def empty(request: HttpRequest) -> HttpResponse:
    """The base template with nothing in it."""
    return HttpResponse(engines["django"].from_string(EMPTY).render({}, request))


urlpatterns = [path("empty/", empty), *urls.urlpatterns]
