"""Addresses of the ledger's screens in the admin."""

from django.urls import path

from actions.views import officer, work

app_name = "officer_plans"
urlpatterns = [
    path("", officer.plan_list, name="list"),
    path("new/", officer.plan_new, name="new"),
    path("work/", work.work, name="work"),
    path("<int:pk>/", officer.plan_detail, name="plan"),
    path("<int:pk>/edit/", officer.plan_edit, name="edit"),
    path("<int:pk>/publish/", officer.plan_publish, name="publish"),
    path("<int:pk>/take-back/", officer.plan_take_back, name="take_back"),
    path("<int:pk>/actions/new/", officer.action_new, name="action_new"),
    path("<int:pk>/actions/<int:action_id>/", officer.action_edit, name="action"),
    path("<int:pk>/actions/<int:action_id>/move/", officer.action_move, name="action_move"),
    path("<int:pk>/actions/<int:action_id>/remove/", officer.action_remove, name="action_remove"),
]
