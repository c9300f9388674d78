"""What the forums add to the site's history."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from forums.services.keeping import KEPT


@hooks.register("register_log_actions")
def register_kept(actions: Any) -> None:
    @actions.register_action(KEPT)
    class Kept(LogFormatter):
        label = _("Forum kept")

        def format_message(self, log_entry: Any) -> str:
            what = log_entry.data.get("what", "") if isinstance(log_entry.data, dict) else ""
            return f"{self.label}: {what}"
