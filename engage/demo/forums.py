"""Make the forums of the demonstration: six communities, their talk, questions to bodies, work for moderators."""

from __future__ import annotations

from datetime import datetime

from actions.models import Action
from consultations.models import ConsultationPage
from engage.demo.communities import place_community, read_communities
from engage.demo.forums_people import place_accounts, place_members
from engage.demo.forums_read import Talk, talks_of
from engage.demo.forums_write import Desk, write_talks
from forums.models import ActionThread, ConsultationThread, Thread


def place_forums(*, at: datetime) -> None:
    """Put the forums on the site, each once; what is asked and still open moves with the calendar."""
    accounts = place_accounts()
    for place, row in enumerate(read_communities()):
        forum = place_community(row, at=at)
        if forum.last_thread:
            continue
        talks = talks_of(row["slug"])
        members = place_members(forum, talks, accounts, place=place, at=at)
        _link(talks, write_talks(Desk(forum, members, at), talks))


def _link(talks: list[Talk], threads: dict[str, Thread]) -> None:
    """Hang threads on what they are about, where that is on the site."""
    for talk in talks:
        if not talk.about:
            continue
        kind, first, second = talk.about
        if kind == "consultation":
            page = ConsultationPage.objects.filter(lead_organisation__slug=first, slug=second, live=True).first()
            if page is not None:
                ConsultationThread.objects.create(consultation=page, thread=threads[talk.name])
        if kind == "action":
            action = Action.objects.filter(plan__slug=first, reference=second).first()
            if action is not None:
                ActionThread.objects.create(action=action, thread=threads[talk.name])
