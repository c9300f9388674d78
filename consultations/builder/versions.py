"""What respondents saw before: a question's earlier versions, read for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.utils.translation import gettext as _

from consultations.models import Answer
from people.models import User
from questions.kinds import get_kind
from questions.models import Choice, Question
from questions.services.versions import snapshot

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Line:
    label: StrOrPromise
    words: str


@dataclass(frozen=True, slots=True)
class Version:
    """How a question read. `replaced_at` is None for the way it reads now."""

    number: int
    lines: list[Line]
    answers: int
    replaced_at: datetime | None = None
    replaced_by: User | None = None


def versions_of(question: Question) -> list[Version]:
    """Return the versions of a question, the present one first, in a constant number of statements."""
    counts = dict(
        Answer.objects.filter(question=question, response__withdrawn_at__isnull=True)
        .values_list("version")
        .annotate(count=Count("pk"))
    )
    now = Version(question.version, list(_lines(snapshot(question))), counts.get(question.version, 0))
    earlier = [
        Version(one.number, list(_lines(one.wording)), counts.get(one.number, 0), one.replaced_at, one.replaced_by)
        for one in question.versions.select_related("replaced_by").order_by("-number")
    ]
    return [now, *earlier]


def _lines(wording: Mapping[str, Any]) -> Iterator[Line]:
    kind = get_kind(wording["kind"])
    yield Line(_("Question"), wording["text"])
    if wording.get("help_text"):
        yield Line(_("Help"), wording["help_text"])
    yield Line(_("Kind"), str(kind.label) + (f", {_('required')}" if wording.get("is_required") else ""))
    for label, axis in ((_("Choices"), Choice.Axis.OPTION), (_("Rows"), Choice.Axis.ROW)):
        texts = [one["text"] for one in wording.get("choices", ()) if one["axis"] == axis and not one["is_retired"]]
        if texts:
            yield Line(label, "\n".join(texts))
    languages = sorted({f"{one['language']}, {one['style']}" for one in wording.get("wordings", ())})
    if languages:
        yield Line(_("Also in"), "\n".join(languages))
