"""What the juries add to the Wagtail admin; each room keeps its own hooks."""

from juries import room_admin  # noqa: F401  its hooks register themselves
