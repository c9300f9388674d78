"""What somebody typed when their session had ended: kept sealed for the moment in which they sign in again."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any, Final

from django.http import HttpRequest, QueryDict

from core.sealing import SealBroken, keyed_name, seal, unseal

KEY: Final = "youth_unsent"
#: What is kept of a form; pictures are not.
FIELDS: Final = (
    "seen", "title", "teaser", "body", "kind", "rating", "series", "picture_alt", "uses_first_name", "idea", "words",
)  # fmt: skip
LONGEST: Final = 25_000
#: How long it waits for somebody to sign in again.
SECONDS: Final = 60 * 60


def mark_of(user: Any) -> str:
    """Return what a form carries of whom it was shown to: nobody else gets back what is typed in it."""
    return keyed_name("youth-unsent", str(user.pk))


def keep_unsent(request: HttpRequest) -> bool:
    """Keep what was sent to this address; return whether there was anything."""
    typed: dict[str, Any] = {name: request.POST[name][:LONGEST] for name in FIELDS if name in request.POST}
    typed["topics"] = request.POST.getlist("topics")[:50]
    if not any(typed.values()):
        return False
    content = {"path": request.path, "typed": typed, "whose": request.POST.get("whose", "")}
    request.session[KEY] = b64encode(seal(content)).decode()
    request.session.set_expiry(SECONDS)
    return True


def take_unsent(request: HttpRequest) -> QueryDict | None:
    """Return what was typed at this address before signing in, once; whatever was kept for another goes too."""
    kept = request.session.pop(KEY, None)
    if kept is None:
        return None
    request.session.set_expiry(None)
    try:
        found = unseal(b64decode(kept))
    except (SealBroken, ValueError):
        return None
    if found.get("path") != request.path or found.get("whose") not in {"", mark_of(request.user)}:
        return None
    typed = QueryDict(mutable=True)
    for name, value in found["typed"].items():
        typed.setlist(name, value if isinstance(value, list) else [value])
    return typed
