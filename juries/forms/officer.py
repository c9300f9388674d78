"""What officers fill in about recommendations, what they rest on, and the answers of bodies."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actions.models import Action, ActionPlan
from juries.models import BodyAnswer, JurorQuestion, JuryPage, Recommendation, ResidentQuestion, SessionPage, Witness
from people.models import Organisation


class DayInput(forms.DateInput):
    """A day as browsers offer it; where they do not, it is typed in the same form."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class RecommendationForm(forms.ModelForm):
    """All that is said of one recommendation. A published one keeps its number."""

    class Meta:
        model = Recommendation
        fields: ClassVar = [
            "number",
            "title",
            "theme",
            "text",
            "reasons",
            "votes_for",
            "votes_against",
            "votes_abstained",
            "threshold",
        ]
        widgets: ClassVar = {"text": forms.Textarea(attrs={"rows": 5}), "reasons": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, jury: JuryPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = jury.themes.all()  # type: ignore[attr-defined]
        self.fields["number"].min_value = 1  # type: ignore[attr-defined]
        if self.instance.published_at:
            del self.fields["number"]

    def validate_constraints(self) -> None:
        """The service and the fields say it, in place."""

    def clean_number(self) -> int:
        value: int = self.cleaned_data["number"]
        if value < 1:
            raise forms.ValidationError(_("Write 1 or more."))
        return value

    def clean_threshold(self) -> int | None:
        value: int | None = self.cleaned_data["threshold"]
        if value is not None and not 50 <= value <= 100:
            raise forms.ValidationError(_("Write a share between 50 and 100, or leave it blank."))
        return value


class EvidenceForm(forms.Form):
    """One thing that it rests on: a session, and perhaps a witness or a question of the jurors in it."""

    basis = forms.ChoiceField(label=gettext_lazy("It rests on"))
    note = forms.CharField(label=gettext_lazy("What it showed"), max_length=300, required=False)

    def __init__(self, *args: Any, jury: JuryPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = _bases(jury)
        rows = [("", _("Choose a session, a witness or a question"))]
        self.fields["basis"].choices = rows + [(key, label) for key, (label, _found) in self.known.items()]  # type: ignore[attr-defined]

    def evidence(self) -> dict[str, Any]:
        """Return what the service takes."""
        _label, found = self.known[self.cleaned_data["basis"]]
        return {**found, "note": self.cleaned_data["note"]}


def _bases(jury: JuryPage) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return everything the jury heard, by a key for a form: three statements."""
    sessions = list(SessionPage.objects.child_of(jury).order_by("starts_at", "path"))
    witnesses = Witness.objects.filter(session__in=sessions)
    questions = JurorQuestion.objects.filter(session__in=sessions)
    by_pk = {session.pk: session for session in sessions}
    known: dict[str, tuple[str, dict[str, Any]]] = {}
    for session in sessions:
        known[f"session-{session.pk}"] = (session.title, {"session": session})
    for one in witnesses:
        session = by_pk[one.session_id]
        known[f"witness-{one.pk}"] = (f"{session.title}: {one}", {"session": session, "witness": one})
    for asked in questions:
        session = by_pk[asked.session_id]
        known[f"question-{asked.pk}"] = (f"{session.title}: “{asked}”", {"session": session, "question": asked})
    return known


class MinorityForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What they want said"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write the statement.")},
    )
    jurors = forms.IntegerField(
        label=gettext_lazy("How many jurors stand by it"), min_value=1, max_value=200, initial=1
    )


class AskBodiesForm(forms.Form):
    """Which bodies must answer, and by when."""

    organisations = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Bodies that must answer"),
        queryset=Organisation.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one body.")},
    )
    due_on = forms.DateField(
        label=gettext_lazy("Answer due"),
        widget=DayInput(),
        help_text=gettext_lazy("The last day on which an answer is in time."),
        error_messages={
            "required": gettext_lazy("Say by which day."),
            "invalid": gettext_lazy("Write a day, such as 2026-05-31."),
        },
    )


class ActionsForm(forms.Form):
    """The actions that answer a recommendation, out of the plans of its jury."""

    actions = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Actions that answer it"),
        queryset=Action.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, jury: JuryPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actions"].queryset = Action.objects.filter(plan__jury_links__jury=jury).order_by(  # type: ignore[attr-defined]
            "plan__title", "order", "pk"
        )


class PlanForm(forms.Form):
    plan = forms.ModelChoiceField(
        label=gettext_lazy("A plan that answers this jury"),
        queryset=ActionPlan.objects.none(),
        error_messages={"required": gettext_lazy("Choose a plan.")},
    )

    def __init__(self, *args: Any, plans: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What a body answers. `seen` says which answer its author had in front of them."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=BodyAnswer.Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether you accept it, accept it in part or reject it.")},
    )
    reasons = forms.CharField(
        label=gettext_lazy("Your reasons"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Published with your answer. Say what you will do, and what you will not do and why."),
        error_messages={"required": gettext_lazy("Give your reasons: they are published with the answer.")},
    )
    seen = forms.DateTimeField(widget=forms.HiddenInput, required=False)


class DealForm(forms.Form):
    """What became of a resident's question."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What became of it"), choices=[("", "---------"), *ResidentQuestion.Outcome.choices]
    )
    answer = forms.CharField(
        label=gettext_lazy("What was said"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
