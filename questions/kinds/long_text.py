"""An answer in the respondent's own words, over several lines."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from questions.kind import ConfigForm
from questions.words import LONGEST_ANSWER
from questions.writing import Written


class LongTextConfig(ConfigForm):
    max_length = forms.IntegerField(
        label=_("Longest answer, in characters"), min_value=50, max_value=20_000, required=False
    )


class LongText(Written):
    slug = "long_text"
    label = _("Long text")
    place = 90
    config_form = LongTextConfig
    longest = LONGEST_ANSWER


KIND = LongText()
