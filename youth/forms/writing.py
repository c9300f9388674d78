"""What writers fill in."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.pictures import ACCEPTED
from youth.models import ArticlePage, Series, Writer, YouthTopic
from youth.services.drafting import Draft

LONGEST_TITLE: Final = 120
LONGEST_TEASER: Final = 160
LONGEST_BODY: Final = 20_000
LONGEST_IDEA: Final = 500
#: Said where more was typed than fits.
TOO_LONG: Final = {
    "max_length": _("That is %(show_value)s characters long. Take it down to %(limit_value)s."),
}


class IdeaForm(forms.Form):
    title = forms.CharField(
        label=_("What is it called?"),
        help_text=_("You can change it later."),
        max_length=LONGEST_TITLE,
        error_messages={"required": _("Give it a title. You can change it later."), **TOO_LONG},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    idea = forms.CharField(
        label=_("Your idea, in a sentence or two"),
        help_text=_("What is it about, and why should people our age read it?"),
        max_length=LONGEST_IDEA,
        error_messages=TOO_LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DraftForm(forms.Form):
    """The piece itself. Nothing but the title is asked for while it is a draft."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Title"),
        max_length=LONGEST_TITLE,
        error_messages={"required": _("Give it a title. You can change it later."), **TOO_LONG},
        widget=forms.TextInput(attrs={"class": "desk-title", "autocomplete": "off"}),
    )
    teaser = forms.CharField(
        label=_("What is it about, in a sentence?"),
        help_text=_("It stands under the title and makes people want to read on. 160 characters at most."),
        max_length=LONGEST_TEASER,
        error_messages=TOO_LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    body = forms.CharField(
        label=_("Your text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"class": "desk-words", "rows": 18}),
    )
    kind = forms.ChoiceField(label=_("What kind of piece is it?"), choices=ArticlePage.Kind.choices)
    rating = forms.TypedChoiceField(
        label=_("Your rating"),
        help_text=_("For reviews alone."),
        choices=[("", _("No rating")), *((number, str(number)) for number in range(5, 0, -1))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"),
        queryset=YouthTopic.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    series = forms.ModelChoiceField(
        label=_("Does it belong to a series?"),
        help_text=_("It is a suggestion: the editors have the last word."),
        queryset=Series.objects.all(),
        required=False,
        empty_label=_("No series"),
    )
    picture = forms.FileField(
        label=_("Picture"),
        help_text=_(
            "JPEG, PNG or WebP, 8 megabytes at most. Where and when it was taken is removed from it."
            " Ask first if somebody can be recognised in it."
        ),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    picture_alt = forms.CharField(
        label=_("What the picture shows"),
        help_text=_("For people who cannot see it, in a sentence: “Two girls under one umbrella”."),
        max_length=200,
        error_messages=TOO_LONG,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    drops_picture = forms.BooleanField(label=_("Take the picture out"), required=False)
    uses_first_name = forms.BooleanField(label=_("Put my first name above it, not my pen name"), required=False)

    def __init__(self, *args: Any, writer: Writer, has_picture: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if writer.is_younger or not writer.first_name:
            del self.fields["uses_first_name"]
        if not has_picture:
            del self.fields["drops_picture"]
        for name in ("topics", "series"):
            if not self.fields[name].queryset.exists():  # type: ignore[attr-defined]
                del self.fields[name]

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"].replace("\r\n", "\n")
        if len(body) > LONGEST_BODY:
            words = _("That is %(much)s characters long. Take it down to %(most)s, or make two pieces of it.")
            raise forms.ValidationError(words % {"much": f"{len(body):,}", "most": f"{LONGEST_BODY:,}"})
        return body

    def draft(self) -> Draft:
        """Return what was typed."""
        typed = self.cleaned_data
        return Draft(
            title=typed["title"],
            kind=typed["kind"],
            teaser=" ".join(typed["teaser"].split()),
            body=typed["body"],
            rating=typed["rating"],
            picture_alt=typed["picture_alt"],
            series=typed.get("series"),
            topics=list(typed.get("topics") or ()),
            uses_first_name=typed.get("uses_first_name", False),
        )


def initial_of(article: ArticlePage, *, uses_first_name: bool) -> dict[str, Any]:
    """Return what the form shows of a version."""
    names = ("title", "teaser", "body", "kind", "rating", "picture_alt")
    values = {name: getattr(article, name) for name in names}
    return values | {
        "topics": [topic.pk for topic in article.topics.all()],
        "series": article.series_id,
        "uses_first_name": uses_first_name,
    }


class WordsForm(forms.Form):
    """Something said, to one or to all. What is missing or too long is said by the service that takes it."""

    words = forms.CharField(
        label=_("Write something"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 4})
    )
