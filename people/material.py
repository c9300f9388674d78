"""Which pictures, documents and pages somebody may use: where a file is served, where a form names one by number."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Field, Model
from django.forms import ModelForm
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from people.gate import sees_document, sees_image, sees_page

#: A row something refers to: its kind, and its number as text.
Reference = tuple[type[Model], str]

GUARDED: Final[tuple[tuple[type[Model], Callable[[Any, Any], bool]], ...]] = (
    (get_image_model(), sees_image),
    (get_document_model(), sees_document),
    (Page, sees_page),
)


#: Rows that are no pages, which Wagtail's index of references does not follow: their rooms say what they carry.
_carriers: Final[dict[str, Callable[[Model], bool]]] = {}


def register_carrier(name: str, carries: Callable[[Model], bool]) -> None:
    """Have `carries(thing)` asked whether something the public sees in this room shows a picture or a document."""
    _carriers[name] = carries


#: Rows that do not let go of what they show, and words for where they stand, as one person may know it.
_holders: Final[dict[type[Model], Callable[[Collection[Model], Any], list[str]]]] = {}


def register_holder(kind: type[Model], places: Callable[[Collection[Model], Any], list[str]]) -> None:
    """Have `places(rows, user)` asked where rows of this kind stand that keep a picture or a document from deletion."""
    _holders[kind] = places


def holders_of(rows: Iterable[Model], *, user: Any) -> list[str]:
    """Return in words what keeps something from being deleted; empty where no room claims these rows."""
    found = list(rows)
    return [
        place
        for kind, places in _holders.items()
        if (own := [row for row in found if isinstance(row, kind)])
        for place in places(own, user)
    ]


def may_read_document(user: Any, document: AbstractDocument) -> bool:
    """Whether a file may leave the site: it is published somewhere, or the reader may choose it for a page."""
    return is_published(document) or (user.is_authenticated and sees_document(user, document.pk))


def is_published(thing: Model) -> bool:
    """Whether something the public sees refers to this: a live page open to all, or a row that is no page."""
    references = ReferenceIndex.get_references_to(thing).values_list("base_content_type", "object_id")
    page_type = ContentType.objects.get_for_model(Page).pk
    pages = {int(pk) for kind, pk in references if kind == page_type}
    if any(kind != page_type for kind, pk in references):
        return True
    if Page.objects.filter(pk__in=pages, live=True).public().exists():
        return True
    return any(carries(thing) for carries in _carriers.values())


def references_in(value: Any, field: Field[Any, Any] | None) -> Iterator[Reference]:
    """Yield the pictures, documents and pages that one field's value refers to, in rich text and blocks too."""
    if isinstance(value, Model):
        yield from ((kind, str(value.pk)) for kind, _ in GUARDED if isinstance(value, kind))
    elif value and field is not None and hasattr(field, "extract_references"):
        for to, pk, *_ in field.extract_references(value):
            yield from ((kind, str(pk)) for kind, _ in GUARDED if issubclass(to, kind))


def new_references(form: ModelForm[Any]) -> set[Reference]:
    """Collect what a valid form and the rows within it newly refer to; what stood there before is not asked about."""
    found: set[Reference] = set()
    for part in _parts(form):
        for name in part.changed_data:
            field = _field_of(part, name)
            before = set(references_in(part.initial.get(name), field))
            found |= set(references_in(part.cleaned_data.get(name), field)) - before
    return found


def strange_choices(form: ModelForm[Any], *, user: Any) -> list[Reference]:
    """The pictures, documents and pages the form newly refers to that this person may not choose.

    A number typed into a form reaches what no chooser shows; a page that then shows it would carry another
    organisation's draft outside.
    """
    rules = dict(GUARDED)
    return [(kind, pk) for kind, pk in new_references(form) if not rules[kind](user, pk)]


def _parts(form: ModelForm[Any]) -> Iterator[ModelForm[Any]]:
    yield form
    for rows in getattr(form, "formsets", {}).values():
        for row in rows.forms:
            if hasattr(row, "cleaned_data"):
                yield from _parts(row)


def _field_of(form: ModelForm[Any], name: str) -> Field[Any, Any] | None:
    names = {field.name: field for field in form._meta.model._meta.get_fields()}
    return names.get(name)
