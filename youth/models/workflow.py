"""The step of Wagtail's workflow that only a checked adult takes."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Task, TaskState

from youth.models.adults import SafeguardingCheck


class CheckedAdultTask(Task):
    """Waits for a checked adult, whose check stands today, to read and publish; whoever else one is."""

    class Meta:
        verbose_name = gettext_lazy("reading by a checked adult")

    @classmethod
    def get_description(cls) -> str:
        return _("A checked adult reads the piece and publishes it or asks for changes.")

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return _is_checked(user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not _is_checked(user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        if not _is_checked(user):
            return []
        return [("reject", _("Ask for changes"), True), ("approve", _("Publish"), False)]

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        if not _is_checked(user):
            return TaskState.objects.none()
        return TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task=self.task_ptr)


def _is_checked(user: Any) -> bool:
    is_known = bool(user and user.is_active and user.is_authenticated)
    return is_known and SafeguardingCheck.objects.of(user).standing(timezone.localdate()).exists()
