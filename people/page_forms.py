"""The form behind every page that officers edit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from people.material import strange_choices


class OwnMaterialForm(WagtailAdminPageForm):
    """Refuses a picture, a document or a link to a page that the person may not choose, whatever number was typed."""

    def is_valid(self) -> bool:
        valid = super().is_valid()
        if valid and self.for_user is not None and strange_choices(self, user=self.for_user):
            self.add_error(
                None,
                _("Choose only pictures, documents and pages of your own organisation, or from the shared library."),
            )
            return False
        return bool(valid)
