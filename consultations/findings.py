"""What a page of results says: questions with their figures, channels and versions, and the tables beside them. Pure.

Everything here is made of what was asked and of one stored row of counts; nothing is counted again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from consultations.result_tables import Cell, CountTable
from questions.asked import Asked, AskedSection
from questions.figures import Figure
from questions.kinds import get_kind
from questions.tally import Tally

CHANNELS: Final = {
    "online": pgettext_lazy("channel", "On line"),
    "paper": pgettext_lazy("channel", "On paper"),
    "event": pgettext_lazy("channel", "At an event"),
}
#: Kinds whose figure has one row per answer, so that its rows can stand beside each other by channel.
SPLIT_KINDS: Final = frozenset({"yes_no", "single", "multiple", "agree", "rating"})


@dataclass(frozen=True, slots=True)
class ChannelCount:
    slug: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question on a page of results. `number` is its place among all that are answered, from 1, and its anchor.

    `is_apart`: it asks the age. Nothing of it is told here but what its table by group may say.
    """

    number: int
    asked: Asked
    figure: Figure
    answered: int
    channels: tuple[ChannelCount, ...] = ()
    by_channel: CountTable | None = None
    versions: tuple[tuple[int, int], ...] = ()
    texts: int = 0
    cuts: tuple[CountTable, ...] = ()
    is_apart: bool = False

    @property
    def anchor(self) -> str:
        return f"question-{self.number}"

    @property
    def has_changed(self) -> bool:
        return len(self.versions) > 1


@dataclass(frozen=True, slots=True)
class SectionResult:
    title: str
    lang: str
    questions: tuple[QuestionResult, ...]


def packed(tally: Tally) -> dict[str, Any]:
    """Return a tally as it is stored: pairs in place of dictionaries, whose order a database may not keep."""
    return {
        "answered": tally.answered,
        "counts": list(tally.counts.items()),
        "rows": [[row, list(counts.items())] for row, counts in tally.rows.items()],
        "measures": list(tally.measures.items()),
    }


def unpacked(stored: Mapping[str, Any] | None) -> Tally:
    """Return the tally that was stored, or an empty one."""
    if not stored:
        return Tally()
    return Tally(
        answered=stored["answered"],
        counts=dict(stored["counts"]),
        rows={row: dict(counts) for row, counts in stored["rows"]},
        measures=dict(stored["measures"]),
    )


def channel_counts(responses: Mapping[str, int]) -> tuple[ChannelCount, ...]:
    """Return how many came by each channel, those that nobody used left out."""
    counts = (ChannelCount(slug, str(label), responses.get(slug, 0)) for slug, label in CHANNELS.items())
    return tuple(channel for channel in counts if channel.count)


def numbered(sections: Iterable[AskedSection]) -> Iterator[tuple[AskedSection, list[tuple[int, Asked]]]]:
    """Yield each section with its answerable questions and their numbers; sections without any are left out."""
    number = 0
    for section in sections:
        questions = []
        for asked in section.questions:
            if get_kind(asked.kind).is_answered:
                number += 1
                questions.append((number, asked))
        if questions:
            yield section, questions


def section_results(
    sections: Iterable[AskedSection],
    tables: Mapping[str, Any],
    *,
    responses: Mapping[str, int],
    texts: Mapping[str, int],
    cuts: Mapping[int, Sequence[CountTable]],
    minimum: int | None,
    apart: int | None = None,
) -> list[SectionResult]:
    """Return the whole page of results.

    Args:
        tables, responses, texts: As `ResultSnapshot` keeps them.
        cuts: Tables by a personal characteristic, per question id.
        minimum: Answers are split by channel only if each channel in use has as many responses; None: not at all.
        apart: The question that asks the age, of which nothing is told.
    """
    split_from = split_minimum(responses, minimum)
    return [
        SectionResult(
            title=section.title,
            lang=section.lang,
            questions=tuple(
                replace(
                    question_result(number, asked, tables.get(str(asked.id), {}), split_from=split_from, apart=apart),
                    texts=texts.get(str(asked.id), 0),
                    cuts=tuple(cuts.get(asked.id, ())),
                )
                for number, asked in questions
            ),
        )
        for section, questions in numbered(sections)
    ]


def split_minimum(responses: Mapping[str, int], minimum: int | None) -> int | None:
    """Return from how many answers on questions are split by channel, or None where none may be."""
    counts = channel_counts(responses)
    return minimum if minimum is not None and all(channel.count >= minimum for channel in counts) else None


def question_result(
    number: int, asked: Asked, table: Mapping[str, Any], *, split_from: int | None, apart: int | None = None
) -> QuestionResult:
    """Return one question's result of its stored counts; an empty table: nobody answered.

    Args:
        split_from: Answers are split by channel where each channel brought this question so many; None: nowhere.
        apart: The question that asks the age: small counts of it could give somebody away, so nothing of it is told.
    """
    if asked.id == apart:
        table = {}
    tally = unpacked(table.get("tally"))
    by_channel = {channel: unpacked(one) for channel, one in table.get("channels", {}).items()}
    figure = get_kind(asked.kind).figure(asked, tally)
    may_split = split_from is not None and all(
        one.answered >= split_from for one in by_channel.values() if one.answered
    )
    return QuestionResult(
        number=number,
        asked=asked,
        figure=figure,
        answered=tally.answered,
        channels=channel_counts({channel: one.answered for channel, one in by_channel.items()}),
        by_channel=_channel_table(asked, figure, by_channel) if may_split else None,
        versions=tuple(sorted((int(one), count) for one, count in table.get("versions", {}).items())),
        is_apart=asked.id == apart,
    )


def _channel_table(asked: Asked, figure: Figure, by_channel: Mapping[str, Tally]) -> CountTable | None:
    """Return answers by channel, where more than one channel brought any."""
    used = [slug for slug in CHANNELS if slug in by_channel and by_channel[slug].answered]
    if asked.kind not in SPLIT_KINDS or len(used) < 2:
        return None
    keys = _keys_of_rows(asked, by_channel[used[0]])
    rows = tuple(
        (label, tuple(Cell(by_channel[slug].counts.get(key, 0)) for slug in used))
        for key, label in keys
        if any(by_channel[slug].counts.get(key) for slug in used) or not _is_retired(asked, key)
    )
    return CountTable(
        id=f"{figure.id}-channels",
        title=_("By channel"),
        corner=_("Answer"),
        columns=tuple(str(CHANNELS[slug]) for slug in used),
        rows=rows,
    )


def _keys_of_rows(asked: Asked, tally: Tally) -> list[tuple[str, str]]:
    labels = {str(choice.id): choice.text for choice in asked.choices}
    return [(key, labels.get(key, key)) for key in tally.counts]


def _is_retired(asked: Asked, key: str) -> bool:
    return any(str(choice.id) == key and choice.is_retired for choice in asked.choices)
