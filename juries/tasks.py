"""Jobs of the juries: they run in a worker (engage/settings.py, TASKS) and read the clock."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from juries.services.searching import search


@task(backend="jobs")
def search_draw(draw_id: int) -> None:
    """Carry out one draw of jurors."""
    search(draw_id=draw_id, clock=timezone.now)
