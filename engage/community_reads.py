"""What the page of a community shows of all the rooms, in a constant number of statements.

Of a closed community nothing from inside, to nobody outside: neither threads nor questions nor when somebody last
wrote. Somebody without a session costs no look at one, so that the page is kept whole for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Value, When
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actions.models import Action, ActionPlan
from actions.pictures import draw
from actions.reads import Shown, counts_of_plans, show
from actions.standing import FINISHED
from consultations.cards import say_window
from consultations.models import ConsultationPage, OutcomePage
from consultations.reads import rich_text
from consultations.status import status_of
from core.moments import say_day
from engage.community_events import coming_up
from engage.community_story import NEWS_SHOWN, head_picture, media_of, news_of, story_of
from engage.front import Card
from engage.models import CommunityPage
from forums.access import Reader, find_forum
from forums.models import Forum, PartnershipQuestion, Thread
from juries.index_reads import jury_cards
from juries.models import JuryPage
from people.voices import Kind, voices_about

THREADS_SHOWN: Final = 5
CONSULTATIONS_SHOWN: Final = 6
ACTIONS_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Talk:
    """A thread in the list of the latest."""

    title: str
    url: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the partnership: what a body owes an answer to, and how long it has waited."""

    title: str
    url: str
    body: str
    waits: str
    due: str
    late: str


@dataclass(frozen=True, slots=True)
class Plan:
    """An action plan, with how its actions stand in words."""

    title: str
    url: str
    summary: str
    finding: str


def community_context(page: CommunityPage, request: HttpRequest, *, at: datetime) -> dict[str, Any]:
    """Return what `engage/community.html` shows. The page may be a draft in preview."""
    reader = reader_of(page, request)
    news = news_of(page, at=at)
    return {
        "community": page.community,
        "address": page.get_url(request) or "",
        "crumbs": crumbs_of(page, request),
        "head": head_picture(page),
        "who_for": rich_text(page.who_for),
        "story": story_of(page),
        "news": news[:NEWS_SHOWN],
        "older_news": news[NEWS_SHOWN:],
        "coming": coming_up(page, at=at),
        "media": media_of(page),
        "reader": reader,
        "voices": voices_about(Kind.PAGE, page.pk) if page.pk and page.live else None,
        **(talk_of(reader, at=at) if reader and reader.may_read else {}),
        **consultations_of(page, request, at=at),
        "juries": juries_of(page, at=at),
        "plans": plans_of(page, at=at),
    }


def crumbs_of(page: CommunityPage, request: HttpRequest) -> list[tuple[str, str]]:
    return [(above.title, above.get_url(request)) for above in page.get_ancestors().filter(depth__gt=2).live()]


def home_of(forum: Forum) -> tuple[str, str] | None:
    """Return title and address of the page of a forum's community, where everybody may read it; one statement."""
    found = CommunityPage.objects.live().public().filter(community=forum.community_id).select_related("locale").first()
    return (found.title, found.get_url() or "") if found else None


