"""Forms of joining and of one's own page, and those of administrators who keep safeguarding checks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import Area
from youth.models import Writer
from youth.pen_names import LONGEST

A_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DistrictField(forms.ModelChoiceField):
    """A district or none: nobody has to say."""

    def __init__(self) -> None:
        super().__init__(
            Area.objects.filter(youth_sections__isnull=False).distinct(),
            label=_("Your district"),
            help_text=_("So that your page can lead you to what is on near you. We never ask for anything closer."),
            empty_label=_("I’d rather not say"),
            required=False,
        )


class AgeForm(forms.Form):
    """What is asked before anything else. The age is read once and kept nowhere."""

    age = forms.IntegerField(
        label=_("How old are you?"),
        help_text=_("In whole years, such as 14. We do not ask for your birthday, and we do not keep your age."),
        min_value=0,
        max_value=120,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 4, "class": "short"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Write your age in whole years, such as 14.")
        ),
    )
    area = DistrictField()


class NameForm(forms.Form):
    """A pen name, and from 16 on a first name if one likes."""

    pen_name = forms.CharField(
        label=_("Your pen name"),
        help_text=_(
            "Everybody sees it above what you write. Do not use your real name, your user name from somewhere else or"
            " anything from your e-mail address."
        ),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Write a pen name."),
            "max_length": _("A pen name has 40 letters at most."),
        },
    )
    first_name = forms.CharField(
        label=_("Your first name"),
        help_text=_("Only if an article of yours may stand under it. No surname. You choose for each article."),
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )

    def __init__(self, *args: Any, is_younger: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_younger:
            del self.fields["first_name"]


class JoinForm(NameForm):
    is_made_up = forms.BooleanField(
        label=_("I made this name up. It does not tell who I am."),
        error_messages={"required": _("Tick that you made the name up. If it is your real name, choose another one.")},
    )


class SettingsForm(NameForm):
    area = DistrictField()
    wants_letters = forms.BooleanField(
        label=_("Send me an e-mail when something happens to my pieces"),
        help_text=_("Off unless you turn it on. Never between 9 at night and 7 in the morning."),
        required=False,
    )

    @staticmethod
    def of(writer: Writer) -> dict[str, Any]:
        names = ("pen_name", "first_name", "area", "wants_letters")
        return {name: getattr(writer, name) for name in names}


class GuardianForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address of your parent or guardian"),
        help_text=_("We write to them once. When they have answered, or after 14 days, we erase their address."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Write the e-mail address of your parent or guardian."),
            "invalid": _("Write the whole address, such as name@example.org."),
        },
    )


class LeaveForm(forms.Form):
    """What becomes of what is published. `has_articles`: whether there is anything to choose."""

    articles = forms.ChoiceField(
        label=_("What should happen to your published articles?"),
        choices=[
            ("keep", _("Leave them up, under my pen name")),
            ("erase", _("Take them down and erase them")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what should happen to your articles.")},
    )

    def __init__(self, *args: Any, has_articles: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_articles:
            del self.fields["articles"]

    def keeps(self) -> bool:
        return self.cleaned_data.get("articles") == "keep"


class CheckForm(forms.Form):
    """A check as it stands on the certificate."""

    email = forms.EmailField(
        label=_("E-mail address of the adult"),
        help_text=_("They need an account on this site."),
        error_messages=dict.fromkeys(("required", "invalid"), _("Write the e-mail address the adult signs in with.")),
    )
    number = forms.CharField(
        label=_("Number of the certificate"),
        help_text=_("It is kept encrypted. Administrators alone can see it, and each look is written down."),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write the number of the certificate: 6 to 20 letters or digits.")},
    )
    checked_on = forms.DateField(
        label=_("Date on the certificate"),
        widget=A_DAY,
        error_messages=dict.fromkeys(("required", "invalid"), _("Write the date on the certificate.")),
    )
    look_again_on = forms.DateField(
        label=_("To be looked at again on"),
        help_text=_("From this day on it no longer counts. Within three years of the certificate."),
        widget=A_DAY,
        error_messages=dict.fromkeys(("required", "invalid"), _("Write the day on which it is looked at again.")),
    )


class EndForm(forms.Form):
    reason = forms.CharField(
        label=_("Why does it end?"),
        help_text=_("It stays on record. Write nothing here about anybody’s past."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why it ends. It stays on record.")},
    )
