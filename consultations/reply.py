"""What a respondent says about their answers as a whole: for whom, may they be published, who may write back. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Reply:
    """`is_under_18` is None until asked. The name is kept only where it may be published or stand for a body."""

    organisation_name: str = ""
    is_under_18: bool | None = None
    consent: str = "no"
    name: str = ""
    email: str = ""
    wants_outcome: bool = False
    wants_copy: bool = False
    wants_progress: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Reply:
        known = {name: data[name] for name in cls.__slots__ if name in data}
        return cls(**known)

    @property
    def names_somebody_under_18(self) -> bool:
        return self.consent == "named" and self.is_under_18 is not False