def reader_of(page: CommunityPage, request: HttpRequest) -> Reader | None:
    """Return who asks, to the forum of the community; None where it has none."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    user = getattr(request, "user", None) if has_session else None
    try:
        return find_forum(page.community.slug, user=user or AnonymousUser())
    except Http404:
        return None


def talk_of(reader: Reader, *, at: datetime) -> dict[str, Any]:
    """Return the latest of a forum that this reader may read; four statements."""
    questions = PartnershipQuestion.objects.filter(thread__forum=reader.forum).select_related("organisation")
    if not reader.forum.is_closed:
        # What was asked while the community was closed does not say which community it was.
        questions = questions.filter(is_from_closed=False)
    answered = Action.objects.published().filter(forum_question_links__question__in=questions)
    return {
        "talks": [_talk(thread, at=at) for thread in _latest(reader)],
        "owed": [_asked(question, at=at) for question in questions.unanswered()],
        "answered": [_asked(one, at=at) for one in questions.filter(state="answered").order_by("-answered_at")[:3]],
        "promised": promised(answered, at=at),
    }


def promised(found: Any, *, at: datetime) -> list[Shown]:
    """Return actions with how they stand, what is still to be done first."""
    is_finished = Case(When(status__in=FINISHED, then=1), default=0, output_field=IntegerField())
    actions = found.select_related("owner", "plan").distinct().order_by(is_finished, "due_on", "pk")
    return [show(action, {}, at=at) for action in actions[:ACTIONS_SHOWN]]


def consultations_of(page: CommunityPage, request: HttpRequest, *, at: datetime) -> dict[str, Any]:
    """Return the consultations that name the community: open ones first, then those to come, then the latest."""
    opens, closes = F("opens_at"), F("closes_at")
    is_open = When(opens_at__lte=at, closes_at__gt=at, then=Value(0))
    is_past = When(opens_at__lte=at, closes_at__lte=at, then=Value(2))
    found = ConsultationPage.objects.live().public().filter(communities=page.community_id)
    found = found.select_related("lead_organisation", "locale").annotate(
        rank=Case(is_open, is_past, default=Value(1)),
        next_turn=Case(When(rank=0, then=closes), When(rank=1, then=opens)),
        is_told=Exists(OutcomePage.objects.live().filter(consultation=OuterRef("pk"))),
    )
    ordered = found.order_by("rank", F("next_turn").asc(nulls_last=True), F("closes_at").desc(nulls_last=True), "pk")
    pages = list(ordered[: CONSULTATIONS_SHOWN + 1])
    return {
        "consultations": [_card(one, request, at=at) for one in pages[:CONSULTATIONS_SHOWN]],
        "has_more_consultations": len(pages) > CONSULTATIONS_SHOWN,
    }


def juries_of(page: CommunityPage, *, at: datetime) -> list[Any]:
    named = [jury.pk for jury in page.juries.all()]
    return jury_cards(JuryPage.objects.live().public().filter(pk__in=named), at=at)


def plans_of(page: CommunityPage, *, at: datetime) -> list[Plan]:
    """Return the published plans that the page names, each with how its actions stand; three statements."""
    named = [plan.pk for plan in page.plans.all()]
    plans = list(ActionPlan.objects.published().filter(pk__in=named).order_by("title"))
    counts = counts_of_plans([plan.pk for plan in plans], today=timezone.localdate(at))
    return [
        Plan(
            title=plan.title,
            url=plan.get_absolute_url(),
            summary=plan.summary,
            finding=draw(counts[plan.pk]).finding if counts[plan.pk].total else _("No action has been added yet."),
        )
        for plan in plans
    ]


def _latest(reader: Reader) -> list[Thread]:
    found = Thread.objects.public().filter(forum=reader.forum, is_archived=False).by_activity()
    threads = list(found[:THREADS_SHOWN])
    for thread in threads:
        thread.forum = reader.forum
    return threads


def _talk(thread: Thread, *, at: datetime) -> Talk:
    number = thread.public_count
    facts = [ngettext("%d post", "%d posts", number) % number]
    if thread.last_post_at:
        facts.append(_("last %(day)s") % {"day": say_day(timezone.localdate(thread.last_post_at), at=at)})
    return Talk(title=thread.title, url=thread.get_absolute_url(), facts=tuple(facts))


def _asked(question: PartnershipQuestion, *, at: datetime) -> Asked:
    today = timezone.localdate(at)
    late = question.days_late(today=today)
    waited = (today - timezone.localdate(question.put_at)).days if question.put_at else 0
    return Asked(
        title=question.shown_title,
        url=question.get_absolute_url(),
        body=question.organisation.name,
        waits=ngettext("waits since %d day", "waits since %d days", waited) % waited if waited else _("asked today"),
        due=_("due by %(day)s") % {"day": say_day(question.due_on, at=at)} if question.due_on else "",
        late=ngettext("%d day late", "%d days late", late) % late if late else "",
    )


def _card(page: ConsultationPage, request: HttpRequest, *, at: datetime) -> Card:
    status = status_of(page.opens_at, page.closes_at, page.is_told, at)
    return Card(
        href=page.get_url(request) or "",
        title=page.title,
        summary=page.summary,
        status=status.value,
        status_text=str(status.label),
        facts=(say_window(page.opens_at, page.closes_at, at=at), page.lead_organisation.name),
    )
