"""What moderators fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from forums.forms.writing import words_field
from forums.models import Forum, HouseRule


class VerdictForm(forms.Form):
    """What is decided about the ticked posts."""

    action = forms.ChoiceField(
        label=_("What to do with the ticked posts"),
        choices=[
            ("approve", _("Let them through")),
            ("keep", _("Leave reported ones standing")),
            ("remove", _("Remove them")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what to do with the ticked posts.")},
    )
    rule = forms.ModelChoiceField(
        label=_("The rule they break, if you remove them"),
        queryset=HouseRule.objects.none(),
        required=False,
        empty_label=_("Choose a rule"),
    )
    reason = words_field(_("Why, if you remove them: the author is told this"), rows=3)

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].queryset = forum.rules.filter(is_retired=False)  # type: ignore[attr-defined]


class PutForm(forms.Form):
    """A question of the community, sent to its body; from a closed one in words of its own."""

    public_title = forms.CharField(label=_("The question as it goes out"), max_length=150, required=False)
    public_text = words_field(_("Why it is asked, as it goes out"), rows=4)


class ArrangeForm(forms.Form):
    """What is done with a whole thread."""

    title = forms.CharField(label=_("Title"), max_length=150, required=False)
    slow_mode_seconds = forms.IntegerField(
        label=_("Seconds between two posts of one person"),
        min_value=0,
        max_value=86_400,
        required=False,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Write a number of seconds from 0 to 86,400, which is a day.")
        ),
    )
    into = forms.IntegerField(
        label=_("Merge it into the thread with this number"),
        min_value=1,
        required=False,
        error_messages=dict.fromkeys(("invalid", "min_value"), _("Write the number of the thread, such as 12.")),
    )
    numbers = forms.CharField(
        label=_("Take these posts out into a new thread"),
        help_text=_("Their numbers with spaces between, such as 4 7 8."),
        max_length=500,
        required=False,
    )
    new_title = forms.CharField(label=_("Title of the new thread"), max_length=150, required=False)
    community = forms.ModelChoiceField(
        label=_("Move it to this community"),
        help_text=_("Nobody’s name goes along: there its posts are those of members of another community."),
        queryset=Forum.objects.none(),
        required=False,
        empty_label=_("Choose a community"),
        error_messages={"invalid_choice": _("Choose an open community that you look after.")},
    )

    def __init__(self, *args: Any, targets: QuerySet[Forum], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].queryset = targets  # type: ignore[attr-defined]


class SubjectForm(forms.Form):
    """What a thread is about."""

    address = forms.CharField(
        label=_("Address of the page it is about"),
        help_text=_(
            "Copy it from the top of your browser: a consultation, a promise, a recommendation, a report or another "
            "page of this site."
        ),
        max_length=500,
        required=False,
    )


class PauseForm(forms.Form):
    """Pausing the author of a post."""

    days = forms.TypedChoiceField(
        label=_("For how long?"),
        choices=[(1, _("A day")), (3, _("Three days")), (7, _("A week")), (28, _("Four weeks"))],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose for how long.")},
    )
    rule = forms.ModelChoiceField(
        label=_("The rule they broke"),
        queryset=HouseRule.objects.none(),
        empty_label=_("Choose a rule"),
        error_messages={"required": _("Choose the rule of the house that they broke.")},
    )
    reason = words_field(_("Why: they are told this"), rows=3)

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].queryset = forum.rules.filter(is_retired=False)  # type: ignore[attr-defined]
