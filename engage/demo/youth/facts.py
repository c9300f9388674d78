"""Put on the site what is on, who helps, and the figures about young people."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.text import slugify

from consultations.models import Area
from engage.demo.youth.days import span, weekday_after
from engage.demo.youth.read import figures, table
from engage.demo.youth.team import Team
from people.models import Organisation, User
from youth.models import Figure, FigureValue, HelpLink, WhatsOn

#: Days between a suggestion and the day on which a checked adult let it out.
LET_OUT: Final = timedelta(days=6)


def place_whats_on(team: Team, *, at: datetime) -> None:
    """Put what is on in the calendar, once, and move it on with the calendar."""
    rows = table("whats_on")["event"]
    areas = {area.slug: area for area in Area.objects.all()}
    known = {one.slug: one for one in WhatsOn.objects.filter(slug__in=[row["slug"] for row in rows])}
    fresh = [_thing(row, areas.get(row["area"]), team, at=at) for row in rows if row["slug"] not in known]
    WhatsOn.objects.bulk_create(fresh)
    for row in rows:
        if row["slug"] in known:
            known[row["slug"]].starts_at, known[row["slug"]].ends_at = _when(row, at=at)
    WhatsOn.objects.bulk_update(known.values(), ["starts_at", "ends_at"])


def _when(row: dict[str, Any], *, at: datetime) -> tuple[datetime, datetime]:
    today = timezone.localdate(at)
    return span(weekday_after(today, weeks=row["weeks"], weekday=row["weekday"]), row, today=today)


def _thing(row: dict[str, Any], area: Area | None, team: Team, *, at: datetime) -> WhatsOn:
    starts_at, ends_at = _when(row, at=at)
    is_out = not row.get("waits")
    plain = ("title", "slug", "summary", "place", "cost", "access", "run_by")
    return WhatsOn(
        **{name: row[name] for name in plain},
        about=row.get("about", "").strip(),
        area=area,
        starts_at=starts_at,
        ends_at=ends_at,
        age_from=row["ages"][0],
        age_to=row["ages"][1],
        suggested_by=team.writers[row["by"]],
        published_at=at - LET_OUT if is_out else None,
        published_by=team.checked if is_out else None,
    )


def place_help() -> None:
    """List who helps, once."""
    if HelpLink.objects.exists():
        return
    HelpLink.objects.bulk_create(
        [
            HelpLink(
                title=row["title"],
                words=row["words"],
                phone=row.get("phone", ""),
                text_to=row.get("text_to", ""),
                url=row.get("url", ""),
                hours=row.get("hours", ""),
                is_urgent=row.get("urgent", False),
                sort_order=place,
            )
            for place, row in enumerate(table("help")["link"], start=1)
        ]
    )


def place_figures(*, at: datetime) -> None:
    """Keep the figures as the County Council uploaded them, once."""
    if Figure.objects.exists():
        return
    county = Organisation.objects.get(slug="county")
    officer = User.objects.filter(email="county@engage.example").first()
    made: dict[str, Figure] = {}
    for row in figures():
        made.setdefault(
            row["figure"],
            Figure(
                organisation=county,
                title=row["figure"],
                slug=slugify(row["figure"])[:80],
                unit=row["unit"],
                source=row["source"],
                note=row["note"],
                sort_order=len(made),
                uploaded_by=officer,
                uploaded_at=at - timedelta(days=12),
            ),
        )
    Figure.objects.bulk_create(made.values())
    FigureValue.objects.bulk_create(
        [
            FigureValue(
                figure=made[row["figure"]],
                period=row["period"],
                group=row["group"],
                value=row["value"],
                position=position,
            )
            for position, row in enumerate(figures())
        ]
    )
