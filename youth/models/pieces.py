"""How an article is made: the piece, where it stands, what is said about it, in which issue it goes."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from youth.models.pages import ArticlePage
from youth.models.people import Writer


class Issue(models.Model):
    """What the editorial team brings out together: a plan, with a day."""

    title = models.CharField(_("title"), max_length=80)
    planned_on = models.DateField(_("comes out on"))
    note = models.TextField(_("what it is about"), blank=True)

    class Meta:
        ordering: ClassVar = ["planned_on", "pk"]
        verbose_name = _("issue")

    def __str__(self) -> str:
        return self.title


class Piece(models.Model):
    """The making of one article: who writes it, which young editor looks after it, where it stands.

    Its text is the page's newest revision. `asked` is what the editor would like changed, empty when nothing is.
    """

    class Stage(models.TextChoices):
        IDEA = "idea", _("Idea")
        DRAFTING = "drafting", _("Drafting")
        WITH_EDITOR = "editor", _("With an editor")
        READY = "ready", _("Ready")
        PUBLISHED = "published", _("Published")
        SET_ASIDE = "aside", _("Set aside")

    page = models.OneToOneField(ArticlePage, on_delete=models.CASCADE, related_name="piece")
    writer = models.ForeignKey(Writer, on_delete=models.SET_NULL, null=True, related_name="pieces")
    editor = models.ForeignKey(Writer, on_delete=models.SET_NULL, null=True, blank=True, related_name="pieces_edited")
    issue = models.ForeignKey(Issue, on_delete=models.SET_NULL, null=True, blank=True, related_name="pieces")
    stage = models.CharField(max_length=9, choices=Stage.choices, default=Stage.IDEA)
    staged_at = models.DateTimeField()
    idea = models.TextField(_("the idea"), blank=True)
    asked = models.TextField(_("what should change"), blank=True)
    uses_first_name = models.BooleanField(_("under the first name"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        indexes: ClassVar = [models.Index(fields=["stage", "-staged_at"], name="piece_by_stage")]

    def __str__(self) -> str:
        return str(self.page_id)


class StageChange(models.Model):
    """That a piece moved on or back, for everybody who works on it to see."""

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="changes")
    before = models.CharField(max_length=9, choices=Piece.Stage.choices)
    after = models.CharField(max_length=9, choices=Piece.Stage.choices)
    name = models.CharField(max_length=40, help_text="The pen name or role of who moved it.")
    made_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering: ClassVar = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.piece_id}: {self.after}"


class LineComment(models.Model):
    """What an editor says about one paragraph of a draft."""

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="line_comments")
    paragraph = models.PositiveSmallIntegerField(help_text="Counted from 1 in the revision it was written about.")
    quote = models.CharField(max_length=200, blank=True, help_text="How that paragraph began.")
    words = models.TextField(_("comment"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=40, help_text="The pen name or role they write under.")
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering: ClassVar = ["paragraph", "made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.piece_id}, {self.paragraph}"


class PieceMessage(models.Model):
    """Talk on a piece: seen by its writer, the whole team and checked adults, never one to one."""

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="messages")
    words = models.TextField(_("message"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=40, help_text="The pen name or role they write under.")
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering: ClassVar = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.piece_id}, {self.made_at}"
