"""Opening a forum and looking after its rules, its moderators and what was assessed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from django.conf import settings as site
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from core.ratelimit import take
from forums.errors import (
    AdministratorsOnly,
    LastModerator,
    ModeratorMissing,
    MustWait,
    NobodyThere,
    NotLater,
    NotYourself,
    TitleMissing,
)
from forums.models import Assessment, Forum, HouseRule, Moderator
from people.models import CommunityOfInterest, User
from people.notices import notify
from people.permissions import is_administrator
from people.protection import without_protected

KEPT: Final = "forums.kept"
#: Whoever names moderators learns which addresses have an account, so not without end.
NAMED_A_DAY: Final = 20
DAY: Final = 24 * 60 * 60
#: What a new forum begins with; its moderators write it anew.
FIRST_RULES: Final = (
    (_("Talk about things, not about people"), _("Disagree as much as you like. Do not insult or threaten anybody.")),
    (_("Keep private things private"), _("No names, addresses or numbers of private people, your own included.")),
    (_("Nothing against the law"), _("Nothing that stirs up hatred, and nothing that harms children.")),
    (_("Nothing for sale"), _("No advertising, and the same thing only once.")),
)


@transaction.atomic
def open_forum(*, community: CommunityOfInterest, is_closed: bool, by: Any, at: datetime, **settings: Any) -> Forum:
    """Give a community its forum, with rules of the house to begin with. It has one; asked again, nothing changes."""
    forum, is_new = Forum.objects.get_or_create(
        community=community, defaults={"is_closed": is_closed, "opened_at": at, **settings}
    )
    if is_new:
        for number, (title, text) in enumerate(FIRST_RULES, start=1):
            HouseRule.objects.create(forum=forum, number=number, title=title, text=text)
        note_kept(forum, _("The forum was opened."), by=by)
    return forum


@transaction.atomic
def make_forum(
    *, community: CommunityOfInterest, is_closed: bool, moderator: str = "", by: Any, at: datetime, **settings: Any
) -> Forum:
    """Give a community its forum, and name its first moderator by e-mail address; a closed one needs one.

    Raises:
        ModeratorMissing: It is to be closed, and nobody could be let in.
        NobodyThere, MustWait: As `appoint`.
    """
    if is_closed and not moderator.strip():
        raise ModeratorMissing
    forum = open_forum(community=community, is_closed=is_closed, by=by, at=at, **settings)
    if moderator.strip():
        appoint(forum=forum, email=moderator, by=by, at=at)
    return forum


@transaction.atomic
def add_rule(*, forum: Forum, title: str, text: str, by: Any) -> HouseRule:
    """Add a rule under the next number. Numbers are never used again: removals name them.

    Raises:
        TitleMissing: It has no words.
    """
    if not title.strip():
        raise TitleMissing(_("Say the rule in one sentence."))
    Forum.objects.select_for_update(of=("self",)).get(pk=forum.pk)
    number = (forum.rules.aggregate(last=Max("number"))["last"] or 0) + 1
    rule = HouseRule.objects.create(forum=forum, number=number, title=title.strip()[:120], text=text.strip())
    note_kept(forum, _("Rule %(number)s was added.") % {"number": number}, by=by)
    return rule


@transaction.atomic
def retire_rule(*, rule: HouseRule, by: Any) -> None:
    """Take a rule out of force; what was removed under it still names it."""
    HouseRule.objects.filter(pk=rule.pk).update(is_retired=True)
    note_kept(rule.forum, _("Rule %(number)s was taken out of force.") % {"number": rule.number}, by=by)


@transaction.atomic
def appoint(*, forum: Forum, email: str, may_open_names: bool = False, by: Any, at: datetime) -> Moderator:
    """Name whoever has an account with this address moderator.

    Raises:
        MustWait: So many addresses were tried today.
        NobodyThere: There is no such account, or one that nobody comes across because of its owner's age.
        NotYourself, AdministratorsOnly: As `name_moderator`.
    """
    allowance = take(name="forum-moderators", who=str(by.pk), limit=NAMED_A_DAY, seconds=DAY, at=at)
    if not allowance.is_granted:
        raise MustWait(allowance.retry_after)
    user = without_protected(User.objects.filter(email__iexact=email.strip(), is_active=True)).first()
    if user is None:
        raise NobodyThere
    return name_moderator(forum=forum, user=user, may_open_names=may_open_names, by=by, at=at)


@transaction.atomic
def name_moderator(*, forum: Forum, user: User, may_open_names: bool = False, by: Any, at: datetime) -> Moderator:
    """Have somebody look after a forum. They are told, and in a closed one the others who look after it too.

    Raises:
        NotYourself: Somebody would let themselves into a closed community that others look after.
        AdministratorsOnly: The right to open names is changed by somebody who is no administrator.
    """
    Forum.objects.select_for_update(of=("self",)).get(pk=forum.pk)
    others = list(Moderator.objects.filter(forum=forum).exclude(user=user).select_related("user"))
    known = Moderator.objects.filter(forum=forum, user=user).first()
    if forum.is_closed and others and known is None and user.pk == by.pk:
        raise NotYourself
    if may_open_names != (known is not None and known.may_open_names) and not is_administrator(by):
        raise AdministratorsOnly
    defaults = {"may_open_names": may_open_names}
    moderator = Moderator.objects.update_or_create(
        forum=forum, user=user, defaults=defaults, create_defaults=defaults | {"since": at}
    )[0]
    note_kept(forum, _("Somebody was named moderator: account %(number)s.") % {"number": user.pk}, by=by)
    if known is None:
        _tell_named(moderator, [one.user for one in others] if forum.is_closed else [], at=at)
    return moderator


@transaction.atomic
def end_moderator(*, moderator: Moderator, by: Any) -> None:
    """Have somebody look after a forum no longer.

    Raises:
        LastModerator: Nobody would be left to let people into a closed community.
    """
    forum = Forum.objects.select_for_update(of=("self",)).get(pk=moderator.forum_id)
    if forum.is_closed and not forum.moderators.exclude(pk=moderator.pk).exists():
        raise LastModerator
    note_kept(moderator.forum, _("Account %(number)s is moderator no longer.") % {"number": moderator.user_id}, by=by)
    moderator.delete()


@transaction.atomic
def record_assessment(
    *, forum: Forum, kind: str, made_on: date, review_on: date, made_by_role: str, conclusion: str, by: Any
) -> Assessment:
    """Put an assessment on record; older ones stay.

    Raises:
        NotLater: It would never be looked at again.
    """
    if review_on <= made_on:
        raise NotLater
    made = Assessment.objects.create(
        forum=forum,
        kind=kind,
        made_on=made_on,
        review_on=review_on,
        made_by_role=made_by_role.strip(),
        conclusion=conclusion.strip(),
    )
    note_kept(forum, _("Assessed: %(what)s.") % {"what": made.get_kind_display()}, by=by)
    return made


def note_kept(forum: Forum, what: str, *, by: Any) -> None:
    """Put down in the site's history what was changed in a forum's keeping."""
    log(instance=forum, action=KEPT, user=by, title=f"forum {forum.pk}", data={"what": what})


def _tell_named(moderator: Moderator, others: list[User], *, at: datetime) -> None:
    """Tell who was named; of a closed community, in words that name nothing, its other moderators too."""
    forum = moderator.forum
    if forum.is_closed:
        subject, body = _("Something new for you"), _("There is something new for you. Sign in to read it.")
    else:
        subject = _("You look after %(forum)s") % {"forum": forum}
        body = _("You were named a moderator of %(forum)s. What waits for you is here:\n\n%(address)s") % {
            "forum": forum,
            "address": site.SITE_URL + reverse("forums:queue", args=[forum.community.slug]),
        }
    for user in [moderator.user, *others]:
        notify(kind="forum-moderator", key=str(moderator.pk), recipient=user.email, subject=subject, body=body, at=at)
