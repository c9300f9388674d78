"""The choices of a question, or the rows of a matrix, as a list that grows, moves and shrinks before it is saved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images import get_image_model
from wagtail.images.permissions import permission_policy
from wagtail.images.widgets import AdminImageChooser

from people.models import User
from questions.kind import Kind
from questions.models import Choice
from questions.services import ChoiceDraft

MOST_CHOICES = 60
GONE = "on"


def pictures_for(user: User, *, kept: Iterable[int] = ()) -> QuerySet[Any]:
    """Keep the pictures this person may choose: those of their own organisation; and those already in place."""
    own = permission_policy.instances_user_has_any_permission_for(user, ["choose"])
    return get_image_model().objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=list(kept)))


class ChoiceLine(forms.Form):
    """One line. A line without text is no line; one that is gone is deleted, or retired once the survey is locked."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    place = forms.IntegerField(required=False, widget=forms.HiddenInput)
    is_gone = forms.CharField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(label=gettext_lazy("Text"), max_length=300, required=False)
    is_other = forms.BooleanField(label=gettext_lazy("Asks for their own words"), required=False)
    is_exclusive = forms.BooleanField(label=gettext_lazy("Rules out the others"), required=False)
    picture = forms.ModelChoiceField(
        label=gettext_lazy("Picture"),
        queryset=get_image_model().objects.none(),
        required=False,
        widget=AdminImageChooser,
        error_messages={"invalid_choice": gettext_lazy("Choose a picture of your own organisation.")},
    )

    def __init__(self, *args: Any, kind: Kind, axis: str, pictures: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_row = axis == Choice.Axis.ROW
        for name, is_offered in {
            "is_other": kind.has_other,
            "is_exclusive": kind.has_exclusive,
            "picture": kind.has_pictures,
        }.items():
            if is_row or not is_offered:
                del self.fields[name]
        if "picture" in self.fields:
            self.fields["picture"].queryset = pictures  # type: ignore[attr-defined]

    @property
    def is_new(self) -> bool:
        return not self["id"].value()

    @property
    def is_marked_gone(self) -> bool:
        return bool(self["is_gone"].value())

    @property
    def number(self) -> str:
        """Return the line's number in the data that was sent, which buttons without JavaScript name."""
        return (self.prefix or "").rsplit("-", 1)[-1]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_kept = cleaned.get("id") and not cleaned.get("is_gone")
        if is_kept and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", _("Write the text, or take this line off."))
        return cleaned

    @property
    def is_offered(self) -> bool:
        """Is there something on this line to offer? Only after it is cleaned."""
        return bool(self.cleaned_data.get("text")) and not self.cleaned_data.get("is_gone")

    def draft(self) -> ChoiceDraft:
        cleaned = self.cleaned_data
        return ChoiceDraft(
            text=cleaned["text"].strip(),
            id=cleaned.get("id"),
            picture=cleaned.get("picture"),
            is_other=cleaned.get("is_other", False),
            is_exclusive=cleaned.get("is_exclusive", False),
        )


class ChoiceLines(forms.BaseFormSet):
    """The list. `minimum` is how many must be on offer."""

    minimum = 2

    def clean(self) -> None:
        if any(self.errors):
            return
        offered = self.drafts()
        if len(offered) < self.minimum:
            raise forms.ValidationError(self.too_few())
        texts = [line.text.casefold() for line in offered]
        double = next((line.text for line in offered if texts.count(line.text.casefold()) > 1), None)
        if double is not None:
            raise forms.ValidationError(_("“%(text)s” is there twice.") % {"text": double})
        if sum(line.is_other for line in offered) > 1:
            raise forms.ValidationError(_("Only one line can ask for their own words."))

    def too_few(self) -> str:
        if self.minimum == 1:
            return _("Write at least one row.")
        return _("Write at least two choices.")

    def ordered(self) -> list[ChoiceLine]:
        """Return the lines as the officer put them, whatever number each was sent under."""
        return sorted(self.forms, key=_place_of)

    def drafts(self) -> list[ChoiceDraft]:
        """Return what is on offer, in order: lines left blank and those taken off are not."""
        return [line.draft() for line in self.ordered() if line.is_offered]


def _place_of(line: ChoiceLine) -> int:
    """Return the place that was sent; what is no number comes first and keeps the order it came in."""
    return _number(line["place"].value())


def _number(sent: Any) -> int:
    """Return a small number that was sent, or 0."""
    digits = str(sent or "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 0


def lines_class(*, minimum: int) -> type[ChoiceLines]:
    base = type("Lines", (ChoiceLines,), {"minimum": minimum})
    return forms.formset_factory(  # type: ignore[return-value]
        ChoiceLine, formset=base, extra=0, max_num=MOST_CHOICES, absolute_max=MOST_CHOICES, validate_max=True
    )


def stored_lines(choices: Iterable[Choice]) -> list[dict[str, Any]]:
    """Return what stands in the database as a list to start from, those on offer first."""
    ordered = sorted(choices, key=lambda choice: (choice.retired_at is not None, choice.sort_order, choice.pk))
    return [
        {
            "id": choice.pk,
            "place": place,
            "is_gone": GONE if choice.retired_at else "",
            "text": choice.text,
            "is_other": choice.is_other,
            "is_exclusive": choice.is_exclusive,
            "picture": choice.picture_id,
        }
        for place, choice in enumerate(ordered)
    ]


def blank_lines(texts: Sequence[str], count: int) -> list[dict[str, Any]]:
    """Return a list for a new question: the texts its kind begins with, filled up with blank lines."""
    words = [*texts, *[""] * (count - len(texts))]
    return [{"place": place, "text": text} for place, text in enumerate(words)]


def rearranged(data: QueryDict, *, prefix: str, do: str) -> list[dict[str, Any]]:
    """Return the list that was sent after one button without JavaScript: `add`, `up-3`, `down-3`, `toggle-3`."""
    total = min(_number(data.get(f"{prefix}-TOTAL_FORMS")), MOST_CHOICES)
    lines = [_sent(data, f"{prefix}-{number}") | {"number": number} for number in range(total)]
    lines.sort(key=lambda line: (line["place"], line["number"]))
    action, _dash, number = do.partition("-")
    at = next((place for place, line in enumerate(lines) if str(line["number"]) == number), None)
    if action == "add" and total < MOST_CHOICES:
        lines.append({"text": ""})
    elif at is not None and action == "toggle":
        _toggle(lines, at)
    elif at is not None and action in ("up", "down"):
        other = at + (-1 if action == "up" else 1)
        if 0 <= other < len(lines):
            lines[at], lines[other] = lines[other], lines[at]
    return [line | {"place": place} for place, line in enumerate(lines)]


def _toggle(lines: list[dict[str, Any]], at: int) -> None:
    if not lines[at]["id"]:
        del lines[at]
        return
    lines[at]["is_gone"] = "" if lines[at]["is_gone"] else GONE


def _sent(data: QueryDict, prefix: str) -> dict[str, Any]:
    return {
        "id": data.get(f"{prefix}-id", ""),
        "place": _number(data.get(f"{prefix}-place")),
        "is_gone": data.get(f"{prefix}-is_gone", ""),
        "text": data.get(f"{prefix}-text", ""),
        "is_other": f"{prefix}-is_other" in data,
        "is_exclusive": f"{prefix}-is_exclusive" in data,
        "picture": data.get(f"{prefix}-picture") or None,
    }
