"""Addresses of the finder room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
