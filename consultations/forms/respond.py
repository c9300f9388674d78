"""What comes in beside the answers themselves: how to begin, for whom one answers, where to write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.models import Response
from consultations.reply import Reply
from core.sanitise import plain
from questions.models import Style

YES_NO = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]
WHO = [("myself", gettext_lazy("For myself")), ("organisation", gettext_lazy("For an organisation or group"))]


class BeginForm(forms.Form):
    """The start page: the wording, where there are several, and a box that people do not see."""

    website = forms.CharField(label=gettext_lazy("Leave this box empty"), required=False, max_length=200)

    def __init__(
        self, data: Any = None, *, wordings: Sequence[tuple[str, str]], preferred: tuple[str, str] | None = None
    ) -> None:
        """`preferred`: one of the wordings, chosen beforehand; who begins may still choose another."""
        super().__init__(data, initial={"wording": _joined(preferred or wordings[0])})
        self.fields["wording"] = forms.ChoiceField(
            label=_("How do you want to read it?"),
            choices=[(_joined(pair), _spoken(pair)) for pair in wordings],
            required=len(wordings) > 1,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Choose how you want to read it."),
                "invalid_choice": _("Choose one of these ways to read it."),
            },
        )
        self.default = wordings[0]
        self.preferred = preferred or wordings[0]
        self.has_choice = len(wordings) > 1

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(
                _("Something filled in a box that people do not see. It is empty now: press the button again.")
            )
        return ""

    def chosen(self) -> tuple[str, str]:
        """Return language and style."""
        language, _dot, style = (self.cleaned_data["wording"] or _joined(self.default)).partition(":")
        return language, style


class ReplyForm(forms.Form):
    """About the answers as a whole."""

    who = forms.ChoiceField(
        label=gettext_lazy("Who are you answering for?"),
        choices=WHO,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say who you are answering for.")},
    )
    organisation_name = forms.CharField(
        label=gettext_lazy("Name of the organisation or group"),
        help_text=gettext_lazy("We publish it only if you say below that we may publish your words with your name."),
        max_length=200,
        required=False,
    )
    is_under_18 = forms.ChoiceField(
        label=gettext_lazy("Are you under 18?"),
        help_text=gettext_lazy("We never publish the name of anyone under 18."),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether you are under 18.")},
    )
    consent = forms.ChoiceField(
        label=gettext_lazy("May we publish what you wrote in your own words?"),
        help_text=gettext_lazy("We count your answers either way. An officer reads your words before they go public."),
        choices=Response.Consent.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether we may publish your words.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("Only if we may publish your words with your name."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    wants_outcome = forms.BooleanField(label=gettext_lazy("E-mail me what was decided"), required=False)
    wants_progress = forms.BooleanField(
        label=gettext_lazy("E-mail me when something comes of it: at most once a week, while it is being done"),
        required=False,
    )
    wants_copy = forms.BooleanField(label=gettext_lazy("E-mail me a copy of my answers"), required=False)
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("Only if you ticked one of these. It is kept apart from your answers."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "invalid": gettext_lazy("Write an e-mail address like name@example.org."),
        },
    )

    OPTIONAL = frozenset({"organisation_name", "name", "email"})
    WRITTEN_TO = ("wants_outcome", "wants_progress", "wants_copy")

    def __init__(self, data: Any = None, *, is_paper: bool = False, **kwargs: Any) -> None:
        """`is_paper`: an officer types it in, and can only tell what the paper tells."""
        super().__init__(data, **kwargs)
        if is_paper:
            self.fields["is_under_18"].required = False

    def clean_organisation_name(self) -> str:
        return plain(self.cleaned_data["organisation_name"])

    def clean_name(self) -> str:
        return plain(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for_body = cleaned.get("who") == "organisation"
        if for_body and not cleaned.get("organisation_name"):
            self._refuse("organisation_name", _("Write the name of the organisation or group."))
        if cleaned.get("consent") == Response.Consent.NAMED:
            if cleaned.get("is_under_18") == "yes":
                self._refuse(
                    "consent", _("You are under 18, so we never publish your name. Choose one of the other two.")
                )
            elif not cleaned.get("is_under_18") and "is_under_18" not in self.errors:
                self._refuse("consent", _("We publish a name only of somebody who says that they are 18 or over."))
            elif not for_body and not cleaned.get("name"):
                self._refuse("name", _("Write your name, or choose to be published without it."))
        if any(cleaned.get(name) for name in self.WRITTEN_TO) and not cleaned.get("email"):
            self._refuse("email", _("Write your e-mail address, or untick the boxes above it."))
        return cleaned

    def reply(self) -> Reply:
        """Return what may be kept: no name that is not to be published, no address that nothing goes to."""
        data = self.cleaned_data
        is_named = data["consent"] == Response.Consent.NAMED
        is_written_to = any(data[name] for name in self.WRITTEN_TO)
        return Reply(
            organisation_name=data["organisation_name"] if data["who"] == "organisation" else "",
            is_under_18={"yes": True, "no": False}.get(data["is_under_18"]),
            consent=data["consent"],
            name=data["name"] if is_named else "",
            email=data["email"] if is_written_to else "",
            wants_outcome=data["wants_outcome"],
            wants_progress=data["wants_progress"],
            wants_copy=data["wants_copy"],
        )

    @staticmethod
    def initial_of(reply: Reply, *, is_answered: bool) -> dict[str, Any]:
        """Return what the form shows of what was said before; nothing is chosen for somebody who said nothing yet."""
        if not is_answered:
            return {}
        return {
            "who": "organisation" if reply.organisation_name else "myself",
            "organisation_name": reply.organisation_name,
            "is_under_18": {True: "yes", False: "no", None: ""}[reply.is_under_18],
            "consent": reply.consent,
            "name": reply.name,
            "wants_outcome": reply.wants_outcome,
            "wants_progress": reply.wants_progress,
            "wants_copy": reply.wants_copy,
            "email": reply.email,
        }

    def _refuse(self, name: str, message: str) -> None:
        if name not in self.errors:
            self.add_error(name, message)


class EmailForm(forms.Form):
    """Where a private link or a copy goes, once. The address is not kept."""

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": gettext_lazy("Write the e-mail address to send it to."),
            "invalid": gettext_lazy("Write an e-mail address like name@example.org."),
        },
    )


def _joined(pair: tuple[str, str]) -> str:
    return f"{pair[0]}:{pair[1]}"


def _spoken(pair: tuple[str, str]) -> str:
    """Return what a wording is called: the language as its readers write it, and the style where it is not plain."""
    language, style = pair
    name = dict(settings.QUESTION_LANGUAGES).get(language, language)
    if style == Style.STANDARD:
        return name
    return _("%(language)s, %(style)s") % {"language": name, "style": Style(style).label.lower()}
