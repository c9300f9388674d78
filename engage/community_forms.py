"""The editor's form of a community's page."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actions.models import ActionPlan
from engage.models.pictures import PictureNote
from juries.models import JuryPage
from live.models import Event
from people.page_forms import OwnMaterialForm


class CommunityPageForm(OwnMaterialForm):
    """Offers what everybody may read, and what the editor's own organisations prepare; what is chosen stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user, page = self.for_user, self.instance
        if user is None:
            return
        offered = {
            "juries": JuryPage.objects.live().public().order_by("title"),
            "plans": ActionPlan.objects.read_by(user).order_by("title"),
            "events": Event.objects.filter(pk__in=Event.objects.run_by(user).values("pk")),
        }
        for name, found in offered.items():
            if name in self.fields:
                chosen = [one.pk for one in getattr(page, name).all()] if page.pk else []
                model = type(page)._meta.get_field(name).related_model
                kept = model._default_manager.filter(Q(pk__in=found.values("pk")) | Q(pk__in=chosen))
                self.fields[name].queryset = kept

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        picture = cleaned.get("picture")
        if picture and not (cleaned.get("picture_alt") or "").strip():
            self.add_error("picture_alt", _("Say in words what the picture shows, for people who do not see it."))
        if picture and not PictureNote.objects.filter(image=picture).exists():
            self.add_error(
                "picture",
                _("Nothing says who is in this picture and whether they agreed. Open it under Images and write that."),
            )
        return cleaned
