"""Whether a file may be read because an update of a published plan shows it."""

from __future__ import annotations

from django.db.models import Model
from wagtail.documents import get_document_model

from actions.models import Evidence


def carries(thing: Model) -> bool:
    """Whether this is a document that stands as evidence in a plan everybody may read."""
    return isinstance(thing, get_document_model()) and Evidence.objects.published().filter(document=thing.pk).exists()
