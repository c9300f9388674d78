"""Yes or no. The value is the id of one of two or three choices, which the kind writes itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from questions.choosing import OneChoice
from questions.kind import ConfigForm

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class YesNoConfig(ConfigForm):
    with_unsure = forms.BooleanField(label=_("Also offer ‘I am not sure’"), required=False)


class YesNo(OneChoice):
    slug = "yes_no"
    label = _("Yes or no")
    place = 10
    config_form = YesNoConfig

    def default_choices(self, config: Mapping[str, Any]) -> Sequence[StrOrPromise]:
        return [_("Yes"), _("No"), *([_("I am not sure")] if config.get("with_unsure") else [])]


KIND = YesNo()
