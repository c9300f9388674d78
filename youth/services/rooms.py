"""Rooms of the chat and their hours, arranged by checked adults; the one room that comments lie in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from forums.models import Post
from forums.services.rooms import open_room
from people.access_log import log_look
from youth.chat_errors import BandStands, NameTaken
from youth.chat_hours import Hours
from youth.models import ChatHours, ChatRoom, YouthPage
from youth.permissions import refuse_unchecked

#: What an address cannot be: other pages stand there.
RESERVED: Final = frozenset({"own", "new"})
COMMENTS: Final = "comments"
#: In the order in which a new room shows them. A removal names one of them.
RULES: Final = (
    (_("Be kind"), _("Disagree as much as you like. Don’t tease, threaten or gang up on anybody.")),
    (_("Keep private things private"), _("No real names, schools, numbers, addresses or user names. Yours too.")),
    (_("Stay in here"), _("Don’t ask anybody to meet, or to talk in another app. Tell us if somebody asks you.")),
    (_("Nobody is left out"), _("Nothing hateful about who people are or where they come from.")),
    (_("Nothing that hurts"), _("Nothing that shows how to hurt yourself or others. Get help instead: we’ll listen.")),
)


@transaction.atomic
def make_room(*, words: Mapping[str, Any], hours: Iterable[Hours], by: Any, at: datetime) -> ChatRoom:
    """Make a room of the chat.

    Args:
        words: name, about, band, is_shut, sort_order, as of `ChatRoom`.

    Raises:
        NotChecked: No check of theirs stands.
        NameTaken: There is a room of this name, or at this address.
    """
    refuse_unchecked(by, at=at)
    slug = slugify(words["name"])[:60] or "room"
    _refuse_taken(words["name"], slug)
    forum = open_room(at=at, rules=RULES, reads_every_post=True)
    room = ChatRoom.objects.create(forum=forum, slug=slug, **words)
    _set_hours(room, hours)
    log_look(by, "made a room of the chat", room)
    return room


@transaction.atomic
def change_room(*, room: ChatRoom, words: Mapping[str, Any], hours: Iterable[Hours], by: Any, at: datetime) -> ChatRoom:
    """Change a room's words and hours. Its address stays, and its age once something was written in it.

    Raises:
        NotChecked: No check of theirs stands.
        NameTaken: Another room has this name.
        BandStands: Somebody wrote there trusting in who reads it.
    """
    refuse_unchecked(by, at=at)
    held = ChatRoom.objects.select_for_update(of=("self",)).get(pk=room.pk)
    if words["name"].casefold() != held.name.casefold():
        _refuse_taken(words["name"], "")
    if words["band"] != held.band and Post.objects.filter(thread__forum=held.forum_id).exists():
        raise BandStands
    for field, value in words.items():
        setattr(held, field, value)
    held.save(update_fields=list(words))
    _set_hours(held, hours)
    log_look(by, "changed a room of the chat", held)
    return held


@transaction.atomic
def comments_room(*, at: datetime) -> ChatRoom:
    """Return the room that the comments on articles lie in, made on first use."""
    list(YouthPage.objects.select_for_update(of=("self",)).values_list("pk", flat=True))
    found = ChatRoom.objects.select_related("forum").filter(kind=ChatRoom.Kind.COMMENTS).first()
    if found is not None:
        return found
    forum = open_room(at=at, rules=RULES, reads_every_post=True)
    words = {"name": _("Comments on articles"), "slug": COMMENTS, "kind": ChatRoom.Kind.COMMENTS}
    return ChatRoom.objects.create(forum=forum, **words)


def _refuse_taken(name: str, slug: str) -> None:
    rooms = ChatRoom.objects.all()
    if slug in RESERVED | {COMMENTS} or rooms.filter(name__iexact=name).exists() or rooms.filter(slug=slug).exists():
        raise NameTaken


def _set_hours(room: ChatRoom, hours: Iterable[Hours]) -> None:
    room.hours.all().delete()
    ChatHours.objects.bulk_create(
        [ChatHours(room=room, weekday=one.weekday, opens=one.opens, closes=one.closes) for one in hours]
    )
