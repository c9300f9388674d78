"""What people may be here. Each role is a group, so that Wagtail's own permissions speak of the same people.

An officer is an officer *of an organisation*: a member of the group `Organisation.officers`.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Roles across the whole site; the value is the group's name."""

    ADMINISTRATOR = "Administrators", _("Administrator")
    FACILITATOR = "Facilitators", _("Facilitator")
    MODERATOR = "Moderators", _("Moderator")
    YOUNG_EDITOR = "Young editors", _("Young editor")
