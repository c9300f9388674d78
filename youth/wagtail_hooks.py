"""What the youth section adds to the Wagtail admin; each room keeps its own hooks."""

from youth import wagtail_hooks_articles  # noqa: F401  its hooks register themselves
