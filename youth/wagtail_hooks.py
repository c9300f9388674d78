"""What the section adds to the admin: screens of safeguarding checks, a way to them, lines in the site's history."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from people.permissions import is_administrator
from youth import wagtail_hooks_articles, wagtail_hooks_figures  # noqa: F401  their hooks register themselves
from youth.services import checks as kept
from youth.services import editors
from youth.views import checks

urlpatterns: list[URLPattern | URLResolver] = [
    path("", checks.checks, name="list"),
    path("record/", checks.record, name="record"),
    path("<int:pk>/", checks.check, name="check"),
]

#: What stands in the history of the site, without a young person's name.
LINES: Final = {
    editors.MADE_EDITOR: _("Made somebody a young editor"),
    editors.UNMADE_EDITOR: _("Took somebody out of the editorial team"),
    kept.RECORDED: _("Recorded a safeguarding check"),
    kept.CONFIRMED: _("Confirmed a safeguarding check"),
    kept.ENDED: _("Ended a safeguarding check"),
    kept.LEAD_GIVEN: _("Made somebody a safeguarding lead"),
    kept.LEAD_TAKEN: _("Took the role of safeguarding lead from somebody"),
}


class ChecksItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return is_administrator(request.user)


@hooks.register("register_admin_urls")
def check_urls() -> list[URLPattern | URLResolver]:
    return [path("youth/checks/", include((urlpatterns, "officer_checks")))]


@hooks.register("register_admin_menu_item")
def checks_menu_item() -> MenuItem:
    return ChecksItem(_("Safeguarding checks"), reverse("officer_checks:list"), icon_name="lock", order=319)


@hooks.register("register_log_actions")
def register_lines(actions: Any) -> None:
    for action, words in LINES.items():
        actions.register_action(action, words, words)
