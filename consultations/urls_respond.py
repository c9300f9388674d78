"""Addresses of the respond room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
