"""The form of a picture: its tags, its words, its licence, that the people in it agreed; and nothing hidden in it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from engage.models.pictures import PictureNote
from engage.picture_metadata import without_metadata


class PictureForm(BaseImageForm):
    """Asks of a picture what a community's page needs. The note may wait; the two of it come together."""

    licence = forms.CharField(
        label=_("Whose it is, and how it may be used"),
        max_length=200,
        required=False,
        help_text=_("Such as: County council, may be used on all partners’ sites."),
    )
    consent = forms.CharField(
        label=_("Who is in it, and how they agreed"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Write ‘nobody’ where no person can be recognised. No names: say where the signed forms are kept. Pages of "
            "communities show only pictures that have this."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        note = PictureNote.objects.filter(image=self.instance).first() if self.instance.pk else None
        if note is not None:
            self.initial |= {"licence": note.licence, "consent": note.consent}

    def clean_file(self) -> Any:
        """Take a new picture in without what is hidden in it: public copies would carry it on."""
        sent = self.cleaned_data.get("file")
        if not isinstance(sent, UploadedFile):
            return sent
        sent.seek(0)
        try:
            bare = without_metadata(sent.read())
        except OSError:  # of another kind, which Wagtail has looked at
            bare = None
        sent.seek(0)
        return sent if bare is None else SimpleUploadedFile(sent.name or "", bare, sent.content_type or "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        licence, consent = ((cleaned.get(name) or "").strip() for name in ("licence", "consent"))
        if consent and not licence:
            self.add_error("licence", _("Say whose picture it is, too."))
        if licence and not consent:
            self.add_error("consent", _("Say who is in it and how they agreed, too, or ‘nobody’."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        image = super().save(commit=commit)
        if commit:
            self.save_note()
        return image

    def save_note(self) -> None:
        """Keep the note, or drop it where both of it were emptied."""
        licence, consent = (self.cleaned_data.get(name, "").strip() for name in ("licence", "consent"))
        if licence and consent:
            values = {"licence": licence, "consent": consent}
            PictureNote.objects.update_or_create(image=self.instance, defaults=values)
        elif {"licence", "consent"} & set(self.changed_data):
            PictureNote.objects.filter(image=self.instance).delete()
