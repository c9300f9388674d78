"""Where the jury's room meets Wagtail: addresses of its officers' screens, the button on a jury, lines in history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from juries.access import kept_juries
from juries.models import JuryPage
from juries.services.jurors import ROOM
from juries.views import priorities, room_jurors, room_officer, room_talk_officer
from people.models import User

urlpatterns: list[URLPattern | URLResolver] = [
    path("", room_officer.room, name="room"),
    path("drafting/", room_officer.drafting, name="drafting"),
    path("drafts/<int:draft_id>/", room_officer.draft, name="draft"),
    path("drafts/<int:draft_id>/close/", room_officer.vote_close, name="vote_close"),
    path("drafts/<int:draft_id>/adopt/", room_officer.draft_adopt, name="adopt"),
    path("papers/", room_officer.papers, name="papers"),
    path("papers/<int:paper_id>/file/", room_officer.paper_file, name="paper_file"),
    path("papers/<int:paper_id>/remove/", room_officer.paper_remove, name="paper_remove"),
    path("jurors/", room_jurors.jurors, name="jurors"),
    path("jurors/<int:juror_id>/link/", room_jurors.link, name="link"),
    path("jurors/<int:juror_id>/remove/", room_jurors.remove, name="remove"),
    path("jurors/<int:juror_id>/who/", room_jurors.who, name="who"),
    path("talk/", room_talk_officer.talks, name="talks"),
    path("talk/<int:session_id>/", room_talk_officer.talk, name="talk"),
    path("talk/<int:session_id>/<int:number>/", room_talk_officer.post, name="talk_post"),
    path("make-up/", room_jurors.make_up, name="make_up"),
    path("priorities/", priorities.of_jury, name="priorities"),
]
of_plans: list[URLPattern | URLResolver] = [path("plans/<int:plan_id>/", priorities.of_plan, name="plan")]


@hooks.register("register_admin_urls")
def room_urls() -> list[URLPattern | URLResolver]:
    return [
        path("juries/<int:page_id>/room/", include((urlpatterns, "jury_room"))),
        path("priorities/", include((of_plans, "jury_priorities"))),
    ]


@hooks.register("register_page_header_buttons")
def room_header_button(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    yield from _button(page, user)


@hooks.register("register_page_listing_more_buttons")
def room_listing_button(page: Page, user: User, next_url: str | None = None) -> Iterator[Button]:
    yield from _button(page, user)


def _button(page: Page, user: User) -> Iterator[Button]:
    jury = page.specific_deferred
    if isinstance(jury, JuryPage) and kept_juries(user).filter(pk=jury.pk).exists():
        yield Button(_("The jury’s room"), reverse("jury_room:room", args=[page.pk]), icon_name="group", priority=16)


@hooks.register("register_log_actions")
def register_room(actions: Any) -> None:
    @actions.register_action(ROOM)
    class RoomFormatter(LogFormatter):
        label = _("The jury’s room")

        def format_message(self, log_entry: Any) -> str:
            what = log_entry.data.get("what") if isinstance(log_entry.data, dict) else ""
            return str(what or self.label)
