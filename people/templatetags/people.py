"""How one's own data are said on a page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.moments import say_time

register = template.Library()


@register.filter
def said(value: Any) -> str:
    """Say a value the way a person would: moments in words, yes and no, lists line by line, nothing as a dash."""
    match value:
        case None | "" | [] | ():
            return "–"
        case bool():
            return _("Yes") if value else _("No")
        case datetime():
            return f"{date_format(timezone.localtime(value), 'l j F Y')}, {say_time(value)}"
        case list() | tuple():
            return "\n".join(said(one) for one in value)
        case dict():
            return "\n".join(f"{key}: {said(one)}" for key, one in value.items())
    return str(value)
