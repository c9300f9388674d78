"""Half-open windows of time: `opens_at <= moment < closes_at`."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time that includes its opening moment and excludes its closing one.

    Raises:
        ValueError: It would close before or at the moment it opens.
    """

    opens_at: datetime
    closes_at: datetime

    def __post_init__(self) -> None:
        if self.closes_at <= self.opens_at:
            raise ValueError("A window closes after it opens.")

    def contains(self, moment: datetime) -> bool:
        return self.opens_at <= moment < self.closes_at

    def accepts_late(self, moment: datetime, *, grace: timedelta) -> bool:
        """Whether `moment` falls in the grace after closing: closes_at <= moment < closes_at + grace."""
        return self.closes_at <= moment < self.closes_at + grace
