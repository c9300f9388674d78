"""Opening a forum and looking after its rules, its moderators and what was assessed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from forums.models import Assessment, Forum, HouseRule, Moderator
from people.models import CommunityOfInterest, User

KEPT: Final = "forums.kept"
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
def add_rule(*, forum: Forum, title: str, text: str, by: Any) -> HouseRule:
    """Add a rule under the next number. Numbers are never used again: removals name them."""
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
def name_moderator(*, forum: Forum, user: User, may_open_names: bool = False, by: Any, at: datetime) -> Moderator:
    """Have somebody look after a forum."""
    defaults = {"may_open_names": may_open_names}
    moderator = Moderator.objects.update_or_create(
        forum=forum, user=user, defaults=defaults, create_defaults=defaults | {"since": at}
    )[0]
    note_kept(forum, _("Somebody was named moderator: account %(number)s.") % {"number": user.pk}, by=by)
    return moderator


@transaction.atomic
def end_moderator(*, moderator: Moderator, by: Any) -> None:
    """Have somebody look after a forum no longer."""
    note_kept(moderator.forum, _("Account %(number)s is moderator no longer.") % {"number": moderator.user_id}, by=by)
    moderator.delete()


@transaction.atomic
def record_assessment(
    *, forum: Forum, kind: str, made_on: date, review_on: date, made_by_role: str, conclusion: str, by: Any
) -> Assessment:
    """Put an assessment on record; older ones stay."""
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
