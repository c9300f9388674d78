"""What the consultation database adds to the Wagtail admin; each room keeps its own hooks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Page

from consultations import (  # noqa: F401  their hooks register themselves
    results_admin,
    wagtail_hooks_respond,
    wagtail_hooks_rights,
)
from consultations.builder import hooks as builder_hooks  # noqa: F401  registered by being imported
from consultations.dashboard import DeskPanel
from consultations.models import ConsultationPage
from consultations.subjects_admin import SubjectViewSetGroup


@hooks.register("register_admin_viewset")
def register_subjects() -> SubjectViewSetGroup:
    return SubjectViewSetGroup()


@hooks.register("construct_homepage_panels")
def add_desk(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(DeskPanel(request, at=timezone.now()))


@hooks.register("after_move_page")
def follow_the_shelf(request: HttpRequest, page: Page) -> None:
    """A consultation that moves to another shelf is led by that shelf's organisation."""
    for consultation in ConsultationPage.objects.descendant_of(page, inclusive=True):
        consultation.save()
