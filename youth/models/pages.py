"""The pages of the section: its front, what can be read, the articles."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, Revision
from wagtail.search import index

from youth.page_forms import ArticleForm


class YouthTopic(models.Model):
    """What articles are about."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name = _("topic of the youth section")

    def __str__(self) -> str:
        return self.name


class Series(models.Model):
    """Articles that go together, one after another."""

    title = models.CharField(_("title"), max_length=80, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    summary = models.CharField(_("in a sentence"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["title"]
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def __str__(self) -> str:
        return self.title


class YouthPage(Page):
    """The front of the section, at /youth/. Its title is the section's name."""

    strapline = models.CharField(_("said in large letters"), max_length=80, blank=True)
    welcome = models.CharField(_("in one or two sentences"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("body that runs it"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    districts = ParentalManyToManyField(
        "consultations.Area",
        verbose_name=_("districts"),
        blank=True,
        related_name="youth_sections",
        help_text=_("Young people may say in which of these they live. Choose nothing smaller than a district."),
    )

    parent_page_types: ClassVar = ["engage.HomePage"]
    subpage_types: ClassVar = ["youth.ReadPage"]
    max_count = 1
    template = "youth/front.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("strapline"),
        FieldPanel("welcome"),
        FieldPanel("organisation"),
        FieldPanel("districts"),
    ]

    class Meta:
        verbose_name = _("youth section")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from youth.front import front_context  # it reads these models

        return super().get_context(request, *args, **kwargs) | front_context(self, request, at=timezone.now())


class ReadPage(Page):
    """All articles, at /youth/read/."""

    parent_page_types: ClassVar = ["youth.YouthPage"]
    subpage_types: ClassVar = ["youth.ArticlePage"]
    max_count = 1
    template = "youth/read.html"

    class Meta:
        verbose_name = _("articles of the youth section")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from youth.reading import read_context  # it reads these models

        return super().get_context(request, *args, **kwargs) | read_context(self, request, at=timezone.now())


class ArticlePage(Page):
    """One article. It goes live by one way alone, `youth/publication.py`, which asks for a checked adult.

    `body` is what the writer typed, in the markup of forums/markup.py; `byline` is what stood above it when it was
    published and stays when the writer has gone.
    """

    class Kind(models.TextChoices):
        NEWS = "news", _("News")
        OPINION = "opinion", _("Opinion")
        FILM = "film", _("Film review")
        MUSIC = "music", _("Music review")
        BOOK = "book", _("Book review")
        GAME = "game", _("Game review")
        HOW_TO = "how_to", _("How to")
        INTERVIEW = "interview", _("Interview")

    REVIEWS: ClassVar = (Kind.FILM, Kind.MUSIC, Kind.BOOK, Kind.GAME)

    kind = models.CharField(_("kind"), max_length=9, choices=Kind.choices, default=Kind.NEWS)
    teaser = models.CharField(_("in a sentence"), max_length=160, blank=True)
    body = models.TextField(_("text"), blank=True)
    rating = models.PositiveSmallIntegerField(
        _("rating, 1 to 5"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    byline = models.CharField(_("by"), max_length=40, blank=True)
    picture = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    picture_alt = models.CharField(_("what the picture shows"), max_length=200, blank=True)
    series = models.ForeignKey(
        Series, verbose_name=_("series"), on_delete=models.SET_NULL, null=True, blank=True, related_name="articles"
    )
    topics = ParentalManyToManyField(YouthTopic, verbose_name=_("topics"), blank=True, related_name="articles")
    takes_comments = models.BooleanField(_("people may comment, each comment is read first"), default=False)

    search_fields = [
        *Page.search_fields,
        index.SearchField("teaser", boost=2),
        index.SearchField("body"),
        index.FilterField("kind"),
    ]
    parent_page_types: ClassVar = ["youth.ReadPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "youth/article.html"
    base_form_class = ArticleForm
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("rating"), FieldPanel("byline")]),
        FieldPanel("teaser"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture")),
        FieldRowPanel([FieldPanel("series"), FieldPanel("topics")]),
        FieldPanel("takes_comments"),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(rating=None) | Q(kind__in=["film", "music", "book", "game"], rating__gte=1, rating__lte=5),
                name="article_rating_of_a_review",
                violation_error_message=_("Only reviews have a rating, 1 to 5. Take it out, or choose a review."),
            ),
            models.CheckConstraint(
                condition=Q(picture=None) | ~Q(picture_alt=""),
                name="article_picture_in_words",
                violation_error_message=_("Say in words what the picture shows."),
            ),
        ]

    @property
    def is_review(self) -> bool:
        return self.kind in self.REVIEWS

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from youth.reading import article_context  # it reads these models

        return super().get_context(request, *args, **kwargs) | article_context(self, request, at=timezone.now())

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish, or schedule, one revision.

        Raises:
            NotPublished: No checked adult stands behind it.
        """
        from youth.publication import release  # it reads these models

        user = kwargs.get("user") or (args[0] if args else None)
        release(self, revision, by=user, at=timezone.now())
        return super().publish(revision, *args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Store it; live only if it was released.

        Raises:
            NotPublished: It would be live by another way than `publish`: a copy, an alias, a script; or say another
                thing than what was let out.
        """
        from youth.publication import end_release, refuse_unreleased  # it reads these models

        fields = kwargs.get("update_fields")
        if self.live or self.alias_of_id:
            refuse_unreleased(self, fields=fields)
        elif fields is None or "live" in fields:
            end_release(self.pk)
        return super().save(*args, **kwargs)

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Show it to the public only if it was released, whatever the row says of itself.

        Raises:
            Http404: It is live by a statement past the models.
        """
        from youth.publication import is_released  # it reads these models

        if self.live and not is_released(self):
            raise Http404
        return super().route(request, path_components)


class Release(models.Model):
    """That a checked adult let one revision of an article out, or will at a moment. Without one nothing is live."""

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("To come")
        OUT = "out", _("Out")
        ENDED = "ended", _("Ended")

    article = models.ForeignKey(ArticlePage, on_delete=models.CASCADE, related_name="releases")
    revision_id = models.BigIntegerField()
    state = models.CharField(max_length=9, choices=State.choices)
    by = models.ForeignKey("people.User", on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    words_key = models.CharField(
        max_length=32, default="", help_text="A name of what it says: another text has another."
    )
    picture_number = models.BigIntegerField(null=True, help_text="The picture that was let out with it.")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article"], condition=Q(state="out"), name="article_out_once"),
            models.UniqueConstraint(fields=["article"], condition=Q(state="scheduled"), name="article_scheduled_once"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.state}"
