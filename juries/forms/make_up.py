"""What jurors say to be counted, and the groups that officers enter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juries.models import PopulationShare
from juries.services.make_up import FEATURES, Share


class AboutForm(forms.Form):
    """One question for each feature that has groups; each may stay open."""

    def __init__(self, *args: Any, shares: Iterable[PopulationShare], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bands: dict[str, list[str]] = defaultdict(list)
        for one in shares:
            bands[one.feature].append(one.band)
        for feature in FEATURES:
            if bands[feature.slug]:
                choices = [("", _("I do not want to say")), *((band, band) for band in bands[feature.slug])]
                self.fields[feature.slug] = forms.ChoiceField(
                    label=feature.question, choices=choices, required=False, widget=forms.RadioSelect
                )

    def answers(self) -> dict[str, str]:
        return {name: band for name, band in self.cleaned_data.items() if band}


class SharesForm(forms.Form):
    """The groups of one feature, one a line: the name, the share in per cent, and, on paper, the number of jurors."""

    feature = forms.ChoiceField(
        label=gettext_lazy("Feature"), choices=[(one.slug, one.title) for one in FEATURES], widget=forms.HiddenInput
    )
    lines = forms.CharField(
        label=gettext_lazy("Groups, one a line"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "Name; share of the population in per cent. Such as ‘Under 25; 28.5’. For a jury that had no room on line, "
            "add the number of jurors who agreed to be counted: ‘Under 25; 28.5; 4’."
        ),
    )

    def clean_lines(self) -> list[Share]:
        lines = [line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        shares = [self._share(line) for line in lines]
        names = [one.band.casefold() for one in shares]
        if len(set(names)) < len(names):
            raise forms.ValidationError(_("A group is there twice."))
        if sum(one.per_cent for one in shares) > Decimal("101"):
            raise forms.ValidationError(_("Together the shares are more than 100 per cent."))
        return shares

    def _share(self, line: str) -> Share:
        name, *numbers = (part.strip() for part in line.split(";"))
        try:
            per_cent = Decimal(numbers[0].rstrip("% "))
            on_paper = int(numbers[1]) if len(numbers) > 1 and numbers[1] else None
        except (IndexError, InvalidOperation, ValueError):
            raise forms.ValidationError(_("Line ‘%(line)s’: write name; per cent.") % {"line": line}) from None
        is_sound = name and len(name) <= 80 and per_cent.is_finite() and 0 <= per_cent <= 100 and len(numbers) < 3
        if not is_sound or (on_paper is not None and not 0 <= on_paper <= 500):
            raise forms.ValidationError(_("Line ‘%(line)s’: write name; per cent.") % {"line": line})
        return Share(name, per_cent.quantize(Decimal("0.1")), on_paper)
