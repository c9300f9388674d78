"""What every kind of question must say about itself. One kind is one file in `questions/kinds/`.

A kind works on plain values (`questions.asked`), never on rows, and keeps no state. An answer arrives as `Raw`, the
strings that a form sent; `clean` makes a `Given` of it or refuses; `raw` is the way back, so that a form can be shown
again with what was answered.
"""

from __future__ import annotations

import abc
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext as _

from questions.asked import Asked, Given, Picture
from questions.errors import AnswerRefused, ConfigRefused, Problem, SeveralSent
from questions.figures import Figure, figure_id, nobody
from questions.tally import Tally, Weighted

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: What a form sent for one question: the strings for each part, by the ending of the field's name.
Raw = Mapping[str, Sequence[str]]
#: What one cell of an export holds.
Cell = str | int | Decimal | None


class ConfigForm(forms.Form):
    """The settings of a kind. Its cleaned data, as plain JSON, is `Question.config`."""

    def as_config(self) -> dict[str, Any]:
        """Return the cleaned settings in types that JSON keeps; those left empty are left out."""
        values = {
            name: str(value) if isinstance(value, Decimal) else value for name, value in self.cleaned_data.items()
        }
        return {name: value for name, value in values.items() if value not in (None, "")}


@dataclass(frozen=True, slots=True)
class Option:
    """One tile, box or select of a question's form, ready to be drawn."""

    id: str
    name: str
    value: str
    label: str
    lang: str = ""
    dir: str = "ltr"
    is_checked: bool = False
    is_other: bool = False
    is_exclusive: bool = False
    picture: Picture | None = None
    words: str = ""  # what stands beside 'other'
    options: tuple[Option, ...] = ()  # what a select or a row of a matrix offers
    error: str = ""
    most: int = 0  # characters that fit, told while writing
    is_before: bool = False  # the label stands before the field, as £ does


class Kind(abc.ABC):
    """One kind of question: its settings, form, validity, tally, chart, export and spoken form."""

    slug: ClassVar[str]
    label: ClassVar[StrOrPromise]
    #: Order in lists of kinds.
    place: ClassVar[int]
    #: Whether an officer writes the choices; rows likewise.
    has_choices: ClassVar[bool] = False
    has_rows: ClassVar[bool] = False
    #: Whether choices may be marked 'other', exclusive, and carry a picture.
    has_other: ClassVar[bool] = False
    has_exclusive: ClassVar[bool] = False
    has_pictures: ClassVar[bool] = False
    #: False for what is only read.
    is_answered: ClassVar[bool] = True
    #: Whether a later question may be asked only if a choice of this one was chosen.
    can_lead: ClassVar[bool] = False
    #: Whether several controls need a fieldset and legend; otherwise one control has a label.
    is_group: ClassVar[bool] = True
    #: Whether what is wrong with a part stands beside that part, not at the head of the question.
    shows_part_errors: ClassVar[bool] = False
    config_form: ClassVar[type[ConfigForm]] = ConfigForm

    # Settings

    def clean_config(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return the settings, each of its type.

        Raises:
            ConfigRefused: A setting is wrong; `errors` says which.
        """
        form = self.config_form(dict(data))
        if not form.is_valid():
            raise ConfigRefused({name: [str(error) for error in errors] for name, errors in form.errors.items()})
        return form.as_config()

    def default_choices(self, config: Mapping[str, Any]) -> Sequence[StrOrPromise]:
        """Return the choices a new question of this kind starts with, written by the kind itself."""
        return ()

    # The form

    @property
    def template(self) -> str:
        return f"questions/kinds/{self.slug}.html"

    def parts(self, asked: Asked) -> tuple[str, ...]:
        """Return the endings of the names of the form's fields, the first being the one an error points at."""
        return ("",)

    @abc.abstractmethod
    def read(self, asked: Asked, raw: Raw) -> Given:
        """Make an answer of what was sent.

        Raises:
            AnswerRefused: It cannot be one; see the subclasses.
        """

    @abc.abstractmethod
    def raw(self, asked: Asked, given: Given) -> dict[str, list[str]]:
        """Return what a form would send for this answer: the reverse of `read`."""

    @abc.abstractmethod
    def check(self, asked: Asked, given: Given) -> None:
        """Refuse an answer that does not fit the question, whichever way it came in; blank ones fit.

        Raises:
            AnswerRefused: See the subclasses.
        """

    def fits(self, asked: Asked, given: Given) -> bool:
        """Whether an answer fits the question as it stands: it may have changed since."""
        try:
            self.check(asked, given)
        except AnswerRefused:
            return False
        return True

    def clean(self, asked: Asked, raw: Raw) -> Given:
        """Return the valid answer in what was sent, naming the version that it answers.

        Raises:
            AnswerRefused: See the subclasses.
        """
        given = self.read(asked, raw)
        self.check(asked, given)
        return replace(given, version=asked.version)

    def controls(self, asked: Asked, name: str, raw: Raw, errors: Mapping[str, str]) -> tuple[Option, ...]:
        """Return what the kind's template draws. `name` is the field's name, `raw` what stands in it."""
        return (Option(id=name, name=name, value=first(raw), label=asked.text),)

    def hint(self, asked: Asked) -> str:
        """Return what the form says about how to answer, or nothing."""
        return ""

    def missing(self, asked: Asked) -> str:
        """Return what to say when a required answer is missing."""
        return _("Answer this question.")

    def gaps(self, asked: Asked, given: Given) -> list[Problem]:
        """Return what is missing of a required answer; nothing if it is whole."""
        return [Problem(self.missing(asked))] if given.is_blank else []

    def chosen(self, given: Given) -> frozenset[int]:
        """Return the ids of the choices that an answer marks."""
        return frozenset()

    # Counting

    @abc.abstractmethod
    def tally(self, asked: Asked, counts: Iterable[Weighted]) -> Tally:
        """Count distinct values, each with how many gave it. The order of `counts` does not matter."""

    def figure(self, asked: Asked, tally: Tally) -> Figure:
        """Return the chart of a tally."""
        if tally.answered:
            return self.chart(asked, tally)
        return Figure(id=figure_id(asked), title=asked.text, finding=nobody(), note="", lang=asked.lang)

    @abc.abstractmethod
    def chart(self, asked: Asked, tally: Tally) -> Figure:
        """Return the chart of a tally in which somebody answered."""

    # Going out

    @abc.abstractmethod
    def columns(self, asked: Asked) -> list[str]:
        """Return the headings of the question's columns in an export."""

    @abc.abstractmethod
    def cells(self, asked: Asked, given: Given | None) -> list[Cell]:
        """Return one cell for each of `columns`; all of them empty where there is no answer."""

    @abc.abstractmethod
    def spoken(self, asked: Asked, given: Given) -> list[str]:
        """Return the answer in words, a line each, as its author reads it back."""


def first(raw: Raw, part: str = "") -> str:
    """Return the first string sent for a part, as it was typed; or nothing."""
    values = raw.get(part) or ("",)
    return values[0]


def only(raw: Raw, part: str = "") -> str:
    """Return the one string sent for a part, without space around it.

    Raises:
        SeveralSent: There are different ones.
    """
    values = {value.strip() for value in raw.get(part, ()) if value.strip()}
    if len(values) > 1:
        raise SeveralSent(part=part)
    return values.pop() if values else ""
