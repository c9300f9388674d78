from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from engage import urls
from engage.urls import handler404, handler500  # noqa: F401


def empty(request: HttpRequest) -> HttpResponse:
    """The base template with nothing in it."""
    return render(request, "base.html")


urlpatterns = [path("empty/", empty), *urls.urlpatterns]
