"""What a jury recommended, with what every body answered: read whole, in a constant number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actions.models import Action
from actions.pictures import TAGS
from actions.standing import Status
from juries.answer_cards import AnswerCard, answer_card
from juries.models import (
    BodyAnswer,
    EvidenceLink,
    JuryPage,
    MinorityStatement,
    Recommendation,
    RecommendationAction,
    SessionPage,
)
from juries.state import has_passed, share_for


@dataclass(frozen=True, slots=True)
class Votes:
    """How the jurors voted, said in words."""

    said: str
    needed: str
    has_passed: bool | None


@dataclass(frozen=True, slots=True)
class RecommendationCard:
    """One recommendation as lists show it."""

    number: int
    title: str
    text: str
    theme: str
    url: str
    votes: Votes | None
    answers: tuple[AnswerCard, ...]

    @property
    def days_late(self) -> int:
        return max((answer.days_late for answer in self.answers), default=0)


def recommendation_cards(jury: JuryPage, *, base: str, at: datetime) -> list[RecommendationCard]:
    """Return what the jury recommended, in its order: two statements.

    Args:
        base: The address of the jury's page, with a slash at its end.
    """
    answers = Prefetch("answers", BodyAnswer.objects.select_related("organisation"))
    rows = Recommendation.objects.filter(jury=jury, published_at__isnull=False).order_by("number")
    return [_card(row, base=base, at=at) for row in rows.select_related("theme").prefetch_related(answers)]


def _card(row: Recommendation, *, base: str, at: datetime) -> RecommendationCard:
    return RecommendationCard(
        number=row.number,
        title=row.title,
        text=row.text,
        theme=row.theme.name if row.theme else "",
        url=f"{base}recommendations/{row.number}/",
        votes=votes_of(row),
        answers=sorted_cards(row.answers.all(), at=at),
    )


def sorted_cards(answers: Iterable[BodyAnswer], *, at: datetime) -> tuple[AnswerCard, ...]:
    """Return the cards of answers whose organisations and revisions are read, the most overdue first."""
    today = timezone.localdate(at)
    made = [answer_card(one, at=at, today=today, revisions=_kept(one)) for one in answers]
    return tuple(sorted(made, key=lambda card: card.place))


def _kept(answer: BodyAnswer) -> Iterable[Any]:
    """Earlier answers where they were read with it; a list leaves them out."""
    return answer.revisions.all() if "revisions" in getattr(answer, "_prefetched_objects_cache", {}) else ()


def votes_of(row: Recommendation) -> Votes | None:
    """Say how the jurors voted; None where no vote was recorded."""
    if row.votes_for is None:
        return None
    parts = [ngettext("%d juror for it", "%d jurors for it", row.votes_for) % row.votes_for]
    parts += [_("%d against") % row.votes_against] if row.votes_against is not None else []
    parts += [_("%d abstained") % row.votes_abstained] if row.votes_abstained is not None else []
    share = share_for(row.votes_for, row.votes_against)
    needed = ""
    if row.threshold is not None and share is not None:
        needed = _("%(needed)d%% were needed, %(share)d%% were for it") % {"needed": row.threshold, "share": share}
    return Votes(", ".join(parts), needed, has_passed(row.votes_for, row.votes_against, row.threshold))


def recommendation_context(row: Recommendation, *, base: str, at: datetime) -> dict[str, Any]:
    """Return everything that the page of one recommendation shows."""
    answers = BodyAnswer.objects.filter(recommendation=row).select_related("organisation")
    return {
        "recommendation": row,
        "votes": votes_of(row),
        "answers": sorted_cards(answers.prefetch_related("revisions"), at=at),
        "evidence": evidence_of(row, base=base),
        "minority": list(MinorityStatement.objects.filter(recommendation=row)),
        "actions": actions_of(row),
    }


@dataclass(frozen=True, slots=True)
class EvidenceCard:
    """One thing a recommendation rests on."""

    session: str
    url: str
    witness: str
    question: str
    note: str


def evidence_of(row: Recommendation, *, base: str) -> list[EvidenceCard]:
    """Return what it rests on, published sessions alone: one statement."""
    links = EvidenceLink.objects.filter(
        recommendation=row, session__in=SessionPage.objects.live().public().values("pk")
    )
    return [
        EvidenceCard(
            session=link.session.title,
            url=f"{base}{link.session.slug}/" + (f"#witness-{link.witness_id}" if link.witness_id else ""),
            witness=str(link.witness) if link.witness else "",
            question=link.question.text if link.question else "",
            note=link.note,
        )
        for link in links.select_related("session", "witness", "question")
    ]


@dataclass(frozen=True, slots=True)
class Promise:
    """An action of a published plan that answers a recommendation."""

    title: str
    url: str
    tag: str
    label: str
    owner: str


def actions_of(row: Recommendation) -> list[Promise]:
    """Return the actions that answer it: one statement."""
    links = RecommendationAction.objects.filter(recommendation=row, action__plan__published_at__isnull=False)
    links = links.select_related("action__plan", "action__owner").order_by("action__plan__title", "action__order")
    return [promise_of(link.action) for link in links]


def promise_of(action: Action) -> Promise:
    return Promise(
        title=action.title,
        url=action.get_absolute_url(),
        tag=TAGS[Status(action.status)],
        label=action.get_status_display(),
        owner=action.owner.name if action.owner else _("not named yet"),
    )


def led_to(session_id: int, *, base: str) -> dict[str, list[tuple[int, str, str]]]:
    """Return the published recommendations that rest on a session, by what of it they rest on.

    Keys are `session`, `witness-<pk>` and `question-<pk>`; each holds number, title and address.
    """
    found: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    links = EvidenceLink.objects.filter(session=session_id, recommendation__published_at__isnull=False)
    for link in links.select_related("recommendation").order_by("recommendation__number"):
        row = link.recommendation
        target = (row.number, row.title, f"{base}recommendations/{row.number}/")
        keys = {"session"}
        keys |= {f"witness-{link.witness_id}"} if link.witness_id else set()
        keys |= {f"question-{link.question_id}"} if link.question_id else set()
        for key in keys:
            if target not in found[key]:
                found[key].append(target)
    return dict(found)
