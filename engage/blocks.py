"""Blocks of plain pages."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock


class ContentBlocks(blocks.StreamBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=120, template="engage/blocks/heading.html")
    text = blocks.RichTextBlock(label=_("Text"))
    picture = ImageBlock(label=_("Picture"), template="engage/blocks/picture.html")
    summary = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("term", blocks.CharBlock(label=_("Term"), max_length=120)),
                ("detail", blocks.RichTextBlock(label=_("Detail"), features=["bold", "link", "ul"])),
            ]
        ),
        label=_("Summary list"),
        template="engage/blocks/summary.html",
    )
