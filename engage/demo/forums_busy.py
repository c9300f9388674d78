"""Give the moderators of the demonstration something to do, and their log something to show.

Everything here goes through the services, at the moments at which it would have happened.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Final

from engage.demo.forums_read import FOLDER, Talk
from engage.demo.forums_write import Desk
from forums import picture_files
from forums.erasing import make_former
from forums.models import Act, HouseRule, Member, Picture, Post, Report, Thread
from forums.pictures import remake
from forums.services.appeals import appeal, decide_appeal, suspend
from forums.services.arranging import merge_threads, slow_thread, switch_thread
from forums.services.joining import about_member, choose_notices, join
from forums.services.marks import follow, mark_read
from forums.services.moderating import Verdict, decide
from forums.services.own_posts import save_draft
from forums.services.reporting import report_post
from people.models import User
from people.notices import cancel

HOUR: Final = timedelta(hours=1)
SWITCHES: Final = {"pinned": "pin", "archived": "archive", "locked": "lock"}
SLOW: Final = 120
#: Merged on the day after its last post.
DOUBLE: Final = ("rural-residents", "dial-a-ride", "shared-taxi")
#: Somebody whose account is gone, of the same community.
LEFT_US: Final = ("Snowdrop", "")


@dataclass(frozen=True)
class Removal:
    """A post marked `[removed]`: under which rule, why, by whom, and what its author said and was told then."""

    community: str
    thread: str
    rule: int
    reason: str
    by: str
    appeal: str = ""
    answer: str = ""
    paused_days: int = 0


REMOVALS: Final = (
    Removal(
        "disabled-people",
        "badge",
        1,
        "You may doubt the scheme. You may not doubt the neighbour, who is not here to answer.",
        "moderator",
        "I only said what everybody thinks. I did not even say which neighbour.",
        "Two neighbours would know who is meant, and rule 1 is about exactly this. Your first post stands.",
        paused_days=7,
    ),
    Removal(
        "disabled-people",
        "taxis",
        3,
        "It names a driver and says where he waits. Kindly meant, but he has not been asked.",
        "host",
        "He is my own dad and he says I may! He would like the customers. Can I at least say the clock tower?",
    ),
    Removal(
        "black-and-minority-ethnic",
        "network",
        1,
        "It tells people to leave the country. It was seen by eleven readers before it went, for which we are sorry.",
        "moderator",
        paused_days=60,
    ),
)


@dataclass(frozen=True)
class Told:
    """A report without an account: the post is found by words of it."""

    community: str
    words: str
    reason: str
    says: str
    is_kept: bool = False


REPORTS: Final = (
    Told(
        "rural-residents",
        "I want to speak up for the driver of the 19",
        Report.Reason.PERSONAL,
        "There is one driver on that bus in the evening. If the company reads this he could be in trouble for waiting.",
    ),
    Told(
        "disabled-people",
        "Half the people with badges have nothing wrong with them",
        Report.Reason.RULES,
        "This is what we get in the street. I do not want to read it here as well.",
        is_kept=True,
    ),
)
KEPT_BECAUSE: Final = (
    "It is wrong and it was answered, well, by five people. It is an opinion about a scheme, so it stays."
)
KNOCKED_AT: Final = "carers"
ASKS_TO_COME_IN: Final = (
    "I look after my wife since her accident. The nurse at the surgery told me about this. I mostly want to read."
)
DRAFTS: Final = (
    (
        "rural-residents",
        "Hedgerow",
        "evening-bus",
        "",
        "To sum up for those who come new: the form asks three things, and the third",
    ),
    (
        "carers",
        "Teapot",
        "",
        "After",
        "I do not know yet how to begin this one. She has been gone from the house for nine days and",
    ),
)


#: A picture beside a post: where, words of the post, its file, what it shows.
PICTURE: Final = (
    "black-and-minority-ethnic",
    "Here it is, black one week, green the next.",
    "bins.webp",
    "A drawing of a black bin and a green bin. Below them four Wednesdays in a row: black, green, black, green.",
)


def keep_busy(desk: Desk, talks: list[Talk], threads: dict[str, Thread]) -> None:
    """Do in one community what its moderators, readers and members did beside writing."""
    slug = desk.forum.community.slug
    for talk in talks:
        _switch(desk, talk, threads[talk.name])
    _moderate(desk, talks, threads)
    if slug == DOUBLE[0]:
        _merge(threads[DOUBLE[1]], threads[DOUBLE[2]])
        make_former([desk.members[LEFT_US]])
    if slug == PICTURE[0]:
        _hang_picture(desk)
    if slug == KNOCKED_AT:
        _knock(desk)
    _leave_unsent(desk, threads)
    # Nobody has these addresses: what was to be sent there is taken back.
    cancel(about=[about_member(member) for member in Member.objects.filter(forum=desk.forum)])


def _moderate(desk: Desk, talks: list[Talk], threads: dict[str, Thread]) -> None:
    slug = desk.forum.community.slug
    named = {talk.name: talk for talk in talks}
    for removal in REMOVALS:
        if removal.community == slug:
            (number,) = named[removal.thread].numbers("removed")
            _remove(desk, removal, threads[removal.thread], number)
    for told in REPORTS:
        if told.community == slug:
            _report(desk, told)


def _merge(source: Thread, into: Thread) -> None:
    merged_at = Post.objects.filter(thread=source).latest("number").written_at + 20 * HOUR
    merge_threads(thread=source, into=into, by=_user("moderator"), at=merged_at)


def _switch(desk: Desk, talk: Talk, thread: Thread) -> None:
    by = _user("host" if desk.forum.is_closed else "moderator")
    since = Post.objects.filter(thread=thread).order_by("number")
    for name in talk.switches:
        post = since.first() if name == "pinned" else since.last()
        at = (post.written_at if post else desk.at) + HOUR
        if name == "slow":
            slow_thread(thread=thread, seconds=SLOW, by=by, at=min(at, desk.at))
        else:
            switch_thread(thread=thread, switch=SWITCHES[name], is_on=True, by=by, at=min(at, desk.at))


def _remove(desk: Desk, removal: Removal, thread: Thread, number: int) -> None:
    post = Post.objects.select_related("member__forum__community").get(thread=thread, number=number)
    rule = HouseRule.objects.get(forum=desk.forum, number=removal.rule)
    by, at = _user(removal.by), post.written_at + HOUR
    act = decide(post=post, verdict=Verdict("remove", rule, removal.reason), by=by, at=at)
    if removal.paused_days and post.member is not None:
        until = at + timedelta(days=removal.paused_days)
        suspend(member=post.member, until=until, rule=rule, reason=removal.reason, by=by, at=at)
    if removal.appeal:
        _appeal(act, post, removal, at=at + 5 * HOUR)


def _appeal(act: Act, post: Post, removal: Removal, *, at: datetime) -> None:
    if post.member is None:
        return
    made = appeal(act=act, member=post.member, words=removal.appeal, at=at)
    if removal.answer:
        other = _user("host" if removal.by == "moderator" else "moderator")
        decide_appeal(appeal=made, is_upheld=False, reason=removal.answer, by=other, at=at + 18 * HOUR)


def _report(desk: Desk, told: Told) -> None:
    post = Post.objects.select_related("thread").get(thread__forum=desk.forum, source__contains=told.words)
    at = post.written_at + 2 * HOUR if told.is_kept else desk.at - 3 * HOUR
    report_post(post=post, reason=told.reason, words=told.says, network="a library", at=at)
    if told.is_kept:
        decide(post=post, verdict=Verdict("keep", reason=KEPT_BECAUSE), by=_user("moderator"), at=at + HOUR)


def _hang_picture(desk: Desk) -> None:
    _slug, words, name, alt = PICTURE
    post = Post.objects.get(thread__forum=desk.forum, source__startswith=words)
    file = (FOLDER / name).read_bytes()
    made, token = remake(BytesIO(file)), secrets.token_urlsafe(32)
    Picture.objects.create(
        post=post,
        token=token,
        alt=alt,
        width=made.width,
        height=made.height,
        digest=hashlib.sha256(file).hexdigest(),
        made_at=post.written_at,
    )
    picture_files.write(token, made.data)


def _leave_unsent(desk: Desk, threads: dict[str, Thread]) -> None:
    """Leave drafts, and threads that are followed and read in part."""
    for slug, name, thread_name, title, words in DRAFTS:
        if slug != desk.forum.community.slug:
            continue
        member, thread = desk.members[name, ""], threads.get(thread_name)
        save_draft(member=member, thread=thread, title=title, source=words, at=desk.at - 2 * HOUR)
        for one in list(threads.values())[:4]:
            mark_read(member=member, thread=one, number=max(1, one.last_number - 3))
            follow(member=member, thread=one, is_followed=True)


def _knock(desk: Desk) -> None:
    """Have somebody wait at the door of a closed community."""
    user = User.objects.get(email="voice-69@post.example")
    member = join(forum=desk.forum, user=user, name="Rook", request=ASKS_TO_COME_IN, at=desk.at - 9 * HOUR)
    choose_notices(member=member, notices=Member.Notices.NEVER)


def _user(name: str) -> User:
    return User.objects.get(email=f"{name}@engage.example")
