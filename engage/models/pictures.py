"""What the picture library keeps beside a picture: under which licence it is shown, and that those in it agreed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class PictureNote(models.Model):
    """A picture's licence, and what is known of the agreement of the people in it.

    The words come from the form of a picture (`engage/picture_forms.py`); a page of a community shows only pictures
    that have such a note. Made by hand: `PictureNote.objects.create(image=image, licence="…", consent="…")`.
    """

    image = models.OneToOneField("wagtailimages.Image", on_delete=models.CASCADE, related_name="note")
    licence = models.CharField(
        _("whose it is, and how it may be used"),
        max_length=200,
        help_text=_("Such as: County council, may be used on all partners’ sites."),
    )
    consent = models.TextField(
        _("who is in it, and how they agreed"),
        help_text=_("Write ‘nobody’ where no person can be recognised. No names: say where the signed forms are kept."),
    )

    # No sight of its own: a page that shows the picture refers to the picture.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("note of a picture")
        verbose_name_plural = _("notes of pictures")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(licence="") & ~models.Q(consent=""), name="picture_note_says_both"
            )
        ]

    def __str__(self) -> str:
        return self.licence
