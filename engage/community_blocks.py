"""Blocks of a community's page: news, days, easy read, sound and film with their transcripts."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from engage.models.pictures import PictureNote

PLAIN: Final = ["bold", "italic", "link", "ul", "ol"]
SOUND: Final = ("m4a", "mp3", "ogg", "webm")
FILM: Final = ("mp4", "webm")
CAPTIONS: Final = ("vtt",)


class LibraryPictureBlock(ImageBlock):
    """A picture with words for people who do not see it, and a note in the picture library of who agreed."""

    def clean(self, value: Any) -> Any:
        image = super().clean(value)
        if image is None or self.is_deferred_validation:
            return image
        problems = {}
        if not (image.contextual_alt_text or "").strip():
            problems["alt_text"] = ValidationError(_("Say in words what the picture shows."))
        if not PictureNote.objects.filter(image_id=image.pk).exists():
            problems["image"] = ValidationError(
                _("Nothing says who is in this picture and whether they agreed. Open it under Images and write that.")
            )
        if problems:
            raise blocks.StructBlockValidationError(block_errors=problems)
        return image


class CommunityBlocks(blocks.StreamBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=PLAIN)
    picture = LibraryPictureBlock(label=_("Picture"))


class MediaBlock(blocks.StructBlock):
    """Sound or film kept on this site, with a transcript, and with captions where somebody speaks in a film."""

    SOUND, FILM, SIGNED = "audio", "video", "signed"

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    kind = blocks.ChoiceBlock(
        label=_("What it is"),
        choices=[(SOUND, _("Sound")), (FILM, _("Film")), (SIGNED, _("Film in sign language"))],
        default=FILM,
    )
    file = DocumentChooserBlock(
        label=_("File"), help_text=_("Upload it as a document: MP3, M4A, OGG or WebM; for a film MP4 or WebM.")
    )
    captions = DocumentChooserBlock(
        label=_("Captions"),
        required=False,
        help_text=_("A WebVTT file (.vtt), uploaded as a document. A film in which somebody speaks needs it."),
    )
    transcript = blocks.RichTextBlock(
        label=_("Transcript"),
        features=PLAIN,
        help_text=_("Everything that is said or signed, and what one has to see to follow it."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if problems := media_problems(cleaned):
            raise blocks.StructBlockValidationError(
                block_errors={name: ValidationError(words) for name, words in problems.items()}
            )
        return cleaned

    class Meta:
        icon = "media"
        label = _("Sound or film")


def media_problems(value: Any) -> dict[str, Any]:
    """Return by field what keeps sound or film from being shown."""
    problems: dict[str, Any] = {}
    wanted = SOUND if value["kind"] == MediaBlock.SOUND else FILM
    if value["file"] is None or value["file"].file_extension.lower() not in wanted:
        problems["file"] = _("Choose a file that ends in one of: %(ends)s.") % {"ends": ", ".join(wanted)}
    if value["captions"] is not None and value["captions"].file_extension.lower() not in CAPTIONS:
        problems["captions"] = _("Captions are a file that ends in vtt.")
    if value["kind"] == MediaBlock.FILM and value["captions"] is None:
        problems["captions"] = _("Add captions, for people who do not hear what is said.")
    if not strip_tags(getattr(value["transcript"], "source", "") or "").strip():
        problems["transcript"] = _("Write the transcript, for people who can neither hear nor see it.")
    return problems


class MediaBlocks(blocks.StreamBlock):
    media = MediaBlock()


class NewsBlocks(blocks.StreamBlock):
    news = blocks.StructBlock(
        [
            ("day", blocks.DateBlock(label=_("Day"))),
            ("title", blocks.CharBlock(label=_("Headline"), max_length=120)),
            ("text", blocks.RichTextBlock(label=_("Text"), features=PLAIN)),
            ("picture", LibraryPictureBlock(label=_("Picture"), required=False)),
        ],
        icon="date",
        label=_("News"),
    )


class DayBlocks(blocks.StreamBlock):
    day = blocks.StructBlock(
        [
            ("title", blocks.CharBlock(label=_("What it is"), max_length=120)),
            ("starts_at", blocks.DateTimeBlock(label=_("Starts"))),
            ("ends_at", blocks.DateTimeBlock(label=_("Ends"))),
            ("place", blocks.CharBlock(label=_("Place"), max_length=160)),
            ("text", blocks.RichTextBlock(label=_("What happens, how to come"), features=PLAIN, required=False)),
        ],
        icon="calendar",
        label=_("Event"),
    )


class EasyReadBlocks(blocks.StreamBlock):
    line = blocks.StructBlock(
        [
            ("picture", LibraryPictureBlock(label=_("Picture"), required=False)),
            ("text", blocks.RichTextBlock(label=_("One or two short sentences"), features=["bold", "link"])),
        ],
        icon="view",
        label=_("Line"),
    )
    heading = blocks.CharBlock(label=_("Heading"), max_length=80)
