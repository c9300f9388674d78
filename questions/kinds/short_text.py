"""An answer in a few words, on one line. The value is None, the words are in the text."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from questions.asked import Asked, Given
from questions.kind import ConfigForm, Raw
from questions.words import LONGEST_LINE
from questions.writing import Written


class ShortTextConfig(ConfigForm):
    max_length = forms.IntegerField(
        label=_("Longest answer, in characters"), min_value=5, max_value=1000, required=False
    )


class ShortText(Written):
    slug = "short_text"
    label = _("Short text")
    place = 80
    config_form = ShortTextConfig
    longest = LONGEST_LINE

    def read(self, asked: Asked, raw: Raw) -> Given:
        given = super().read(asked, raw)
        return Given(text=" ".join(given.text.split()))

    def hint(self, asked: Asked) -> str:
        return super().hint(asked) if asked.config.get("max_length") else ""


KIND = ShortText()
