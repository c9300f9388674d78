"""The names under which accounts stand in the forums. Pure: no ORM, no clock.

The purpose of each holds the community, so that nobody without the secret can see that two members are one person.
"""

from __future__ import annotations

from core.sealing import SealBroken, keyed_name, seal, unseal

LONGEST_NAME = 40


def member_key(community_id: int | None, user_id: int) -> str:
    """Return the name of an account in one community: 64 hexadecimal digits."""
    return keyed_name(f"forum-member:{community_id}", str(user_id))


def seal_account(user_id: int) -> bytes:
    return seal({"account": user_id})


def account_of(content: bytes | memoryview) -> int | None:
    """Return the account behind a member; None where it was erased or no secret opens it."""
    if not bytes(content):
        return None
    try:
        return int(unseal(content)["account"])
    except SealBroken:
        return None


def tidy_name(name: str) -> str:
    return " ".join(name.split())[:LONGEST_NAME]
