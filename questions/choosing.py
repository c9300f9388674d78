"""What the kinds with choices have in common: reading ids, the words beside 'other', tiles, counts and bars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from questions.asked import Asked, AskedChoice, Given
from questions.errors import ForgedChoice, OtherNotChosen
from questions.figures import Bar, Figure, figure_id, finding_of, length, people_answered, percent
from questions.kind import Cell, Kind, Option, Raw, first, only
from questions.tally import Tally, Weighted, count_marks
from questions.words import LONGEST_LINE, clean_words, spoken_number

OTHER = "_other"


def read_id(text: str, among: Iterable[AskedChoice], *, part: str = "") -> int:
    """Return the choice id that was sent.

    Raises:
        ForgedChoice: It is no number, or none of these choices.
    """
    if text.isascii() and text.isdigit() and len(text) < 20 and int(text) in {choice.id for choice in among}:
        return int(text)
    raise ForgedChoice(part=part)


def is_id_of(value: object, among: Iterable[AskedChoice]) -> bool:
    """Whether a stored value is the id of one of these choices: a number, not a truth or a text."""
    return type(value) is int and value in {choice.id for choice in among}


def other_of(choices: Sequence[AskedChoice]) -> AskedChoice | None:
    return next((choice for choice in choices if choice.is_other), None)


def read_other(asked: Asked, chosen: Iterable[int], raw: Raw) -> str:
    """Return the words beside 'other'.

    Raises:
        OtherNotChosen: There are words, but 'other' is not chosen.
        TooLong, UnusableCharacters: See `clean_words`.
    """
    words = clean_words(only(raw, OTHER), maximum=LONGEST_LINE, part=OTHER)
    other = other_of(asked.offered)
    if words and other is not None and other.id not in set(chosen):
        message = _("You wrote words for ‘%(choice)s’ without choosing it. Choose it, or delete the words.")
        raise OtherNotChosen(message % {"choice": other.text}, part=OTHER)
    return words if other is not None else ""


def check_other(asked: Asked, chosen: Iterable[int], text: str) -> None:
    """Refuse words of one's own where no chosen choice asks for them.

    Raises:
        OtherNotChosen, TooLong, UnusableCharacters.
    """
    others = {choice.id for choice in asked.choices if choice.is_other}
    if text and not others & set(chosen):
        raise OtherNotChosen(_("There are words beside choices that ask for none."), part=OTHER)
    clean_words(text, maximum=LONGEST_LINE, part=OTHER)


def tiles(asked: Asked, name: str, raw: Raw, errors: Mapping[str, str]) -> tuple[Option, ...]:
    """Return one tile for each choice on offer; the first has the id that an error summary points at."""
    sent = set(raw.get("", ()))
    return tuple(
        Option(
            id=name if place == 0 else f"{name}-{choice.id}",
            name=name,
            value=str(choice.id),
            label=choice.text,
            lang=choice.lang,
            dir=choice.dir,
            is_checked=str(choice.id) in sent,
            is_other=choice.is_other,
            is_exclusive=choice.is_exclusive,
            picture=choice.picture,
            words=first(raw, OTHER) if choice.is_other else "",
            error=errors.get(OTHER, "") if choice.is_other else "",
        )
        for place, choice in enumerate(asked.offered)
    )


def bars_of(choices: Sequence[AskedChoice], counts: Mapping[str, int], answered: int) -> tuple[Bar, ...]:
    """Return a bar for each choice; a retired one only if someone chose it."""
    top = max(counts.values(), default=0)
    shown = [choice for choice in choices if not choice.is_retired or counts.get(str(choice.id))]
    return tuple(
        Bar(
            label=choice.text,
            count=counts.get(str(choice.id), 0),
            share=percent(counts.get(str(choice.id), 0), answered),
            length=length(counts.get(str(choice.id), 0), answered),
            look="gone" if choice.is_retired else "lead" if top and counts.get(str(choice.id)) == top else "rest",
            note=_("no longer offered") if choice.is_retired else "",
            lang=choice.lang,
        )
        for choice in shown
    )


def table_of(bars: Iterable[Bar]) -> tuple[tuple[str, ...], ...]:
    """Return the rows of the table beside the bars: answer, people, share."""
    return tuple((labelled(bar.label, bar.note), spoken_number(bar.count), bar.share) for bar in bars)


def labelled(label: str, note: str) -> str:
    return _("%(label)s (%(note)s)") % {"label": label, "note": note} if note else label


def choice_figure(asked: Asked, tally: Tally, *, note: str = "") -> Figure:
    """Return bars for each choice out of those who answered."""
    bars = bars_of(asked.choices, tally.counts, tally.answered)
    return Figure(
        id=figure_id(asked),
        title=asked.text,
        finding=finding_of([bar.label for bar in bars], [bar.count for bar in bars], tally.answered),
        note=" ".join(filter(None, [people_answered(tally.answered), note])),
        bars=bars,
        columns=(_("Answer"), _("People"), _("Share")),
        rows=table_of(bars),
        lang=asked.lang,
    )


class OneChoice(Kind):
    """A kind whose value is the id of one choice; words beside 'other' are in `text`."""

    can_lead = True

    def read(self, asked: Asked, raw: Raw) -> Given:
        sent = only(raw)
        value = read_id(sent, asked.offered) if sent else None
        return Given(value=value, text=read_other(asked, [value] if value else [], raw))

    def raw(self, asked: Asked, given: Given) -> dict[str, list[str]]:
        return {"": [] if given.value is None else [str(given.value)], OTHER: [given.text] if given.text else []}

    def check(self, asked: Asked, given: Given) -> None:
        if given.value is not None and not is_id_of(given.value, asked.choices):
            raise ForgedChoice
        check_other(asked, self.chosen(given), given.text)

    def parts(self, asked: Asked) -> tuple[str, ...]:
        return ("", OTHER) if other_of(asked.offered) else ("",)

    def controls(self, asked: Asked, name: str, raw: Raw, errors: Mapping[str, str]) -> tuple[Option, ...]:
        return tiles(asked, name, raw, errors)

    def missing(self, asked: Asked) -> str:
        return _("Choose one answer.")

    def chosen(self, given: Given) -> frozenset[int]:
        return frozenset() if given.value is None else frozenset({given.value})

    def tally(self, asked: Asked, counts: Iterable[Weighted]) -> Tally:
        """Count how many chose each choice."""
        given = [(value, weight) for value, weight in counts if value is not None]
        marks = count_marks([choice.id for choice in asked.choices], (([value], weight) for value, weight in given))
        return Tally(answered=sum(weight for _value, weight in given), counts=marks)

    def chart(self, asked: Asked, tally: Tally) -> Figure:
        return choice_figure(asked, tally)

    def columns(self, asked: Asked) -> list[str]:
        return [asked.text, *([_("%(question)s: in their own words") % {"question": asked.text}] * self._words(asked))]

    def cells(self, asked: Asked, given: Given | None) -> list[Cell]:
        given = given or Given()
        label = next((choice.text for choice in asked.choices if choice.id == given.value), "")
        return [label, *([given.text] * self._words(asked))]

    def spoken(self, asked: Asked, given: Given) -> list[str]:
        return spoken_choices(asked, self.chosen(given), given.text)

    def _words(self, asked: Asked) -> int:
        return int(any(choice.is_other for choice in asked.choices))


def spoken_choices(asked: Asked, chosen: Iterable[int], text: str) -> list[str]:
    """Return the chosen choices in display order, 'other' with the words that were written for it."""
    marked = set(chosen)
    return [
        _("%(choice)s: %(words)s") % {"choice": choice.text, "words": text} if choice.is_other and text else choice.text
        for choice in asked.choices
        if choice.id in marked
    ]
