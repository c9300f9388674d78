"""Blocks of the decision record."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ResultCitationBlock(blocks.StructBlock):
    """Points at one question's result; `consultations.outcome_reads` finds it and the public page draws its chart."""

    question = blocks.IntegerBlock(label=_("number of the question on the results page"), min_value=1)
    remark = blocks.CharBlock(label=_("what it shows"), required=False, max_length=300)

    class Meta:
        icon = "form"
        label = _("Result")


class OutcomeBlocks(blocks.StreamBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=["bold", "italic", "link", "ul", "ol", "document-link"])
    result = ResultCitationBlock()
