"""Addresses of what came of an event: under its code for everybody, under its number for those who run it."""

from django.urls import path, re_path

from live.views import export, results

urlpatterns = [
    path("results/", results.results, name="results"),
    path("results/report/", results.report, name="report"),
    path("results/words/<int:round_id>/", results.words, name="words"),
    path("receipts/", results.receipts, name="receipts"),
    path("receipts/<int:round_id>/", results.receipt_list, name="receipt_list"),
]
event_patterns = [
    path("<int:pk>/results/", results.event_results, name="event_results"),
    re_path(r"^(?P<pk>\d+)/results/votes\.(?P<form>csv|xlsx)$", export.rows, name="export_rows"),
    re_path(r"^(?P<pk>\d+)/results/counts\.(?P<form>csv|xlsx)$", export.counts, name="export_counts"),
]
