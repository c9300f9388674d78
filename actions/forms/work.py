"""One row of the owners' work list: a status, words, and one piece of evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from actions.services.updates import Seen
from actions.standing import Status

LARGEST_FILE = 20 * 1024 * 1024
#: Fields that are empty in a row nobody has touched.
WRITTEN = ("text", "reason", "evidence_title", "evidence_url", "evidence_document", "evidence_file")


class UpdateForm(forms.Form):
    """What may be said of one action. `seen` and `was` are what its writer had read."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    was = forms.ChoiceField(widget=forms.HiddenInput, choices=Status.choices)
    status = forms.ChoiceField(label=_("Status"), choices=Status.choices)
    text = forms.CharField(
        label=_("What was done"), widget=forms.Textarea({"rows": 2}), required=False, max_length=10_000
    )
    reason = forms.CharField(
        label=_("If it will not be done: why"),
        widget=forms.Textarea({"rows": 2}),
        required=False,
        max_length=10_000,
        help_text=_("It is published."),
    )
    evidence_title = forms.CharField(label=_("What it is"), required=False, max_length=160)
    evidence_url = forms.URLField(label=_("Its address"), required=False, max_length=200, assume_scheme="https")
    evidence_document = forms.ChoiceField(label=_("Or a document that is here already"), required=False)
    evidence_file = forms.FileField(label=_("Or a file from your computer"), required=False, max_length=180)

    def __init__(self, *args: Any, documents: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence_document"].choices = documents  # type: ignore[attr-defined]

    def is_touched(self) -> bool:
        """Whether anything was written in this row, or its status chosen anew."""
        if self._sent("status") != self._sent("was"):
            return True
        return any(bool(self._sent(name)) for name in WRITTEN)

    def _sent(self, name: str) -> Any:
        value = self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        return value.strip() if isinstance(value, str) else value

    def clean_seen(self) -> Seen:
        text: str = self.cleaned_data["seen"]
        said_at: datetime | None = parse_datetime(text) if text else None
        if text and (said_at is None or said_at.tzinfo is None):
            raise ValidationError(_("Open this page again: the form has been damaged on its way."))
        return Seen(said_at)

    def clean_evidence_file(self) -> Any:
        sent = self.cleaned_data["evidence_file"]
        if sent and sent.size > LARGEST_FILE:
            raise ValidationError(_("This file is larger than 20 MB. Choose a smaller one."))
        return sent

    def clean(self) -> dict[str, Any]:
        sent: dict[str, Any] = super().clean() or {}
        if sent.get("status") == Status.DROPPED and not sent.get("reason"):
            self.add_error("reason", _("Say why it will not be done: the reason is published with it."))
        given = [name for name in ("evidence_url", "evidence_document", "evidence_file") if sent.get(name)]
        if len(given) > 1:
            self.add_error("evidence_title", _("Give one: an address, a document or a file."))
        elif given == ["evidence_url"] and not sent.get("evidence_title"):
            self.add_error("evidence_title", _("Say what is found at this address."))
        elif not given and sent.get("evidence_title") and not self.errors:
            self.add_error("evidence_url", _("Give an address, a document or a file for it."))
        return sent
