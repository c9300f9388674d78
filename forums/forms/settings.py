"""What is filled in by whoever looks after a forum: its settings, rules, moderators, assessments; opening a name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.errors import NotLater
from forums.forms.writing import words_field
from forums.models import Assessment, Forum
from forums.services.settings import FIELDS
from people.models import CommunityOfInterest


def _numbers(words: Any) -> dict[str, Any]:
    """Say the same whatever is wrong with a number."""
    return dict.fromkeys(("required", "invalid", "min_value", "max_value"), words)


class SettingsForm(forms.ModelForm):
    """How a forum is kept. The words that hold a post are for its moderators: they may tell what is said in it."""

    class Meta:
        model = Forum
        fields = FIELDS
        labels = {
            "welcome": _("What is said to whoever comes in"),
            "complaints": _("How to complain about the forum or its moderators"),
            "first_posts_wait": _("How many first posts of somebody new wait for a moderator?"),
            "slow_mode_seconds": _("How many seconds must lie between two posts of one person?"),
            "supporters_needed": _("How many supporters send a question to its body?"),
            "answer_days": _("How many days has a body to answer?"),
            "held_words": _("Words that hold a post until a moderator has looked"),
        }
        help_texts = {
            "complaints": _("A role, an address, how long it takes. It stands under the rules of the house."),
            "first_posts_wait": _("0 to 50. With 0 every post appears at once."),
            "slow_mode_seconds": _("0 is as fast as one likes. 86,400 is a day."),
            "supporters_needed": _("Questions that look for supporters already keep their number."),
            "answer_days": _("1 to 365. Questions that have gone out keep their day."),
            "held_words": _("One a line. A star at the end stands for any ending: walk* holds walking."),
        }
        widgets = {
            "welcome": forms.Textarea(attrs={"rows": 4}),
            "complaints": forms.Textarea(attrs={"rows": 3}),
            "held_words": forms.Textarea(attrs={"rows": 5}),
        }
        error_messages = {
            "first_posts_wait": _numbers(_("Write a number from 0 to 50.")),
            "slow_mode_seconds": _numbers(_("Write a number from 0 to 86,400.")),
            "supporters_needed": _numbers(_("Write a number of people, 1 or more.")),
            "answer_days": _numbers(_("Write a number of days from 1 to 365.")),
        }

    def __init__(self, *args: Any, shows_words: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not shows_words:
            del self.fields["held_words"]


class MakeForm(forms.Form):
    """Giving a community its forum."""

    community = forms.ModelChoiceField(
        label=_("Which community?"), queryset=CommunityOfInterest.objects.none(), empty_label=_("Choose a community")
    )
    reading = forms.ChoiceField(
        label=_("Who reads it?"),
        choices=[
            ("open", _("Everybody: anyone may read, and joins with one click")),
            ("closed", _("Members alone: its own moderators let people in")),
        ],
        widget=forms.RadioSelect,
    )
    moderator = forms.EmailField(
        label=_("E-mail address of its first moderator"),
        help_text=_("They need an account here. A closed forum cannot do without."),
        required=False,
    )

    def __init__(self, *args: Any, communities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].queryset = communities  # type: ignore[attr-defined]


class RuleForm(forms.Form):
    title = forms.CharField(label=_("The rule in one sentence"), max_length=120, required=False)
    text = words_field(_("What it means"), rows=3)


class ModeratorForm(forms.Form):
    email = forms.EmailField(
        label=_("Their e-mail address"),
        help_text=_("They need an account here. Readers never see who moderates."),
        error_messages={"required": _("Give the e-mail address of the person to name.")},
    )
    may_open_names = forms.BooleanField(
        label=_("May take part in opening who is behind a name"),
        help_text=_("Always together with a second person."),
        required=False,
    )

    def __init__(self, *args: Any, may_give_right: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_give_right:
            del self.fields["may_open_names"]


class AssessmentForm(forms.ModelForm):
    """An assessment that was made; it stays on record as it was made."""

    class Meta:
        model = Assessment
        fields = ("kind", "made_on", "review_on", "made_by_role", "conclusion")
        help_texts = {"made_by_role": _("Such as ‘safeguarding lead’: a role, never somebody’s name.")}
        widgets = {
            "kind": forms.RadioSelect,
            "made_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "review_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "conclusion": forms.Textarea(attrs={"rows": 5}),
        }
        error_messages = {
            "kind": {"required": _("Choose what was assessed.")},
            "made_on": dict.fromkeys(("required", "invalid"), _("Write the day on which it was made.")),
            "review_on": dict.fromkeys(("required", "invalid"), _("Write the day on which it is looked at again.")),
            "made_by_role": {"required": _("Say in which role somebody made it.")},
            "conclusion": {"required": _("Write what was found and what is done about it.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Assessment.Kind.choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Say beside the field what the database would refuse."""
        data = super().clean() or {}
        made_on, review_on = data.get("made_on"), data.get("review_on")
        if made_on and review_on and review_on <= made_on:
            self.add_error("review_on", NotLater.message)
        return data


class OpeningForm(forms.Form):
    """Asking who is behind a name."""

    reason = words_field(
        _("Why must it be known?"),
        help_text=_("The second person decides by this. It is kept with both your names, and the member is told it."),
        rows=4,
    )
    is_endangering = forms.BooleanField(
        label=_("Telling the member would put somebody in danger"),
        help_text=_("Then they are not told. Say below who would be in danger."),
        required=False,
    )
    endangers = words_field(_("Who would be in danger, and how?"), rows=3)


class AppealDecisionForm(forms.Form):
    """An appeal that nobody else can decide."""

    is_upheld = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[("yes", _("The author is right: put the post back")), ("no", _("Leave it removed"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you decide.")},
    )
    reason = words_field(_("Your reasons: the author is told"), rows=4)
