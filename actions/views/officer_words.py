"""Writing the words of a plan, an action, a report or a review while somebody else may be writing them too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.forms import BaseForm, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext as _

from actions.errors import ChangedMeanwhile, Refusal
from actions.marks import Marked, mark_of


@dataclass(slots=True)
class Words:
    """What a form keeps of the words its writer had read, and what stands now where that is news.

    Attributes:
        sent: The mark that came with the form; None where none did.
        mark: The mark the form is drawn with.
        stands: Label and words of each field that stands otherwise than it was typed.
    """

    sent: str | None
    mark: str
    stands: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def read(cls, request: HttpRequest, row: Marked) -> Words:
        sent = request.POST.get("seen")
        return cls(sent, sent or mark_of(row))

    def refuse(self, refusal: Refusal, form: BaseForm, *, now: Marked) -> None:
        """Put the refusal on the form; where somebody else wrote, with what stands now beside what was typed."""
        form.add_error(None, str(refusal.public_message))
        if isinstance(refusal, ChangedMeanwhile):
            self.mark = mark_of(now)
            self.stands = [
                (str(form.fields[name].label), said)
                for name in _written(form)
                if (said := _said(getattr(now, name))) != _said(form.cleaned_data[name])
            ]


def _written(form: BaseForm) -> Iterable[str]:
    """Return the fields of a form that are the row's own."""
    return (form._meta.fields or ()) if isinstance(form, ModelForm) else form.fields


def _said(value: Any) -> str:
    """Return a value of a form or a row in words."""
    if value in (None, ""):
        return _("nothing")
    if hasattr(value, "all"):
        return ", ".join(sorted(map(str, value.all()))) or _("nothing")
    return str(value)
