"""In which language a room is spoken to: the event's own where the site has it. Questions have their wordings."""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.conf import settings
from django.utils import translation

from live.models import Event


def speaking(event: Event) -> AbstractContextManager[None]:
    """Return the context in which pages and frames of the event are written."""
    offered = {code for code, _name in settings.LANGUAGES}
    return translation.override(event.language if event.language in offered else settings.LANGUAGE_CODE)
