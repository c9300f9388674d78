"""What the juries add to the Wagtail admin; each room keeps its own hooks."""

from juries import draw_admin, officers, room_admin  # noqa: F401  their hooks register themselves
