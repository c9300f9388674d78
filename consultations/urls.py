"""Addresses of the consultation database; each room keeps its own."""

from django.urls import include, path

app_name = "consultations"
urlpatterns = [
    path("", include("consultations.urls_finder")),
    path("", include("consultations.urls_respond")),
    path("", include("consultations.urls_results")),
]
