"""Forms of this app's screens in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.users.forms import UserCreationForm, UserEditForm

from people.invitations import await_proof
from people.models import CommunityOfInterest, Organisation, User
from people.permissions import who_may_enter_admin
from people.roles import Role


class OrganisationForm(WagtailAdminModelForm):
    class Meta:
        model = Organisation
        fields = ["name", "short_name", "slug", "kind", "description", "website"]


class CommunityForm(WagtailAdminModelForm):
    class Meta:
        model = CommunityOfInterest
        fields = "__all__"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer who works here as its officer, and whoever is: not everybody who ever made an account."""
        super().__init__(*args, **kwargs)
        works_here = Q(pk__in=who_may_enter_admin().values("pk")) | Q(pk=self.instance.lead_officer_id)
        self.fields["lead_officer"].queryset = User.objects.filter(works_here).order_by("email")


class RolesField(forms.ModelMultipleChoiceField):
    """Roles across the site, then the organisations one is an officer of: each is a group."""

    def label_from_instance(self, obj: Any) -> str:
        if obj.name in Role.values:
            return str(Role(obj.name).label)
        organisation = getattr(obj, "organisation", None)
        if organisation is not None:
            return str(_("Officer of %(organisation)s")) % {"organisation": organisation}
        return obj.name


class PersonFormMixin:
    """No password and no tick for all powers: people choose their own, and an administrator is a role like others."""

    password_enabled = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        fields.pop("is_superuser", None)
        fields["email"].help_text = _("The name they sign in with.")
        fields["groups"] = RolesField(
            queryset=Group.objects.select_related("organisation").order_by("organisation__name", "name"),
            label=_("Roles"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


class PersonCreationForm(PersonFormMixin, UserCreationForm):
    def save(self, commit: bool = True) -> Any:
        self.instance.set_unusable_password()
        return super().save(commit=commit)


class PersonEditForm(PersonFormMixin, UserEditForm):
    def save(self, commit: bool = True) -> Any:
        """An address somebody else typed has to be proved by its owner."""
        person = super().save(commit=commit)
        if "email" in self.changed_data:
            await_proof(user=person)
        return person
