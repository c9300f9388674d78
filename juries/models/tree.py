"""What the pages of juries share in the tree of pages."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from wagtail.models import Page


class HidesBelow(Page):
    """A page below which nothing is there for anybody while it is not published itself."""

    class Meta:
        abstract = True

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        if path_components and not self.live:
            raise Http404
        return super().route(request, path_components)
