"""What people may be here. Each role is a group, so that Wagtail's own permissions speak of the same people.

An officer is an officer *of an organisation*: a member of the group `Organisation.officers`.
"""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Roles across the whole site; the value is the group's name."""

    ADMINISTRATOR = "Administrators", _("Administrator")
    FACILITATOR = "Facilitators", _("Facilitator")
    MODERATOR = "Moderators", _("Moderator")
    YOUNG_EDITOR = "Young editors", _("Young editor")
    CHECKED_ADULT = "Checked adults", _("Checked adult")
    SAFEGUARDING_LEAD = "Safeguarding leads", _("Safeguarding lead")


#: What an officer does on the pages of the organisation. Not `bulk_delete_page`: a page with pages below it is not
#: swept away in one go.
PAGE_WORK: Final = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")

#: What an officer does with the organisation's own pictures and documents.
WORK_ON_MATERIAL: Final = (
    "add_image",
    "change_image",
    "choose_image",
    "add_document",
    "change_document",
    "choose_document",
)
USE_LIBRARY: Final = ("choose_image", "choose_document")
MANAGE_COLLECTIONS: Final = ("add_collection", "change_collection", "delete_collection")

#: The name of the collection that everybody chooses from.
LIBRARY: Final = "Picture library"
