"""What a respondent may tell about themselves: the form over one version of the lists in `people/equality_lists/`.

Every question is optional, says why it is asked and takes 'prefer not to say'. Age comes first, because gender
identity and sexual orientation are asked only from 16: an answer to either is dropped when the respondent is younger,
and not taken when they have not said how old they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _

from people.equality_lists import (
    CURRENT,
    PREFER_NOT,
    PREFER_NOT_LABEL,
    UNKNOWN,
    UNKNOWN_LABEL,
    EqualityList,
    Feature,
    get_list,
)

__all__ = [
    "CURRENT",
    "PREFER_NOT",
    "PREFER_NOT_LABEL",
    "UNKNOWN",
    "UNKNOWN_LABEL",
    "AboutYouForm",
    "Feature",
    "clean_answers",
    "get_list",
    "grouped_choices",
    "is_under_16_by",
]


def is_under_16_by(answers: Mapping[str, str], equality_list: EqualityList) -> bool | None:
    """Say whether the age answered is under 16; None when no age was told."""
    age = answers.get(equality_list.age, "")
    if age in ("", PREFER_NOT):
        return None
    return age == equality_list.under_16


def clean_answers(
    answers: Mapping[str, str], *, list_version: str = CURRENT, is_under_16: bool | None = None
) -> dict[str, str]:
    """Keep what may be kept of the answers about one respondent.

    Args:
        answers: Code per feature; unknown features and codes are dropped.
        is_under_16: What is known from elsewhere; an age told here counts more when it is the younger.

    Returns:
        Code per feature, in the order of the list.
    """
    equality_list = get_list(list_version)
    told = is_under_16_by(answers, equality_list)
    is_of_age = told is False or (told is None and is_under_16 is False)
    is_of_age = is_of_age and is_under_16 is not True
    kept: dict[str, str] = {}
    for feature in equality_list.features:
        code = answers.get(feature.slug, "")
        if code not in feature.codes() or (feature.is_from_16 and not is_of_age):
            continue
        if feature.only_after and kept.get(feature.only_after[0]) != feature.only_after[1]:
            continue
        kept[feature.slug] = code
    return kept


def grouped_choices(feature: Feature) -> list[Any]:
    """Return the choices of one feature for a select or radios, in named groups where the list has them."""
    choices: list[Any] = []
    for option in feature.offered():
        pair = (option.code, option.label)
        if not option.group:
            choices.append(pair)
        elif choices and choices[-1][0] == option.group:
            choices[-1][1].append(pair)
        else:
            choices.append((option.group, [pair]))
    return [*choices, (PREFER_NOT, PREFER_NOT_LABEL)]


class AboutYouForm(forms.Form):
    """One radio group per feature, named by its slug. `answers()` is what may be stored.

    Args:
        is_under_16: What is known from elsewhere. True: what is asked only from 16 is not in the form at all.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        list_version: str = CURRENT,
        initial: Mapping[str, str] | None = None,
        is_under_16: bool | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}), **kwargs)
        self.equality_list = get_list(list_version)
        self.is_under_16 = is_under_16
        for feature in self.equality_list.features:
            if not (feature.is_from_16 and is_under_16):
                self.fields[feature.slug] = self._field(feature)

    @property
    def list_version(self) -> str:
        return self.equality_list.version

    def _field(self, feature: Feature) -> forms.ChoiceField:
        field = forms.ChoiceField(
            label=feature.question,
            help_text=format_lazy("{} {}", feature.hint, feature.reason) if feature.hint else feature.reason,
            choices=grouped_choices(feature),
            required=False,
            widget=forms.RadioSelect(attrs=self._marks(feature)),
        )
        field.error_messages["invalid_choice"] = _("Choose one of the answers in the list, or leave this blank.")
        return field

    def _marks(self, feature: Feature) -> dict[str, str]:
        """Return what static/js/about-you.js reads off the fields to put away those that do not apply."""
        marks = {"data-from-16": ""} if feature.is_from_16 else {}
        if feature.slug == self.equality_list.age:
            marks["data-under-16"] = self.equality_list.under_16
        if feature.only_after:
            marks["data-only-after"] = "=".join(feature.only_after)
        return marks

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        told = is_under_16_by(cleaned, self.equality_list)
        age_is_unknown = told is None and self.is_under_16 is None
        for feature in self.equality_list.features:
            code = cleaned.get(feature.slug, "")
            if feature.is_from_16 and age_is_unknown and code not in ("", PREFER_NOT):
                self.add_error(
                    feature.slug,
                    _(
                        "We ask this only of people aged 16 or over. Choose your age at the top of this page, "
                        "or choose “Prefer not to say” here."
                    ),
                )
        return cleaned

    def answers(self) -> dict[str, str]:
        """Return code per feature for all that was answered and may be kept; call after `is_valid()`."""
        return clean_answers(self.cleaned_data, list_version=self.list_version, is_under_16=self.is_under_16)

    def questions(self) -> Iterator[tuple[Feature, forms.BoundField]]:
        """Yield each feature with its bound field, in order, for a template."""
        for feature in self.equality_list.features:
            if feature.slug in self.fields:
                yield feature, self[feature.slug]
