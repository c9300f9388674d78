"""What editors write: the index, one shelf per organisation, the consultation, its outcome.

The tree carries the rights: an organisation's officers edit below their own shelf, and an invited partner's officers
are given the one page they are invited to (`consultations/services/rights.py`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page, PageManager, Revision
from wagtail.query import PageQuerySet
from wagtail.search import index

from consultations.blocks import OutcomeBlocks
from consultations.errors import NotReadyToPublish
from consultations.lawful import Missing, missing_for_outcome, missing_for_publication
from consultations.page_forms import ConsultationForm, OutcomeForm
from consultations.panels import CONSULTATION_TABS, OUTCOME_TABS
from consultations.status import Status
from core.windows import Window
from questions.models import Questionnaire


class ConsultationIndexPage(Page):
    """The place of the database in the tree. Its address is the finder: consultations/views/finder.py."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "link"])

    parent_page_types: ClassVar = ["engage.HomePage"]
    subpage_types: ClassVar = ["consultations.ShelfPage"]
    max_count = 1

    class Meta:
        verbose_name = _("consultation database")


class ShelfPage(Page):
    """All consultations led by one organisation; the page its officers' rights hang on."""

    organisation = models.OneToOneField(
        "people.Organisation", verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="shelf"
    )

    parent_page_types: ClassVar = ["consultations.ConsultationIndexPage"]
    subpage_types: ClassVar = ["consultations.ConsultationPage"]

    class Meta:
        verbose_name = _("an organisation's consultations")
        verbose_name_plural = _("organisations' consultations")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the database: a shelf has nothing to show of its own."""
        return redirect(self.get_parent().get_url(request))


class ConsultationQuerySet(PageQuerySet["ConsultationPage"]):
    """Statuses are read off the clock and the published outcome; see `consultations.status`."""

    def planned_at(self, moment: datetime) -> Self:
        """Keep those still to open: moment < opens_at, or a date is missing."""
        return self.live().filter(Q(opens_at__gt=moment) | Q(opens_at=None) | Q(closes_at=None))

    def open_at(self, moment: datetime) -> Self:
        """Keep those that accept responses: opens_at <= moment < closes_at."""
        return self.live().filter(opens_at__lte=moment, closes_at__gt=moment)

    def closed_at(self, moment: datetime) -> Self:
        """Keep those that have closed, whatever came of them: closes_at <= moment."""
        return self.live().filter(opens_at__lte=moment, closes_at__lte=moment)

    def with_status(self, status: Status, moment: datetime) -> Self:
        """Keep those that stand so at `moment`: the same answer as `consultations.status.includes`."""
        due_before = moment - timedelta(days=settings.OUTCOME_DUE_DAYS)
        match status:
            case Status.PLANNED:
                return self.planned_at(moment)
            case Status.OPEN:
                return self.open_at(moment)
            case Status.OUTCOME_DUE:
                return self.closed_at(moment).filter(closes_at__gt=due_before).without_outcome()
            case Status.OVERDUE:
                return self.overdue_at(moment)
            case Status.OUTCOME_PUBLISHED:
                return self.closed_at(moment).with_outcome()
        return self.closed_at(moment)

    def with_outcome(self) -> Self:
        return self.filter(outcome__live=True)

    def without_outcome(self) -> Self:
        return self.exclude(outcome__live=True)

    def overdue_at(self, moment: datetime) -> Self:
        """Keep those whose outcome is late: closes_at + OUTCOME_DUE_DAYS <= moment and none is published."""
        due_before = moment - timedelta(days=settings.OUTCOME_DUE_DAYS)
        return self.closed_at(moment).filter(closes_at__lte=due_before).without_outcome()

    def read_by(self, organisations: models.QuerySet[Any]) -> Self:
        """Keep those that one of these organisations leads or is a partner in."""
        return self.filter(
            Q(lead_organisation__in=organisations) | Q(partners__organisation__in=organisations)
        ).distinct()


def refuse_unready(revision: Revision) -> None:
    """Raise `NotReadyToPublish` if what the revision holds lacks something at the moment it would be seen."""
    page = revision.as_object()
    missing = page.missing(at=max(timezone.now(), page.go_live_at or timezone.now()))
    if missing:
        raise NotReadyToPublish(missing)


ConsultationManager = PageManager.from_queryset(ConsultationQuerySet)


class ConsultationPage(Page):
    """One consultation: what is decided, by whom, what can change, who is asked, from when to when."""

    lead_organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("lead organisation"),
        on_delete=models.PROTECT,
        related_name="consultations_led",
        editable=False,
        help_text=_("Whose shelf the page stands on; set from there on every save."),
    )
    summary = models.CharField(
        _("in one or two sentences"), max_length=300, blank=True, help_text=_("Shown in lists and feeds.")
    )
    body = RichTextField(_("about this consultation"), blank=True)
    decision = models.TextField(_("the decision to be taken"), blank=True)
    decided_by = models.CharField(_("who takes it"), max_length=200, blank=True)
    decided_on = models.DateField(_("when it is taken"), null=True, blank=True)
    can_change = models.TextField(_("what can change"), blank=True)
    cannot_change = models.TextField(_("what cannot change, and why"), blank=True)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    period_reason = models.TextField(
        _("why the period is short or runs over holidays"), blank=True, help_text=_("Published with the consultation.")
    )
    equality_analysis_on = models.DateField(_("date of the equality analysis"), null=True, blank=True)
    equality_analysis = models.TextField(_("what the equality analysis found"), blank=True)
    contact_role = models.CharField(
        _("who to ask"), max_length=120, blank=True, help_text=_("A role, such as Transport policy team; no name.")
    )
    contact_email = models.EmailField(_("e-mail to ask"), blank=True)
    contact_phone = models.CharField(_("telephone to ask"), max_length=40, blank=True)
    other_ways = RichTextField(_("other ways to take part"), blank=True, features=["bold", "link", "ul"])
    minutes_to_answer = models.PositiveSmallIntegerField(_("minutes it takes to answer"), null=True, blank=True)
    needs_account = models.BooleanField(_("only people with an account may answer"), default=False)
    asks_about_you = models.BooleanField(_("ask the equality questions at the end"), default=True)
    is_for_young_people = models.BooleanField(_("shown in the youth section"), default=False)
    topics = ParentalManyToManyField("consultations.Topic", verbose_name=_("topics"), blank=True)
    areas = ParentalManyToManyField("consultations.Area", verbose_name=_("areas"), blank=True)
    audiences = ParentalManyToManyField("consultations.Audience", verbose_name=_("audiences"), blank=True)
    communities = ParentalManyToManyField(
        "people.CommunityOfInterest", verbose_name=_("communities of interest"), blank=True
    )

    objects = ConsultationManager()

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("body"),
        index.SearchField("decision"),
        index.AutocompleteField("summary"),
        index.FilterField("opens_at"),
        index.FilterField("closes_at"),
        index.FilterField("lead_organisation_id"),
    ]

    parent_page_types: ClassVar = ["consultations.ShelfPage"]
    subpage_types: ClassVar = ["consultations.OutcomePage"]
    template = "consultations/consultation_detail.html"
    base_form_class = ConsultationForm
    edit_handler = CONSULTATION_TABS

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="consultation_closes_after_it_opens")
        ]
        indexes: ClassVar = [
            models.Index(fields=["opens_at", "closes_at"], name="consultation_window"),
        ]

    @property
    def window(self) -> Window | None:
        """The half-open window in which it takes responses, or None while a date is missing."""
        if self.opens_at is None or self.closes_at is None:
            return None
        return Window(self.opens_at, self.closes_at)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from consultations.reads import consultation_context  # it reads these models

        return super().get_context(request, *args, **kwargs) | consultation_context(self, at=timezone.now())

    def is_open(self, *, at: datetime) -> bool:
        return self.live and self.window is not None and self.window.contains(at)

    def outcome_due_at(self) -> datetime | None:
        return self.closes_at and self.closes_at + timedelta(days=settings.OUTCOME_DUE_DAYS)

    def missing(self, *, at: datetime) -> list[Missing]:
        """What it still needs before it may be published; see `consultations.lawful`."""
        missing = missing_for_publication(self, short_period_days=settings.SHORT_PERIOD_DAYS)
        if (
            self.closes_at
            and at < self.closes_at
            and OutcomePage.objects.live().filter(consultation_id=self.pk).exists()
        ):
            missing.append(
                Missing("closes_at", _("Its outcome is published. Take the outcome down before you open it again."))
            )
        return missing

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish, or schedule, one revision: every way there ends here, so this is where it is refused.

        Raises:
            NotReadyToPublish: The revision lacks something.
        """
        refuse_unready(revision)
        return super().publish(revision, *args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if self.path:
            self.lead_organisation = ShelfPage.objects.get(path=self.path[: -self.steplen]).organisation
        return super().save(*args, **kwargs)


class ConsultationPartner(Orderable):
    """An organisation that runs the consultation together with the lead: it reads, and edits where invited."""

    consultation = ParentalKey(ConsultationPage, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="consultations_joined",
    )
    can_edit = models.BooleanField(_("may edit"), default=False)

    class Meta(Orderable.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "organisation"], name="consultation_partner_once")
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class ConsultationDocument(Orderable):
    """A background paper."""

    consultation = ParentalKey(ConsultationPage, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(
        "wagtaildocs.Document", verbose_name=_("document"), on_delete=models.PROTECT, related_name="+"
    )
    description = models.CharField(_("what it says"), max_length=200, blank=True)

    def __str__(self) -> str:
        return str(self.document)


class Survey(models.Model):
    """The questionnaire a consultation asks. A row of its own, so that no page revision can swap or copy it."""

    consultation = models.OneToOneField(ConsultationPage, on_delete=models.CASCADE, related_name="survey")
    questionnaire = models.OneToOneField(Questionnaire, on_delete=models.PROTECT, related_name="survey")
    age_question = models.ForeignKey(
        "questions.Question",
        verbose_name=_("question that asks the age"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Its answers are counted like what people say about themselves: see `services/grouping.py`."),
    )

    class Meta:
        verbose_name = _("survey")

    def __str__(self) -> str:
        return str(self.questionnaire)


class OutcomePage(Page):
    """We asked, you said, we did: the decision record, which cites the results."""

    consultation = models.OneToOneField(
        ConsultationPage, on_delete=models.SET_NULL, null=True, related_name="outcome", editable=False
    )
    we_asked = RichTextField(_("we asked"), blank=True)
    you_said = RichTextField(_("you said"), blank=True)
    we_did = RichTextField(_("we did"), blank=True)
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    decided_by = models.CharField(_("who decided"), max_length=200, blank=True)
    record = StreamField(
        OutcomeBlocks(), verbose_name=_("decision record"), blank=True, help_text=_("Cite the results it rests on.")
    )

    parent_page_types: ClassVar = ["consultations.ConsultationPage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    template = "consultations/outcome_detail.html"
    base_form_class = OutcomeForm
    edit_handler = OUTCOME_TABS

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from consultations.outcome_reads import outcome_context  # it reads these models

        return super().get_context(request, *args, **kwargs) | outcome_context(self, at=timezone.now())

    def missing(self, *, at: datetime) -> list[Missing]:
        """What it still needs before it may be published; see `consultations.lawful`."""
        consultation = ConsultationPage.objects.get(path=self.path[: -self.steplen])
        return missing_for_outcome(
            self,
            closes_at=consultation.closes_at,
            cites_results=any(block.block_type == "result" for block in self.record),
            has_survey=Survey.objects.filter(consultation=consultation).exists(),
            at=at,
        )

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish or schedule one revision; see `ConsultationPage.publish`."""
        refuse_unready(revision)
        return super().publish(revision, *args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if self.path:
            self.consultation = ConsultationPage.objects.get(path=self.path[: -self.steplen])
        return super().save(*args, **kwargs)
