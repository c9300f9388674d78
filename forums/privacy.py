"""What the forums hold about people, for 'my data' and the retention clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forums.erasing import former_without_account, letters_to, make_former, members_of
from forums.models import Appeal, Draft, Member, NameOpening, Picture, Post, PostVersion, Report, Suspension
from forums.services.picturing import take_out
from people.models import User
from people.notices import letter_of
from people.privacy import PersonalData, Row, register

DRAFT_KEPT: Final = timedelta(days=90)
REMOVED_KEPT: Final = timedelta(days=180)
VERSION_KEPT: Final = timedelta(days=365)
REPORT_KEPT: Final = timedelta(days=365)
LEFT_KEPT: Final = timedelta(days=365)
REFUSED_KEPT: Final = timedelta(days=90)
SUSPENSION_KEPT: Final = timedelta(days=2 * 365)
OPENING_KEPT: Final = timedelta(days=6 * 365)


def collect_members(user: User) -> list[Row]:
    return [
        {
            _("Community"): str(member.forum),
            _("Name there"): member.shown_name(),
            _("Body"): member.organisation.name if member.organisation else "",
            _("You are"): member.get_state_display(),
            _("Since"): member.joined_on.isoformat(),
            _("We write to you"): member.get_notices_display(),
            _("Paused until"): [one.ends_at for one in member.suspensions.filter(lifted_at=None)],
        }
        for member in members_of(user)
    ]


def erase_members(user: User, at: datetime) -> int:
    return make_former(members_of(user))


def expire_members(at: datetime) -> int:
    """Forget who left a year ago, who was not let in three months ago, and whose account is gone."""
    State = Member.State  # noqa: N806  a name for the type
    left = Q(state=State.LEFT, left_on__lte=(at - LEFT_KEPT).date())
    refused = Q(state__in=[State.REFUSED, State.WAITING], joined_on__lte=(at - REFUSED_KEPT).date())
    gone = make_former(list(Member.objects.filter(left | refused)))
    Suspension.objects.filter(ends_at__lte=at - SUSPENSION_KEPT).delete()
    NameOpening.objects.filter(asked_at__lte=at - OPENING_KEPT).delete()
    return gone + former_without_account(at)


def collect_posts(user: User) -> list[Row]:
    posts = Post.objects.filter(member__in=members_of(user)).select_related("thread__forum__community", "rule")
    return [
        {
            _("Community"): str(post.thread.forum),
            _("Thread"): str(post.thread),
            _("Written"): post.written_at,
            _("Text"): post.source,
            _("State"): post.get_state_display(),
            _("Removed under rule"): str(post.rule) if post.rule else "",
        }
        for post in posts.order_by("written_at", "pk")
    ]


def expire_posts(at: datetime) -> int:
    """Erase the words of what was removed half a year ago and stands in no open appeal, and of old versions."""
    appealed = Appeal.objects.filter(decided_at=None).values("act__post")
    removed = Post.objects.filter(state=Post.State.REMOVED, decided_at__lte=at - REMOVED_KEPT).exclude(source="")
    past = list(removed.exclude(pk__in=appealed).values_list("pk", flat=True))
    take_out(Picture.objects.filter(post__in=past))
    emptied = Post.objects.filter(pk__in=past).update(source="", html="")
    versions = PostVersion.objects.filter(replaced_at__lte=at - VERSION_KEPT).delete()[0]
    return emptied + versions + Report.objects.filter(settled_at__lte=at - REPORT_KEPT).delete()[0]


def collect_drafts(user: User) -> list[Row]:
    drafts = Draft.objects.filter(member__in=members_of(user)).order_by("saved_at")
    return [{_("Title"): draft.title, _("Text"): draft.source, _("Saved"): draft.saved_at} for draft in drafts]


def erase_drafts(user: User, at: datetime) -> int:
    take_out(Picture.objects.filter(draft__member__in=members_of(user)))
    return Draft.objects.filter(member__in=members_of(user)).delete()[0]


def expire_drafts(at: datetime) -> int:
    old = Draft.objects.filter(saved_at__lte=at - DRAFT_KEPT)
    take_out(Picture.objects.filter(draft__in=old))
    return old.delete()[0]


def collect_pictures(user: User) -> list[Row]:
    own = members_of(user)
    found = Picture.objects.filter(Q(post__member__in=own) | Q(draft__member__in=own)).order_by("made_at", "pk")
    return [
        {
            _("What it shows"): picture.alt,
            _("Sent"): picture.made_at,
            _("Where you find it"): settings.SITE_URL + picture.get_absolute_url(),
        }
        for picture in found
    ]


def erase_pictures(user: User, at: datetime) -> int:
    own = members_of(user)
    return take_out(Picture.objects.filter(Q(post__member__in=own) | Q(draft__member__in=own)))


def collect_letters(user: User) -> list[Row]:
    """Return the letters about what one is in communities, and the words of what still waits."""
    rows: list[Row] = []
    for notice in letters_to(members_of(user)).order_by("created_at", "pk"):
        letter = letter_of(notice)
        words = {_("Subject"): letter.subject, _("Text"): letter.body} if letter else {}
        rows.append({_("Written"): notice.created_at, _("Sent"): notice.sent_at, **words})
    return rows


def erase_letters(user: User, at: datetime) -> int:
    return letters_to(members_of(user)).delete()[0]


def collect_appeals(user: User) -> list[Row]:
    found = Appeal.objects.filter(act__member__in=members_of(user)).select_related("act__forum__community")
    return [
        {
            _("Community"): str(one.act.forum),
            _("Why the post should stand"): one.words,
            _("Sent"): one.made_at,
            _("Decided"): one.decided_at,
            _("Reason given"): one.reason,
        }
        for one in found.order_by("made_at", "pk")
    ]


def expire_appeals(at: datetime) -> int:
    """Erase what was written about an appeal half a year after it was decided."""
    past = Appeal.objects.filter(decided_at__lte=at - REMOVED_KEPT).exclude(words="", reason="")
    return past.update(words="", reason="")


KINDS: Final = (
    PersonalData(
        slug="forum-members",
        label=gettext_lazy("Communities you are in"),
        retention=gettext_lazy(
            "Kept until you delete your account, or for a year after you left. If you were not let in: three months."
        ),
        explanation=gettext_lazy(
            "So that you can read and write there. Nobody can see from it that the names you have in two communities "
            "are one person. After erasure your posts stay, by ‘a former member’."
        ),
        collect=collect_members,
        erase=erase_members,
        expire=expire_members,
        order=60,
    ),
    PersonalData(
        slug="forum-posts",
        label=gettext_lazy("What you wrote in communities"),
        retention=gettext_lazy(
            "A post stays until you delete it. The words of one that was removed are erased after half a year, what a "
            "post said before you changed it after a year."
        ),
        explanation=gettext_lazy(
            "Others have answered it. Delete a post yourself before you delete your account if it tells who you are."
        ),
        collect=collect_posts,
        expire=expire_posts,
    ),
    PersonalData(
        slug="forum-drafts",
        label=gettext_lazy("What you wrote and have not sent"),
        retention=gettext_lazy("Kept until you send it or delete it, and for three months at most."),
        collect=collect_drafts,
        erase=erase_drafts,
        expire=expire_drafts,
    ),
    PersonalData(
        slug="forum-pictures",
        label=gettext_lazy("Pictures you put beside posts"),
        retention=gettext_lazy(
            "A picture goes when you take it out, or delete the post or your account. That of a post that was removed "
            "goes with its words, after half a year."
        ),
        explanation=gettext_lazy(
            "We keep a smaller copy, made anew: where, when and with what it was taken is not in it."
        ),
        collect=collect_pictures,
        erase=erase_pictures,
    ),
    PersonalData(
        slug="forum-letters",
        label=gettext_lazy("Letters about your posts and your membership"),
        retention=gettext_lazy(
            "The words are erased when the letter has left, that it left after three months or with your account."
        ),
        explanation=gettext_lazy("Kept apart for each community, so that nobody sees that you are in two."),
        collect=collect_letters,
        erase=erase_letters,
    ),
    PersonalData(
        slug="forum-appeals",
        label=gettext_lazy("Your appeals against removals"),
        retention=gettext_lazy("The words are erased half a year after the decision, or with your account."),
        collect=collect_appeals,
        expire=expire_appeals,
    ),
)


def register_forums() -> None:
    for kind in KINDS:
        register(kind)
