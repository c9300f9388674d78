"""Which questions are asked of someone who has given these answers. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from questions.asked import Asked, Given
from questions.kinds import get_kind


def visible(asked: Sequence[Asked], given: Mapping[int, Given]) -> list[Asked]:
    """Keep the questions that are asked, in order.

    A question with `show_if` is asked when one of those choices is marked in the answer to an earlier question that is
    itself asked: an answer left over from a path no longer taken opens nothing.

    Args:
        asked: All questions of a questionnaire, in the order in which they are asked.
        given: Answers by question id; those to questions that turn out hidden are not looked at.
    """
    marked: set[int] = set()
    shown = []
    for question in asked:
        if question.show_if and not question.show_if & marked:
            continue
        shown.append(question)
        kind = get_kind(question.kind)
        if kind.can_lead and question.id in given:
            marked |= kind.chosen(given[question.id])
    return shown


def kept(asked: Sequence[Asked], given: Mapping[int, Given]) -> dict[int, Given]:
    """Keep the answers that count: not blank, and to questions that are asked."""
    shown = {question.id for question in visible(asked, given) if get_kind(question.kind).is_answered}
    return {key: answer for key, answer in given.items() if key in shown and not answer.is_blank}
