"""Words as people type or paste them, tidied before they are kept. Pure."""

from __future__ import annotations

from typing import Any

from core.sanitise import plain


def tidy(text: str) -> str:
    """Return text without control characters, which no feed may hold; a word processor's line breaks stay."""
    return plain(text.replace("\x00", "").replace("\v", "\n").replace("\f", "\n")).strip()


class TidyFields:
    """A form whose texts are tidied once all of them are clean."""

    cleaned_data: dict[str, Any]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc]
        return {name: tidy(value) if isinstance(value, str) else value for name, value in cleaned.items()}
