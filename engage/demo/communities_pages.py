"""Make the pages of the six communities, with their news, easy-read versions and forum days, dated from today."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Final

from django.utils import timezone
from wagtail.rich_text import RichText

from actions.models import ActionPlan
from engage.community_rights import grant_page
from engage.demo.forums_read import FOLDER
from engage.demo.publish import day_at
from engage.models import CommunityIndexPage, CommunityPage, HomePage
from forums.models import Forum
from juries.models import JuryPage

INTRODUCTION: Final = (
    "<p>Some people are asked less often than others, and heard less often still. These communities talk all year round. "
    "What they ask, the partnership’s bodies have to answer, in public and by a day.</p>"
)


def place_pages(*, at: datetime) -> None:
    """Give every community of the demonstration its page, once, and keep its forum day ahead."""
    today = timezone.localdate(at)
    index = _index()
    for slug, row in read_pages().items():
        page = CommunityPage.objects.filter(community__slug=slug).first()
        if page is None:
            _place(index, slug, row, today=today)
        elif "day" in row and not page.revisions.filter(user__isnull=False).exists():
            _move_day(page, row, today=today)


@cache
def read_pages() -> dict[str, dict[str, Any]]:
    return tomllib.loads((FOLDER / "pages.toml").read_text("utf-8"))


def _index() -> CommunityIndexPage:
    found = CommunityIndexPage.objects.first()
    if found is not None:
        return found
    index = CommunityIndexPage(title="Communities", slug="communities", introduction=INTRODUCTION, show_in_menus=True)
    HomePage.objects.get().add_child(instance=index).save_revision().publish()
    return index


def _place(index: CommunityIndexPage, slug: str, row: dict[str, Any], *, today: date) -> None:
    community = Forum.objects.select_related("community").get(community__slug=slug).community
    page = CommunityPage(
        title=community.name,
        slug=slug,
        community=community,
        summary=row["summary"],
        who_for=row["who_for"],
        news=[_news(*one, today=today) for one in row["news"]],
        days=_days(row, today=today),
        easy_read=[_easy(line) for line in row.get("easy", [])],
    )
    index.add_child(instance=page)
    page.juries.set(JuryPage.objects.filter(slug__in=row["juries"]))
    page.plans.set(ActionPlan.objects.filter(slug__in=row["plans"]))
    page.save_revision().publish()
    index.refresh_from_db()
    grant_page(page)


def _news(days_ago: int, title: str, text: str, *, today: date) -> tuple[str, dict[str, Any]]:
    return "news", {"day": today - timedelta(days=days_ago), "title": title, "text": RichText(text)}


def _days(row: dict[str, Any], *, today: date) -> list[tuple[str, dict[str, Any]]]:
    """Return the day on which the community meets, on a weekday."""
    if "day" not in row:
        return []
    days, title, place, text = row["day"]
    weekday = (today + timedelta(days=days)).weekday()
    ahead = days + (7 - weekday if weekday >= 5 else 0)
    starts_at, ends_at = day_at(today, ahead, time(10)), day_at(today, ahead, time(15, 30))
    day = {"title": title, "starts_at": starts_at, "ends_at": ends_at, "place": place, "text": RichText(text)}
    return [("day", day)]


def _easy(line: str) -> tuple[str, Any]:
    if line.startswith("# "):
        return "heading", line.removeprefix("# ")
    return "line", {"picture": None, "text": RichText(line)}


def _move_day(page: CommunityPage, row: dict[str, Any], *, today: date) -> None:
    days = _days(row, today=today)
    if page.days and page.days[0].value["starts_at"] != days[0][1]["starts_at"]:
        page.days = days
        page.save_revision().publish()
