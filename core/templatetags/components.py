"""Tags of the components in templates/components/, and times as people say them."""

from datetime import datetime

from django import template

from core.moments import say_dated

register = template.Library()


@register.filter
def said(moment: datetime) -> str:
    """Say a moment whole, whenever it is read: 27 November 2026, 11:59 pm."""
    return say_dated(moment)
