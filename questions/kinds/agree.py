"""How far people agree. The value is the id of one of the points, which the kind writes itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from questions.choosing import OneChoice
from questions.kind import ConfigForm

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

POINTS: Final[Mapping[int, Sequence[StrOrPromise]]] = {
    3: [_("Agree"), _("Neither agree nor disagree"), _("Disagree")],
    4: [_("Strongly agree"), _("Agree"), _("Disagree"), _("Strongly disagree")],
    5: [
        _("Strongly agree"),
        _("Agree"),
        _("Neither agree nor disagree"),
        _("Disagree"),
        _("Strongly disagree"),
    ],
}


class AgreeConfig(ConfigForm):
    points = forms.TypedChoiceField(
        label=_("Points of the scale"),
        choices=[(5, _("Five points")), (4, _("Four points, without a middle")), (3, _("Three points"))],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Used when the question is made. Afterwards the points are its choices."),
    )
    with_unsure = forms.BooleanField(label=_("Also offer ‘I do not know’"), required=False)


class Agree(OneChoice):
    slug = "agree"
    label = _("Agree or disagree")
    place = 40
    config_form = AgreeConfig

    def default_choices(self, config: Mapping[str, Any]) -> Sequence[StrOrPromise]:
        points = POINTS.get(config.get("points", 5), POINTS[5])
        return [*points, *([_("I do not know")] if config.get("with_unsure") else [])]


KIND = Agree()
