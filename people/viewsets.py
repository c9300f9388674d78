"""Where administrators keep partner bodies, communities of interest, and who may do what."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import ProtectedError, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_list_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log
from wagtail.users.views.bulk_actions import AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction
from wagtail.users.views.users import CreateView as UserCreateView
from wagtail.users.views.users import IndexView as UserIndexView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from people.forms import CommunityForm, OrganisationForm, PersonCreationForm, PersonEditForm
from people.invitations import invite
from people.models import CommunityOfInterest, Organisation, User
from people.openings import follow_community, open_rooms
from people.protection import without_protected
from people.services import create_organisation, remove_organisation, save_organisation


class OrganisationCreateView(generic.CreateView):
    def save_instance(self) -> Organisation:
        """Make the body with its group, its collection and its places in the rooms above."""
        organisation = create_organisation(**self.form.cleaned_data)
        open_rooms(organisation=organisation)
        log(instance=organisation, action="wagtail.create", content_changed=True)
        return organisation


class OrganisationEditView(generic.EditView):
    def save_instance(self) -> Organisation:
        organisation = save_organisation(organisation=self.form.save(commit=False))
        self.has_content_changes = self.form.has_changed()
        log(instance=organisation, action="wagtail.edit", content_changed=self.has_content_changes)
        return organisation


class OrganisationDeleteView(generic.DeleteView):
    def delete_action(self) -> None:
        log(instance=self.object, action="wagtail.delete")
        remove_organisation(organisation=self.object)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(
                self.request, _("%(name)s still has consultations or other things here.") % {"name": self.object}
            )
            return HttpResponseRedirect(self.get_success_url())


class OrganisationViewSet(ModelViewSet):
    model = Organisation
    icon = "home"
    menu_label = gettext_lazy("Organisations")
    menu_order = 300
    add_to_admin_menu = True
    list_display = ["name", "short_name", "kind"]
    list_filter = ["kind"]
    search_fields = ["name", "short_name"]
    copy_view_enabled = False
    inspect_view_enabled = False
    add_view_class = OrganisationCreateView
    edit_view_class = OrganisationEditView
    delete_view_class = OrganisationDeleteView

    def get_form_class(self, for_update: bool = False) -> type[OrganisationForm]:
        return OrganisationForm


class CommunityIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[CommunityOfInterest]:
        return super().get_base_queryset().select_related("lead_organisation")


class CommunityEditView(generic.EditView):
    def save_instance(self) -> CommunityOfInterest:
        community: CommunityOfInterest = super().save_instance()
        follow_community(community=community)
        return community


class CommunityViewSet(ModelViewSet):
    model = CommunityOfInterest
    index_view_class = CommunityIndexView
    edit_view_class = CommunityEditView
    icon = "group"
    menu_label = gettext_lazy("Communities of interest")
    menu_order = 305
    add_to_admin_menu = True
    list_display = ["name", "lead_organisation", "lead_role"]
    search_fields = ["name"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("slug"),
            FieldPanel("description"),
            MultiFieldPanel(
                [
                    HelpPanel(
                        gettext_lazy("The public sees the role and the organisation, never the name of a person.")
                    ),
                    FieldPanel("lead_organisation"),
                    FieldPanel("lead_role"),
                    FieldPanel("lead_officer"),
                ],
                heading=gettext_lazy("Who listens to it"),
            ),
        ],
        base_form_class=CommunityForm,
    )


class PersonIndexView(UserIndexView):
    def get_base_queryset(self) -> QuerySet[User]:
        """Leave out whom nobody comes across because of their age; the list is searched and filtered from here on."""
        return without_protected(super().get_base_queryset())


class _Unprotected:
    """What is done to many accounts at once is done to none that is not in the list, ticked or typed."""

    @classmethod
    def get_queryset(cls, model: type[User], object_ids: Any) -> list[User]:
        return get_list_or_404(without_protected(model.objects.all()), pk__in=object_ids)


class GiveRole(_Unprotected, AssignRoleBulkAction):
    pass


class DeletePeople(_Unprotected, DeleteBulkAction):
    pass


class SwitchPeople(_Unprotected, SetActiveStateBulkAction):
    pass


class PersonCreateView(UserCreateView):
    def save_instance(self) -> Any:
        person = super().save_instance()
        invite(user=person)
        return person


class UserViewSet(WagtailUserViewSet):
    """Wagtail's screens of users, for people who sign in with an e-mail address and whose roles are groups.

    The screens of one account answer 404 where it is protected: `people.gate.hide_protected`.
    """

    index_view_class = PersonIndexView
    add_view_class = PersonCreateView

    def get_form_class(self, for_update: bool = False) -> Any:
        return PersonEditForm if for_update else PersonCreationForm
