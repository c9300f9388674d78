"""Two organisations side by side: what the county has and nobody else may come across, and something of the other's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, Revision, Task, TaskState, UploadedFile, Workflow, WorkflowState

from actions.models import Action, ActionPlan, BoardReport, Evidence, ImportDraft, PlanReview, ProgressUpdate
from actions.standing import Status
from consultations.models import Answer, ConsultationDocument, ConsultationPage, Response, Survey
from juries.models import BodyAnswer, JuryPage, Recommendation, ResidentQuestion
from live.models import AgendaItem, Event, Facilitator, PaperCount, Round
from questions.models import Question, Questionnaire, Section
from tests import factories
from tests.actions.plans import make_action, make_plan, say
from tests.consultations.answered import make_response, questions_of
from tests.juries import factories as jury_factories
from tests.live.halls import make_event, make_poll, open_round
from youth.models import Figure, FigureValue

SECRET = "Heron Lane closure secret"
SLUG = "heron-lane-closure-secret"
WHO = "Wexcombe"
#: What nobody but the county may read.
WORDS = (SECRET, SLUG, WHO, "county_officer@example.org")


@dataclass
class County:
    """What the county has, and the borough must not come across."""

    shelf: Page
    draft: ConsultationPage
    published: ConsultationPage
    revision: Revision
    image: Image
    document: Document
    upload: UploadedFile
    workflow: Workflow
    task: Task
    task_state: TaskState
    officer_id: int
    group_id: int
    answer: Answer
    question: Question
    own: ConsultationPage
    own_image: Image
    own_question: Question
    event: Event
    round: Round
    plan: ActionPlan
    action: Action
    report: BoardReport
    review: PlanReview
    table: ImportDraft
    jury: JuryPage
    owed: BodyAnswer
    figure: Figure


def make_county(cast: Any) -> County:
    """Give the county everything an organisation has, and the borough something of its own beside it."""
    officer = cast.county_officer
    officer.first_name, officer.last_name = "Ada", WHO
    officer.save()
    own = factories.make_consultation(cast.borough, title="Bus stops in the borough")
    factories.make_survey(own, "short_text")
    own_image = Image.objects.create(
        title="A bus stop", file=get_test_image_file("stop.png"), collection=cast.borough.collection
    )
    draft = factories.make_consultation(cast.county, title=SECRET, slug=SLUG, live=False, owner=officer)
    factories.make_survey(draft, "short_text", "single")
    Question.objects.filter(section__questionnaire__survey__consultation=draft).update(text=SECRET)
    draft.locked, draft.locked_by, draft.locked_at = True, officer, timezone.now()
    draft.save()
    revision = draft.save_revision(user=officer, log_action=True)
    published = factories.make_consultation(cast.county, title="Lanes and paths", owner=officer)
    factories.make_survey(published, "short_text")
    response = make_response(published, texts={questions_of(published)[0]: SECRET}, consent="anonymous")
    published.title = SECRET
    published.save_revision(user=officer, log_action=True)
    image = Image.objects.create(
        title=SECRET,
        file=get_test_image_file(f"{SLUG}.png"),
        collection=cast.county.collection,
        uploaded_by_user=officer,
    )
    document = Document.objects.create(
        title=SECRET, file=ContentFile(SECRET.encode(), f"{SLUG}.txt"), collection=cast.county.collection
    )
    for thing in (image, document):
        thing.tags.add(SECRET)
    ConsultationDocument.objects.create(consultation=draft, document=document)
    event = make_event(cast.county, title=SECRET, by=officer, cards=3)
    Facilitator.objects.create(event=event, user=officer, invited_at=timezone.now())
    plan = make_plan(cast.county, title=SECRET, slug=SLUG, published_at=None, created_by=officer)
    action = make_action(plan, reference="1", title=SECRET, owner=cast.borough)
    Evidence.objects.create(update=say(action, Status.LATE, SECRET, by=officer), title=SECRET, document=document)
    jury = jury_factories.make_jury(cast.county, title=SECRET, slug=f"{SLUG}-jury", live=False)
    owed = jury_factories.make_owed_answer(jury_factories.make_recommendation(jury, title=SECRET), cast.county)
    ResidentQuestion.objects.create(
        session=jury_factories.make_session(jury, title=SECRET), text=SECRET, asked_at=timezone.now()
    )
    workflow = Workflow.objects.get()
    state = workflow.start(published, officer)
    return County(
        shelf=cast.county.shelf,
        draft=draft,
        published=published,
        revision=revision,
        image=image,
        document=document,
        upload=UploadedFile.objects.create(file=ContentFile(b"x", f"{SLUG}.txt"), uploaded_by_user=officer),
        workflow=workflow,
        task=workflow.tasks.get(),
        task_state=state.current_task_state,
        officer_id=officer.pk,
        group_id=cast.county.officers_id,
        answer=response.answers.get(),
        question=questions_of(draft)[0],
        own=own,
        own_image=own_image,
        own_question=questions_of(own)[0],
        event=event,
        round=open_round(make_poll(event, text=SECRET), closes_at=timezone.now()),
        plan=plan,
        action=action,
        **ledger_desk(cast, plan),
        jury=jury,
        owed=owed,
        figure=taken_down(cast),
    )


def taken_down(cast: Any) -> Figure:
    """A figure about young people that the county took off the public pages."""
    figure = Figure.objects.create(
        organisation=cast.county,
        title=SECRET,
        slug=f"{SLUG}-figure",
        unit="%",
        source=SECRET,
        uploaded_at=timezone.now(),
        is_published=False,
    )
    FigureValue.objects.create(figure=figure, period="2025", value=12, position=1)
    return figure


def ledger_desk(cast: Any, plan: ActionPlan) -> dict[str, Any]:
    """A board report, a review and a table on its way in: drafts, all of the county's plan."""
    today = timezone.localdate()
    report = BoardReport.objects.create(
        title=SECRET,
        slug=SLUG,
        organisation=cast.county,
        meeting_on=today,
        previous_meeting_on=today - timedelta(days=90),
        created_at=timezone.now(),
    )
    report.plans.add(plan)
    review = PlanReview.objects.create(
        plan=plan, title=SECRET, taken_on=today, commentary=SECRET, snapshot=[], made_at=timezone.now()
    )
    table = {"headings": ["Ref", "Title"], "rows": [{"line": 2, "theme": "", "cells": ["2", SECRET]}]}
    columns = ["reference", "title"]
    draft = {"plan": plan, "organisation": cast.county, "source": SECRET, "table": table, "columns": columns}
    return {
        "report": report,
        "review": review,
        "table": ImportDraft.objects.create(**draft, created_at=timezone.now()),
    }


