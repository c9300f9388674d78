"""Addresses where events are prepared and looked after."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
