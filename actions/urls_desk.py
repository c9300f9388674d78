"""Addresses in the admin: importing into plans, board reports, reviews."""

from django.urls import path

from actions.views import desk, importing

app_name = "ledger_desk"
urlpatterns = [
    path("plans/import/", importing.import_start, name="import_new"),
    path("plans/<int:pk>/import/", importing.import_start, name="import_into"),
    path("plans/imports/<uuid:draft_id>/", importing.import_check, name="import"),
    path("plans/<int:pk>/reviews/", desk.review_list, name="reviews"),
    path("plans/<int:pk>/reviews/<int:review_id>/", desk.review_edit, name="review"),
    path("board/", desk.report_list, name="reports"),
    path("board/new/", desk.report_new, name="report_new"),
    path("board/<int:report_id>/", desk.report_edit, name="report"),
]
