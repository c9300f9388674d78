"""What every page of the site shows of the partnership."""

from typing import Any

from django.http import HttpRequest


def site_face(request: HttpRequest) -> dict[str, Any]:
    return {"partnership_name": "Engage"}
