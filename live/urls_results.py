"""Addresses of what came of an event."""

from django.urls import path

from live.views import results

urlpatterns = [path("results/", results.results, name="results")]
