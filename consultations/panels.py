"""How the editor is laid out: what is asked first, then what the law needs, then who and where."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

from consultations.builder.panel import SurveyPanel


class MissingPanel(Panel):
    """Say at the top of the editor what the saved draft still needs before it can be published."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "consultations/admin/missing_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            has_draft = bool(self.instance.pk)
            context["has_draft"] = has_draft
            context["missing"] = [
                {"message": item.message, "label": self.instance._meta.get_field(item.field).verbose_name}
                for item in (self.instance.missing(at=timezone.now()) if has_draft else [])
            ]
            return context


CONSULTATION_TABS = TabbedInterface(
    [
        ObjectList(
            [
                MissingPanel(heading=_("Before it can be published")),
                TitleFieldPanel("title"),
                FieldPanel("summary"),
                FieldPanel("body"),
                MultiFieldPanel(
                    [
                        FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                        FieldPanel("period_reason"),
                        FieldPanel("minutes_to_answer"),
                    ],
                    heading=_("When people can answer"),
                ),
                SurveyPanel(heading=_("Survey")),
                InlinePanel("documents", heading=_("Background documents"), label=_("document")),
            ],
            heading=_("What is asked"),
        ),
        ObjectList(
            [
                MultiFieldPanel(
                    [
                        FieldPanel("decision"),
                        FieldRowPanel([FieldPanel("decided_by"), FieldPanel("decided_on")]),
                        FieldPanel("can_change"),
                        FieldPanel("cannot_change"),
                    ],
                    heading=_("The decision"),
                ),
                MultiFieldPanel(
                    [FieldPanel("equality_analysis_on"), FieldPanel("equality_analysis")],
                    heading=_("Equality analysis"),
                ),
            ],
            heading=_("What the law needs"),
        ),
        ObjectList(
            [
                InlinePanel("partners", heading=_("Run together with"), label=_("organisation")),
                MultiFieldPanel(
                    [
                        FieldPanel("topics"),
                        FieldPanel("areas"),
                        FieldPanel("audiences"),
                        FieldPanel("communities"),
                        FieldPanel("is_for_young_people"),
                    ],
                    heading=_("Where people find it"),
                ),
                MultiFieldPanel(
                    [FieldPanel("contact_role"), FieldPanel("contact_email"), FieldPanel("contact_phone")],
                    heading=_("Who to ask"),
                ),
                MultiFieldPanel(
                    [FieldPanel("other_ways"), FieldPanel("needs_account"), FieldPanel("asks_about_you")],
                    heading=_("How people answer"),
                ),
            ],
            heading=_("Who and where"),
        ),
        ObjectList(
            [PublishingPanel(), FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
            heading=_("Publishing"),
        ),
    ]
)

OUTCOME_TABS = TabbedInterface(
    [
        ObjectList(
            [
                MissingPanel(heading=_("Before it can be published")),
                TitleFieldPanel("title"),
                FieldPanel("we_asked"),
                FieldPanel("you_said"),
                FieldPanel("we_did"),
                MultiFieldPanel(
                    [FieldRowPanel([FieldPanel("decided_by"), FieldPanel("decided_on")]), FieldPanel("record")],
                    heading=_("Decision record"),
                ),
            ],
            heading=_("Outcome"),
        ),
        ObjectList([PublishingPanel(), FieldPanel("slug"), FieldPanel("search_description")], heading=_("Publishing")),
    ]
)
