"""The site itself: its home page, its plain pages, its face."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page

from engage.blocks import ContentBlocks


class HomePage(Page):
    statement = models.CharField(_("one strong statement"), max_length=120)
    introduction = models.CharField(_("introduction"), max_length=300, blank=True)
    body = StreamField(ContentBlocks(), verbose_name=_("below the consultations"), blank=True)

    parent_page_types: ClassVar = ["wagtailcore.Page"]
    max_count = 1
    template = "engage/home_page.html"

    class Meta:
        verbose_name = _("home page")


class ContentPage(Page):
    """A plain page: about, privacy, accessibility."""

    introduction = models.CharField(_("introduction"), max_length=300, blank=True)
    body = StreamField(ContentBlocks(), verbose_name=_("text"), blank=True)
    reviewed_on = models.DateField(_("last reviewed"), null=True, blank=True)

    parent_page_types: ClassVar = ["engage.HomePage", "engage.ContentPage"]
    subpage_types: ClassVar = ["engage.ContentPage"]
    template = "engage/content_page.html"

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")