#: Rows of surveys and responses, and how each leads to the consultation it belongs to.
OWNED = [
    (Survey, "consultation"),
    (Questionnaire, "survey__consultation"),
    (Section, "questionnaire__survey__consultation"),
    (Question, "section__questionnaire__survey__consultation"),
    (Response, "consultation"),
    (Answer, "response__consultation"),
]


def everything(county: County) -> list[Any]:
    """What the county has, and what belongs to nobody: the rows a write would touch. The borough's own may change."""
    own = Page.objects.get(pk=county.own.get_parent().pk)
    pages = Page.objects.not_descendant_of(own, inclusive=True).order_by("pk")
    ids = [str(pk) for pk in pages.values_list("pk", flat=True)]
    mine = county.own_image.collection_id
    return [
        list(pages.values()),
        list(ConsultationPage.objects.filter(pk__in=ids).order_by("pk").values()),
        list(Revision.objects.filter(object_id__in=ids).order_by("pk").values()),
        list(Image.objects.exclude(collection=mine).order_by("pk").values()),
        list(Document.objects.exclude(collection=mine).order_by("pk").values()),
        list(WorkflowState.objects.filter(object_id__in=ids).values("pk", "status")),
        list(TaskState.objects.filter(workflow_state__object_id__in=ids).values("pk", "status")),
        list(UploadedFile.objects.values()),
        list(Task.objects.values()),
        list(Workflow.objects.values()),
        *(list(model.objects.order_by("pk").values()) for model in (ActionPlan, Action, ProgressUpdate, Evidence)),
        *(list(model.objects.order_by("pk").values()) for model in (BoardReport, PlanReview, ImportDraft)),
        *(list(model.objects.order_by("pk").values()) for model in (Event, AgendaItem, Round, Facilitator, PaperCount)),
        *(
            list(model.objects.order_by("pk").values())
            for model in (JuryPage, Recommendation, BodyAnswer, ResidentQuestion)
        ),
        *(list(model.objects.order_by("pk").values()) for model in (Figure, FigureValue)),
        *(list(model.objects.exclude(**{ours: county.own.pk}).order_by("pk").values()) for model, ours in OWNED),
    ]


def carried_away(county: County) -> list[str]:
    """The borough's own pages that came to say the county's words."""
    own = [str(page.pk) for page in county.own.get_parent().get_descendants(inclusive=True)]
    return [str(one) for one in Revision.objects.filter(object_id__in=own) if leaks(str(one.content))]


def leaks(text: str) -> list[str]:
    return [word for word in WORDS if word in text]
