"""Versioned lists of what respondents may be asked about themselves, one file a version."""

from __future__ import annotations

from typing import Final

from people.equality_lists.census_2021_1 import LIST as CENSUS_2021_1
from people.equality_lists.shape import (
    PREFER_NOT,
    PREFER_NOT_LABEL,
    UNKNOWN,
    UNKNOWN_LABEL,
    EqualityList,
    Feature,
    Option,
)

LISTS: Final = {CENSUS_2021_1.version: CENSUS_2021_1}
CURRENT: Final = CENSUS_2021_1.version


def get_list(version: str = CURRENT) -> EqualityList:
    """Return one version.

    Raises:
        KeyError: There never was one of that name.
    """
    return LISTS[version]


__all__ = [
    "CURRENT",
    "LISTS",
    "PREFER_NOT",
    "PREFER_NOT_LABEL",
    "UNKNOWN",
    "UNKNOWN_LABEL",
    "EqualityList",
    "Feature",
    "Option",
    "get_list",
]
