"""What members fill in: a name, a post, a report, an appeal, a question."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.models import Forum, Member, Report
from forums.names import LONGEST_NAME
from people.models import Organisation

HOW = _(
    "A blank line makes a paragraph, **two stars** make bold, a line that starts with “- ” a list, with “> ” a quote."
)


def words_field(label: Any, *, help_text: Any = "", rows: int = 6) -> forms.CharField:
    """Return a field of many lines. What is missing or too long is said by the service that takes it."""
    return forms.CharField(
        label=label, help_text=help_text, required=False, strip=False, widget=forms.Textarea(attrs={"rows": rows})
    )


class JoinForm(forms.Form):
    """A name for this community; for officers, body and role; for a closed community, a word to its moderators."""

    name = forms.CharField(
        label=_("Your name in this community"),
        help_text=_("It need not be your real one. Nobody can see from it which names you have in other communities."),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    organisation = forms.ModelChoiceField(
        label=_("You write for"), queryset=Organisation.objects.none(), required=False
    )
    role = forms.CharField(
        label=_("Your role there"), help_text=_("Such as ‘policy officer’."), max_length=80, required=False
    )
    request = words_field(
        _("A word to the moderators, who let people in"),
        help_text=_("Only they read it, and it is deleted when they have decided."),
        rows=3,
    )

    def __init__(self, *args: Any, forum: Forum, bodies: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if bodies:
            del self.fields["name"]
            self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=[body.pk for body in bodies])  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"], self.fields["role"]
        if not forum.is_closed:
            del self.fields["request"]


class PostForm(forms.Form):
    source = words_field(_("Your post"), help_text=HOW, rows=7)


class ThreadForm(PostForm):
    title = forms.CharField(label=_("Title"), max_length=150, required=False)
    field_order = ["title", "source"]


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        initial=Report.Reason.RULES,
    )
    words = words_field(
        _("In your own words"), help_text=_("You need not write anything, and not say who you are."), rows=3
    )


class NoticesForm(forms.Form):
    notices = forms.ChoiceField(
        label=_("How often may we write to you about this community?"),
        choices=Member.Notices.choices,
        widget=forms.RadioSelect,
    )


class AppealForm(forms.Form):
    words = words_field(_("Why should the post stand?"), rows=4)


class QuestionForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Who should answer?"), queryset=Organisation.objects.order_by("name"), empty_label=_("Choose a body")
    )
    title = forms.CharField(label=_("Your question, in one sentence"), max_length=150, required=False)
    text = words_field(_("Why you ask"), rows=4)


class AnswerForm(forms.Form):
    role = forms.CharField(label=_("Your role"), max_length=80, required=False)
    answer = words_field(_("Your body’s answer"), help_text=HOW, rows=8)
