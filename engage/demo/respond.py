"""Seeded responses: the same every time, so that the demonstration's results can be talked about."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from consultations.models import Answer, ConsultationPage, Response, TextRelease
from consultations.tokens import hash_token, make_code
from engage.demo.voices import GENERAL, PLACES, SHORT, VOICES
from questions.asked import Asked, Given
from questions.reads import ask_questionnaire
from questions.routing import visible

CHANNELS = ("online",) * 82 + ("paper",) * 12 + ("event",) * 6
CONSENTS = ("anonymous",) * 6 + ("no",) * 4
#: How people here lean: earlier choices are likelier, and every question leans differently.
LEANING = (8, 6, 4, 3, 2, 2, 1, 1, 1, 1)


def place_responses(page: ConsultationPage, *, number: int, at: datetime) -> list[Response]:
    """Store `number` responses spread over the window up to `at`, once; return them."""
    survey = getattr(page, "survey", None)
    if survey is None or page.responses.exists() or page.opens_at is None or page.closes_at is None:
        return []
    dice = random.Random(page.slug)
    asked = [question for section in ask_questionnaire(survey.questionnaire) for question in section.questions]
    length = min(page.closes_at, at) - page.opens_at
    moments = sorted(page.opens_at + length * dice.random() for _ in range(number))
    responses = Response.objects.bulk_create([_response(page, moment, dice) for moment in moments])
    words = _words_for(page.slug, dice)
    Answer.objects.bulk_create(
        [answer for response in responses for answer in _answers(response, asked, dice, words)], batch_size=4000
    )
    return responses


def _response(page: ConsultationPage, moment: datetime, dice: random.Random) -> Response:
    identity = uuid.UUID(int=dice.getrandbits(128), version=4)
    return Response(
        public_id=identity,
        consultation=page,
        code=make_code(),
        token_hash=hash_token(identity.hex),
        channel=dice.choice(CHANNELS),
        consent=dice.choice(CONSENTS),
        is_under_18=dice.random() < 0.06,
        has_proof=dice.random() < 0.9,
        submitted_at=moment,
        changed_at=moment,
    )


def _words_for(slug: str, dice: random.Random) -> Iterator[str]:
    """Yield each voice of this consultation once, then nothing more."""
    own = list(VOICES.get(slug, ())) + list(GENERAL)
    dice.shuffle(own)
    yield from own


def _answers(
    response: Response, asked: Sequence[Asked], dice: random.Random, words: Iterator[str]
) -> Iterator[Answer]:
    given: dict[int, Given] = {}
    for question in asked:
        if question.kind == "information" or (not question.is_required and dice.random() < 0.08):
            continue
        given[question.id] = _given(question, dice, words, response.submitted_at.date())
    shown = {question.id for question in visible(asked, given)}
    for identity, answer in given.items():
        if identity in shown and not answer.is_blank:
            yield Answer(response=response, question_id=identity, value=answer.value, text=answer.text)


def _given(asked: Asked, dice: random.Random, words: Iterator[str], asked_on: date) -> Given:
    ids = [choice.id for choice in asked.choices]
    config: Mapping[str, Any] = asked.config
    match asked.kind:
        case "multiple":
            own = [choice.id for choice in asked.choices if not choice.is_exclusive]
            most = min(int(config.get("maximum") or 3), 3, len(own))
            return Given(value=sorted(_lean(own, dice, dice.randint(1, most))))
        case "ranking":
            return Given(value=_lean(ids, dice, int(config.get("top") or len(ids))))
        case "rating":
            top = int(config.get("max") or 5)
            return Given(value=max(1, min(top, round(dice.gauss(top * 0.66, top * 0.2)))))
        case "number":
            top = float(config.get("max") or 60)
            return Given(value=round(min(top, dice.lognormvariate(0.6, 0.6) * top / 12)))
        case "date":
            return Given(value=(asked_on - timedelta(days=dice.randint(1, 365))).isoformat())
        case "matrix":
            return Given(value={str(row.id): _lean(ids, dice, 1)[0] for row in asked.rows})
        case "short_text":
            return Given(text=dice.choice(PLACES if "town" in asked.text else SHORT))
        case "long_text":
            return Given(text=next(words, "") if dice.random() < 0.12 else "")
        case _:
            return Given(value=_lean(ids, dice, 1)[0])


def _lean(ids: Sequence[int], dice: random.Random, number: int) -> list[int]:
    """Return `number` distinct ids in a leaning order."""
    left = list(ids)
    chosen: list[int] = []
    while left and len(chosen) < number:
        weights = [LEANING[min(ids.index(one), len(LEANING) - 1)] for one in left]
        pick = dice.choices(left, weights=weights)[0]
        left.remove(pick)
        chosen.append(pick)
    return chosen


def release_words(page: ConsultationPage, *, at: datetime, most: int = 24) -> None:
    """Release the words of some respondents who agreed, as an officer would; one of them redacted."""
    answers = (
        Answer.objects.filter(response__consultation=page, response__consent="anonymous", question__kind="long_text")
        .exclude(text="")
        .order_by("pk")[:most]
    )
    TextRelease.objects.bulk_create(
        [TextRelease(answer=answer, text=answer.text, released_at=at) for answer in answers], ignore_conflicts=True
    )
