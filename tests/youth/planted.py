"""A youth section in which everything that could leak has a word of its own, for `tests/youth/test_leaks.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from consultations.models import Area
from core.sealing import seal
from forums.models import Post
from forums.services.moderating import Verdict, decide
from forums.services.posting import add_post
from forums.services.rooms import member_with, open_talk
from people.models import User
from tests import factories
from tests.youth.factories import make_article, make_checked, make_editor, make_section, make_writer
from youth.models import (
    Band,
    ChatHours,
    ChatRoom,
    Competition,
    Concern,
    Entry,
    LineComment,
    Piece,
    PieceMessage,
    Writer,
)
from youth.services.chatting import writer_key
from youth.services.drafting import Draft, save_draft, start_piece
from youth.services.guardians import ask
from youth.services.rooms import make_room
from youth.services.stages import move

#: What nobody may come across, by what it tells.
EMAILS = ("waiting.quokka", "younger.numbat", "older.bilby", "parent.quokka")
AREAS = ("Quokkashire", "Numbatshire", "Bilbyshire", "Dunnartshire")
FIRST_NAMES = ("Bilbertha", "Waitina", "Youngina", "Oldina")
#: Who has grown out of it is an adult, with an account like any other.
GROWN = ("grown.dunnart", "Grownina")
#: Words of young people, by where they stand.
DRAFT = ("wombat draft title", "wombat draft words")
TALK = ("wombat talk words", "wombat line words")
CHAT = ("wombat chat title", "wombat read post")
UNREAD = ("wombat unread post",)
CONCERN = ("wombat worry words",)
ENTRY = ("wombat entry words", "wombat entry title")
PAUSE = ("wombat pause reason",)
WORDS = (*EMAILS, *GROWN, *AREAS, *FIRST_NAMES, *DRAFT, *TALK, *CHAT, *UNREAD, *CONCERN, *ENTRY, *PAUSE)


@dataclass(frozen=True)
class Section:
    """Everybody in it, and what each kind of address takes."""

    waiting: Writer
    younger: Writer
    older: Writer
    alumnus: Writer
    paused: Writer
    another: Writer
    editor: Writer
    checked: User
    piece: Piece
    article: Any
    room: ChatRoom
    posts: tuple[Post, Post]
    concern: Concern
    competition: Competition

    def young(self) -> tuple[Writer, ...]:
        return (self.waiting, self.younger, self.older, self.alumnus, self.paused)


def young(address: str, district: str, **fields: Any) -> Writer:
    """Return a young person whose account and district have names of their own."""
    first = {"waiting": "Waitina", "younger": "Youngina", "older": "Oldina", "grown": "Grownina"}[
        address.partition(".")[0]
    ]
    user = factories.make_user(f"{address}@example.org", first_name=first)
    place = Area.objects.create(name=district, slug=district.lower())
    return make_writer(user=user, area=place, **fields)


def plant() -> Section:
    at = timezone.now()
    make_section()
    checked = make_checked(is_lead=True)
    waiting = young("waiting.quokka", "Quokkashire", name="Pen Aye", band=Band.YOUNGER, state=Writer.State.WAITING)
    ask(writer=waiting, email="parent.quokka@example.org", at=at)
    younger = young("younger.numbat", "Numbatshire", name="Pen Bee", band=Band.YOUNGER)
    older = young("older.bilby", "Bilbyshire", name="Pen Sea", first_name="Bilbertha")
    alumnus = young("grown.dunnart", "Dunnartshire", name="Pen Dee", state=Writer.State.ALUMNUS)
    paused = make_writer(name="Pen Eff", state=Writer.State.PAUSED, paused_reason="Wombat pause reason")
    editor = make_editor(name="Pen Aitch")
    piece = _piece(younger, editor, checked, at)
    room, posts = _chat(older, younger, checked, at)
    return Section(
        waiting=waiting,
        younger=younger,
        older=older,
        alumnus=alumnus,
        paused=paused,
        another=make_writer(name="Pen Gee"),
        editor=editor,
        checked=checked,
        piece=piece,
        article=make_article(writer=older, title="Open article", slug="open-article", by=checked),
        room=room,
        posts=posts,
        concern=_concern(posts[0], younger, older, at),
        competition=_competition(younger, checked, at),
    )


def _piece(writer: Writer, editor: Writer, checked: User, at: datetime) -> Piece:
    """Return a piece that was written, handed in and proposed, with talk and a comment on a line."""
    piece = start_piece(user=writer.user, title="Wombat draft title", idea="Wombat draft words.", begins=True, at=at)
    typed = Draft(title="Wombat draft title", kind="news", teaser="Wombat draft words.", body="Wombat draft words.")
    save_draft(piece=piece, user=writer.user, draft=typed, seen=piece.page.latest_revision_id, at=at)
    for who, stage in ((writer, Piece.Stage.WITH_EDITOR), (editor, Piece.Stage.READY)):
        move(piece=Piece.objects.get(pk=piece.pk), to=stage, user=who.user, at=at)
    said = {"piece": piece, "by": writer.user, "name": writer.pen_name, "made_at": at}
    PieceMessage.objects.create(words="Wombat talk words", **said)
    LineComment.objects.create(words="Wombat line words", paragraph=1, **said | {"by": checked, "name": "An adult"})
    return Piece.objects.select_related("page").get(pk=piece.pk)


def _chat(one: Writer, other: Writer, checked: User, at: datetime) -> tuple[ChatRoom, tuple[Post, Post]]:
    """Return a room with a post that was read and one that waits."""
    words = {"name": "Burrow", "about": "", "band": "", "is_shut": False, "sort_order": 0}
    room = make_room(words=words, hours=[], by=checked, at=at)
    ChatHours.objects.create(room=room, weekday=at.weekday(), opens=time(0), closes=time(23, 59))
    members = [member_with(forum=room.forum, key=writer_key(room.forum_id, who.pk), at=at) for who in (one, other)]
    thread = open_talk(forum=room.forum, title="Wombat chat title", at=at)
    said = {"thread": thread, "user": AnonymousUser()}
    read = add_post(member=members[0], source="Wombat read post", at=at, **said)
    decide(post=read, verdict=Verdict("approve"), by=checked, at=at)
    unread = add_post(member=members[1], source="Wombat unread post", at=at + timedelta(minutes=1), **said)
    return room, (Post.objects.get(pk=read.pk), unread)


def _concern(post: Post, reporter: Writer, about: Writer, at: datetime) -> Concern:
    """Return a concern about a post that was looked at and stands again."""
    copy = {
        "title": "Wombat chat title",
        "said": "Wombat read post",
        "by": about.pen_name,
        "words": "Wombat worry words",
    }
    people = {"reporter": reporter, "about": about}
    return Concern.objects.create(post=post, reason="harm", sealed=seal(copy), made_at=at, **people)


def _competition(writer: Writer, checked: User, at: datetime) -> Competition:
    day = timezone.localdate(at)
    competition = Competition.objects.create(
        title="Open competition",
        slug="open-competition",
        summary="Write.",
        rules="Be kind.",
        takes="text",
        opens_at=at - timedelta(days=2),
        closes_at=at + timedelta(days=2),
        announce_on=day + timedelta(days=10),
        erase_on=day + timedelta(days=40),
        published_at=at,
        published_by=checked,
        last_number=1,
    )
    words = {"title": "Wombat entry title", "text": "Wombat entry words"}
    Entry.objects.create(competition=competition, writer=writer, number=1, entered_at=at, **words)
    return competition
