"""Addresses of board reports, reviews, and of plans as files."""

from django.urls import path

from actions.views import board, reviews, tables

urlpatterns = [
    path("reports/", board.reports, name="reports"),
    path("reports/<slug:slug>/", board.report, name="report"),
    path("reports/<slug:slug>/report.csv", board.report_csv, name="report_csv"),
    path("reports/<slug:slug>/report.xlsx", board.report_xlsx, name="report_xlsx"),
    path("plans/<slug:slug>/actions.csv", tables.plan_csv, name="plan_csv"),
    path("plans/<slug:slug>/actions.xlsx", tables.plan_xlsx, name="plan_xlsx"),
    path("plans/<slug:slug>/reviews/", reviews.reviews, name="reviews"),
    path("plans/<slug:slug>/reviews/compare/", reviews.compare, name="reviews_compare"),
    path("plans/<slug:slug>/reviews/<int:pk>/", reviews.review, name="review"),
]
