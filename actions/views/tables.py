"""A plan as a file: for everybody who may read it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from actions.access import access_plan
from actions.exports import csv_response, file_name, plan_rows, xlsx_response


@require_safe
def plan_csv(request: HttpRequest, slug: str) -> HttpResponse:
    plan = access_plan(slug, user=request.user)
    return csv_response(file_name(plan.title), plan_rows(plan))


@require_safe
def plan_xlsx(request: HttpRequest, slug: str) -> HttpResponse:
    plan = access_plan(slug, user=request.user)
    return xlsx_response(file_name(plan.title), plan_rows(plan))
