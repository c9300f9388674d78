"""The pages of communities of interest: one each, below the page of all of them.

A page belongs to the body that leads its community: that body's officers edit it, nobody else's
(`engage/community_rights.py`). What happens in the forum, in consultations and in the ledger stands on it by itself.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from engage.community_blocks import PLAIN, CommunityBlocks, DayBlocks, EasyReadBlocks, MediaBlocks, NewsBlocks
from engage.community_forms import CommunityPageForm
from engage.community_panels import COMMUNITY_TABS


class CommunityIndexPage(Page):
    """All communities, at /communities/."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "link"])

    parent_page_types: ClassVar = ["engage.HomePage"]
    subpage_types: ClassVar = ["engage.CommunityPage"]
    max_count = 1
    template = "engage/community_index.html"

    class Meta:
        verbose_name = _("communities")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from engage.community_index import index_context  # it reads these models

        return super().get_context(request, *args, **kwargs) | index_context(self, at=timezone.now())


class CommunityPage(Page):
    """What one community is, who listens to it, and what is being done with it.

    To make one::

        index = home.add_child(instance=CommunityIndexPage(title="Communities", slug="communities"))
        page = index.add_child(instance=CommunityPage(
            title=community.name, slug=community.slug, community=community,  # the same slug: its forum has it too
            summary="…", who_for="<p>…</p>",
            news=[("news", {"day": date, "title": "…", "text": RichText("<p>…</p>")})],
            days=[("day", {"title": "Forum day", "starts_at": …, "ends_at": …, "place": "…"})],
            easy_read=[("line", {"picture": image, "text": RichText("<p>…</p>")})],  # image.contextual_alt_text first
            media=[("media", {"title": "…", "kind": "signed", "file": document, "captions": None,
                              "transcript": RichText("<p>…</p>")})],
        ))
        page.juries.set([…]); page.plans.set([…]); page.events.set([…]); page.save_revision().publish()
        grant_page(page)  # engage.community_rights: after `lead_organisation` of the community is set

    A picture shown here has a `PictureNote` (engage/models/pictures.py).
    """

    community = models.OneToOneField(
        "people.CommunityOfInterest",
        verbose_name=_("community"),
        on_delete=models.PROTECT,
        related_name="page",
        help_text=_("Its lead officer and its forum are found by it."),
    )
    summary = models.CharField(
        _("in one or two sentences"), max_length=300, blank=True, help_text=_("Shown in the list of communities.")
    )
    who_for = RichTextField(_("who it is for"), blank=True, features=PLAIN)
    picture = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    picture_alt = models.CharField(
        _("what the picture shows"),
        max_length=200,
        blank=True,
        help_text=_("In words, for people who do not see it."),
    )
    body = StreamField(CommunityBlocks(), verbose_name=_("more about it"), blank=True)
    news = StreamField(NewsBlocks(), verbose_name=_("news"), blank=True)
    days = StreamField(
        DayBlocks(), verbose_name=_("events"), blank=True, help_text=_("Such as the annual forum day. Past ones go.")
    )
    easy_read = StreamField(EasyReadBlocks(), verbose_name=_("easy-read version"), blank=True)
    easy_read_file = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("easy-read version to download"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    media = StreamField(MediaBlocks(), verbose_name=_("sound and film"), blank=True)
    juries = ParentalManyToManyField(
        "juries.JuryPage", verbose_name=_("citizens’ juries"), blank=True, related_name="communities"
    )
    plans = ParentalManyToManyField(
        "actions.ActionPlan", verbose_name=_("action plans"), blank=True, related_name="communities"
    )
    events = ParentalManyToManyField(
        "live.Event", verbose_name=_("live events"), blank=True, related_name="communities"
    )

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("who_for"),
        index.AutocompleteField("summary"),
    ]
    parent_page_types: ClassVar = ["engage.CommunityIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "engage/community.html"
    base_form_class = CommunityPageForm
    edit_handler = COMMUNITY_TABS

    class Meta:
        verbose_name = _("page of a community")
        verbose_name_plural = _("pages of communities")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from engage.community_reads import community_context  # it reads these models

        context = super().get_context(request, *args, **kwargs)
        return context | community_context(self, request, at=timezone.now())
