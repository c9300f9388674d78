"""A name of what something says, for whoever lets it out: what was changed since they read it has another. Pure."""

from __future__ import annotations

import json
from hashlib import blake2s


def said_key(*said: object) -> str:
    """Return a name of these words: two that say the same have the same."""
    return blake2s(json.dumps([str(one) for one in said]).encode(), digest_size=16).hexdigest()
