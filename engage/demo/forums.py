"""Make the forums of the demonstration: six communities, their talk, questions to bodies, work for moderators."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from actions.models import Action
from consultations.models import ConsultationPage
from engage.demo.communities import place_community, read_communities
from engage.demo.communities_pages import place_pages
from engage.demo.forums_asked import move_questions, place_questions
from engage.demo.forums_busy import keep_busy
from engage.demo.forums_people import place_accounts, place_members
from engage.demo.forums_read import Talk, talks_of
from engage.demo.forums_write import Desk, write_talks
from forums.models import Thread
from forums.services.linking import link_subject
from forums.subjects import kinds
from juries.models import Recommendation
from people.voices import Kind

#: How a thing is named in the texts, by two words of its address.
FINDERS: Final[dict[Kind, Callable[[str, str], Any]]] = {
    Kind.CONSULTATION: lambda lead, slug: ConsultationPage.objects.filter(lead_organisation__slug=lead, slug=slug),
    Kind.ACTION: lambda plan, reference: Action.objects.filter(plan__slug=plan, reference=reference),
    Kind.RECOMMENDATION: lambda jury, number: Recommendation.objects.filter(jury__slug=jury, number=int(number)),
}


def place_forums(*, at: datetime) -> None:
    """Put the forums on the site, each once; what is asked and still open moves with the calendar."""
    accounts = place_accounts()
    for place, row in enumerate(read_communities()):
        forum = place_community(row, at=at)
        if forum.last_thread:
            continue
        talks = talks_of(row["slug"])
        members = place_members(forum, talks, accounts, place=place, at=at)
        desk = Desk(forum, members, at)
        threads = write_talks(desk, talks)
        _link(talks, threads)
        place_questions(desk, talks, threads)
        keep_busy(desk, talks, threads)
    move_questions(at=at)
    place_pages(at=at)


def _link(talks: list[Talk], threads: dict[str, Thread]) -> None:
    """Hang threads on what they are about, where that is on the site."""
    for talk in talks:
        if not talk.about:
            continue
        name, first, second = talk.about
        found = FINDERS[Kind(name)](first, second).first()
        if found is not None:
            link_subject(thread=threads[talk.name], subject=kinds()[Kind(name)].subject(found))
