"""Which pictures, documents and pages somebody may use: where a file is served, where a form names one by number."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from people.gate import sees_document, sees_image, sees_page

Reference = tuple[int, str]


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
    return Page.objects.filter(pk__in=pages, live=True).public().exists()


def references_of(thing: Model) -> set[Reference]:
    """Every row the thing refers to, wherever in it: fields, rich text, blocks, rows of its own."""
    return {(kind, str(pk)) for kind, pk, *_ in ReferenceIndex._extract_references_from_object(thing)}


def strange_references(thing: Model, *, user: Any, before: Model | None = None) -> list[Model]:
    """The pictures, documents and pages the thing newly refers to that this person may not choose.

    A number typed into a form reaches what no chooser shows; a page that then shows it would carry another
    organisation's draft outside. What stood there `before` was chosen by somebody who could, and may stay.
    """
    known = references_of(before) if before is not None else set()
    strange: list[Model] = []
    for model, may in ((get_image_model(), sees_image), (get_document_model(), sees_document), (Page, sees_page)):
        kind = ContentType.objects.get_for_model(model).pk
        for to_kind, pk in sorted(references_of(thing) - known):
            if to_kind == kind and not may(user, pk):
                strange.extend(model._default_manager.filter(pk=pk))
    return strange
