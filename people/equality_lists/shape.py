"""The shape of a list of questions about the respondent: plain values that no released version ever changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise as Words

PREFER_NOT: Final = "prefer_not"
PREFER_NOT_LABEL: Final = _("Prefer not to say")
#: The row of a table for those whose answer is not known: not given, refused or never asked.
UNKNOWN: Final = "unknown"
UNKNOWN_LABEL: Final = _("Not answered or prefer not to say")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer on offer. `band` is the wider group it is published under; empty: it stands for itself.

    `is_implied`: nobody chooses it; it is counted for those whom the feature's `only_after` rules out.
    """

    code: str
    label: Words
    group: Words = ""
    band: str = ""
    is_implied: bool = False


@dataclass(frozen=True, slots=True)
class Feature:
    """One question about the respondent.

    `reason` says in one sentence why it is asked. `only_after` names an earlier feature and the code that makes this
    one apply. `is_from_16` marks what is never asked of a child under 16.
    """

    slug: str
    question: Words
    title: Words
    reason: Words
    options: tuple[Option, ...]
    bands: Mapping[str, Words]
    is_from_16: bool = False
    only_after: tuple[str, str] | None = None
    hint: Words = ""

    def label_of(self, code: str) -> Words:
        """Return the words of one answer; the code itself if this list never had it."""
        if code == PREFER_NOT:
            return PREFER_NOT_LABEL
        if code == UNKNOWN:
            return UNKNOWN_LABEL
        return next((option.label for option in self.options if option.code == code), code)

    def band_of(self, code: str) -> str:
        """Return the band under which an answer is published; `UNKNOWN` for a refusal or an unknown code."""
        for option in self.options:
            if option.code == code:
                return option.band or option.code
        return UNKNOWN

    def band_label(self, band: str) -> Words:
        if band == UNKNOWN:
            return UNKNOWN_LABEL
        return self.bands.get(band) or self.label_of(band)

    def published_bands(self) -> list[str]:
        """Return the bands in display order, the unknown last."""
        return [*dict.fromkeys(option.band or option.code for option in self.options), UNKNOWN]

    def offered(self) -> list[Option]:
        return [option for option in self.options if not option.is_implied]

    def codes(self) -> list[str]:
        """Return every code an answer may have, refusal last."""
        return [*(option.code for option in self.offered()), PREFER_NOT]

    def counted_code(self, answers: Mapping[str, str]) -> str:
        """Return the code under which one respondent is counted for officers.

        Args:
            answers: Code per feature, as they were stored.
        """
        if self.slug in answers:
            return answers[self.slug]
        earlier = answers.get(self.only_after[0], UNKNOWN) if self.only_after else UNKNOWN
        if self.only_after and earlier not in (self.only_after[1], PREFER_NOT, UNKNOWN):
            return next((option.code for option in self.options if option.is_implied), UNKNOWN)
        return UNKNOWN


@dataclass(frozen=True, slots=True)
class EqualityList:
    """One version of all the questions. `under_16` is the code of the age feature that stands for a child under 16."""

    version: str
    source: Words
    features: tuple[Feature, ...]
    age: str = "age"
    under_16: str = "under_16"

    def feature(self, slug: str) -> Feature:
        """Return one feature.

        Raises:
            KeyError: This version has none of that name.
        """
        for feature in self.features:
            if feature.slug == slug:
                return feature
        raise KeyError(slug)
