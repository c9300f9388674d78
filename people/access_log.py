"""Who looked at what about other people: a line in Wagtail's own log, which administrators list in the site history."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from wagtail.log_actions import log
from wagtail.models import Page

LOOK = "engage.look"


def log_look(user: Any, what: str, obj: Model) -> None:
    """Note that this person opened something personal.

    Args:
        what: What was opened, in words: "equality tables", "contact of a respondent".
        obj: What it belongs to. A page is named by its title, any other row by its number alone, so that the log
            itself tells nothing about a person.
    """
    title = {} if isinstance(obj, Page) else {"title": f"{obj._meta.verbose_name} {obj.pk}"}
    log(instance=obj, action=LOOK, user=user, data={"what": what}, **title)
