"""What the page of one jury shows: its story, read once and handed to the template whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from actions.pictures import Bar, draw
from actions.reads import counts_of_plans
from consultations.reads import rich_text
from core.moments import say_moment, say_span
from juries.courses import courses_of
from juries.draw_reads import call_card
from juries.index_reads import WIDE, rendition, say_days
from juries.make_up_reads import make_up_figures
from juries.models import JuryPage, JuryPlan, Publication, SessionPage
from juries.recommendation_reads import RecommendationCard, recommendation_cards
from juries.state import LABELS, TAGS, State, has_sat, state_of
from people.voices import Kind, voices_about


@dataclass(frozen=True, slots=True)
class SessionCard:
    """One session in the programme."""

    title: str
    url: str
    when: str
    theme: str
    summary: str
    witnesses: tuple[str, ...]
    takes_questions: bool


@dataclass(frozen=True, slots=True)
class PlanCard:
    """The plan that answers the jury, and how its promises stand."""

    pk: int
    title: str
    url: str
    bar: Bar


def jury_context(page: JuryPage, *, at: datetime) -> dict[str, Any]:
    """Return what `juries/jury_detail.html` shows of this page at the moment `at`.

    The page may be a draft in preview: its own rows are read through it, so that unsaved ones show. The number of
    statements is constant.
    """
    base = page.get_url() or ""
    recommendations = recommendation_cards(page, base=base, at=at) if page.pk else []
    context = {
        "base": base,
        "crumbs": jury_crumbs(page, base=base)[:-1],
        **standing(page, at=at),
        "when": page.when_words or say_days(page.starts_on, page.ends_on, at=at),
        "report_month": date_format(page.report_on, "F Y") if page.report_on else "",
        "bodies": bodies_of(page),
        "picture": rendition(page.picture, WIDE),
        "themes": list(page.themes.all()),
        "sessions": session_cards(page, base=base, at=at),
        "recommendations": recommendations,
        "most_late": max((card.days_late for card in recommendations), default=0),
        "answered": _answered(recommendations),
        "plans": plan_cards(page, at=at),
        "report_file": paper_of(page.report_file),
        "easy_read_file": paper_of(page.easy_read_file),
        "texts": {name: rich_text(getattr(page, name)) for name in RICH},
        "draw_url": f"{base}draw/" if Publication.objects.filter(draw__recruitment__jury=page.pk).exists() else "",
        "make_up": make_up_figures(page) if page.pk else [],
        "voices": voices_about(Kind.PAGE, page.pk) if page.pk and page.live else None,
        "call_card": call_card(page, at=at) if page.pk else {},
    }
    context |= titles(context["state"])
    return context | {"contents": contents(page, context)}


def titles(state: State) -> dict[str, str]:
    """Return the headings that say of a jury that has not sat yet what will be, and of others what was."""
    if state in (State.PLANNED, State.RECRUITING):
        return {"chosen_title": _("How the jurors are chosen"), "heard_title": _("What it will hear")}
    if state == State.SITTING:
        return {"chosen_title": _("Who sits, and how they were chosen"), "heard_title": _("What it hears")}
    return {"chosen_title": _("Who sat, and how they were chosen"), "heard_title": _("What it heard")}


RICH = ("body", "steering_group", "how_chosen", "programme", "what_followed")


def standing(page: JuryPage, *, at: datetime) -> dict[str, Any]:
    """Return how the jury stands, as a tag and in words: two statements."""
    today = timezone.localdate(at)
    course = courses_of([page])[page.pk]
    state = state_of(course, at=at, today=today)
    label = str(LABELS[state])
    if state == State.SITTING and has_sat(course, today=today):
        label = _("Has sat, writing its report")
    return {"state": state, "state_label": label, "state_tag": TAGS[state]}


def bodies_of(page: JuryPage) -> list[str]:
    """Return who called the jury, the lead first."""
    others = [line.organisation for line in page.commissioners.select_related("organisation")]
    return [page.lead_organisation.name, *(one.name for one in others if one.pk != page.lead_organisation_id)]


def session_cards(page: JuryPage, *, base: str, at: datetime) -> list[SessionCard]:
    """Return the published sessions in the order in which they are held: two statements."""
    if not page.pk:
        return []
    found = SessionPage.objects.live().public().child_of(page).select_related("theme").prefetch_related("witnesses")
    return [_session(one, base=base, at=at) for one in found.order_by("starts_at", "path")]


def _session(one: SessionPage, *, base: str, at: datetime) -> SessionCard:
    return SessionCard(
        title=one.title,
        url=f"{base}{one.slug}/",
        when=session_time(one, at=at),
        theme=one.theme.name if one.theme and one.theme.name != one.title else "",
        summary=one.summary,
        witnesses=tuple(str(witness) for witness in one.witnesses.all()),
        takes_questions=one.takes_questions_at(at),
    )


def session_time(one: SessionPage, *, at: datetime) -> str:
    if one.starts_at is None:
        return ""
    return say_span(one.starts_at, one.ends_at, at=at) if one.ends_at else say_moment(one.starts_at, at=at)


def plan_cards(page: JuryPage, *, at: datetime) -> list[PlanCard]:
    """Return the published plans that answer the jury, each with how its promises stand: two statements."""
    links = JuryPlan.objects.filter(jury=page.pk, plan__published_at__isnull=False).select_related("plan")
    plans = [link.plan for link in links.order_by("plan__title")]
    counts = counts_of_plans([plan.pk for plan in plans], today=timezone.localdate(at))
    return [PlanCard(plan.pk, plan.title, plan.get_absolute_url(), draw(counts[plan.pk])) for plan in plans]


def _answered(cards: list[RecommendationCard]) -> dict[str, int]:
    """Count the answers that were asked for, given, and overdue."""
    answers = [answer for card in cards for answer in card.answers]
    return {
        "asked": len(answers),
        "given": sum(answer.is_answered for answer in answers),
        "late": sum(answer.days_late > 0 for answer in answers),
    }


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to take down, with what one wants to know before."""

    href: str
    kind: str
    size: int


def paper_of(document: Any) -> Paper | None:
    if document is None:
        return None
    return Paper(document.url, document.file_extension.upper(), document.get_file_size() or 0)


def contents(page: JuryPage, context: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the anchors of the parts that are there, in the order of the page, with their names."""
    texts: dict[str, SafeString] = context["texts"]
    parts = [
        ("why", _("Why this jury"), bool(texts["body"])),
        (
            "chosen",
            context["chosen_title"],
            bool(texts["how_chosen"] or texts["steering_group"] or context["make_up"]),
        ),
        ("themes", _("Themes"), bool(context["themes"])),
        ("programme", context["heard_title"], bool(texts["programme"] or context["sessions"])),
        ("recommendations", _("What it recommended"), bool(context["recommendations"])),
        ("plans", _("What is being done"), bool(context["plans"])),
        ("report", _("Its report"), bool(page.report or page.easy_read)),
        ("followed", _("What followed"), bool(texts["what_followed"])),
    ]
    return [(anchor, name) for anchor, name, is_there in parts if is_there]


def jury_crumbs(jury: JuryPage, *, base: str) -> list[tuple[str, str]]:
    """Return the way down to a jury for the pages below it."""
    index = "/" + "/".join(base.strip("/").split("/")[:-2]) + "/" if base else "/juries/"
    return [(_("Citizens’ juries"), index), (jury.title, base)]
