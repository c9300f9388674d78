"""Make the page of all juries and the four juries of the past, with recommendations and answers."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from django.utils import timezone

from actions.models import Action, ActionPlan
from engage.demo.jury_papers import JURIES, WORDS_MADE_UP, Advice, Answer, Jury, Sitting
from engage.demo.publish import day_at
from engage.models import HomePage
from juries.models import (
    AnswerRevision,
    BodyAnswer,
    JurorQuestion,
    JuryIndexPage,
    JuryPage,
    JuryShelfPage,
    JuryTheme,
    Recommendation,
    SessionPage,
    Witness,
)
from juries.services.linking import link_actions, link_plan
from juries.services.recommending import add_evidence, add_minority_statement
from juries.services.rights import open_all_shelves
from people.models import Organisation

INTRODUCTION: Final = (
    "<p>A citizens’ jury is a small group of residents who take time, question those who know and those who decide, and "
    "say what should be done. Every body they name must answer in public.</p>"
)
THRESHOLD: Final = 60


def place_juries(*, at: datetime) -> None:
    """Put the juries on the site, once, and let the days of open answers move with the calendar."""
    place_jury_index()
    for jury in JURIES:
        page = JuryPage.objects.filter(slug=jury.slug).first()
        if page is None:
            page = _place(jury, at=at)
        _move_on(page, jury, at=at)
        _link(page, jury)


def place_jury_index() -> JuryIndexPage:
    """Return the page of all juries, made on first use with a shelf for every organisation."""
    index = JuryIndexPage.objects.first()
    if index is None:
        index = JuryIndexPage(title="Citizens’ juries", slug="juries", introduction=INTRODUCTION)
        HomePage.objects.get().add_child(instance=index).save_revision().publish()
    elif not index.introduction:
        index.introduction = INTRODUCTION
        index.save_revision().publish()
    open_all_shelves()
    return index


def _place(jury: Jury, *, at: datetime) -> JuryPage:
    page = JuryPage(
        title=jury.title,
        slug=jury.slug,
        summary=jury.summary,
        question=jury.question,
        body=jury.why,
        starts_on=jury.starts_on,
        ends_on=jury.ends_on,
        when_words=jury.when,
        report_on=jury.report_on,
        closed_on=jury.closed_on,
        place=jury.place,
        jurors_number=jury.jurors,
        how_chosen=jury.chosen,
        steering_group=jury.steering,
        programme=jury.programme,
        report=jury.report,
        easy_read=jury.easy,
        what_followed=jury.followed,
        contact_role=jury.contact,
        contact_email=f"{jury.slug}@{jury.lead}.example",
    )
    JuryShelfPage.objects.get(organisation__slug=jury.lead).add_child(instance=page)
    page.themes.set([JuryTheme(name=name, sort_order=place) for place, name in enumerate(jury.themes)])
    page.save()
    page.save_revision().publish()
    page.refresh_from_db()
    sessions = {one.title: _sit(page, one) for one in jury.sittings}
    for number, advice in enumerate(jury.advice, start=1):
        _recommend(page, jury, number, advice, sessions, at=at)
    return page


def _sit(page: JuryPage, sitting: Sitting) -> SessionPage:
    session = SessionPage(
        title=sitting.title,
        summary=sitting.summary,
        theme=JuryTheme.objects.filter(jury=page, name=sitting.theme).first(),
        place=page.place,
        notes=WORDS_MADE_UP if sitting.witnesses else "",
        takes_questions=False,
    )
    page.add_child(instance=session)
    session.witnesses.set(
        [
            Witness(role=role, body=body, statement=said, sort_order=place)
            for place, (role, body, said) in enumerate(sitting.witnesses)
        ]
    )
    session.questions.set(
        [
            JurorQuestion(text=text, answer=answer, sort_order=place)
            for place, (text, answer) in enumerate(sitting.asked)
        ]
    )
    session.save()
    session.save_revision().publish()
    page.refresh_from_db()
    return session


def _recommend(
    page: JuryPage, jury: Jury, number: int, advice: Advice, sessions: dict[str, SessionPage], *, at: datetime
) -> None:
    votes = advice.votes or (None, None, None)
    row = Recommendation.objects.create(
        jury=page,
        number=number,
        theme=JuryTheme.objects.filter(jury=page, name=advice.theme).first(),
        title=advice.title,
        text=advice.text,
        reasons=advice.reasons,
        votes_for=votes[0],
        votes_against=votes[1],
        votes_abstained=votes[2],
        threshold=THRESHOLD if advice.votes else None,
        published_at=timezone.make_aware(datetime.combine(jury.report_on, time(9))),
    )
    for title, body in advice.rests_on:
        session = sessions[title]
        witness = Witness.objects.filter(session=session, body=body).first() if body else None
        add_evidence(recommendation=row, session=session, witness=witness)
    if advice.minority[0]:
        add_minority_statement(recommendation=row, text=advice.minority[0], jurors=advice.minority[1])
    for answer in advice.answers:
        _answer(row, answer, at=at)


def _answer(row: Recommendation, answer: Answer, *, at: datetime) -> None:
    today = timezone.localdate(at)
    due_on = today + timedelta(days=answer.due)
    answered_at = day_at(due_on, -3, time(15)) if answer.verdict else None
    if answered_at is not None:
        answered_at = min(answered_at, at - timedelta(days=1))
    made = BodyAnswer.objects.create(
        recommendation=row,
        organisation=Organisation.objects.get(slug=answer.body),
        asked_on=due_on - timedelta(days=84),
        due_on=due_on,
        verdict=answer.verdict,
        reasons=answer.reasons,
        answered_at=answered_at,
    )
    verdict, reasons = answer.before
    if verdict and answered_at is not None:
        before = answered_at - timedelta(days=40)
        AnswerRevision.objects.create(
            answer=made, verdict=verdict, reasons=reasons, answered_at=before, replaced_at=answered_at
        )


def _move_on(page: JuryPage, jury: Jury, *, at: datetime) -> None:
    """Let what is unanswered stay as late, or as near, as it was when the demonstration was made."""
    today = timezone.localdate(at)
    for number, advice in enumerate(jury.advice, start=1):
        for answer in advice.answers:
            if answer.verdict:
                continue
            due_on = today + timedelta(days=answer.due)
            owed = BodyAnswer.objects.unanswered().filter(recommendation__jury=page, recommendation__number=number)
            owed.filter(organisation__slug=answer.body).update(due_on=due_on, asked_on=due_on - timedelta(days=84))


def _link(page: JuryPage, jury: Jury) -> None:
    """Join the jury to its plan, and recommendation 2 to actions 2, 2.1 and so on, once both are there."""
    plan = ActionPlan.objects.filter(slug=jury.plan).first() if jury.plan else None
    if plan is None or page.plan_links.filter(plan=plan).exists():
        return
    link_plan(jury=page, plan=plan)
    actions = list(Action.objects.filter(plan=plan).order_by("order", "pk"))
    for row in page.recommendations.all():
        found = [action for action in actions if action.reference.split(".")[0] == str(row.number)]
        link_actions(recommendation=row, actions=found)
