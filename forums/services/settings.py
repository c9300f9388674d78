"""A forum's settings: who reads it, how fast one writes, what is held; rules that nobody rewrites behind a removal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from core.sanitise import UnusableText, plain
from forums.errors import (
    LastRule,
    ModeratorMissing,
    ModeratorsDecide,
    NotUsable,
    PromisedClosed,
    RuleUsed,
    TitleMissing,
)
from forums.models import Act, Forum, HouseRule, PartnershipQuestion, Post, Suspension
from forums.permissions import may_moderate
from forums.services.keeping import note_kept

State = PartnershipQuestion.State
#: What is set on one form; who reads the forum and whether it is kept are decided by services of their own.
FIELDS: Final = (
    "welcome",
    "complaints",
    "first_posts_wait",
    "slow_mode_seconds",
    "supporters_needed",
    "answer_days",
    "held_words",
)


@transaction.atomic
def change_settings(*, forum: Forum, values: Mapping[str, Any], by: Any) -> Forum:
    """Set what the form of the settings holds; a field that is not sent stays as it is.

    Raises:
        NotUsable: A text holds a sign that cannot be kept.
        django.core.exceptions.ValidationError: A number is out of its range.
    """
    held = _hold(forum)
    changed = [name for name in FIELDS if name in values and getattr(held, name) != values[name]]
    try:
        for name in changed:
            value = values[name]
            setattr(held, name, plain(value).strip() if isinstance(value, str) else value)
    except UnusableText:
        raise NotUsable from None
    held.full_clean(validate_unique=False, validate_constraints=False)
    if changed:
        held.save(update_fields=changed)
        names = ", ".join(str(Forum._meta.get_field(name).verbose_name) for name in changed)  # type: ignore[union-attr]
        note_kept(held, _("Changed: %(what)s.") % {"what": names}, by=by)
    return held


@transaction.atomic
def close_forum(*, forum: Forum, by: Any) -> Forum:
    """Have members alone read it from now on, with what was written before. Its questions leave its name behind.

    Raises:
        ModeratorMissing: Nobody is named its moderator, so nobody could be let in.
    """
    held = _hold(forum)
    if held.is_closed:
        return held
    if not held.moderators.filter(user__is_active=True).exists():
        raise ModeratorMissing
    held.is_closed = True
    held.save(update_fields=["is_closed"])
    asked = PartnershipQuestion.objects.filter(thread__forum=held, is_from_closed=False)
    out = asked.filter(state__in=[State.PUT, State.ANSWERED])
    out.update(is_from_closed=True, public_title=F("title"), public_text=F("text"))
    asked.update(is_from_closed=True)
    note_kept(held, _("The forum was closed: members alone read it."), by=by)
    return held


@transaction.atomic
def open_to_all(*, forum: Forum, by: Any) -> Forum:
    """Have everybody read a closed forum, as long as nobody has written in it: what was promised to members is kept.

    Whether anything was written is told to its moderators alone. Starting a thread holds the forum's row as this does,
    so that no first post slips in between; `last_thread` never goes back, whatever is deleted.

    Raises:
        ModeratorsDecide: They do not moderate it.
        PromisedClosed: Something was written in it.
    """
    held = _hold(forum)
    if not held.is_closed:
        return held
    if not may_moderate(by, held):
        raise ModeratorsDecide
    if held.last_thread or held.threads.exists():
        raise PromisedClosed
    held.is_closed = False
    held.save(update_fields=["is_closed"])
    note_kept(held, _("The forum was opened to everybody."), by=by)
    return held


@transaction.atomic
def archive_forum(*, forum: Forum, is_archived: bool, by: Any) -> Forum:
    """Have a forum be read and written in no more, or take that back. Done twice is done once."""
    held = _hold(forum)
    if held.is_archived == is_archived:
        return held
    held.is_archived = is_archived
    held.save(update_fields=["is_archived"])
    words = _("The forum was archived.") if is_archived else _("The forum was taken out of the archive.")
    note_kept(held, words, by=by)
    return held


@transaction.atomic
def change_rule(*, rule: HouseRule, title: str, text: str, by: Any) -> HouseRule:
    """Write a rule anew, as long as nothing was decided under it. Its number stays.

    Raises:
        RuleUsed: Somebody was told this rule when a post was removed or their writing was paused.
        TitleMissing: It has no words.
    """
    _hold(rule.forum)
    if is_used(rule):
        raise RuleUsed
    title = " ".join(title.split())[:120]
    if not title:
        raise TitleMissing(_("Say the rule in one sentence."))
    held = HouseRule.objects.get(pk=rule.pk)
    held.title, held.text = title, text.strip()
    held.save(update_fields=["title", "text"])
    note_kept(rule.forum, _("Rule %(number)s was written anew.") % {"number": held.number}, by=by)
    return held


@transaction.atomic
def set_in_force(*, rule: HouseRule, is_in_force: bool, by: Any) -> HouseRule:
    """Take a rule out of force, or put it back. What was decided under it still names it.

    Raises:
        LastRule: It is the last one in force.
    """
    _hold(rule.forum)
    held = HouseRule.objects.get(pk=rule.pk)
    if held.is_retired != is_in_force:
        return held
    if not is_in_force and not rule.forum.rules.filter(is_retired=False).exclude(pk=rule.pk).exists():
        raise LastRule
    held.is_retired = not is_in_force
    held.save(update_fields=["is_retired"])
    words = _("Rule %(number)s was put in force.") if is_in_force else _("Rule %(number)s was taken out of force.")
    note_kept(rule.forum, words % {"number": held.number}, by=by)
    return held


def is_used(rule: HouseRule) -> bool:
    """Whether anything was decided under this rule."""
    return bool(used_rules([rule.pk]))


def used_rules(rule_ids: list[int]) -> set[int]:
    """Return which of these rules something was decided under; three statements."""
    return {
        pk
        for model in (Act, Post, Suspension)
        for pk in model._default_manager.filter(rule__in=rule_ids).values_list("rule", flat=True).distinct()
    }


def _hold(forum: Forum) -> Forum:
    return Forum.objects.select_for_update(of=("self",)).select_related("community").get(pk=forum.pk)
