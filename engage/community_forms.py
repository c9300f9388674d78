"""The editor's form of a community's page, and the form for a message to those who listen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actions.models import ActionPlan
from core.sanitise import UnusableText, plain
from engage.community_contact import LONGEST
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


class ContactForm(forms.Form):
    """A message to those who listen to a community. An address is optional."""

    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": _("Write your message."),
            "max_length": _("Your message is too long. Keep it to 4,000 characters."),
        },
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        help_text=_("Only if you want an answer."),
        error_messages={"invalid": _("Write an e-mail address, such as name@example.org, or leave it out.")},
    )
    website = forms.CharField(label=_("Leave this box empty"), required=False, max_length=200)

    def clean_text(self) -> str:
        try:
            text = plain(self.cleaned_data["text"]).strip()
        except UnusableText as problem:
            raise forms.ValidationError(_("The message holds a sign we cannot take. Type it again.")) from problem
        if not text:
            raise forms.ValidationError(_("Write your message."))
        return text

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(
                _("Something filled in a box that people do not see. It is empty now: press the button again.")
            )
        return ""

    def problems(self) -> list[tuple[str, str]]:
        """Return what is wrong, in the order of the page, each with the id of its field."""
        return [
            ("" if name == "website" else self[name].id_for_label, str(self.errors[name][0]))
            for name in self.fields
            if name in self.errors
        ]
