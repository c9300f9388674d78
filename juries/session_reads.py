"""What the page of one session shows: agenda, witnesses, what jurors and residents asked, what it led to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from consultations.reads import rich_text
from core.moments import say_moment
from juries.models import JuryPage, ResidentQuestion, SessionPage, Witness
from juries.reads import Paper, jury_crumbs, paper_of, session_time
from juries.recommendation_reads import led_to
from people.voices import Kind, voices_about

Target = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class WitnessCard:
    """Somebody the jury heard, with what it led to."""

    pk: int | None
    name: str
    role: str
    statement: SafeString
    transcript: SafeString
    slides: Paper | None
    led_to: list[Target]


@dataclass(frozen=True, slots=True)
class AskedCard:
    """What the jurors asked, and what they were told."""

    text: str
    witness: str
    answer: SafeString
    led_to: list[Target]


def session_context(page: SessionPage, *, at: datetime) -> dict[str, Any]:
    """Return what `juries/session_detail.html` shows, in a constant number of statements."""
    jury = jury_of(page)
    base = jury.get_url() or ""
    found = led_to(page.pk, base=base) if page.pk else {}
    return {
        "jury": jury,
        "base": base,
        "crumbs": jury_crumbs(jury, base=base),
        "voices": voices_about(Kind.PAGE, page.pk) if page.pk and page.live else None,
        "when": session_time(page, at=at),
        "agenda": rich_text(page.agenda),
        "notes": rich_text(page.notes),
        "witnesses": [_witness(one, found) for one in page.witnesses.select_related("slides")],
        "asked": [_asked(one, found) for one in page.questions.select_related("witness")],
        "residents": residents_of(page),
        "led_to": found.get("session", []),
        "ask_url": reverse("juries:ask", args=[*base.strip("/").split("/")[-2:], page.slug])
        if page.pk and base and page.takes_questions_at(at)
        else "",
        "asks_until": say_moment(page.starts_at, at=at) if page.starts_at else "",
        "is_over": bool(page.starts_at and page.starts_at <= at),
    }


def jury_of(page: SessionPage) -> JuryPage:
    return JuryPage.objects.select_related("locale").get(path=page.path[: -page.steplen])


def residents_of(page: SessionPage) -> list[ResidentQuestion]:
    """Return the residents' questions that an officer let through, oldest first."""
    return list(ResidentQuestion.objects.filter(session=page.pk).published()) if page.pk else []


def _witness(one: Witness, found: dict[str, list[Target]]) -> WitnessCard:
    return WitnessCard(
        pk=one.pk,
        name=one.name,
        role=", ".join(part for part in (one.role, one.body) if part),
        statement=rich_text(one.statement),
        transcript=rich_text(one.transcript),
        slides=paper_of(one.slides),
        led_to=found.get(f"witness-{one.pk}", []),
    )


def _asked(one: Any, found: dict[str, list[Target]]) -> AskedCard:
    return AskedCard(
        text=one.text,
        witness=str(one.witness) if one.witness else "",
        answer=rich_text(one.answer),
        led_to=found.get(f"question-{one.pk}", []),
    )
