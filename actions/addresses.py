"""How a reference stands in an address.

References come out of other people's papers: "3.2", "C 4/b", "feed". In an address each is one part of letters, digits,
`.`, `_` and `-`; every other sign is `~` with its bytes in hexadecimal digits. A part without a digit is a page of the
plan's own, such as its feed: where a reference has none, its first letter is written the long way.
"""

from __future__ import annotations

import re
from typing import Final

_PLAIN: Final = re.compile(rb"[A-Za-z0-9._-]")
_LONG: Final = re.compile(r"(?:~[0-9A-F]{2})+")


def to_address(reference: str) -> str:
    """Write a reference so that it can stand between two slashes."""
    written = [_sign(byte) for byte in reference.encode()]
    if written and not any(sign.isdigit() for sign in "".join(written)):
        written[0] = f"~{reference.encode()[0]:02X}"
    return "".join(written)


def to_reference(address: str) -> str:
    """Read what `to_address` wrote.

    Raises:
        ValueError: It never writes that.
    """
    reference = _LONG.sub(lambda found: bytes.fromhex(found[0].replace("~", "")).decode(), address)
    if to_address(reference) != address:
        raise ValueError(address)
    return reference


def _sign(byte: int) -> str:
    one = bytes([byte])
    return one.decode() if _PLAIN.fullmatch(one) else f"~{byte:02X}"


class ReferenceConverter:
    """The part of an address that names an action."""

    regex = "[A-Za-z0-9._~-]+"

    def to_python(self, value: str) -> str:
        return to_reference(value)

    def to_url(self, value: str) -> str:
        return to_address(value)
