"""What the live room adds to the Wagtail admin: a way to its own pages, and its lines in the log."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from live.permissions import has_events
from live.services.helping import PAPER_COUNTED


class EventsItem(MenuItem):
    """Leads out of the admin: events are prepared on pages of our own."""

    def is_shown(self, request: HttpRequest) -> bool:
        return has_events(request.user)


@hooks.register("register_admin_menu_item")
def register_way() -> MenuItem:
    return EventsItem(
        gettext_lazy("Live events"), reverse_lazy("live:events"), name="live-events", icon_name="view", order=210
    )


@hooks.register("register_log_actions")
def register_paper(actions: Any) -> None:
    @actions.register_action(PAPER_COUNTED)
    class PaperFormatter(LogFormatter):
        label = gettext_lazy("Count paper")

        def format_message(self, log_entry: Any) -> str:
            counted = sum(log_entry.data.get("after", {}).values())
            return _("Counted paper of a poll: %(number)s sheets.") % {"number": counted}
