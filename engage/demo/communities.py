"""Make the six communities of the demonstration: forums, rules of the house, who looks after them, what was assessed."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Final

from django.utils import timezone

from engage.demo.forums_read import FOLDER
from engage.demo.publish import day_at
from forums.models import Assessment, Forum, HouseRule, Moderator
from people.models import CommunityOfInterest, Organisation, User

#: What was set for every forum alike.
ILLEGAL: Final = (
    "Who meets here is likely to meet hatred. First posts wait, words that hurt are held, every post can be reported "
    "without an account, and a moderator looks each day. The risk that is left is low to medium."
)
CHILDREN: Final = (
    "Not made for children and not likely to draw many of them. Nobody can write to a member in private. Young people "
    "have a section of their own, with rules of their own."
)
CLOSED_TOO: Final = " Members are let in by hand, so that nobody reads along who has not said why they come."
COMPLAINTS: Final = (
    "Write to the policy team at County Hall if you think that a moderator was unfair, or that we let something stand "
    "that we should not. Somebody who does not moderate here answers within ten working days. If that does not help, "
    "ask for it to go to the partnership’s board."
)


@cache
def read_communities() -> list[dict[str, Any]]:
    """Return what `talk/communities.toml` says, in its order."""
    found: list[dict[str, Any]] = tomllib.loads((FOLDER / "communities.toml").read_text("utf-8"))["community"]
    return found


def place_community(row: dict[str, Any], *, at: datetime) -> Forum:
    """Return the forum of a community, made on first use with everything that belongs to it."""
    community = _community(row)
    found = Forum.objects.select_related("community").filter(community=community).first()
    if found is not None:
        return found
    today = timezone.localdate(at)
    opened_at = day_at(today, -row["opened"], time(10))
    forum = Forum.objects.create(
        community=community,
        is_closed=row.get("closed", False),
        welcome=row["welcome"].strip(),
        complaints=COMPLAINTS,
        first_posts_wait=row["first_posts_wait"],
        slow_mode_seconds=row.get("slow_mode_seconds", 0),
        supporters_needed=row["supporters_needed"],
        answer_days=row["answer_days"],
        held_words="\n".join(row["held_words"]),
        opened_at=opened_at,
    )
    HouseRule.objects.bulk_create(
        [
            HouseRule(forum=forum, number=number, title=title, text=text)
            for number, (title, text) in enumerate(row["rules"], start=1)
        ]
    )
    _name_moderators(forum, row["moderators"])
    _assess(forum, opened_at.date(), today=today)
    return forum


def _community(row: dict[str, Any]) -> CommunityOfInterest:
    """Return the community, made here where the consultations did not need it."""
    defaults = {}
    if "name" in row:
        lead = Organisation.objects.get(slug=row["lead"])
        defaults = {key: row[key] for key in ("name", "description", "lead_role")} | {"lead_organisation": lead}
    return CommunityOfInterest.objects.get_or_create(slug=row["slug"], defaults=defaults)[0]


def _name_moderators(forum: Forum, names: list[str]) -> None:
    for place, name in enumerate(names):
        user = User.objects.get(email=f"{name}@engage.example")
        Moderator.objects.create(forum=forum, user=user, since=forum.opened_at, may_open_names=place == 0)


def _assess(forum: Forum, opened_on: date, *, today: date) -> None:
    """Put down what was assessed before the forum opened, and the newer look at it where a year has passed."""
    before = opened_on - timedelta(days=14)
    extra = CLOSED_TOO if forum.is_closed else ""
    rows = [
        (Assessment.Kind.ILLEGAL_CONTENT, before, ILLEGAL + extra),
        (Assessment.Kind.CHILDRENS_ACCESS, before, CHILDREN),
    ]
    if (today - before).days > 365:
        again = "Looked at again after the first year. Nothing that is against the law was reported in it. "
        rows.append((Assessment.Kind.ILLEGAL_CONTENT, before + timedelta(days=360), again + ILLEGAL + extra))
    Assessment.objects.bulk_create(
        [
            Assessment(
                forum=forum,
                kind=kind,
                made_on=made_on,
                review_on=made_on + timedelta(days=365),
                made_by_role="Policy team, with the forum’s moderators",
                conclusion=conclusion,
            )
            for kind, made_on, conclusion in rows
        ]
    )
