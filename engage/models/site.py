"""The site itself: its home page, its plain pages, its face."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Page

from core.generation import raise_generation
from engage import colour as colours
from engage import front
from engage.blocks import ContentBlocks
from people.voices import Kind, voices_about


class HomePage(Page):
    statement = models.CharField(_("one strong statement"), max_length=120)
    introduction = models.CharField(_("introduction"), max_length=300, blank=True)
    body = StreamField(ContentBlocks(), verbose_name=_("below the consultations"), blank=True)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("statement"),
        FieldPanel("introduction"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    max_count = 1
    template = "engage/home_page.html"

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        at = timezone.now()
        return super().get_context(request, *args, **kwargs) | {
            "open_cards": front.open_cards(request, at=at),
            "planned_cards": front.planned_cards(request, at=at),
            "outcomes": front.recent_outcomes(request, at=at),
            "promises": front.promises(at=at),
        }


class ContentPage(Page):
    """A plain page: about, privacy, accessibility."""

    introduction = models.CharField(_("introduction"), max_length=300, blank=True)
    body = StreamField(ContentBlocks(), verbose_name=_("text"), blank=True)
    reviewed_on = models.DateField(_("last reviewed"), null=True, blank=True)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
        FieldPanel("reviewed_on"),
    ]
    parent_page_types: ClassVar = ["engage.HomePage", "engage.ContentPage"]
    subpage_types: ClassVar = ["engage.ContentPage"]
    template = "engage/content_page.html"

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        above = self.get_ancestors().filter(depth__gt=2).live()
        return super().get_context(request, *args, **kwargs) | {
            "crumbs": [(page.title, page.get_url(request)) for page in above],
            "voices": voices_about(Kind.PAGE, self.pk) if self.live else None,
        }


class SiteFaceQuerySet(models.QuerySet["SiteFace"]):
    def of_host(self, host: str) -> SiteFace:
        """Return the face of the site that answers as `host` (a port may follow), or a plain one. One statement."""
        name = host.rpartition(":")[0] or host
        faces = self.filter(Q(site__hostname=name) | Q(site__is_default_site=True))
        return faces.order_by("site__is_default_site").first() or SiteFace()


@register_setting(icon="view", order=10)
class SiteFace(BaseSiteSetting):
    """Name, mark and colour of the partnership, as every page shows them."""

    name = models.CharField(_("name of the partnership"), max_length=60, default="Engage")
    strapline = models.CharField(
        _("what it is, in a few words"), max_length=160, blank=True, help_text=_("Shown at the foot of every page.")
    )
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("mark"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Shown before the name, on a dark ground. Leave it out to use the mark that comes with the site."),
    )
    colour = models.CharField(
        _("colour"),
        max_length=7,
        blank=True,
        help_text=_("As # and six digits or letters, such as #0b5d57. Leave it out to use green-teal."),
    )
    phase = models.CharField(
        _("phase"), max_length=20, blank=True, help_text=_("A word such as Trial, shown under the bar with its text.")
    )
    phase_text = models.CharField(_("text of the phase"), max_length=160, blank=True)
    # Where the mark's picture is: kept here so that showing it costs no statement.
    logo_url = models.CharField(max_length=255, blank=True, editable=False)
    logo_width = models.PositiveSmallIntegerField(default=0, editable=False)
    logo_height = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = SiteFaceQuerySet.as_manager()
    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("strapline"),
        FieldPanel("logo"),
        FieldPanel("colour"),
        MultiFieldPanel([FieldPanel("phase"), FieldPanel("phase_text")], heading=_("Phase")),
    ]

    class Meta:
        verbose_name = _("face of the site")

    @property
    def colour_url(self) -> str:
        return reverse("face_colour", args=[self.colour.lstrip("#")]) if self.colour else ""

    @property
    def theme_colour(self) -> str:
        """The colour of the bar, which a phone's browser takes up in its own."""
        return colours.light_palette(self.colour).deep if self.colour else "#073b38"

    def clean(self) -> None:
        """Refuse a colour that nobody could read, and name the nearest that all can."""
        super().clean()
        self.colour = self.colour.strip().lower()
        if not self.colour:
            return
        try:
            nearest = colours.nearest_readable(self.colour)
        except ValueError as mistake:
            raise ValidationError(
                {"colour": _("Write the colour as # and six digits or letters from a to f, such as #0b5d57.")}
            ) from mistake
        if nearest != self.colour:
            raise ValidationError(
                {
                    "colour": _(
                        "This colour is too light to be read on the site's pages, or to carry white words. "
                        "The nearest that can be read is %(nearest)s."
                    )
                    % {"nearest": nearest}
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        rendition = self.logo.get_rendition("max-320x96") if self.logo else None
        self.logo_url = rendition.url if rendition else ""
        self.logo_width = rendition.width if rendition else 0
        self.logo_height = rendition.height if rendition else 0
        super().save(*args, **kwargs)
        raise_generation()
