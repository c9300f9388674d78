"""Addresses of the call for jurors and of the draw."""

from django.urls import path

from juries.views import applying, draw

urlpatterns = [
    path("juries/application/<str:token>/", applying.application, name="application"),
    path("juries/application/<str:token>/withdraw/", applying.withdrawal, name="application_withdraw"),
    path("juries/<slug:shelf>/<slug:jury>/apply/", applying.apply_page, name="apply"),
    path("juries/<slug:shelf>/<slug:jury>/apply/done/", applying.applied, name="applied"),
    path("juries/<slug:shelf>/<slug:jury>/draw/", draw.draw_page, name="draw"),
    path("juries/<slug:shelf>/<slug:jury>/draw/<int:number>.json", draw.draw_record, name="draw_record"),
]
