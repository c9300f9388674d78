"""How old the demonstration's respondents are, where a survey asks: young people answer, and read, differently."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from uuid import UUID

from consultations.models import Draft, Response
from engage.demo.shapes import Consultation
from questions.asked import Asked, Given
from questions.models import Style

#: So many young people on line take the version in their words. On paper there is only the usual one.
READS_YOUNG = 0.7


class Ages:
    """The age that each respondent of one consultation is; nothing where its survey does not ask."""

    def __init__(self, plan: Consultation, asked: Sequence[Asked]) -> None:
        self.plan = plan.age_question
        text = self.plan.text if self.plan else None
        self.asked = next((one for one in asked if one.text == text), None)
        self.bands: dict[UUID, int] = {}

    def draw(self, responses: Iterable[Response], dice: random.Random) -> None:
        """Give everybody an age, and what follows from it. No die is cast where no age is asked."""
        if self.plan is None:
            return
        places = range(len(self.plan.lean))
        for response in responses:
            place = dice.choices(places, weights=self.plan.lean)[0]
            self.bands[response.public_id] = place
            response.is_under_18 = place == 0 or (place == 1 and dice.random() < 0.5)
            if response.channel == Draft.Channel.EVENT:  # tables by age are of those who answered on line and on paper
                response.channel = Draft.Channel.ONLINE
            if self.is_young(response) and response.channel == Draft.Channel.ONLINE and dice.random() < READS_YOUNG:
                response.style = Style.YOUNG

    def is_young(self, response: Response) -> bool:
        return self.plan is not None and self.bands[response.public_id] < self.plan.young_bands

    def answer(self, response: Response, question: Asked) -> Given | None:
        """Return what is given to the question that asks the age, None for every other question."""
        if self.asked is None or question.id != self.asked.id:
            return None
        choices, place = self.asked.choices, self.bands[response.public_id]
        return Given(value=choices[place].id) if place < len(choices) else Given()
