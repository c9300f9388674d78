"""Who writes in the forums of the demonstration: names chosen for one community each, and bodies with their roles.

Behind a name stands an account, as everywhere. Those of the invented members have no password and an address that nobody
has, so they asked for no letters.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from django.contrib.auth.hashers import make_password

from engage.demo.forums_read import Talk
from forums.likeness import likeness_of
from forums.models import Forum, Member
from forums.names import member_key, seal_account
from people.models import Organisation, User

#: So many invented people; one may be in several communities, under a name each.
PEOPLE: Final = 70
#: Who of those that may sign in has which name where.
KNOWN: Final = {
    ("disabled-people", "Marion with the stick"): "member",
    ("rural-residents", "Hedgerow"): "member",
    ("rural-residents", "New at Nether End"): "newcomer",
    ("carers", "Teapot"): "carer",
}
#: Officers who may sign in, and the role in which they write in each community.
OFFICERS: Final = {
    ("disabled-people", "Accessible services lead"): "county",
    ("disabled-people", "Patient information lead"): "health",
    ("black-and-minority-ethnic", "Race equality lead"): "county",
    ("black-and-minority-ethnic", "Patient experience manager"): "health",
    ("faith-groups", "Cohesion lead"): "county",
    ("faith-groups", "Head of chaplaincy"): "health",
    ("rural-residents", "Public transport manager"): "county",
    ("carers", "Carers lead"): "health",
    ("lesbian-gay-bisexual-trans", "Equality lead"): "county",
}
NOTICES: Final = {"member": Member.Notices.WEEKLY, "carer": Member.Notices.DAILY, "newcomer": Member.Notices.AT_ONCE}


def place_accounts() -> list[User]:
    """Return the accounts behind the invented names, made on first use."""
    emails = [f"voice-{number:02}@post.example" for number in range(PEOPLE)]
    known = set(User.objects.filter(email__in=emails).values_list("email", flat=True))
    fresh = [User(email=email, password=make_password(None)) for email in emails if email not in known]
    User.objects.bulk_create(fresh)
    return list(User.objects.filter(email__in=emails).order_by("email"))


def place_members(
    forum: Forum, talks: list[Talk], accounts: list[User], *, place: int, at: datetime
) -> dict[tuple[str, str], Member]:
    """Return everybody who writes in a community, by name or by body and role."""
    sign_ins = {user.email.partition("@")[0]: user for user in User.objects.filter(email__endswith="@engage.example")}
    bodies = {body.slug: body for body in Organisation.objects.all()}
    slug = forum.community.slug
    members: dict[tuple[str, str], Member] = {}
    # Every community begins elsewhere in the list, so that no account has the same place in two.
    free = accounts[place * 11 :] + accounts[: place * 11]
    for who, body, first in _who(talks):
        email = OFFICERS.get((slug, who)) if body else KNOWN.get((slug, who))
        user = sign_ins[email] if email else None if body else free.pop(0)
        joined_on = (at - timedelta(days=first)).date()
        members[who, body] = _member(forum, who, bodies.get(body), user, joined_on, number=len(members))
        if email and not body:
            members[who, body].notices = NOTICES[email]
    Member.objects.bulk_create(members.values())
    return members


def _who(talks: list[Talk]) -> list[tuple[str, str, float]]:
    """Return each name (or role and body) and how many days ago it was first there, in that order."""
    first: dict[tuple[str, str], float] = {}
    for talk in talks:
        for said in talk.posts:
            key = (said.who, said.body)
            first[key] = max(first.get(key, 0), talk.first + 2)
    return [(who, body, days) for (who, body), days in first.items()]


def _member(
    forum: Forum, who: str, body: Organisation | None, user: User | None, joined_on: date, *, number: int
) -> Member:
    return Member(
        forum=forum,
        # An officer of a body without an account here: a number that no account has.
        key=member_key(forum.community_id, user.pk if user else -1 - number),
        content=seal_account(user.pk) if user else b"",
        display_name="" if body else who,
        likeness="" if body else likeness_of(who),
        organisation=body,
        role=who if body else "",
        notices=Member.Notices.NEVER,
        joined_on=joined_on,
    )
