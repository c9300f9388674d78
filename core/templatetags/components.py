"""Tags of the components in templates/components/."""

from django import template

register = template.Library()
