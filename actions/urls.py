"""Addresses of the ledger. The part that names an action holds a digit (`actions/addresses.py`): words are ours."""

from django.urls import include, path, register_converter

from actions.addresses import ReferenceConverter
from actions.views import feeds, public

register_converter(ReferenceConverter, "reference")

app_name = "actions"
urlpatterns = [
    path("", include("actions.urls_following")),
    path("", include("actions.urls_reports")),
    path("plans/", public.plans, name="plans"),
    path("plans/<slug:slug>/", public.plan, name="plan"),
    path("plans/<slug:slug>/feed/", feeds.feed, name="feed"),
    path("plans/<slug:slug>/<reference:reference>/", public.action, name="action"),
]
