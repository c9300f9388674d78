"""What members fill in: a name, a post, a report, an appeal, a question."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actions.models import Action
from forums.models import Forum, Member, Picture, Report
from forums.models.pictures import LONGEST_ALT
from forums.names import LONGEST_NAME
from forums.pictures import ACCEPTED, MOST_PICTURES
from people.models import Organisation

HOW = _(
    "A blank line makes a paragraph, **two stars** make bold, a line that starts with “- ” a list, with “> ” a quote."
)


def words_field(label: Any, *, help_text: Any = "", rows: int = 6) -> forms.CharField:
    """Return a field of many lines. What is missing or too long is said by the service that takes it."""
    return forms.CharField(
        label=label, help_text=help_text, required=False, strip=False, widget=forms.Textarea(attrs={"rows": rows})
    )


def alt_field(label: Any, *, initial: str = "") -> forms.CharField:
    """Return a field that says what a picture shows; whether it may be empty is said by the service."""
    return forms.CharField(
        label=label,
        help_text=_("For people who cannot see it, in a sentence: “The ramp ends at a kerb”."),
        max_length=LONGEST_ALT,
        initial=initial,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
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

    def __init__(
        self, *args: Any, forum: Forum, bodies: list[Organisation], is_inside: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if bodies:
            del self.fields["name"]
            self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=[body.pk for body in bodies])  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"], self.fields["role"]
        if is_inside or not forum.is_closed:
            del self.fields["request"]


class KeptPicture:
    """A picture that is kept, with the two fields about it: what it shows, and whether to take it out."""

    def __init__(self, picture: Picture, form: forms.Form) -> None:
        self.picture = picture
        self.alt = form[f"alt_{picture.pk}"]
        self.gone = form[f"gone_{picture.pk}"]


class WordsForm(forms.Form):
    """The words of a post, and what is said about the pictures that are kept beside it."""

    source = words_field(_("Your post"), help_text=HOW, rows=7)

    def __init__(self, *args: Any, pictures: Iterable[Picture] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pictures = list(pictures)
        for number, picture in enumerate(self.pictures, start=1):
            label = _("What picture %(number)s shows") % {"number": number}
            self.fields[f"alt_{picture.pk}"] = alt_field(label, initial=picture.alt)
            words = _("Take picture %(number)s out") % {"number": number}
            self.fields[f"gone_{picture.pk}"] = forms.BooleanField(label=words, required=False)

    def kept(self) -> list[KeptPicture]:
        return [KeptPicture(picture, self) for picture in self.pictures]

    def alts(self) -> dict[int, str]:
        """Return what was sent about pictures; what was not sent stays as it is."""
        names = {picture.pk: f"alt_{picture.pk}" for picture in self.pictures}
        return {pk: self.data[name] for pk, name in names.items() if name in self.data}

    def gone(self) -> set[int]:
        return {picture.pk for picture in self.pictures if f"gone_{picture.pk}" in self.data}


class PostForm(WordsForm):
    """A post that is written, with a picture to put beside it."""

    picture = forms.FileField(
        label=_("Add a picture"),
        help_text=_("JPEG, PNG or WebP, 8 megabytes at most. Where and when it was taken is removed from it."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    alt = alt_field(_("What this picture shows"))

    @property
    def takes_more(self) -> bool:
        return len(self.pictures) < MOST_PICTURES

    @property
    def shows_pictures(self) -> bool:
        """Whether the part about pictures stands open: where there is one, or something was not right with it."""
        wrong = set(self.errors) - {"source", "title"} if self.is_bound else set()
        return bool(self.pictures or wrong or (self.is_bound and self.data.get("alt")))


class ThreadForm(PostForm):
    title = forms.CharField(label=_("Title"), max_length=150, required=False)


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
        label=_("Who should answer?"),
        queryset=Organisation.objects.order_by("name"),
        empty_label=_("Choose a body"),
        error_messages={"required": _("Choose the body that should answer.")},
    )
    title = forms.CharField(label=_("Your question, in one sentence"), max_length=150, required=False)
    text = words_field(_("Why you ask"), rows=4)


class AnswerActionForm(forms.Form):
    """An action in the ledger that comes of an answer: one of the body's own, in a plan that everybody can read."""

    action = forms.ModelChoiceField(
        label=_("What is being done: an action in the ledger"),
        help_text=_("One your body owns, or one of a plan your body leads. It stands under your answer."),
        queryset=Action.objects.none(),
        empty_label=_("None"),
        error_messages={
            "required": _("Choose the action first."),
            "invalid_choice": _("Choose an action of your own body, or of a plan that it leads."),
        },
    )

    def __init__(self, *args: Any, body: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theirs = Action.objects.published().filter(Q(owner=body) | Q(plan__lead_organisation=body))
        self.fields["action"].queryset = theirs.order_by("plan__title", "order", "pk")  # type: ignore[attr-defined]


class AnswerForm(AnswerActionForm):
    role = forms.CharField(label=_("Your role"), max_length=80, required=False)
    answer = words_field(_("Your body’s answer"), help_text=HOW, rows=8)
    field_order = ("role", "answer", "action")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].required = False
