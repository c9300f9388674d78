"""Where administrators keep the topics, areas and audiences."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from consultations.models import Area, Audience, Topic


class SubjectViewSet(ModelViewSet):
    form_fields = ["name", "slug"]
    list_display = ["name", "slug"]
    search_fields = ["name"]
    inspect_view_enabled = False


class TopicViewSet(SubjectViewSet):
    model = Topic
    icon = "tag"


class AreaViewSet(SubjectViewSet):
    model = Area
    icon = "site"


class AudienceViewSet(SubjectViewSet):
    model = Audience
    icon = "group"


class SubjectViewSetGroup(ModelViewSetGroup):
    menu_label = _("Sorted by")
    menu_icon = "tag"
    menu_order = 310
    items = (TopicViewSet, AreaViewSet, AudienceViewSet)
