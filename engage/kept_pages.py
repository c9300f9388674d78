"""Views whose answers to people without a cookie are the same for all and are kept whole (core/pagecache.py)."""

from typing import Final

VIEWS: Final = frozenset(
    {
        "actions:action",
        "actions:feed",
        "actions:plan",
        "actions:plans",
        "actions:report",
        "actions:reports",
        "community_easy_read",
        "consultations:api:get_plan",
        "consultations:api:list_consultations",
        "consultations:api:list_plans",
        "consultations:calendar",
        "consultations:feed",
        "consultations:finder",
        "consultations:results",
        "face_colour",
        "juries:answers",
        "juries:easy_read",
        "juries:recommendation",
        "juries:recommendations",
        "juries:report",
        "live:join",
        "wagtail_serve",
        "youth:feed",
        "youth:figure",
        "youth:figures",
        "youth:front",
        "youth:whats_on",
        "youth:whats_on_calendar",
        "youth:whats_on_one",
    }
)
