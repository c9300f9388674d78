"""One choice of several. The value is its id; the words beside 'other' are in the text."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from questions.choosing import OneChoice


class Single(OneChoice):
    slug = "single"
    label = _("One choice")
    place = 20
    has_choices = True
    has_other = True
    has_pictures = True


KIND = Single()
