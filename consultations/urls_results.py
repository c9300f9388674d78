"""Addresses of the results room."""

from django.urls import path

from consultations.views import results

urlpatterns = [
    path("consultations/<str:organisation>/<str:slug>/results/", results.consultation_results, name="results"),
    path("consultations/<str:organisation>/<str:slug>/results/counts.csv", results.results_csv, name="results_csv"),
    path(
        "consultations/<str:organisation>/<str:slug>/results/<int:number>/",
        results.question_results,
        name="question_results",
    ),
    path("outcome-mails/<str:token>/", results.leave_outcome_mails_page, name="leave_outcome_mails"),
]
