"""Make the competitions of the demonstration: one to enter, one that is won."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from engage.demo.publish import day_at
from engage.demo.youth.days import days_ago
from engage.demo.youth.read import PICTURES, table
from engage.demo.youth.team import Team
from youth.models import Competition, Entry, Judge
from youth.services.competing import Work, send_in
from youth.services.judging import give_mark, let_out, name_judge, shortlist, tell_winners, write_competition

OPENS: Final = time(9)
CLOSES: Final = time(20)


def place_competitions(team: Team, *, at: datetime) -> None:
    """Hold the competitions, each once; the one that is open moves with the calendar."""
    for row in table("competitions")["competition"]:
        found = Competition.objects.filter(title=row["title"]).first()
        if found is None:
            _hold(row, team, at=at)
        elif found.announced_at is None:
            Competition.objects.filter(pk=found.pk).update(**_dates(row, at=at))


def _dates(row: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    today = timezone.localdate(at)
    return {
        "opens_at": day_at(today, row["opens"], OPENS),
        "closes_at": day_at(today, row["closes"], CLOSES),
        "announce_on": today + timedelta(days=row["announce"]),
        "erase_on": today + timedelta(days=row["erase"]),
    }


def _hold(row: dict[str, Any], team: Team, *, at: datetime) -> None:
    dates = _dates(row, at=at)
    written_at = dates["opens_at"] - timedelta(days=3)
    plain = ("title", "slug", "summary", "rules", "prize", "takes", "word_limit")
    values = {name: row[name].strip() if isinstance(row[name], str) else row[name] for name in plain if name in row}
    competition = write_competition(competition=None, values=values | dates, by=team.user("Juno"), at=written_at)
    let_out(competition=competition, by=team.checked, at=written_at)
    for name in row["judges"]:
        name_judge(competition=competition, user=team.signed_in(name), by=team.checked, at=written_at)
    for entry in sorted(row["entry"], key=lambda one: -float(one["days"])):
        writer = team.writers[entry["by"]]
        send_in(competition=competition, writer=writer, work=_work(entry), at=days_ago(entry["days"], at=at))
    if dates["closes_at"] < at:
        _judge(competition, row, team, at=dates["closes_at"])


def _work(row: dict[str, Any]) -> Work:
    if "picture" not in row:
        return Work(row["title"], row["text"].strip(), may_be_shown=True)
    sent = SimpleUploadedFile(row["picture"], (PICTURES / row["picture"]).read_bytes(), "image/webp")
    return Work(row["title"], picture=sent, picture_alt=row["alt"], may_be_shown=True)


def _judge(competition: Competition, row: dict[str, Any], team: Team, *, at: datetime) -> None:
    """Have each judge give each entry a mark, and tell who won."""
    entries = {entry.title: entry for entry in Entry.objects.filter(competition=competition)}
    judges = Judge.objects.select_related("user").filter(competition=competition).order_by("pk")
    for place, judge in enumerate(judges):
        for one in row["entry"]:
            points, moment = one["marks"][place], at + timedelta(days=2 + place)
            give_mark(judge=judge, entry=entries[one["title"]], points=points, note="", at=moment)
    listed = {entries[one["title"]].number for one in row["entry"] if one.get("shortlisted")}
    shortlist(competition=competition, numbers=listed, by=team.checked, at=at + timedelta(days=9))
    places = {one["won"]: entries[one["title"]].number for one in row["entry"] if "won" in one}
    announced_at = at + timedelta(days=row["announce"] - row["closes"])
    tell_winners(competition=competition, places=places, by=team.checked, at=announced_at)
