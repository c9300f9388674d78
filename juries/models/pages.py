"""What editors write: the index, one shelf per organisation, the jury, its sessions with their witnesses.

The tree carries the rights, as in the consultation database: an organisation's officers edit below their own shelf.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.search import index

from juries.models.tree import HidesBelow
from juries.page_forms import JuryForm, SessionForm
from juries.panels import JURY_TABS, SESSION_TABS

PLAIN: list[str] = ["bold", "italic", "link", "ul", "ol"]
STORY: list[str] = ["h2", "h3", *PLAIN, "document-link"]


class JuryIndexPage(HidesBelow):
    """All juries, at /juries/."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "link"])

    parent_page_types: ClassVar = ["engage.HomePage"]
    subpage_types: ClassVar = ["juries.JuryShelfPage"]
    max_count = 1
    template = "juries/jury_index.html"

    class Meta:
        verbose_name = _("citizens' juries")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from juries.index_reads import index_context  # it reads these models

        return super().get_context(request, *args, **kwargs) | index_context(self, at=timezone.now())


class JuryShelfPage(HidesBelow):
    """All juries led by one organisation; the page its officers' rights hang on."""

    organisation = models.OneToOneField(
        "people.Organisation", verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="jury_shelf"
    )

    parent_page_types: ClassVar = ["juries.JuryIndexPage"]
    subpage_types: ClassVar = ["juries.JuryPage"]
    template = "juries/jury_shelf.html"

    class Meta:
        verbose_name = _("an organisation's juries")
        verbose_name_plural = _("organisations' juries")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from juries.index_reads import shelf_context  # it reads these models

        return super().get_context(request, *args, **kwargs) | shelf_context(self, at=timezone.now())


class JuryPage(HidesBelow):
    """One jury: the question put to it, who sat, what it heard, what came of it. Its state: `juries.state`."""

    lead_organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("lead organisation"),
        on_delete=models.PROTECT,
        related_name="juries_led",
        editable=False,
        help_text=_("Whose shelf the page stands on; set from there on every save."),
    )
    summary = models.CharField(_("in one or two sentences"), max_length=300, blank=True)
    question = models.TextField(_("the question put to the jury"), blank=True)
    body = RichTextField(_("why this jury"), blank=True, features=PLAIN)
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
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    when_words = models.CharField(
        _("when, in words"),
        max_length=80,
        blank=True,
        help_text=_("Shown in place of the days, where only this is known, such as November 2005."),
    )
    place = models.CharField(_("place"), max_length=160, blank=True)
    jurors_number = models.PositiveSmallIntegerField(_("number of jurors"), null=True, blank=True)
    budget = models.DecimalField(
        _("budget in pounds"), max_digits=10, decimal_places=2, null=True, blank=True, help_text=_("May stay open.")
    )
    steering_group = RichTextField(
        _("steering group"), blank=True, features=PLAIN, help_text=_("Bodies and roles; names only with consent.")
    )
    how_chosen = RichTextField(_("how the jurors were chosen"), blank=True, features=PLAIN)
    programme = RichTextField(_("programme"), blank=True, features=PLAIN)
    report_on = models.DateField(_("day of the report"), null=True, blank=True)
    report = RichTextField(_("report"), blank=True, features=STORY)
    report_file = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("report to download (PDF)"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    easy_read = RichTextField(_("easy-read version"), blank=True, features=STORY)
    easy_read_file = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("easy-read version to download"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    what_followed = RichTextField(_("what followed"), blank=True, features=PLAIN)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    contact_role = models.CharField(_("who to ask"), max_length=120, blank=True, help_text=_("A role; no name."))
    contact_email = models.EmailField(_("e-mail to ask"), blank=True)

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("question"),
        index.SearchField("report"),
        index.AutocompleteField("summary"),
    ]
    parent_page_types: ClassVar = ["juries.JuryShelfPage"]
    subpage_types: ClassVar = ["juries.SessionPage"]
    template = "juries/jury_detail.html"
    base_form_class = JuryForm
    edit_handler = JURY_TABS

    class Meta:
        verbose_name = _("citizens' jury")
        verbose_name_plural = _("citizens' juries")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="jury_ends_after_it_starts",
                violation_error_message=_("The last day is not before the first."),
            )
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from juries.reads import jury_context  # it reads these models

        return super().get_context(request, *args, **kwargs) | jury_context(self, at=timezone.now())

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if self.path:
            self.lead_organisation = JuryShelfPage.objects.get(path=self.path[: -self.steplen]).organisation
        return super().save(*args, **kwargs)


