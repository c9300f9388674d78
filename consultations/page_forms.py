"""The editor's forms: a draft may lack anything, what is published may not."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.permissions import may_invite
from people.page_forms import OwnMaterialForm

#: The buttons that put a page before the public, or before the person who would.
PUBLISHING = ("action-publish", "action-submit", "action-restart-workflow")


class PublishableForm(OwnMaterialForm):
    """Ask the page what it lacks as soon as somebody presses a button that publishes, and say it at the field."""

    @property
    def would_publish(self) -> bool:
        if any(button in self.data for button in PUBLISHING):
            return True
        return "action-workflow-action" in self.data and self.data.get("workflow-action-name") == "approve"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.would_publish:
            for field, value in cleaned.items():
                if field in self._meta.fields and not self.fields[field].widget.is_hidden:
                    self._fill(field, value)
            for item in self.missing():
                self.add_error(item.field if item.field in self.fields else None, item.message)
        return cleaned

    def _fill(self, field: str, value: Any) -> None:
        """Let the page answer for what is in the form; its many-to-many rows are saved later and not asked about."""
        model_field = self.instance._meta.get_field(field)
        if not model_field.many_to_many:
            setattr(self.instance, field, value)

    def missing(self) -> list[Any]:
        now = timezone.now()
        return self.instance.missing(at=max(now, self.cleaned_data.get("go_live_at") or now))


class ConsultationForm(PublishableForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        opens_at, closes_at = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at and "closes_at" not in self.errors:
            self.add_error("closes_at", _("It must close after it opens. Choose a later closing date."))
        return cleaned

    def is_valid(self) -> bool:
        """Let the lead organisation alone say who runs the consultation with it, and who of them may edit."""
        valid = super().is_valid()
        partners = self.formsets.get("partners")
        if not (valid and partners is not None and partners.has_changed() and self.instance.pk and self.for_user):
            return bool(valid)
        if may_invite(self.for_user, self.instance.lead_organisation):
            return True
        self.add_error(None, _("Only the organisation that leads this consultation chooses its partners."))
        return False


class OutcomeForm(PublishableForm):
    def missing(self) -> list[Any]:
        if not self.instance.path:  # a new page has no place in the tree yet: ask on behalf of the one it is made under
            self.instance.path = self.parent_page.path + "0" * self.parent_page.steplen
            try:
                return super().missing()
            finally:
                self.instance.path = ""
        return super().missing()
