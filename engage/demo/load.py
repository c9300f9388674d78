"""Load the demonstration: tree, people, consultations, responses, outcomes, live events; each made once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from consultations.models import ConsultationPage
from consultations.services.equality import count_equality
from consultations.services.grouping import count_groups
from consultations.services.results import count_results
from core.generation import raise_generation
from engage.demo import closed, open_for_some, open_now, still_to_come
from engage.demo.conference import place_follow_up
from engage.demo.draw import place_draws
from engage.demo.forums import place_forums
from engage.demo.juries import place_juries
from engage.demo.jury_room import place_jury_room
from engage.demo.live import place_events
from engage.demo.peer_challenge import place_peer_challenge
from engage.demo.place import (
    place_face,
    place_home,
    place_index,
    place_partners,
    place_people,
    place_plain_pages,
    place_subjects,
)
from engage.demo.plans import place_plans
from engage.demo.private import place_private
from engage.demo.publish import place_consultation, place_outcome
from engage.demo.respond import place_responses, release_words
from engage.demo.shapes import Consultation
from engage.demo.youth.place import place_youth

PLANS = (*open_now.CONSULTATIONS, *open_for_some.CONSULTATIONS, *still_to_come.CONSULTATIONS, *closed.CONSULTATIONS)


def load_demonstration(*, at: datetime) -> None:
    """Put on the site what is not there yet, all or nothing."""
    today = timezone.localtime(at).date()
    with transaction.atomic():
        home = place_home()
        place_face(home)
        place_plain_pages(home, today=today)
        place_index(home)
        place_subjects()
        place_partners()
        place_people()
        for plan in PLANS:
            page = place_consultation(plan, today=today)
            _fill(page, plan, at=at)
        place_events(today=today, at=at)
        place_plans(today=today, at=at)
        place_peer_challenge(today=today, at=at)
        place_juries(at=at)
        place_jury_room(at=at)
        place_draws(at=at)
        place_follow_up(today=today, at=at)
        place_forums(at=at)
        place_youth(at=at)
        raise_generation()


def _fill(page: ConsultationPage, plan: Consultation, *, at: datetime) -> None:
    responses = place_responses(page, plan, at=at) if plan.responses else []
    if responses:
        place_private(page, responses, at=at)
        count_equality(page, at=at)
        if page.closes_at and page.closes_at <= at:
            release_words(page, at=at)
        count_results(page, at=at)
        if plan.age_question:
            count_groups(page, at=at)
    if plan.outcome is not None:
        place_outcome(page, plan.outcome)