class JuryCommissioner(Orderable):
    """A body that called the jury together with the lead."""

    jury = ParentalKey(JuryPage, on_delete=models.CASCADE, related_name="commissioners")
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="juries_commissioned",
    )

    class Meta(Orderable.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["jury", "organisation"], name="jury_commissioner_once")
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class JuryTheme(Orderable):
    """One of the subjects the jury looked into."""

    jury = ParentalKey(JuryPage, on_delete=models.CASCADE, related_name="themes")
    name = models.CharField(_("theme"), max_length=160)
    description = models.TextField(_("what it covers"), blank=True)

    def __str__(self) -> str:
        return self.name


class SessionPage(Page):
    """One sitting of the jury: its theme, its agenda, who was heard, what was asked."""

    theme = models.ForeignKey(
        JuryTheme, verbose_name=_("theme"), on_delete=models.SET_NULL, null=True, blank=True, related_name="sessions"
    )
    summary = models.CharField(_("in one or two sentences"), max_length=300, blank=True)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    agenda = RichTextField(_("agenda"), blank=True, features=PLAIN)
    watch_url = models.URLField(
        _("where to watch"), blank=True, help_text=_("An address where residents watch it live or later.")
    )
    takes_questions = models.BooleanField(
        _("residents may put questions for the jury"),
        default=True,
        help_text=_("Until the session starts. Each is read by an officer before anybody sees it."),
    )
    notes = RichTextField(_("what was said"), blank=True, features=STORY)

    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("notes")]
    parent_page_types: ClassVar = ["juries.JuryPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "juries/session_detail.html"
    base_form_class = SessionForm
    edit_handler = SESSION_TABS

    class Meta:
        verbose_name = _("session of a jury")
        verbose_name_plural = _("sessions of juries")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_it_starts",
                violation_error_message=_("The session ends after it starts."),
            )
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from juries.session_reads import session_context  # it reads these models

        return super().get_context(request, *args, **kwargs) | session_context(self, at=timezone.now())

    def takes_questions_at(self, at: datetime) -> bool:
        """Whether residents may still put questions: at < starts_at, or no time is set yet."""
        return self.takes_questions and (self.starts_at is None or at < self.starts_at)


class Witness(Orderable):
    """Somebody the jury heard."""

    session = ParentalKey(SessionPage, on_delete=models.CASCADE, related_name="witnesses")
    name = models.CharField(_("name"), max_length=120, blank=True, help_text=_("Only with the witness's consent."))
    role = models.CharField(_("role"), max_length=160)
    body = models.CharField(_("body"), max_length=160, blank=True)
    statement = RichTextField(_("statement"), blank=True, features=PLAIN)
    slides = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("slides"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    transcript = RichTextField(_("transcript or notes"), blank=True, features=PLAIN)

    class Meta(Orderable.Meta):
        verbose_name = _("witness")
        verbose_name_plural = _("witnesses")

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.role, self.body) if part)


class JurorQuestion(Orderable):
    """What the jurors asked, and what they were told."""

    session = ParentalKey(SessionPage, on_delete=models.CASCADE, related_name="questions")
    witness = models.ForeignKey(
        Witness,
        verbose_name=_("asked of"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="questions",
    )
    text = models.TextField(_("question"))
    answer = RichTextField(_("answer"), blank=True, features=PLAIN)

    class Meta(Orderable.Meta):
        verbose_name = _("question of the jurors")
        verbose_name_plural = _("questions of the jurors")

    def __str__(self) -> str:
        return self.text[:80]
