"""What those who look after forums have before them; of a closed community nothing of what is said in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from forums.models import Appeal, Assessment, Forum, HouseRule, Moderator, NameOpening
from forums.names import member_key
from forums.permissions import is_left_to_administrators, is_own
from forums.services.settings import used_rules
from people.models import CommunityOfInterest
from people.permissions import is_administrator, organisations_of


@dataclass(frozen=True, slots=True)
class CommunityRow:
    """One community on the list: its forum, if it has one, and what this person may do."""

    community: CommunityOfInterest
    forum: Forum | None
    may_keep: bool
    may_moderate: bool


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule of the house; one that something was decided under is not written anew."""

    rule: HouseRule
    is_used: bool


def led_communities(user: Any) -> QuerySet[CommunityOfInterest]:
    """Return the communities this person may give a forum."""
    found = CommunityOfInterest.objects.select_related("forum", "lead_organisation")
    if is_administrator(user):
        return found
    if not (user.is_active and user.is_authenticated):
        return found.none()
    return found.filter(Q(lead_officer=user) | Q(lead_organisation__in=organisations_of(user)))


def community_rows(user: Any) -> list[CommunityRow]:
    """Return the communities this person leads or moderates; the same statements however many there are."""
    moderated = set(Forum.objects.moderated_by(user).values_list("pk", flat=True))
    led = set(led_communities(user).values_list("pk", flat=True))
    found = CommunityOfInterest.objects.filter(Q(pk__in=led) | Q(forum__in=moderated)).select_related("forum")
    all_of_them = is_administrator(user)
    rows = []
    for community in found:
        forum: Forum | None = getattr(community, "forum", None)
        moderates = forum is not None and forum.pk in moderated
        leads_open = forum is not None and not forum.is_closed and community.pk in led
        rows.append(CommunityRow(community, forum, all_of_them or moderates or leads_open, moderates))
    return rows


def rule_rows(forum: Forum) -> list[RuleRow]:
    """Return all rules by number, those out of force too; four statements."""
    rules = list(forum.rules.all())
    used = used_rules([rule.pk for rule in rules])
    return [RuleRow(rule, rule.pk in used) for rule in rules]


def forums_to_move_to(forum: Forum, user: Any) -> QuerySet[Forum]:
    """Return the open forums, besides this one, that somebody looks after: threads of a closed one move nowhere."""
    if forum.is_closed:
        return Forum.objects.none()
    return Forum.objects.moderated_by(user).standing().filter(is_closed=False).exclude(pk=forum.pk)


def assessments_of(forum: Forum) -> list[tuple[Assessment, bool]]:
    """Return every assessment, the newest first, each with whether it is the newest of its kind and so stands."""
    seen: set[str] = set()
    rows = []
    for one in forum.assessments.all():
        rows.append((one, one.kind not in seen))
        seen.add(one.kind)
    return rows


def moderators_of(forum: Forum) -> list[Moderator]:
    return list(forum.moderators.select_related("user").order_by("since", "pk"))


def appeals_left(user: Any) -> list[Appeal]:
    """Return the appeals that administrators decide, because nobody else in a closed community can."""
    if not is_administrator(user):
        return []
    found = Appeal.objects.filter(decided_at=None, act__forum__is_closed=True, act__forum__community__isnull=False)
    found = found.filter(act__post__isnull=False)
    related = ("act__forum__community", "act__member", "act__post", "act__rule")
    open_ones = found.select_related(*related).order_by("made_at", "pk")
    return [one for one in open_ones if not is_own(one, user) and is_left_to_administrators(one)]


def openings_in(forum: Forum, user: Any) -> list[NameOpening]:
    """Return what was asked about names of this forum, the latest first; nothing about this person's own."""
    found = NameOpening.objects.filter(member__forum=forum).exclude(member__key=member_key(forum.community_id, user.pk))
    found = found.select_related("member__organisation", "member__forum")
    return list(found.order_by("-asked_at", "-pk")[:50])


def opening_log() -> QuerySet[NameOpening]:
    """Return every opening for the administrators' log: who asked, who confirmed and why; never about whom."""
    found = NameOpening.objects.select_related("member__forum__community", "asked_by", "confirmed_by")
    return found.defer("member__display_name", "member__content", "member__key", "member__role").order_by(
        "-asked_at", "-pk"
    )
