"""The editor's forms of a jury and of its sessions."""

from __future__ import annotations

from typing import Any, Final

from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from people.page_forms import OwnMaterialForm

#: Addresses below a jury that are not sessions; `answers` stands below the index, beside the shelves.
TAKEN_BELOW_A_JURY: Final = frozenset(
    {"recommendations", "report", "easy-read", "apply", "draw", "room", "make-up", "questions"}
)

#: What must be there before everybody may read it, and what to do where it is not.
NEEDED_OF_A_JURY: Final = {
    "summary": _("Say in one or two sentences what this jury is: lists and feeds show it."),
    "question": _("Write the question that is put to the jury."),
}


class PublishedForm(OwnMaterialForm):
    """Knows whether somebody presses a button that publishes; a draft may lack anything."""

    @property
    def would_publish(self) -> bool:
        buttons = ("action-publish", "action-submit", "action-restart-workflow")
        if any(button in self.data for button in buttons):
            return True
        return "action-workflow-action" in self.data and self.data.get("workflow-action-name") == "approve"


class JuryForm(PublishedForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.would_publish:
            for field, message in NEEDED_OF_A_JURY.items():
                if not cleaned.get(field):
                    self.add_error(field, message)
        if cleaned.get("picture") and not cleaned.get("picture_alt", "").strip():
            self.add_error("picture_alt", _("Say in words what the picture shows, for people who do not see it."))
        if cleaned.get("report_file") and not cleaned.get("report"):
            self.add_error("report", _("Put the report here as text first; the PDF is the download beside it."))
        _check_order(self, cleaned, "starts_on", "ends_on", _("The last day is before the first. Choose a later day."))
        return cleaned


class SessionForm(PublishedForm):
    """Offers the themes of its own jury and the witnesses of its own session, and nobody else's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theme, witness = apps.get_model("juries", "JuryTheme"), apps.get_model("juries", "Witness")
        if "theme" in self.fields:
            own = theme.objects.filter(jury_id=self.parent_page.pk) if self.parent_page else theme.objects.none()
            self.fields["theme"].queryset = own
        if "questions" in self.formsets:
            _offer(self.formsets["questions"], "witness", witness.objects.filter(session_id=self.instance.pk or 0))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("slug") in TAKEN_BELOW_A_JURY:
            self.add_error("slug", _("This address is taken by another page of the jury. Choose another."))
        _check_order(self, cleaned, "starts_at", "ends_at", _("It ends before it starts. Choose a later end."))
        return cleaned


def _offer(formset: Any, name: str, queryset: QuerySet[Any]) -> None:
    """Let every row of this formset, the empty one too, choose from these alone."""
    add_fields = formset.add_fields

    def add_limited(form: Any, index: int | None) -> None:
        add_fields(form, index)
        form.fields[name].queryset = queryset

    formset.add_fields = add_limited


def _check_order(form: Any, cleaned: dict[str, Any], first: str, last: str, message: Any) -> None:
    begins, ends = cleaned.get(first), cleaned.get(last)
    if begins and ends and ends < begins:
        form.add_error(last, message)
