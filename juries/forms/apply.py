"""What an applicant is asked: who they are, and one question for each feature that the draw balances."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.sanitise import plain
from juries.models import Recruitment, SoughtFeature
from juries.recruit_vault import Personal
from people.equality_lists import PREFER_NOT, PREFER_NOT_LABEL

BEFORE: str = "about-"


class ApplyForm(forms.Form):
    """The whole application on one page. `asked` are the features with their values."""

    name = forms.CharField(
        label=gettext_lazy("Your full name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Write your name.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("We send you a private link to your application, and write to you if you are drawn."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": gettext_lazy("Write your e-mail address."),
            "invalid": gettext_lazy("Write an e-mail address like name@example.org."),
        },
    )
    phone = forms.CharField(
        label=gettext_lazy("Your telephone number"),
        help_text=gettext_lazy("Only if we may ring you."),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    needs = forms.CharField(
        label=gettext_lazy("What do you need to be able to take part?"),
        help_text=gettext_lazy(
            "Such as step-free access, an interpreter, care for a child. It makes no difference to the draw."
        ),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_of_age = forms.BooleanField(error_messages={"required": ""})
    agrees = forms.BooleanField(
        label=gettext_lazy("I have read what taking part means, and would like to take part if I am drawn."),
        error_messages={"required": gettext_lazy("Tick that you would like to take part if you are drawn.")},
    )
    website = forms.CharField(label=gettext_lazy("Leave this box empty"), required=False, max_length=200)

    OPTIONAL = frozenset({"phone", "needs"})

    def __init__(self, data: Any = None, *, call: Recruitment, is_paper: bool = False) -> None:
        super().__init__(data)
        self.asked: list[SoughtFeature] = list(call.features.prefetch_related("values"))
        for feature in self.asked:
            self.fields[BEFORE + feature.slug] = _question(feature)
        age = self.fields["is_of_age"]
        age.label = _("I am %(years)d or over.") % {"years": call.least_age}
        words = _("Only people of %(years)d or over can sit on this jury. Tick this if you are.")
        age.error_messages["required"] = words % {"years": call.least_age}
        if is_paper:
            self.fields["email"].required = False
            self.fields["email"].help_text = _("If they gave one. Without it, print their private link for them.")
            age.label = _("The form says that they are %(years)d or over.") % {"years": call.least_age}
            self.fields["agrees"].label = _("The form is signed.")

    def clean_name(self) -> str:
        name = plain(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Write your name."))
        return name

    def clean_phone(self) -> str:
        return plain(self.cleaned_data["phone"])

    def clean_needs(self) -> str:
        return plain(self.cleaned_data["needs"])

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(
                _("Something filled in a box that people do not see. It is empty now: press the button again.")
            )
        return ""

    def personal(self) -> Personal:
        data = self.cleaned_data
        return Personal(name=data["name"], email=data["email"], phone=data["phone"], needs=data["needs"])

    def features(self) -> dict[str, str]:
        return {one.slug: self.cleaned_data[BEFORE + one.slug] for one in self.asked}

    def questions(self) -> Iterator[forms.BoundField]:
        for feature in self.asked:
            yield self[BEFORE + feature.slug]

    def problems(self) -> list[tuple[str, str]]:
        """Return what is wrong, in the order of the page, each with the id of its field."""
        order = ["website", *(BEFORE + one.slug for one in self.asked)]
        order = ["website", "name", "email", "phone", "needs", *order[1:], "is_of_age", "agrees"]
        anchors = {name: "" if name == "website" else _anchor(self[name]) for name in order}
        return [(anchors[name], str(self.errors[name][0])) for name in order if name in self.errors]


def _anchor(field: forms.BoundField) -> str:
    return str(field.auto_id if field.use_fieldset else field.id_for_label)


def _question(feature: SoughtFeature) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=feature.question,
        choices=[*((one.code, one.label) for one in feature.values.all()), (PREFER_NOT, PREFER_NOT_LABEL)],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("%(title)s: choose one, or ‘Prefer not to say’.") % {"title": feature.title},
            "invalid_choice": _("%(title)s: choose one of the answers in the list.") % {"title": feature.title},
        },
    )
