"""What the section holds about young people, for 'my data' and the retention clock."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import User
from people.privacy import PersonalData, Row, register
from youth import clocks
from youth.models import ArticlePage, Concern, Entry, GuardianRequest, LineComment, Piece, PieceMessage, Writer
from youth.services.guardians import forget_unanswered, letters_to
from youth.services.leaving import (
    erase_old_drafts,
    erase_old_talk,
    erase_writer,
    forget_guardians,
    forget_talk,
    withdraw_entries,
)

State = Writer.State


def _writer(user: User) -> Writer | None:
    return Writer.objects.select_related("area", "user").filter(user=user).first()


def collect_writer(user: User) -> list[Row]:
    writer = _writer(user)
    if writer is None:
        return []
    return [
        {
            _("Pen name"): writer.pen_name,
            _("First name"): writer.first_name,
            _("District"): str(writer.area or ""),
            _("Age"): writer.get_band_display(),
            _("At the latest until"): writer.band_ends_on,
            _("You are"): writer.get_state_display(),
            _("Your guardian said yes on"): writer.guardian_agreed_on,
            _("Joined in the quarter from"): writer.joined_in,
            _("E-mails about your pieces"): writer.wants_letters,
            _("Paused because"): writer.paused_reason,
            _("Left on"): writer.left_on,
        }
    ]


def erase_young_writer(user: User, at: datetime) -> int:
    """Erase the writer, with everything not published; what is published too, unless they chose that it stays."""
    writer = _writer(user)
    if writer is None:
        return 0
    erase_writer(writer, keeps_articles=writer.keeps_articles is True, at=at)
    return 1


def expire_writers(at: datetime) -> int:
    """Erase who never got a guardian's yes, and forget who went and has nothing published."""
    today = localdate(at)
    waiting = Writer.objects.filter(state=State.WAITING, waits_since__lte=today - clocks.WAITING)
    gone = Writer.objects.filter(state__in=[State.LEFT, State.ALUMNUS], left_on__lte=today - clocks.LEFT)
    published = ArticlePage.objects.live().filter(piece__writer__isnull=False).values("piece__writer")
    worried = Concern.objects.filter(about__isnull=False, closed_at=None).values("about")
    past = [*waiting, *gone.exclude(pk__in=published).exclude(pk__in=worried)]
    for writer in past:
        erase_writer(writer, keeps_articles=False, at=at)
    return len(past)


def collect_guardian(user: User) -> list[Row]:
    """Return that a guardian was asked, and what they said; never their address, which is theirs."""
    writer = _writer(user)
    if writer is None:
        return []
    asked = GuardianRequest.objects.filter(writer=writer).order_by("asked_at")
    rows: list[Row] = [
        {_("Asked"): one.asked_at, _("Answered"): one.answered_at, _("They said yes"): one.has_agreed} for one in asked
    ]
    return rows + [{_("Letter written"): one.created_at, _("Sent"): one.sent_at} for one in letters_to(writer)]


def erase_guardian(user: User, at: datetime) -> int:
    writer = _writer(user)
    if writer is None:
        return 0
    asked = GuardianRequest.objects.filter(writer=writer).count()
    forget_guardians(writer)
    return asked


def expire_guardian(at: datetime) -> int:
    return forget_unanswered(at=at)


def collect_pieces(user: User) -> list[Row]:
    """Return one's own pieces with the newest text of each."""
    pieces = Piece.objects.filter(writer__user=user).select_related("page").order_by("staged_at", "pk")
    rows: list[Row] = []
    for piece in pieces:
        text = piece.page.get_latest_revision_as_object()
        rows.append(
            {
                _("Title"): text.title,
                _("Stands at"): piece.get_stage_display(),
                _("The idea"): piece.idea,
                _("In a sentence"): text.teaser,
                _("Text"): text.body,
                _("Published"): piece.page.first_published_at,
            }
        )
    return rows


def expire_pieces(at: datetime) -> int:
    return erase_old_drafts(at=at)


def collect_talk(user: User) -> list[Row]:
    messages = PieceMessage.objects.filter(by=user)
    comments = LineComment.objects.filter(by=user)
    rows: list[Row] = [{_("Message on a piece"): one.words, _("Written"): one.made_at} for one in messages]
    return rows + [{_("Comment on a paragraph"): one.words, _("Written"): one.made_at} for one in comments]


def erase_talk(user: User, at: datetime) -> int:
    said = Q(by=user)
    count = PieceMessage.objects.filter(said).count() + LineComment.objects.filter(said).count()
    writer = _writer(user)
    if writer is not None:
        forget_talk(writer, at)
    return count


def expire_talk(at: datetime) -> int:
    return erase_old_talk(before=at - clocks.PIECE_TALK)


def collect_entries(user: User) -> list[Row]:
    entries = Entry.objects.filter(writer__user=user).select_related("competition").order_by("entered_at", "pk")
    return [
        {
            _("Competition"): entry.competition.title,
            _("Title"): entry.title,
            _("Words"): entry.text,
            _("What the picture shows"): entry.picture_alt,
            _("Sent in"): entry.entered_at,
        }
        for entry in entries
    ]


def erase_entries(user: User, at: datetime) -> int:
    writer = _writer(user)
    if writer is None:
        return 0
    sent = Entry.objects.filter(writer=writer).count()
    withdraw_entries(writer, at)
    return sent


KINDS: Final = (
    PersonalData(
        slug="youth-writer",
        label=gettext_lazy("You in the writers’ group"),
        retention=gettext_lazy(
            "Kept while you are in. If no parent or guardian says yes: 30 days. After you leave: your pen name for 90"
            " days, or as long as articles of yours stay up."
        ),
        explanation=gettext_lazy(
            "Your pen name, district and age band. We never kept your age or your birthday. If you erase your account,"
            " your articles go too, unless you chose before that they stay."
        ),
        collect=collect_writer,
        erase=erase_young_writer,
        expire=expire_writers,
        order=65,
    ),
    PersonalData(
        slug="youth-guardian",
        label=gettext_lazy("Your parent’s or guardian’s yes"),
        retention=gettext_lazy(
            "Their address is erased when they answer, or after 14 days. That they said yes is kept until you are 16."
        ),
        explanation=gettext_lazy("Under 16 somebody who looks after you has to agree. We do not show their address."),
        collect=collect_guardian,
        erase=erase_guardian,
        expire=expire_guardian,
        order=60,
    ),
    PersonalData(
        slug="youth-pieces",
        label=gettext_lazy("What you wrote for the young people’s site"),
        retention=gettext_lazy(
            "Drafts go when you leave, after a year without a change, or 90 days after you have grown out of it."
            " Articles stay until you take them down."
        ),
        explanation=gettext_lazy(
            "So that you and the editors can work on it. It goes with ‘You in the writers’ group’."
        ),
        collect=collect_pieces,
        expire=expire_pieces,
        order=61,
    ),
    PersonalData(
        slug="youth-talk",
        label=gettext_lazy("What you said about pieces"),
        retention=gettext_lazy("Erased after a year, or when you leave."),
        explanation=gettext_lazy("The team and checked adults can read it, so that nobody talks with you alone."),
        collect=collect_talk,
        erase=erase_talk,
        expire=expire_talk,
        order=62,
    ),
    PersonalData(
        slug="youth-entries",
        label=gettext_lazy("What you sent in to competitions"),
        retention=gettext_lazy("Erased on the day that each competition names, or when you leave."),
        collect=collect_entries,
        erase=erase_entries,
        order=62,
    ),
)


def register_youth() -> None:
    for kind in KINDS:
        register(kind)
