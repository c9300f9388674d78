"""What every body owes: the list of all answers that were asked for, by body, the most overdue first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from juries.answer_cards import AnswerCard, answer_card
from juries.models import BodyAnswer, JuryPage


@dataclass(frozen=True, slots=True)
class OwedCard:
    """One answer with what it answers."""

    answer: AnswerCard
    number: int
    title: str
    jury: str
    url: str


@dataclass(frozen=True, slots=True)
class BodyCard:
    """One body with all that it was asked."""

    name: str
    slug: str
    owed: tuple[OwedCard, ...]
    late: int
    given: int

    @property
    def longest(self) -> int:
        """By how many days its most overdue answer is late."""
        return max((one.answer.days_late for one in self.owed), default=0)

    @property
    def asked(self) -> int:
        return len(self.owed)


def public_answers() -> QuerySet[BodyAnswer]:
    """Return the answers to published recommendations of juries that everybody may read."""
    juries = JuryPage.objects.live().public().values("pk")
    found = BodyAnswer.objects.filter(recommendation__published_at__isnull=False, recommendation__jury__in=juries)
    return found.select_related("organisation", "recommendation__jury__locale")


def owed_cards(answers: QuerySet[BodyAnswer], *, at: datetime) -> list[OwedCard]:
    """Return a card for each of these answers, overdue ones first."""
    today = timezone.localdate(at)
    cards = [_card(answer, answer_card(answer, at=at, today=today)) for answer in answers]
    return sorted(cards, key=lambda card: (card.answer.place, card.jury, card.number))


def _card(answer: BodyAnswer, card: AnswerCard) -> OwedCard:
    row = answer.recommendation
    url = f"{row.jury.get_url() or ''}recommendations/{row.number}/"
    return OwedCard(card, row.number, row.title, row.jury.title, url)


def body_cards(*, at: datetime, slug: str = "") -> list[BodyCard]:
    """Return every body that was asked anything, the longest overdue first, then by name.

    Args:
        slug: Keep this one body.
    """
    answers = public_answers()
    if slug:
        answers = answers.filter(organisation__slug=slug)
    by_body: dict[tuple[str, str], list[OwedCard]] = defaultdict(list)
    for card in owed_cards(answers, at=at):
        by_body[card.answer.body, card.answer.body_slug].append(card)
    bodies = [
        BodyCard(
            name,
            slug,
            tuple(owed),
            late=sum(one.answer.days_late > 0 for one in owed),
            given=sum(one.answer.is_answered for one in owed),
        )
        for (name, slug), owed in by_body.items()
    ]
    return sorted(bodies, key=lambda body: (-body.longest, body.name))
