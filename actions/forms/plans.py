"""What an officer writes of a plan and of its actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from actions.models import Action, ActionPlan
from actions.typed import TidyFields, tidy
from people.models import Organisation


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PlanForm(TidyFields, forms.ModelForm[ActionPlan]):
    class Meta:
        model = ActionPlan
        fields = (
            "title",
            "summary",
            "introduction",
            "lead_organisation",
            "contact_role",
            "contact_email",
            "starts_on",
            "ends_on",
        )
        widgets = {"starts_on": DayInput(), "ends_on": DayInput(), "introduction": forms.Textarea({"rows": 6})}

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lead: Any = self.fields["lead_organisation"]
        lead.queryset = organisations
        if len(found := list(organisations[:2])) == 1:
            lead.initial = found[0]


class ActionForm(TidyFields, forms.ModelForm[Action]):
    place = forms.IntegerField(label=_("Place in the plan"), min_value=1, max_value=100_000, required=False)

    class Meta:
        model = Action
        fields = (
            "reference",
            "theme",
            "title",
            "what",
            "owner",
            "owner_role",
            "partners",
            "other_partners",
            "due_on",
            "due_words",
            "resources",
            "success_measure",
        )
        widgets = {
            "title": forms.Textarea({"rows": 2}),
            "what": forms.Textarea({"rows": 5}),
            "resources": forms.Textarea({"rows": 3}),
            "success_measure": forms.Textarea({"rows": 3}),
            "due_on": DayInput(),
            "partners": forms.CheckboxSelectMultiple(),
        }

    def __init__(self, *args: Any, place: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if place is None:
            del self.fields["place"]
        else:
            self.fields["place"].initial = place

    def clean_reference(self) -> str:
        """Refuse what another action of the plan has; the form does not show the plan, so Django does not ask."""
        reference: str = tidy(self.cleaned_data["reference"])
        others = Action.objects.filter(plan=self.instance.plan_id, reference=reference).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(_("Another action of this plan has this reference. Choose another."))
        return reference

    def written(self) -> dict[str, Any]:
        """Return the fields of the row itself: everything but partners and place."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"partners", "place"}}
