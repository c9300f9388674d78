"""How the editors of a jury and of its sessions are laid out: the story in the order in which it happens."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

PUBLISHING = ObjectList(
    [PublishingPanel(), FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
    heading=_("Publishing"),
)

JURY_TABS = TabbedInterface(
    [
        ObjectList(
            [
                TitleFieldPanel("title"),
                FieldPanel("summary"),
                FieldPanel("question"),
                FieldPanel("body"),
                MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture")),
                MultiFieldPanel(
                    [
                        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                        FieldPanel("when_words"),
                        FieldPanel("place"),
                        FieldRowPanel([FieldPanel("jurors_number"), FieldPanel("budget")]),
                    ],
                    heading=_("When, where, how many"),
                ),
                InlinePanel("commissioners", heading=_("Called together with"), label=_("organisation")),
                MultiFieldPanel([FieldPanel("contact_role"), FieldPanel("contact_email")], heading=_("Who to ask")),
            ],
            heading=_("What it is asked"),
        ),
        ObjectList(
            [
                FieldPanel("steering_group"),
                FieldPanel("how_chosen"),
                InlinePanel("themes", heading=_("Themes"), label=_("theme")),
                FieldPanel("programme"),
            ],
            heading=_("Who and how"),
        ),
        ObjectList(
            [
                FieldPanel("report_on"),
                FieldPanel("report"),
                FieldPanel("report_file"),
                MultiFieldPanel([FieldPanel("easy_read"), FieldPanel("easy_read_file")], heading=_("Easy read")),
                FieldPanel("what_followed"),
                FieldPanel("closed_on"),
            ],
            heading=_("What came of it"),
        ),
        PUBLISHING,
    ]
)

SESSION_TABS = TabbedInterface(
    [
        ObjectList(
            [
                TitleFieldPanel("title"),
                FieldPanel("theme"),
                FieldPanel("summary"),
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldPanel("place"),
                FieldPanel("agenda"),
                FieldPanel("watch_url"),
                FieldPanel("takes_questions"),
            ],
            heading=_("The session"),
        ),
        ObjectList(
            [InlinePanel("witnesses", heading=_("Witnesses"), label=_("witness"))],
            heading=_("Who was heard"),
        ),
        ObjectList(
            [
                FieldPanel("notes"),
                InlinePanel(
                    "questions",
                    heading=_("What the jurors asked"),
                    label=_("question"),
                    help_text=_("A witness can be named here once the session has been published with the witness."),
                ),
            ],
            heading=_("What was said"),
        ),
        PUBLISHING,
    ]
)
