"""What answering adds to Wagtail's log: who typed in which paper answer."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from consultations.services.responding import PAPER_ENTERED


@hooks.register("register_log_actions")
def register_paper(actions: Any) -> None:
    @actions.register_action(PAPER_ENTERED)
    class PaperFormatter(LogFormatter):
        label = gettext_lazy("Enter a paper answer")

        def format_message(self, log_entry: Any) -> str:
            return _("Entered a paper answer, receipt %(code)s.") % {"code": log_entry.data.get("code", "")}
