"""Make the young people of the demonstration, and the adults who look after them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from consultations.models import Area
from core.sealing import seal
from engage.demo.youth.read import table
from forums.likeness import likeness_of
from people.models import User
from people.roles import Role
from people.services import give_role
from youth.ages import quarter_end, quarter_start, years_on
from youth.models import Band, SafeguardingCheck, Writer
from youth.services.editors import make_editor

#: How checked adults sign what they say at a piece.
ADULT: Final = "A checked adult"
#: Whose check is on record, and for how many days more it stands: it lapsed for a number below 1.
CHECKS: Final = {"checked": 410, "safeguarding": 280, "lapsed": -18}
JOINED, CHECKED = timedelta(days=190), timedelta(days=600)


@dataclass(frozen=True)
class Team:
    """Everybody, by the names in the files: young people by pen name, adults by sign-in."""

    writers: dict[str, Writer]
    adults: dict[str, User]

    @property
    def checked(self) -> User:
        return self.adults["checked"]

    def user(self, name: str) -> User:
        """Return the account behind a pen name, or behind the name that checked adults share."""
        return self.checked if name == ADULT else self.writers[name].user

    def signed_in(self, name: str) -> User:
        """Return who signs in under this name, young or adult."""
        found = next((row["name"] for row in table("team")["writer"] if row.get("sign_in") == name), "")
        return self.writers[found].user if found else self.adults[name]


def place_adults(*, at: datetime) -> dict[str, User]:
    """Return the adults of the section by sign-in, their checks recorded by one administrator, confirmed by another."""
    adults = {name: User.objects.get(email=f"{name}@engage.example") for name in (*CHECKS, "admin", "second-admin")}
    known = set(SafeguardingCheck.objects.values_list("user", flat=True))
    for name, days in CHECKS.items():
        if adults[name].pk not in known:
            _record(adults[name], days, adults, at=at)
    if not known:
        give_role(user=adults["checked"], role=Role.CHECKED_ADULT)
        give_role(user=adults["safeguarding"], role=Role.CHECKED_ADULT)
    return adults


def _record(user: User, days: int, adults: dict[str, User], *, at: datetime) -> None:
    today = timezone.localdate(at)
    recorded_at = at - CHECKED
    SafeguardingCheck.objects.create(
        user=user,
        sealed_number=seal({"number": f"0017{user.pk:08}"}),
        checked_on=today - CHECKED - timedelta(days=9),
        look_again_on=today + timedelta(days=days),
        recorded_by=adults["admin"],
        recorded_at=recorded_at,
        confirmed_by=adults["second-admin"],
        confirmed_at=recorded_at + timedelta(hours=20),
    )


def place_writers(adults: dict[str, User], *, at: datetime) -> Team:
    """Return everybody, the young people made on first use."""
    rows = table("team")["writer"]
    if not Writer.objects.exists():
        users, areas = _accounts(rows), {area.slug: area for area in Area.objects.all()}
        Writer.objects.bulk_create(
            [_writer(row, users[row["name"]], areas.get(row["area"]), today=timezone.localdate(at)) for row in rows]
        )
        for row in rows:
            if row.get("editor"):
                writer = Writer.objects.select_related("user").get(pen_name=row["name"])
                make_editor(writer=writer, by=adults["checked"], at=at)
    names = [row["name"] for row in rows]
    known = Writer.objects.select_related("user").filter(pen_name__in=names)
    return Team({writer.pen_name: writer for writer in known}, adults)


def _accounts(rows: list[dict[str, Any]]) -> dict[str, User]:
    """Return an account for each name: one that can sign in, or one with no password at an address nobody has."""
    emails = {}
    for number, row in enumerate(rows, start=1):
        emails[row["name"]] = (
            f"{row['sign_in']}@engage.example" if "sign_in" in row else f"pen-{number:02}@post.example"
        )
    known = set(User.objects.filter(email__in=emails.values()).values_list("email", flat=True))
    closed = make_password(None)
    User.objects.bulk_create([User(email=one, password=closed) for one in emails.values() if one not in known])
    users = {user.email: user for user in User.objects.filter(email__in=emails.values())}
    return {name: users[email] for name, email in emails.items()}


def _writer(row: dict[str, Any], user: User, area: Area | None, *, today: date) -> Writer:
    state, is_younger = row.get("state", Writer.State.IN), row["band"] == Band.YOUNGER
    is_waiting = state == Writer.State.WAITING
    joined_on = today if is_waiting else today - JOINED
    return Writer(
        user=user,
        pen_name=row["name"],
        likeness=likeness_of(row["name"]),
        area=area,
        band=row["band"],
        band_ends_on=quarter_end(years_on(today, 1 if is_younger else 2)),
        state=state,
        guardian_agreed_on=joined_on + timedelta(days=2) if is_younger and not is_waiting else None,
        waits_since=today - timedelta(days=2) if is_waiting else None,
        joined_in=quarter_start(joined_on),
        keeps_articles=True if state == Writer.State.ALUMNUS else None,
    )
