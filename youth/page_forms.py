"""The form behind an article in the admin: a draft may lack anything, and only a checked adult publishes."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from people.page_forms import OwnMaterialForm
from youth.errors import NotPublished


class ArticleForm(OwnMaterialForm):
    """Say what keeps an article from the public as soon as somebody presses a button that publishes."""

    @property
    def would_publish(self) -> bool:
        is_approval = self.data.get("workflow-action-name") == "approve"
        return "action-publish" in self.data or ("action-workflow-action" in self.data and is_approval)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.would_publish and not self.errors:
            from youth.publication import refuse  # the model of this form is below it

            self._fill(cleaned)
            try:
                refuse(self.instance, by=self.for_user, at=timezone.now())
            except NotPublished as refusal:
                for line in refusal.lines():
                    self.add_error(None, line)
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Begin as a draft: the admin makes a new page live before it publishes it."""
        if self.instance._state.adding:
            self.instance.live = False
        return super().save(commit=commit)

    def _fill(self, cleaned: dict[str, Any]) -> None:
        """Let the page answer for what is in the form; its many-to-many rows are saved later and not asked about."""
        for field in self.instance._meta.concrete_fields:
            if field.name in cleaned:
                setattr(self.instance, field.name, cleaned[field.name])
