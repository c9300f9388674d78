"""Where the jury's room meets Wagtail: addresses of its officers' screens, the button on a jury, lines in history."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from juries.services.jurors import ROOM


@hooks.register("register_log_actions")
def register_room(actions: Any) -> None:
    @actions.register_action(ROOM)
    class RoomFormatter(LogFormatter):
        label = _("The jury’s room")

        def format_message(self, log_entry: Any) -> str:
            what = log_entry.data.get("what") if isinstance(log_entry.data, dict) else ""
            return str(what or self.label)
