"""The cards of an event as they are printed. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from live.names import card_code
from live.qr import QrPath, qr_path

A_PAGE: Final = 10
#: Cards that are printed in one go.
AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Card:
    """`code` is what one types, in two halves; the QR code leads to the page to join with the code filled in."""

    number: int
    code: str
    qr: QrPath


def batches_of(cards: int) -> list[tuple[int, int]]:
    """Return the first and last number of the cards that are printed in one go."""
    return [(first, min(first + AT_ONCE - 1, cards)) for first in range(1, cards + 1, AT_ONCE)]


def sheets_of(secret: bytes, first: int, last: int, *, url: str) -> list[list[Card]]:
    """Return the cards `first` to `last`, ten a sheet."""
    every = [_card(secret, number, url) for number in range(first, last + 1)]
    return [every[start : start + A_PAGE] for start in range(0, len(every), A_PAGE)]


def _card(secret: bytes, number: int, url: str) -> Card:
    code = card_code(secret, number)
    half = len(code) // 2
    return Card(number, f"{code[:half]} {code[half:]}", qr_path(f"{url}#{code}"))
