"""Seeded responses: the same every time, so that the demonstration's results can be talked about."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from consultations.models import Answer, ConsultationPage, Response, TextRelease
from consultations.tokens import hash_token, make_code, make_token
from engage.demo.ages import Ages
from engage.demo.shapes import Consultation
from engage.demo.voices import GENERAL, PLACES, SHORT, VOICES
from questions.asked import Asked, Given
from questions.kinds.number import as_value
from questions.reads import ask_questionnaire, asked_of
from questions.routing import visible
from questions.services import lock

CHANNELS = ("online",) * 82 + ("paper",) * 12 + ("event",) * 6
CONSENTS = ("anonymous",) * 6 + ("no",) * 4
#: Without a lean of its own, a question's first choices are likelier.
USUAL_LEAN = (8, 6, 4, 3, 2, 2, 1, 1, 1, 1)
#: One respondent in so many leaves an optional question out, or writes words where words are asked for.
LEFT_OUT = 0.08
WRITES = 0.12

Leans = dict[str, tuple[float, ...]]


class Crowd:
    """The respondents of one consultation: their dice, how they lean and what they have to say."""

    def __init__(self, plan: Consultation) -> None:
        self.dice = random.Random(plan.slug)
        questions = [question for part in plan.survey for question in part.questions]
        self.leans: Leans = {question.text: question.lean for question in questions}
        self.young_leans: Leans = {question.text: question.lean_young or question.lean for question in questions}
        voices = [*VOICES.get(plan.slug, ()), *GENERAL]
        self.dice.shuffle(voices)
        self.voices = iter(voices)

    def pick(self, ids: Sequence[int], number: int, lean: Sequence[float]) -> list[int]:
        """Return `number` distinct ids, each drawn by its weight."""
        left = {one: lean[min(place, len(lean) - 1)] for place, one in enumerate(ids)}
        chosen: list[int] = []
        while left and len(chosen) < number:
            one = self.dice.choices(list(left), weights=list(left.values()))[0]
            del left[one]
            chosen.append(one)
        return chosen


def place_responses(page: ConsultationPage, plan: Consultation, *, at: datetime) -> list[Response]:
    """Store the planned responses spread over the window up to `at`, once; return them."""
    survey = getattr(page, "survey", None)
    if survey is None or page.responses.exists() or page.opens_at is None or page.closes_at is None:
        return []
    crowd = Crowd(plan)
    lock(survey.questionnaire, at=page.opens_at)
    length = min(page.closes_at, at) - page.opens_at
    moments = sorted(page.opens_at + length * crowd.dice.random() for _ in range(plan.responses))
    asked = asked_of(ask_questionnaire(survey.questionnaire))
    responses, ages = [_response(page, moment, crowd.dice) for moment in moments], Ages(plan, asked)
    ages.draw(responses, crowd.dice)
    Response.objects.bulk_create(responses)
    answers = [answer for response in responses for answer in _answers(response, asked, crowd, ages)]
    Answer.objects.bulk_create(answers, batch_size=4000)
    return responses


def _response(page: ConsultationPage, moment: datetime, dice: random.Random) -> Response:
    identity = uuid.UUID(int=dice.getrandbits(128), version=4)
    return Response(
        public_id=identity,
        consultation=page,
        code=make_code(),
        token_hash=hash_token(make_token()),
        channel=dice.choice(CHANNELS),
        consent=dice.choice(CONSENTS),
        is_under_18=dice.random() < 0.06,
        has_proof=dice.random() < 0.9,
        submitted_at=moment,
        changed_at=moment,
    )


def _answers(response: Response, asked: Sequence[Asked], crowd: Crowd, ages: Ages) -> Iterator[Answer]:
    given: dict[int, Given] = {}
    leans = crowd.young_leans if ages.is_young(response) else crowd.leans
    for question in asked:
        is_left_out = not question.is_required and crowd.dice.random() < LEFT_OUT
        if question.kind != "information" and not is_left_out:
            age, lean = ages.answer(response, question), leans.get(question.text) or ()
            today = response.submitted_at.date()
            given[question.id] = age or _given(question, crowd, lean, today)
    shown = {question.id for question in visible(asked, given)}
    for identity, answer in given.items():
        if identity in shown and not answer.is_blank:
            yield Answer(response=response, question_id=identity, value=answer.value, text=answer.text)


def _given(asked: Asked, crowd: Crowd, lean: Sequence[float], today: date) -> Given:
    if asked.kind in ("short_text", "long_text"):
        return _words(asked, crowd)
    if asked.kind in ("rating", "number"):
        return Given(value=_number(asked, crowd, lean))
    if asked.kind == "date":
        return Given(value=(today - timedelta(days=int(crowd.dice.expovariate(1 / 60)))).isoformat())
    return Given(value=_choice(asked, crowd, lean or USUAL_LEAN))


def _words(asked: Asked, crowd: Crowd) -> Given:
    if asked.kind == "short_text":
        return Given(text=crowd.dice.choice(PLACES if "town" in asked.text else SHORT))
    return Given(text=next(crowd.voices, "") if crowd.dice.random() < WRITES else "")


def _number(asked: Asked, crowd: Crowd, lean: Sequence[float]) -> int | str:
    top = float(asked.config.get("maximum") or 5)
    if asked.kind == "rating":
        middle = lean[0] if lean else top * 0.66
        return max(1, min(round(top), round(crowd.dice.gauss(middle, top * 0.2))))
    drawn = min(top, (lean[0] if lean else top / 4) * crowd.dice.lognormvariate(0, 0.6))
    if asked.config.get("decimals"):
        return as_value(Decimal(round(drawn * 2)) / 2)
    return round(drawn)


def _choice(asked: Asked, crowd: Crowd, lean: Sequence[float]) -> Any:
    ids = [choice.id for choice in asked.choices]
    match asked.kind:
        case "multiple":
            alone = [choice.id for choice in asked.choices if choice.is_exclusive]
            if alone and crowd.dice.random() < 0.06:
                return alone[:1]
            own = [one for one in ids if one not in alone]
            most = min(int(asked.config.get("maximum") or 3), 3, len(own))
            return sorted(crowd.pick(own, crowd.dice.randint(1, most), lean))
        case "ranking":
            return crowd.pick(ids, int(asked.config.get("top") or len(ids)), lean)
        case "matrix":
            leans = (lean, (lean[1], lean[0], *lean[2:]))
            return {str(row.id): crowd.pick(ids, 1, leans[place % 2])[0] for place, row in enumerate(asked.rows)}
        case _:
            return crowd.pick(ids, 1, lean)[0]


def release_words(page: ConsultationPage, *, at: datetime, most: int = 24) -> None:
    """Release the words of some respondents who agreed, as an officer would."""
    answers = (
        Answer.objects.filter(response__consultation=page, response__consent="anonymous", question__kind="long_text")
        .exclude(text="")
        .order_by("pk")[:most]
    )
    TextRelease.objects.bulk_create(
        [TextRelease(answer=answer, text=answer.text, released_at=at) for answer in answers], ignore_conflicts=True
    )
