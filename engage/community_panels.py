"""How the editor of a community's page is laid out."""

from __future__ import annotations

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

_LIBRARY = _(
    "Choose pictures by their tags: the chooser has a search box and a list of tags. Each needs a note of who is in it "
    "and that they agreed: write it under Images."
)

COMMUNITY_TABS = TabbedInterface(
    [
        ObjectList(
            [
                TitleFieldPanel("title"),
                FieldPanel("community", permission="wagtailcore.add_site"),
                FieldPanel("summary"),
                FieldPanel("who_for"),
                MultiFieldPanel(
                    [HelpPanel(_LIBRARY), FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture")
                ),
                FieldPanel("body"),
            ],
            heading=_("Who it is for"),
        ),
        ObjectList([FieldPanel("news"), FieldPanel("days")], heading=_("News and events")),
        ObjectList(
            [
                FieldPanel("juries", widget=CheckboxSelectMultiple),
                FieldPanel("plans", widget=CheckboxSelectMultiple),
                FieldPanel("events", widget=CheckboxSelectMultiple),
            ],
            heading=_("What is done with it"),
        ),
        ObjectList(
            [
                HelpPanel(_LIBRARY),
                MultiFieldPanel([FieldPanel("easy_read"), FieldPanel("easy_read_file")], heading=_("Easy read")),
                FieldPanel("media"),
            ],
            heading=_("Other formats"),
        ),
        ObjectList(
            [PublishingPanel(), FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
            heading=_("Publishing"),
        ),
    ]
)
